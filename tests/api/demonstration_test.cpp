#include "cli/application.hpp"
#include "cli/demonstration.hpp"
#include "modules/identity/identity.hpp"
#include "support/database.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace jisr::tests {
namespace {

class Demonstration : public testing::TestWithParam<Engine>
{
  protected:
    std::unique_ptr<cli::Application> start()
    {
        auto made = cli::Application::make(database_.url(), {.data_folder = folder_.path()});
        EXPECT_TRUE(made) << made.error().cause;
        return std::move(*made);
    }

    core::Result<void> load(cli::Application& application)
    {
        return cli::load_demonstration(application.services(), *application.lists(), said_);
    }

    TestDatabase database_{GetParam()};
    TemporaryFolder folder_;
    std::ostringstream said_;
};

TEST_P(Demonstration, StaysOneWhenItIsServedWithoutTheFlag)
{
    EXPECT_FALSE(start()->services().settings.demonstration);
    const auto loaded = load(*start());
    ASSERT_TRUE(loaded) << loaded.error().slug << loaded.error().cause;
    EXPECT_THAT(said_.str(), testing::HasSubstr("coordinator"));
    const auto again = start();
    EXPECT_TRUE(again->services().settings.demonstration) << "its log-ins work, so it is marked";
    EXPECT_TRUE(load(*again)) << "a second start loads nothing twice";
}

TEST_P(Demonstration, ACooperativeWhoseNameIsApprovedHasItsCertificate)
{
    const auto application = start();
    ASSERT_TRUE(load(*application));
    const auto count = [&](const std::string& more) {
        return application->services().database.ask([&](db::Reader& reader) {
            return reader.first<std::int64_t>(
                "select count(*) from organisation o where o.legal_state not in "
                "('forming', 'name_requested', 'name_refused')" +
                more);
        });
    };
    const auto approved = count("");
    ASSERT_TRUE(approved) << approved.error().cause;
    EXPECT_GT(**approved, 0);
    const auto without = count(" and not exists (select 1 from attachment a where "
                               "a.organisation_id = o.id and a.kind = 'name_certificate')");
    ASSERT_TRUE(without) << without.error().cause;
    EXPECT_EQ(**without, 0);
}

TEST_P(Demonstration, IsNotLoadedIntoARealDatabase)
{
    {
        const auto application = start();
        ASSERT_TRUE(identity::create_user(
            application->services(), service::Actor::system(),
            {"real", "Somebody", core::Language::Ar, {{service::Role::NationalAdministrator}}},
            "a long password of one's own", false));
        const auto refused = load(*application);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().slug, "not_a_demonstration");
        EXPECT_EQ(identity::all_users(application->services())->size(), 1U);
    }
    EXPECT_FALSE(start()->services().settings.demonstration);
    EXPECT_EQ(said_.str(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, Demonstration, kEngines, engine_name);

} // namespace
} // namespace jisr::tests
