#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

class OrganisationsApi : public testing::TestWithParam<Engine>
{
  protected:
    /// A cooperative that is being founded.
    json::object some_cooperative(const std::string& name, const std::string& commune) const
    {
        return {{"edition_id", edition},
                {"kind", "cooperative"},
                {"name_latin", name},
                {"commune_code", commune},
                {"members", json::array{json::object{{"full_name", "Jalila Bougrine"},
                                                     {"national_id", "JA10244"}}}},
                {"consent_given", true}};
    }

    Answer register_one(const std::string& name, const std::string& commune = "10.261.01.01")
    {
        auto answer = server.post(administrator, all, some_cooperative(name, commune));
        EXPECT_EQ(answer.status, 201) << answer.body;
        return answer;
    }

    Caller agent(const std::string& region)
    {
        return server.as(Role::RegistrationAgent, ScopeLevel::Region, region);
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller administrator = server.administrator();
    const std::string all = "/api/v1/organisations";
};

INSTANTIATE_TEST_SUITE_P(Engines, OrganisationsApi, kEngines, engine_name);

TEST_P(OrganisationsApi, AWithdrawnCooperativeTakesItsRegistrationWithIt)
{
    const std::string path = all + "/" + register_one("Amal").text("id");
    EXPECT_EQ(server.post(Caller{}, path + "/withdraw", {{"reason", "closed"}}).status, 401);
    EXPECT_EQ(
        server.post(server.as(Role::Partner), path + "/withdraw", {{"reason", "closed"}}).status,
        403);
    EXPECT_EQ(server.post(administrator, path + "/withdraw", json::object{}).status, 422);
    EXPECT_EQ(server.post(agent("01"), path + "/withdraw", {{"reason", "closed"}}).status, 404);
    const auto withdrawn = server.post(agent("10"), path + "/withdraw", {{"reason", "closed"}});
    EXPECT_EQ(withdrawn.text("registrations/0/state"), "withdrawn");
    EXPECT_EQ(withdrawn.text("version"), "2");
    const auto restored = server.post(agent("10"), path + "/restore", {{"reason", "open again"}});
    EXPECT_EQ(restored.text("registrations/0/state"), "registered");
    const auto log = server.get(administrator, "/api/v1/changes?entity=registration");
    EXPECT_EQ(log.text("items/0/operation"), "restore");
    EXPECT_EQ(log.text("items/0/reason"), "open again");
    EXPECT_EQ(log.text("items/1/operation"), "withdraw");
}

TEST_P(OrganisationsApi, ACooperativeThatMovesIsCountedWhereItIs)
{
    const std::string path = all + "/" + register_one("Amal").text("id");
    auto fields = some_cooperative("Amal", "01.511.01.01");
    fields.erase("edition_id");
    fields.erase("consent_given");
    const auto moved = server.put(administrator, path, fields, 1);
    ASSERT_EQ(moved.status, 200) << moved.body;
    const auto log = server.get(administrator, "/api/v1/changes?entity=registration");
    EXPECT_EQ(log.text("items/0/operation"), "update");
    EXPECT_EQ(log.text("items/0/difference/region_code/1"), "01");
}

} // namespace
} // namespace jisr::tests
