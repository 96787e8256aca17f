#include "api/finance_support.hpp"

#include "modules/finance/finance.hpp"

#include <set>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

class AgreementLists : public FinanceTest
{
  protected:
    /// An agreement that ends on `day`.
    json::object ending(const std::string& reference, const std::string& day,
                        const std::string& region = "10") const
    {
        auto agreement = some_agreement(reference, region);
        agreement["signed_on"] = "2025-01-10";
        agreement["starts_on"] = "2025-02-01";
        agreement["ends_on"] = day;
        agreement["amounts"] = json::array{amount(ministry, 2025, 100)};
        agreement["edition_ids"] = json::array{};
        return agreement;
    }

    std::vector<std::string> seen(const Caller& caller, const std::string& query = "")
    {
        std::vector<std::string> references;
        const auto page = server.get(caller, agreements + query);
        EXPECT_EQ(page.status, 200) << page.body;
        for (const auto& item : page.at("items").as_array())
            references.emplace_back(item.at("reference").as_string());
        return references;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, AgreementLists, kEngines, engine_name);

TEST_P(AgreementLists, HoldWhatTheActorMaySeeAndTheFiltersAskFor)
{
    add_agreement(ending("B-nation", "2027-06-30", ""));
    add_agreement(ending("C-north", "2028-06-30", "01"));
    add_agreement(ending("D-ended", "2026-06-30"));
    add_agreement(some_agreement("A-south"));
    EXPECT_EQ(server.get(Caller{}, agreements).status, 401);
    EXPECT_EQ(server.get(server.as(Role::RegistrationAgent), agreements).status, 403);
    EXPECT_THAT(seen(administrator), ElementsAre("D-ended", "B-nation", "A-south", "C-north"));
    EXPECT_THAT(seen(administrator, "?sort=reference"),
                ElementsAre("A-south", "B-nation", "C-north", "D-ended"));
    EXPECT_EQ(seen(administrator, "?sort=newest_first").front(), "A-south");
    EXPECT_THAT(seen(coordinator("10")), ElementsAre("D-ended", "B-nation", "A-south"));
    EXPECT_THAT(seen(server.as(Role::ProvincialDelegate, Level::Province, "01.511")),
                ElementsAre("B-nation", "C-north"));
    EXPECT_THAT(seen(server.as(Role::Partner, Level::Region, "10"), "?region=01"), ElementsAre());
    EXPECT_THAT(seen(administrator, "?state=ended"), ElementsAre("D-ended"));
    EXPECT_EQ(seen(administrator, "?state=in_force").size(), 3U);
    EXPECT_THAT(seen(administrator, "?state=cancelled"), ElementsAre());
    EXPECT_THAT(seen(administrator, "?ends_before=2027-06-30"), ElementsAre("D-ended"));
    EXPECT_THAT(seen(administrator, "?year=2028"), ElementsAre("C-north"));
    EXPECT_THAT(seen(administrator, "?q=south+conv"), ElementsAre("A-south"));
    EXPECT_THAT(seen(administrator, "?edition=" + edition), ElementsAre("A-south"));
    EXPECT_EQ(seen(administrator, "?partner=" + council).size(), 4U);
    EXPECT_THAT(seen(administrator, "?partner=" + agency), ElementsAre());
    EXPECT_THAT(server.get(administrator, agreements + "?year=x").errors(),
                ElementsAre("?year wrong_type"));
    EXPECT_THAT(server.get(administrator, agreements + "?cursor=zzz").errors(),
                ElementsAre("?cursor malformed_cursor"));
    EXPECT_EQ(server.get(administrator, agreements + "?sort=reference").text("items/0/centimes"),
              "1200000000");
}

TEST_P(AgreementLists, EveryOrderPagesThroughAllOnce)
{
    for (const std::string name : {"1", "2", "3", "4", "5"})
        add_agreement(ending(name, "2027-06-30"));
    for (const std::string sort : {"ends_first", "newest_first", "reference"}) {
        std::set<std::string> found;
        std::string cursor;
        int pages = 0;
        do {
            std::string target = agreements;
            target.append("?limit=2&sort=").append(sort).append(cursor);
            const auto page = server.get(coordinator("10"), target);
            ASSERT_EQ(page.status, 200) << page.body;
            for (const auto& item : page.at("items").as_array()) {
                EXPECT_TRUE(found.insert(std::string(item.at("id").as_string())).second);
                EXPECT_EQ(item.at("partners").as_array().size(), 2U);
            }
            cursor = page.at("next").is_string() ? "&cursor=" + page.text("next") : "";
        } while (!cursor.empty() && ++pages < 5);
        EXPECT_EQ(found.size(), 5U) << sort;
    }
}

TEST_P(AgreementLists, WarnOfWhatEndsSoonAndOfWhatHasEndedUnderARunningEdition)
{
    add_agreement(ending("in-8-days", "2026-11-30"));
    add_agreement(ending("in-90-days", "2027-02-20"));
    add_agreement(ending("in-91-days", "2027-02-21"));
    add_agreement(ending("ended-unneeded", "2026-10-01"));
    add_agreement(ending("north", "2026-12-01", "01"));
    auto resting = ending("ended-needed", "2026-11-20");
    resting["edition_ids"] = json::array{edition};
    add_agreement(resting);
    auto unsigned_one = ending("draft", "2026-12-01");
    unsigned_one.erase("signed_on");
    add_agreement(unsigned_one);
    const std::string path = agreements + "/ending";
    EXPECT_EQ(server.get(Caller{}, path).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Trainer), path).status, 403);
    EXPECT_THAT(server.get(administrator, path + "?days=0").errors(),
                ElementsAre("?days out_of_range"));
    const auto page = server.get(server.as(Role::Partner, Level::Region, "10"), path);
    ASSERT_EQ(page.status, 200) << page.body;
    ASSERT_EQ(page.at("items").as_array().size(), 3U) << page.body;
    EXPECT_EQ(page.text("items/0/agreement/reference"), "ended-needed");
    EXPECT_EQ(page.text("items/0/days_left"), "-2");
    EXPECT_EQ(page.text("items/0/editions/0/id"), edition);
    EXPECT_EQ(page.text("items/1/days_left"), "8");
    EXPECT_EQ(page.text("items/2/days_left"), "90");
    EXPECT_EQ(server.get(administrator, path + "?days=30").at("items").as_array().size(), 3U);
}

