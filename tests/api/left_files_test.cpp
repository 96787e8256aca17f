#include "support/database.hpp"
#include "support/process.hpp"
#include "support/served_program.hpp"

#include <fstream>

namespace jisr::tests {
namespace {

class LeftFiles : public testing::TestWithParam<Engine>
{
  protected:
    std::filesystem::path put(const std::string& name, std::chrono::hours age)
    {
        auto path = folder.path() / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << "Nom;Prénom\nAlaoui;Amina\n";
        std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - age);
        return path;
    }

    TestDatabase database{GetParam()};
    TemporaryFolder folder;
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Engines, LeftFiles, kEngines, engine_name);

// Another server may share the folder: what is younger than a day may be its work.
TEST_P(LeftFiles, OfKilledServersAreRemovedWhenAnotherStarts)
{
    const auto old_export = put("exports/0193", std::chrono::hours(25));
    const auto old_upload = put("upload-Xyz123", std::chrono::hours(25));
    const auto young_export = put("exports/0194", std::chrono::hours(23));
    const auto young_upload = put("upload-Abc456", std::chrono::hours(23));
    const auto another = put("server.note", std::chrono::hours(25));
    const ServedProgram program(database.url(), folder.path());
    EXPECT_TRUE(wait_until([&] {
        return !std::filesystem::exists(old_export) && !std::filesystem::exists(old_upload);
    }));
    for (const auto& kept : {young_export, young_upload, another})
        EXPECT_TRUE(std::filesystem::exists(kept)) << kept;
}

} // namespace jisr::tests
