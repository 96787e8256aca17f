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
    const auto shown = server.get(coordinator("10"), path_of(added));
    EXPECT_EQ(shown.json, added.json);
    EXPECT_EQ(shown.headers.at("etag"), "\"1\"");
    EXPECT_EQ(server.get(coordinator("01"), path_of(added)).status, 404);
}

TEST_P(FinanceApi, TheCouncilDecidesWhetherAnAgreementBinds)
{
    auto draft = some_agreement("1");
    draft.erase("ratification");
    const auto added = add_agreement(draft);
    EXPECT_EQ(added.text("state"), "awaiting_ratification");
    int version = 1;
    const auto decide = [&](const std::string& result) {
        draft["ratification"] = decision(result);
        draft["reason"] = "decision of the council";
        const auto answer = server.put(coordinator("10"), path_of(added), draft, version++);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return answer.text("state");
    };
    EXPECT_EQ(decide("postponed"), "awaiting_ratification");
    EXPECT_EQ(decide("rejected"), "rejected");
    auto amendment = some_agreement("1");
    amendment["ratification"] = decision("rejected");
    amendment["amended_on"] = "2026-04-01";
    amendment["reason"] = "longer";
    amendment["ends_on"] = "2028-12-31";
    const auto refused =
        server.call(coordinator("10"), "POST", path_of(added) + "/amendments", amendment,
                    {{"If-Match", "\"" + std::to_string(version) + "\""}});
    EXPECT_EQ(refused.slug(), "agreement_not_binding") << refused.body;
    EXPECT_EQ(decide("adopted"), "in_force");
    auto without_council = some_agreement("2");
    without_council.erase("ratification");
    without_council["parties"] =
        json::array{json::object{{"partner_id", ministry}}, json::object{{"partner_id", agency}}};
    without_council["amounts"] = json::array{};
    EXPECT_EQ(add_agreement(without_council).text("state"), "in_force");
}