TEST_P(AgreementLists, ThoseWhoManageAreToldNinetyThirtyAndSevenDaysBeforeAnEnd)
{
    const auto user = [&](const std::string& name, const json::value& region) {
        const bool nation = region.is_null();
        return server
            .post(administrator, "/api/v1/users",
                  {{"user_name", name},
                   {"full_name", name},
                   {"language", "fr"},
                   {"assignments", json::array{{{"role", nation ? "national_administrator"
                                                                : "regional_coordinator"},
                                                {"scope_level", nation ? "nation" : "region"},
                                                {"scope_code", region}}}}})
            .text("user/id");
    };
    const auto nation = user("nation", nullptr);
    const auto here = user("here", "10");
    const auto north = user("north", "01");
    const auto told = [&](const std::string& user_id) {
        EXPECT_TRUE(finance::tell_of_endings(server.services()));
        EXPECT_TRUE(finance::tell_of_endings(server.services())); // another server
        const auto count = server.services().database.ask([&](db::Reader& reader) {
            return reader.count("select count(*) from message where user_id = :user "
                                "and template_code = 'staff_agreement_ending'",
                                {{"user", *core::Id::parse(user_id)}});
        });
        return count ? *count : -1;
    };
    add_agreement(ending("in-90-days", "2027-02-20"));
    add_agreement(ending("in-91-days", "2027-02-21"));
    add_agreement(ending("of-the-nation", "2026-11-25", ""));
    add_agreement(ending("ended", "2026-11-20"));
    EXPECT_EQ(told(here), 1);
    EXPECT_EQ(told(north), 0);
    EXPECT_EQ(told(nation), 1);
    server.clock().advance(std::chrono::hours(24));
    EXPECT_EQ(told(here), 2);
    server.clock().advance(std::chrono::hours(24 * 60)); // 29 and 30 days are left
    EXPECT_EQ(told(here), 4);
    server.clock().advance(std::chrono::hours(24 * 28));
    EXPECT_EQ(told(here), 6);
    EXPECT_EQ(told(nation), 1);
}

