#include "api/finance_support.hpp"

namespace jisr::tests {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class FinanceApi : public FinanceTest
{
};

INSTANTIATE_TEST_SUITE_P(Engines, FinanceApi, kEngines, engine_name);

std::vector<std::string> texts(const json::value& items, const char* member)
{
    std::vector<std::string> found;
    for (const auto& item : items.as_array())
        found.emplace_back(item.at(member).as_string());
    return found;
}

TEST_P(FinanceApi, APartnerIsAddedWithinTheScopeOfWhoAddsIt)
{
    const auto draft = some_partner("INDH", "indh", "10");
    EXPECT_EQ(server.post(Caller{}, partners, draft).status, 401);
    EXPECT_EQ(server.post(server.as(Role::Auditor), partners, draft).status, 403);
    EXPECT_EQ(server.post(coordinator("01"), partners, draft).status, 403);
    EXPECT_EQ(server.post(coordinator("10"), partners, some_partner("INDH", "indh")).status, 403);
    auto wrong = draft;
    wrong["name_ar"] = "";
    wrong["kind"] = "circus";
    EXPECT_THAT(server.post(administrator, partners, wrong).errors(),
                ElementsAre("/kind unknown_code", "/name_ar required"));
    wrong = draft;
    wrong["region_code"] = "99";
    wrong["phone"] = "12";
    wrong["email"] = "office";
    wrong["website"] = "javascript:alert(1)";
    EXPECT_THAT(server.post(administrator, partners, wrong).errors(),
                ElementsAre("/email malformed_email", "/phone malformed_phone",
                            "/region_code unknown_region", "/website malformed_website"));
    wrong = draft;
    wrong["province_code"] = "01.511";
    EXPECT_THAT(server.post(administrator, partners, wrong).errors(),
                ElementsAre("/province_code unknown_province"));
    const auto added = server.post(coordinator("10"), partners, draft);
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.headers.at("etag"), "\"1\"");
    EXPECT_EQ(server.get(administrator, added.headers.at("location")).at("roles"),
              (json::array{"steering", "funding"}));
}

TEST_P(FinanceApi, ARegionSeesItsOwnPartnersAndTheNationsOnly)
{
    add_partner("Conseil du Nord", "regional_council", "01");
    const auto seen = [&](const Caller& caller, const std::string& query = "") {
        return texts(server.get(caller, partners + query).at("items"), "name_fr");
    };
    EXPECT_EQ(server.get(Caller{}, partners).status, 401);
    EXPECT_EQ(server.get(server.as(Role::RegistrationAgent), partners).status, 403);
    EXPECT_THAT(seen(administrator),
                ElementsAre("Agence", "Conseil du Nord", "Conseil regional", "Ministere"));
    const auto own = {"Agence", "Conseil regional", "Ministere"};
    EXPECT_THAT(seen(coordinator("10")), testing::ElementsAreArray(own));
    EXPECT_THAT(seen(server.as(Role::ProvincialDelegate, Level::Province, "10.261")),
                testing::ElementsAreArray(own));
    EXPECT_THAT(seen(administrator, "?q=nord+conseil"), ElementsAre("Conseil du Nord"));
    EXPECT_THAT(seen(administrator, "?kind=ads"), ElementsAre("Agence"));
    EXPECT_THAT(seen(administrator, "?region=10"), ElementsAre("Conseil regional"));
    EXPECT_THAT(seen(administrator, "?role=training"), ElementsAre());
    EXPECT_EQ(seen(administrator, "?role=funding").size(), 4U);
    EXPECT_EQ(server.get(coordinator("01"), partners + "/" + council).status, 404);
    EXPECT_EQ(server.get(coordinator("01"), partners + "/" + agency).status, 200);
    EXPECT_EQ(server.get(administrator, partners + "/nothing").status, 404);
}

TEST_P(FinanceApi, AStaleEditOfAPartnerGetsBothVersionsAndAWithdrawnOneCanBeRestored)
{
    const std::string path = partners + "/" + council;
    auto fields = some_partner("Conseil de la region", "regional_council", "10");
    EXPECT_EQ(server.call(administrator, "PUT", path, fields).status, 428);
    EXPECT_EQ(server.put(coordinator("01"), path, fields, 1).status, 404);
    EXPECT_EQ(server.put(server.as(Role::Auditor), path, fields, 1).status, 403);
    EXPECT_EQ(server.put(coordinator("10"), path, fields, 1).status, 200);
    const auto stale = server.put(coordinator("10"), path, fields, 1);
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("current/version"), "2");
    EXPECT_EQ(stale.text("yours/name_fr"), "Conseil de la region");
    const auto reason = json::object{{"reason", "dissolved"}};
    EXPECT_THAT(server.post(administrator, path + "/withdraw", json::object{}).errors(),
                ElementsAre("/reason required"));
    EXPECT_EQ(server.post(coordinator("01"), path + "/withdraw", reason).status, 404);
    EXPECT_EQ(server.post(coordinator("10"), path + "/withdraw", reason).text("state"),
              "withdrawn");
    EXPECT_EQ(server.post(coordinator("10"), path + "/restore", reason).text("state"), "active");
    const auto history = server.get(coordinator("10"), path + "/history").at("items");
    EXPECT_THAT(texts(history, "operation"),
                ElementsAre("create", "update", "withdraw", "restore"));
    EXPECT_EQ(history.at(2).at("reason"), "dissolved");
}

TEST_P(FinanceApi, AnAgreementShowsItsPartiesItsTotalsAndItsState)
{
    const auto draft = some_agreement("12/2026");
    EXPECT_EQ(server.post(Caller{}, agreements, draft).status, 401);
    EXPECT_EQ(server.post(server.as(Role::Partner), agreements, draft).status, 403);
    EXPECT_EQ(server.post(coordinator("01"), agreements, draft).status, 403);
    const auto added = server.post(coordinator("10"), agreements, draft);
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("state"), "in_force");
    EXPECT_EQ(added.text("totals/centimes"), "1200000000");
    EXPECT_EQ(added.text("totals/by_year/0/centimes"), "600000000");
    EXPECT_EQ(added.text("totals/by_party/1/centimes"), "600000000");
    EXPECT_EQ(added.text("partners/1/name_fr"), "Conseil regional");
    EXPECT_EQ(added.text("parties/0/commitment"), "6 MDH");
    EXPECT_EQ(added.text("editions/0/id"), edition);
    EXPECT_EQ(added.at("awaits_ratification"), true);
    const auto shown = server.get(coordinator("10"), path_of(added));
    EXPECT_EQ(shown.json, added.json);
    EXPECT_EQ(shown.headers.at("etag"), "\"1\"");
    EXPECT_EQ(server.get(coordinator("01"), path_of(added)).status, 404);
}

} // namespace
} // namespace jisr::tests
