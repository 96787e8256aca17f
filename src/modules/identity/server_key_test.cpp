#include "modules/identity/server_key.hpp"

#include "core/id.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sys/stat.h>

namespace jisr::identity {
namespace {

class ServerKey : public testing::Test
{
  protected:
    void SetUp() override { ::unsetenv("JISR_SERVER_KEY"); }

    void TearDown() override
    {
        ::unsetenv("JISR_SERVER_KEY");
        std::filesystem::remove_all(folder_);
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("jisr-key-" + core::Id::make().str());
};

TEST_F(ServerKey, IsMadeOnceAndReadableByItsOwnerAlone)
{
    const auto first = server_key(folder_ / "var").value();
    EXPECT_EQ(first.size(), 32);
    EXPECT_EQ(server_key(folder_ / "var").value(), first);
    struct stat status = {};
    ASSERT_EQ(::stat((folder_ / "var/server.key").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(ServerKey, ComesFromTheEnvironmentBeforeTheFile)
{
    const std::string digits(64, 'a');
    ::setenv("JISR_SERVER_KEY", digits.c_str(), 1);
    EXPECT_EQ(server_key(folder_).value(), std::string(32, '\xaa'));
    EXPECT_FALSE(std::filesystem::exists(folder_));
    ::setenv("JISR_SERVER_KEY", "short", 1);
    EXPECT_EQ(server_key(folder_).error().status, 503);
}

TEST_F(ServerKey, RefusesAFileThatIsNoKey)
{
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "server.key") << "not a key\n";
    const auto key = server_key(folder_);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().status, 503);
    EXPECT_TRUE(key.error().cause.starts_with((folder_ / "server.key").string() + ": not "))
        << key.error().cause;
}

TEST_F(ServerKey, SaysSoWhereItMayNotLook)
{
    std::filesystem::create_directories(folder_);
    std::filesystem::create_directory_symlink("loop", folder_ / "loop"); // bars root too
    const auto key = server_key(folder_ / "loop");
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().status, 503);
    EXPECT_NE(key.error().cause.find("loop/server.key"), std::string::npos) << key.error().cause;
}

TEST(Sealing, OpensWithTheSameKeyAndOwnerAndOtherwiseNot)
{
    const std::string key(32, 'k');
    const auto sealed = seal(key, "owner", "secret");
    EXPECT_EQ(sealed.find("secret"), std::string::npos);
    EXPECT_NE(seal(key, "owner", "secret"), sealed);
    EXPECT_EQ(open_sealed(key, "owner", sealed).value(), "secret");
    EXPECT_FALSE(open_sealed(std::string(32, 'x'), "owner", sealed));
    EXPECT_FALSE(open_sealed(key, "another", sealed));
    std::string touched = sealed;
    touched[30] = touched[30] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(open_sealed(key, "owner", touched));
    EXPECT_FALSE(open_sealed(key, "owner", ""));
}

} // namespace
} // namespace jisr::identity