TEST_P(AgreementLists, AnEditionShowsWhatItRestsOnYearByYear)
{
    add_agreement(some_agreement("A"));
    auto draft = some_agreement("draft");
    draft.erase("signed_on");
    add_agreement(draft);
    add_agreement(some_agreement("north", "01"));
    const std::string path = "/api/v1/editions/" + edition + "/agreements";
    EXPECT_EQ(server.get(Caller{}, path).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Trainer), path).status, 403);
    EXPECT_EQ(
        server.get(administrator, "/api/v1/editions/" + core::Id::make().str() + "/agreements")
            .status,
        404);
    const auto own = server.get(coordinator("10"), path);
    ASSERT_EQ(own.status, 200) << own.body;
    EXPECT_EQ(own.at("agreements").as_array().size(), 2U) << "the draft too";
    EXPECT_EQ(own.text("centimes"), "1200000000") << "the draft does not count";
    EXPECT_EQ(own.text("by_year/1/year"), "2027");
    EXPECT_EQ(own.text("by_year/1/centimes"), "600000000");
    const auto all = server.get(server.as(Role::Auditor), path);
    EXPECT_EQ(all.at("agreements").as_array().size(), 2U);
    EXPECT_EQ(all.text("centimes"), "2400000000");
}

TEST_P(AgreementLists, WhatTheCouncilHasNotAdoptedIsNotCountedAndStandsApart)
{
    const auto path = "/api/v1/editions/" + edition + "/agreements";
    add_agreement(some_agreement("adopted"));
    for (const std::string result : {"rejected", "postponed", "none"}) {
        auto agreement = some_agreement(result);
        agreement["ratification"] = decision(result);
        agreement["ratification"].as_object()["session"] = R"("result":"adopted")";
        if (result == "none")
            agreement.erase("ratification");
        add_agreement(agreement);
        auto soon = ending(result + "-soon", "2026-11-30");
        soon["ratification"] = agreement["ratification"];
        add_agreement(soon);
    }
    const auto funding = server.get(administrator, path);
    EXPECT_EQ(funding.at("agreements").as_array().size(), 4U);
    EXPECT_EQ(funding.text("centimes"), "1200000000");
    EXPECT_EQ(funding.text("by_year/0/centimes"), "600000000");
    EXPECT_EQ(funding.text("awaiting_centimes"), "2400000000");
    EXPECT_EQ(seen(administrator, "?state=in_force").size(), 1U);
    EXPECT_THAT(seen(administrator, "?state=rejected"),
                UnorderedElementsAre("rejected", "rejected-soon"));
    EXPECT_THAT(seen(administrator, "?state=awaiting_ratification"),
                UnorderedElementsAre("postponed", "postponed-soon", "none", "none-soon"));
    const auto rejected = server.get(administrator, agreements + "?state=rejected");
    EXPECT_EQ(rejected.text("items/0/state"), "rejected");
    EXPECT_EQ(rejected.text("items/1/state"), "rejected");
    const auto warned = server.get(administrator, agreements + "/ending?days=30");
    EXPECT_TRUE(warned.at("items").as_array().empty()) << warned.body;
}

TEST_P(AgreementLists, LeaveAsAFileByAgreementOrByAmount)
{
    auto agreement = some_agreement("A/2026");
    agreement["amounts"] =
        json::array{amount(ministry, 2026, 123'450), amount(council, 2027, 5, "premises")};
    add_agreement(agreement);
    add_agreement(some_agreement("north", "01"));
    const std::string target = agreements + "/export";
    EXPECT_EQ(server.get(Caller{}, target).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Trainer), target).status, 403);
    EXPECT_THAT(server.get(administrator, target + "?format=pdf").errors(),
                ElementsAre("?format unknown_code"));
    const auto csv = server.get(coordinator("10"), target);
    ASSERT_EQ(csv.status, 200) << csv.body;
    EXPECT_THAT(csv.headers.at("content-disposition"), HasSubstr("jisr-agreements-2026-11-22.csv"));
    EXPECT_THAT(csv.body, HasSubstr("Ministere – Conseil regional"));
    EXPECT_THAT(csv.body, HasSubstr("In force"));
    EXPECT_THAT(csv.body, HasSubstr("1234,55"));
    EXPECT_THAT(csv.body, Not(HasSubstr("north")));
    EXPECT_THAT(csv.body, Not(HasSubstr("finance."))) << "a heading is missing";
    const auto amounts = server.get(coordinator("10"), target + "?lines=amounts").body;
    EXPECT_THAT(amounts, HasSubstr("Ministere;Money;2026;\"1234,50\""));
    EXPECT_THAT(amounts, HasSubstr("Conseil regional;Premises;2027;\"0,05\""));
    EXPECT_EQ(server.get(coordinator("10"), target + "?format=xlsx").body.substr(0, 2), "PK");
    const auto log = server.get(administrator, "/api/v1/changes?entity=export");
    EXPECT_EQ(log.text("items/0/operation"), "export_agreements");
    EXPECT_EQ(log.text("items/1/difference/rows/1"), "2");
}