TEST_P(FinanceApi, WhatCannotBeIsRefusedFieldByField)
{
    const auto faults = [&](const json::object& draft) {
        const auto answer = server.post(administrator, agreements, draft);
        EXPECT_EQ(answer.status, 422) << answer.body;
        return answer.errors();
    };
    auto draft = some_agreement("1");
    draft["parties"] = json::array{};
    draft["amounts"] = json::array{};
    EXPECT_THAT(faults(draft), ElementsAre("/parties too_few_parties"));
    draft = some_agreement("1");
    draft["parties"].as_array().push_back(json::object{{"partner_id", council}});
    EXPECT_THAT(faults(draft), ElementsAre("/parties/2/partner_id given_twice"));
    draft = some_agreement("1");
    draft["ends_on"] = "2026-01-31";
    draft["amounts"] = json::array{};
    EXPECT_THAT(faults(draft), ElementsAre("/ends_on ends_before_start"));
    draft["ends_on"] = "2056-02-01";
    draft["signed_on"] = "2026-11-23";
    EXPECT_THAT(faults(draft),
                ElementsAre("/ends_on agreement_too_long", "/signed_on date_in_the_future"));
    draft = some_agreement("1");
    draft["amounts"] = json::array{amount(ministry, 2025, 1), amount(agency, 2026, 1),
                                   amount(council, 2026, 1), amount(council, 2026, 2)};
    EXPECT_THAT(faults(draft),
                ElementsAre("/amounts/0/year year_outside_agreement",
                            "/amounts/1/partner_id not_a_party", "/amounts/3 given_twice"));
    auto many_decimals = amount(council, 2027, 0);
    many_decimals["centimes"] = 1.5;
    draft["amounts"] = json::array{amount(ministry, 2026, -1),
                                   amount(council, 2026, 1'000'000'000'000'001), many_decimals};
    EXPECT_THAT(faults(draft),
                ElementsAre("/amounts/0/centimes out_of_range", "/amounts/1/centimes out_of_range",
                            "/amounts/2/centimes wrong_type"));
    draft["amounts"] =
        json::array{amount(ministry, 2026, 1'000'000'000'000'000), amount(council, 2026, 1)};
    EXPECT_THAT(faults(draft), ElementsAre("/amounts total_too_large"));
    draft = some_agreement("1", "99");
    draft["edition_ids"] = json::array{edition, edition};
    EXPECT_THAT(faults(draft),
                ElementsAre("/edition_ids/1 given_twice", "/region_code unknown_region"));
}

TEST_P(FinanceApi, WhatIsNamedMustExistForWhoNamesIt)
{
    const std::string northern = add_partner("Conseil du Nord", "regional_council", "01");
    server.post(administrator, partners + "/" + agency + "/withdraw", {{"reason", "closed"}});
    auto draft = some_agreement("1");
    draft["amounts"] = json::array{};
    draft["parties"] =
        json::array{json::object{{"partner_id", northern}}, json::object{{"partner_id", agency}},
                    json::object{{"partner_id", core::Id::make().str()}}};
    draft["edition_ids"] = json::array{core::Id::make().str()};
    EXPECT_THAT(server.post(coordinator("10"), agreements, draft).errors(),
                ElementsAre("/edition_ids/0 unknown_edition",
                            "/parties/0/partner_id unknown_partner",
                            "/parties/1/partner_id partner_withdrawn",
                            "/parties/2/partner_id unknown_partner"));
    add_agreement(some_agreement("7/2026"));
    EXPECT_THAT(server.post(administrator, agreements, some_agreement("7/2026")).errors(),
                ElementsAre("/reference reference_taken"));
    EXPECT_EQ(server.post(administrator, agreements, some_agreement("7/2026", "01")).status, 201)
        << "another region does not hear of it";
}

TEST_P(FinanceApi, WhatWasSignedIsCorrectedWithAReasonAndAgainstTheVersionThatWasRead)
{
    const auto added = add_agreement(some_agreement("1"));
    auto draft = some_agreement("1/2026");
    EXPECT_EQ(server.put(Caller{}, path_of(added), draft, 1).status, 401);
    EXPECT_EQ(server.put(server.as(Role::Auditor), path_of(added), draft, 1).status, 403);
    EXPECT_EQ(server.put(coordinator("01"), path_of(added), draft, 1).status, 404);
    EXPECT_EQ(server.call(administrator, "PUT", path_of(added), draft).status, 428);
    EXPECT_THAT(server.put(coordinator("10"), path_of(added), draft, 1).errors(),
                ElementsAre("/reason required"));
    draft["reason"] = "a typing error";
    draft["region_code"] = "01";
    EXPECT_EQ(server.put(coordinator("10"), path_of(added), draft, 1).status, 403);
    draft["region_code"] = "10";
    const auto corrected = server.put(coordinator("10"), path_of(added), draft, 1);
    ASSERT_EQ(corrected.status, 200) << corrected.body;
    EXPECT_EQ(corrected.text("version"), "2");
    EXPECT_EQ(corrected.text("reference"), "1/2026");
    const auto stale = server.put(administrator, path_of(added), draft, 1);
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("yours/reason"), "a typing error");
    EXPECT_EQ(stale.at("current"), corrected.json) << "both versions";
    const auto history = server.get(coordinator("10"), path_of(added) + "/history").at("items");
    EXPECT_EQ(history.at(1).at("reason"), "a typing error");
    EXPECT_TRUE(history.at(1).at("difference").as_object().contains("reference"));
    EXPECT_FALSE(history.at(1).at("difference").as_object().contains("amounts"));
}

TEST_P(FinanceApi, AnAmendmentIsAVersionWithItsDayItsReasonAndItsDifference)
{
    const auto added = add_agreement(some_agreement("1"));
    const std::string path = path_of(added) + "/amendments";
    auto draft = some_agreement("1");
    draft["ends_on"] = "2028-12-31";
    draft["amounts"].as_array().push_back(amount(council, 2028, 50));
    draft["amended_on"] = "2026-11-23";
    draft["reason"] = "one year more";
    const auto amend = [&](const Caller& caller, int version) {
        return server.call(caller, "POST", path, draft,
                           {{"If-Match", "\"" + std::to_string(version) + "\""}});
    };
    EXPECT_EQ(amend(Caller{}, 1).status, 401);
    EXPECT_EQ(amend(server.as(Role::Partner), 1).status, 403);
    EXPECT_EQ(amend(coordinator("01"), 1).status, 404);
    EXPECT_EQ(server.post(administrator, path, draft).status, 428);
    EXPECT_THAT(amend(administrator, 1).errors(), ElementsAre("/amended_on date_in_the_future"));
    draft["amended_on"] = "2026-01-14";
    EXPECT_THAT(amend(administrator, 1).errors(), ElementsAre("/amended_on date_before_signing"));
    draft["amended_on"] = "2026-10-01";
    draft["signed_on"] = "2026-01-16";
    EXPECT_THAT(amend(administrator, 1).errors(), ElementsAre("/signed_on not_by_amendment"));
    draft["signed_on"] = "2026-01-15";
    const auto amended = amend(coordinator("10"), 1);
    ASSERT_EQ(amended.status, 201) << amended.body;
    EXPECT_EQ(amended.text("version"), "2");
    EXPECT_EQ(amended.text("totals/centimes"), "1200000050");
    EXPECT_EQ(amended.text("amendments/0/number"), "1");
    EXPECT_EQ(amended.text("amendments/0/reason"), "one year more");
    EXPECT_EQ(amended.at("amendments/0/difference/ends_on"),
              (json::array{"2027-12-31", "2028-12-31"}));
    EXPECT_EQ(amended.at("amendments/0/difference").as_object().size(), 2U) << amended.body;
    EXPECT_EQ(amend(administrator, 1).status, 412);
    EXPECT_EQ(amend(administrator, 2).slug(), "nothing_amended");
    draft["ends_on"] = "2029-12-31";
    draft["amended_on"] = "2026-09-30";
    EXPECT_THAT(amend(administrator, 2).errors(), ElementsAre("/amended_on date_before_signing"));
    EXPECT_EQ(server.get(coordinator("10"), path_of(added)).json, amended.json);
}

TEST_P(FinanceApi, ADraftIsForThoseWhoManageAndCannotBeAmended)
{
    auto draft = some_agreement("1");
    draft.erase("signed_on");
    const auto added = add_agreement(draft);
    EXPECT_EQ(added.text("state"), "draft");
    EXPECT_EQ(server.get(coordinator("10"), path_of(added)).status, 200);
    const auto partner = server.as(Role::Partner, Level::Region, "10");
    EXPECT_EQ(server.get(partner, path_of(added)).status, 404);
    EXPECT_EQ(server.get(partner, agreements).at("items").as_array().size(), 0U);
    draft["title_fr"] = "Other";
    EXPECT_EQ(server.put(coordinator("10"), path_of(added), draft, 1).status, 200)
        << "without a reason";
    draft["amended_on"] = "2026-10-01";
    draft["reason"] = "more";
    EXPECT_EQ(server
                  .call(administrator, "POST", path_of(added) + "/amendments", draft,
                        {{"If-Match", "\"2\""}})
                  .slug(),
              "agreement_not_binding");
}

TEST_P(FinanceApi, AnAgreementIsCancelledOrWithdrawnAndBothCanBeTakenBack)
{
    const auto added = add_agreement(some_agreement("1"));
    const std::string path = path_of(added);
    const json::object reason{{"reason", "by consent"}};
    json::object cancellation{{"reason", "by consent"}, {"cancelled_on", "2026-11-23"}};
    EXPECT_EQ(server.post(server.as(Role::Auditor), path + "/cancel", cancellation).status, 403);
    EXPECT_EQ(server.post(coordinator("01"), path + "/cancel", cancellation).status, 404);
    EXPECT_THAT(server.post(administrator, path + "/cancel", cancellation).errors(),
                ElementsAre("/cancelled_on date_in_the_future"));
    cancellation["cancelled_on"] = "2026-01-01";
    EXPECT_THAT(server.post(administrator, path + "/cancel", cancellation).errors(),
                ElementsAre("/cancelled_on date_before_signing"));
    cancellation["cancelled_on"] = "2026-11-01";
    EXPECT_EQ(server.post(coordinator("10"), path + "/cancel", cancellation).text("state"),
              "cancelled");
    EXPECT_EQ(server.post(coordinator("10"), path + "/reinstate", reason).text("state"),
              "in_force");
    EXPECT_EQ(server.post(coordinator("10"), path + "/withdraw", reason).at("withdrawn"), true);
    EXPECT_EQ(server.get(administrator, agreements).at("items").as_array().size(), 0U);
    EXPECT_EQ(server.get(administrator, agreements + "?withdrawn=true").text("items/0/id"),
              added.text("id"));
    EXPECT_EQ(server.put(administrator, path, some_agreement("1"), 4).slug(),
              "agreement_withdrawn");
    EXPECT_EQ(server.post(coordinator("10"), path + "/restore", reason).at("withdrawn"), false);
    const auto history = server.get(administrator, path + "/history").at("items");
    EXPECT_THAT(texts(history, "operation"),
                ElementsAre("create", "cancel", "reinstate", "withdraw", "restore"));
}

TEST_P(FinanceApi, ARoleForOnePartnerAloneSeesWhatItIsAPartyTo)
{
    const auto own = add_agreement(some_agreement("own"));
    auto draft = some_agreement("other");
    draft["parties"] =
        json::array{json::object{{"partner_id", ministry}}, json::object{{"partner_id", agency}}};
    draft["amounts"] = json::array{};
    const auto other = add_agreement(draft);
    const auto given = server.post(administrator, "/api/v1/tokens",
                                   {{"name", "The council"},
                                    {"role", "partner"},
                                    {"scope_level", "organisation"},
                                    {"scope_code", council}});
    ASSERT_EQ(given.status, 201) << given.body;
    const Caller caller{given.text("token")};
    const auto page = server.get(caller, agreements);
    EXPECT_THAT(texts(page.at("items"), "reference"), ElementsAre("own"));
    EXPECT_EQ(server.get(caller, path_of(own)).status, 200);
    EXPECT_EQ(server.get(caller, path_of(other)).status, 404);
    EXPECT_THAT(texts(server.get(caller, partners).at("items"), "name_fr"),
                ElementsAre("Conseil regional"));
    EXPECT_EQ(server.get(caller, partners + "/" + agency).status, 404);
    EXPECT_EQ(server.get(administrator, "/api/v1/tokens").text("items/0/scope/name_fr"),
              "Conseil regional");
}

} // namespace
} // namespace jisr::tests