TEST_P(AgreementLists, PapersAreTakenForWhatTheirBytesSayAndHiddenWithTheirAgreement)
{
    const auto added = add_agreement(some_agreement("A"));
    const std::string papers = path_of(added) + "/papers";
    const auto send = [&](const Caller& caller, std::string bytes, const std::string& query = "") {
        return server.send(caller, "POST", papers + query, std::move(bytes),
                           {{"X-File-Name", "convention%20sign%C3%A9e.pdf"}});
    };
    const std::string pdf = "%PDF-1.7 signed %%EOF";
    EXPECT_EQ(send(Caller{}, pdf).status, 401);
    EXPECT_EQ(send(server.as(Role::Auditor), pdf).status, 403);
    EXPECT_EQ(send(coordinator("01"), pdf).status, 404);
    EXPECT_EQ(send(administrator, "<script>").slug(), "file_type_not_accepted");
    EXPECT_THAT(send(administrator, pdf, "?kind=song").errors(), ElementsAre("?kind unknown_code"));
    EXPECT_EQ(send(administrator, "%PDF-" + std::string(20 << 20, ' ')).status, 413);
    const auto paper = send(coordinator("10"), pdf, "?kind=ratification");
    ASSERT_EQ(paper.status, 201) << paper.body;
    EXPECT_EQ(paper.text("file_name"), "convention signée.pdf");
    EXPECT_EQ(paper.text("content_type"), "application/pdf");
    const std::string one = paper.headers.at("location");
    EXPECT_EQ(server.get(server.as(Role::Auditor), one).body, pdf);
    EXPECT_EQ(server.get(coordinator("01"), one).status, 404);
    EXPECT_EQ(server.get(coordinator("10"), papers).text("items/0/kind"), "ratification");
    EXPECT_EQ(server.call(server.as(Role::Auditor), "DELETE", one).status, 403);
    EXPECT_EQ(server.call(coordinator("01"), "DELETE", one).status, 404);
    EXPECT_EQ(server.call(coordinator("10"), "DELETE", one).status, 204);
    EXPECT_EQ(server.get(administrator, one).status, 404);
}

TEST_P(AgreementLists, TheDemonstrationHasAgreementsInEveryRegionAndSomethingToWarnOf)
{
    ASSERT_TRUE(finance::seed_demonstration_agreements(server.services()));
    const auto page = server.get(administrator, agreements + "?limit=200");
    std::set<std::string> regions;
    std::set<std::string> states;
    for (const auto& item : page.at("items").as_array()) {
        states.insert(std::string(item.at("state").as_string()));
        if (item.at("region_code").is_string())
            regions.insert(std::string(item.at("region_code").as_string()));
    }
    EXPECT_EQ(regions.size(), 12U);
    EXPECT_THAT(states, UnorderedElementsAre("draft", "in_force", "ended"));
    const auto warned = server.get(coordinator("10"), agreements + "/ending").at("items");
    EXPECT_EQ(warned.as_array().size(), 3U);
    ASSERT_TRUE(finance::seed_demonstration_agreements(server.services())) << "and only once";
    EXPECT_EQ(server.get(administrator, agreements + "?limit=200").json, page.json);
}

} // namespace
} // namespace jisr::tests
