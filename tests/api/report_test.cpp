#include "support/server.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;

class ReportApi : public testing::TestWithParam<Engine>
{
  protected:
    Caller coordinator() { return server_.as(Role::RegionalCoordinator, ScopeLevel::Region, "10"); }

    std::string report() { return "/api/v1/editions/" + server_.bridge_edition() + "/report"; }

    std::string register_woman(const std::string& commune, json::array groups, bool disability)
    {
        auto person = another_person(server_.bridge_edition());
        person["commune_code"] = commune;
        person["priority_groups"] = std::move(groups);
        person["disability_declared"] = disability;
        const auto made = server_.post(server_.administrator(), "/api/v1/persons", person);
        EXPECT_EQ(made.status, 201) << made.body;
        return made.text("id");
    }

    /// The report once it tells so many women, or as it is after ten seconds.
    Answer report_with(const Caller& caller, const std::string& query, std::int64_t women)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        auto answer = server_.get(caller, report() + query);
        while (answer.text("total/women") != std::to_string(women) &&
               std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            answer = server_.get(caller, report() + query);
        }
        return answer;
    }

    TestServer server_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Engines, ReportApi, testing::Values(Engine::Sqlite, Engine::Postgres),
                         engine_name);

TEST_P(ReportApi, CutsRegistrantsByPlaceSortAndTime)
{
    register_woman("10.261.01.03", {"rural", "single_mother"}, true);
    register_woman("10.473.01.03", {"rural"}, false);
    register_woman("09.001.01.01", {}, false);
    const auto whole = report_with(coordinator(), "?region=10", 2);
    EXPECT_EQ(whole.text("total/women"), "2");
    EXPECT_EQ(whole.text("total/women_target"), "3000");
    EXPECT_EQ(whole.text("limited"), "false");
    EXPECT_EQ(whole.text("places/0/code"), "10.261");
    EXPECT_EQ(whole.text("places/0/women"), "1");
    EXPECT_EQ(whole.text("activity/year"), "2024");
    const auto mothers = server_.get(coordinator(), report() + "?region=10&group=single_mother");
    EXPECT_EQ(mothers.text("total/women"), "1");
    EXPECT_TRUE(mothers.at("total/women_target").is_null());
    const auto with = server_.get(coordinator(), report() + "?region=10&disability=true");
    EXPECT_EQ(with.text("places/0/women"), "1");
    const auto commune =
        server_.get(coordinator(), report() + "?province=10.261&from=2026-11-22&to=2026-11-22");
    EXPECT_EQ(commune.text("places/0/code"), "10.261.01.03");
    EXPECT_EQ(commune.text("trend_step"), "day");
    EXPECT_EQ(commune.text("trend/0/women"), "1");
    EXPECT_EQ(server_.get(coordinator(), report() + "?region=10&from=2026-01-01&to=2026-11-21")
                  .text("total/women"),
              "0");
}

TEST_P(ReportApi, CallsMenMenWithADisabilityOrWithout)
{
    for (const bool disability : {false, true}) {
        auto man = another_person(server_.bridge_edition());
        man["sex"] = "male";
        man["participation"] = "self_employed";
        man["disability_declared"] = disability;
        const auto made = server_.post(server_.administrator(), "/api/v1/persons", man);
        ASSERT_EQ(made.status, 201) << made.body;
    }
    register_woman("10.261.01.03", {}, false);
    EXPECT_EQ(report_with(coordinator(), "?region=10", 1).text("kinds/1/registered"), "2");
    const auto file = server_.get(coordinator(), report() + "/export?region=10");
    EXPECT_NE(file.body.find(";Men;2"), std::string::npos) << file.body;
    const auto progress = server_.get(
        coordinator(), "/api/v1/editions/" + server_.bridge_edition() + "/progress?region=10");
    EXPECT_EQ(progress.text("regions/0/persons_with_disabilities"), "1");
}

TEST_P(ReportApi, FollowsWhatIsEditedAndWithdrawn)
{
    const auto id = register_woman("10.261.01.03", {"rural"}, false);
    report_with(coordinator(), "?region=10&group=rural", 1);
    auto fields = another_person(server_.bridge_edition());
    for (const auto* key : {"edition_id", "consent_given", "id"})
        fields.erase(key);
    fields["commune_code"] = "10.261.01.03";
    fields["priority_groups"] = json::array{"low_income"};
    const auto changed = server_.put(coordinator(), "/api/v1/persons/" + id, fields, 1);
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(report_with(coordinator(), "?region=10&group=low_income", 1).text("total/women"),
              "1");
    EXPECT_EQ(report_with(coordinator(), "?region=10&group=rural", 0).text("total/women"), "0");
    server_.post(coordinator(), "/api/v1/persons/" + id + "/withdraw", {{"reason", "Moved"}});
    EXPECT_EQ(report_with(coordinator(), "?region=10", 0).text("total/women"), "0");
}

TEST_P(ReportApi, TellsAPartnerNoSmallNumber)
{
    for (int i = 0; i < 3; ++i)
        register_woman("10.261.01.03", {}, i == 0);
    report_with(coordinator(), "?region=10", 3);
    const auto partner = server_.as(Role::Partner, ScopeLevel::Region, "10");
    const auto told = server_.get(partner, report()); // her region without asking for it
    EXPECT_EQ(told.text("region"), "10");
    EXPECT_EQ(told.text("limited"), "true");
    EXPECT_TRUE(told.at("total/women").is_null());
    EXPECT_TRUE(told.at("places/0/women").is_null());
    EXPECT_TRUE(told.at("disability/0/registered").is_null());
    EXPECT_TRUE(told.at("disability/1/registered").is_null());
    EXPECT_EQ(told.text("trend_step"), "month");
    EXPECT_TRUE(told.at("trend/10/women").is_null());
    const auto cut = server_.get(partner, report() + "?disability=true"); // in her own region
    EXPECT_EQ(cut.text("region"), "10");
    EXPECT_TRUE(cut.at("total/women").is_null());
    EXPECT_TRUE(cut.at("places").as_array().empty());
    EXPECT_TRUE(server_.get(partner, report() + "?area=urban").at("total/women").is_null());
    EXPECT_EQ(server_.get(partner, report() + "?area=rural&disability=true").status, 422);
    const auto province = server_.get(partner, report() + "?province=10.261&area=rural");
    EXPECT_EQ(province.errors(), std::vector<std::string>{"?area no_cut_in_province"});
    const auto national = server_.as(Role::Partner, ScopeLevel::Nation, "");
    EXPECT_EQ(server_.get(national, report() + "?disability=true&area=rural").status, 422);
    EXPECT_EQ(server_.get(national, report() + "?disability=true&from=2026-11-22").status, 422);
    EXPECT_TRUE(server_.get(national, report() + "?disability=true").at("total/women").is_null());
    const auto file = server_.get(national, report() + "/export?disability=true");
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.body.find(";1;"), std::string::npos);
}

TEST_P(ReportApi, KeepsWhatIsSensitiveFromWhoMaySeeThePersonsAlone)
{
    for (int i = 0; i < 7; ++i)
        register_woman("10.261.01.03",
                       i < 2 ? json::array{"single_mother"} : json::array{"low_income"}, i == 0);
    report_with(coordinator(), "?region=10", 7);
    for (const auto role : {Role::Trainer, Role::AccompanimentOfficer}) {
        const auto staff = server_.as(role, ScopeLevel::Region, "10");
        EXPECT_EQ(server_.get(staff, "/api/v1/persons?disability=true").status, 403);
        const auto told = server_.get(staff, report() + "?region=10");
        EXPECT_EQ(told.text("limited"), "true");
        EXPECT_EQ(told.text("total/women"), "7"); // as in the list
        EXPECT_EQ(told.text("places/0/women"), "7");
        EXPECT_TRUE(told.at("disability/0/registered").is_null());
        EXPECT_TRUE(told.at("disability/1/registered").is_null());
        for (const auto& group : told.at("groups").as_array())
            EXPECT_NE(group.at("registered"), 2) << group;
        EXPECT_TRUE(server_.get(staff, report() + "?region=10&disability=true")
                        .at("total/women")
                        .is_null());
        for (const auto* cut : {"disability=true", "disability=false", "group=single_mother"}) {
            const auto province = report() + "?province=10.261&" + cut;
            EXPECT_EQ(server_.get(staff, province).status, 422) << cut;
            EXPECT_EQ(server_.get(staff, report() + "/export?province=10.261&" + cut).status, 422);
        }
        const auto progress = server_.get(staff, "/api/v1/editions/" + server_.bridge_edition() +
                                                     "/progress?region=10");
        EXPECT_EQ(progress.text("regions/0/women/registered"), "7");
        EXPECT_TRUE(progress.at("regions/0/persons_with_disabilities").is_null());
    }
    const auto agent = server_.as(Role::RegistrationAgent, ScopeLevel::Province, "10.261");
    EXPECT_EQ(server_.get(agent, report() + "?province=10.261&disability=true").text("total/women"),
              "1");
}

TEST_P(ReportApi, KeepsNoNumberOfCooperativesFromAPartner)
{
    server_.add_cooperative();
    const auto partner = server_.as(Role::Partner, ScopeLevel::Region, "10");
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    auto told = server_.get(partner, report());
    while (told.text("total/cooperatives") != "1" && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        told = server_.get(partner, report());
    }
    EXPECT_EQ(told.text("limited"), "true");
    EXPECT_EQ(told.text("total/cooperatives"), "1");
    EXPECT_EQ(told.text("places/0/cooperatives"), "1");
    EXPECT_EQ(told.text("trend/10/cooperatives"), "1");
    EXPECT_EQ(told.text("kinds/2/code"), "self_employed"); // below the persons that they are of
    EXPECT_EQ(told.text("kinds/3/code"), "cooperative");
    EXPECT_EQ(told.text("kinds/3/registered"), "1");
    EXPECT_EQ(server_.get(partner, report() + "?province=10.261").text("places/0/cooperatives"),
              "1");
}

TEST_P(ReportApi, TellsAPartnerWholeMonthsAndTheYearAlone)
{
    for (int i = 0; i < 6; ++i)
        register_woman("10.261.01.03", {}, false);
    report_with(coordinator(), "?region=10", 6);
    const auto partner = server_.as(Role::Partner, ScopeLevel::Region, "10");
    for (const auto* place : {"?region=10", "?province=10.261"}) {
        const auto day = server_.get(partner, report() + place + "&from=2026-11-22&to=2026-11-22");
        EXPECT_EQ(day.status, 422) << place;
        EXPECT_EQ(day.errors(), std::vector<std::string>{"?from whole_month_only"});
        const auto month =
            server_.get(partner, report() + place + "&from=2026-11-01&to=2026-11-30");
        EXPECT_EQ(month.text("total/women"), "6") << month.body;
        EXPECT_TRUE(month.at("trend").as_array().empty());
        EXPECT_TRUE(month.at("total/women_target").is_null());
        EXPECT_EQ(server_.get(partner, report() + place).text("trend/10/women"), "6");
    }
}

TEST_P(ReportApi, HidesTheSameNumbersAsTheProgress)
{
    for (int i = 0; i < 9; ++i)
        register_woman(i < 2 ? "10.261.01.03" : "10.473.01.03", {}, i == 0);
    report_with(coordinator(), "?region=10", 9);
    const auto partner = server_.as(Role::Partner, ScopeLevel::Region, "10");
    const auto told = server_.get(partner, report() + "?region=10");
    const auto progress = server_.get(partner, "/api/v1/editions/" + server_.bridge_edition() +
                                                   "/progress?region=10");
    EXPECT_EQ(told.text("total/women"), "9");
    EXPECT_EQ(progress.text("women/registered"), "9");
    for (int i = 0; i < 4; ++i) {
        const auto place = std::to_string(i);
        EXPECT_EQ(told.at("places/" + place + "/women"),
                  progress.at("regions/0/provinces/" + place + "/women/registered"));
        EXPECT_EQ(told.at("places/" + place + "/women").is_null(),
                  told.text("places/" + place + "/code") == "10.261" ||
                      told.text("places/" + place + "/code") == "10.473");
    }
    EXPECT_TRUE(progress.at("regions/0/persons_with_disabilities").is_null());
    EXPECT_TRUE(told.at("disability/0/registered").is_null());
}

TEST_P(ReportApi, TellsTheActivityRateOfTheProvinceInTheReportAndItsFile)
{
    const auto told = server_.get(coordinator(), report() + "?province=10.261");
    EXPECT_EQ(told.text("activity/place"), "10.261");
    EXPECT_NE(told.at("activity/women"),
              server_.get(coordinator(), report() + "?region=10").at("activity/women"));
    const auto csv = server_.get(coordinator(), report() + "/export?province=10.261&format=csv");
    EXPECT_NE(csv.body.find("HCP RGPH 2024"), std::string::npos) << csv.body;
    std::array<char, 16> rate{};
    std::snprintf(rate.data(), rate.size(), ";\"%.1f\";",
                  told.at("activity/women").to_number<double>());
    std::ranges::replace(rate, '.', ','); // as between semicolons
    EXPECT_NE(csv.body.find(rate.data()), std::string::npos) << rate.data() << csv.body;
}

TEST_P(ReportApi, RefusesWhatIsNotThereOrNotHers)
{
    EXPECT_EQ(server_.get(TestServer::nobody(), report()).status, 401);
    EXPECT_EQ(server_.get(coordinator(), report() + "?region=09").status, 403);
    EXPECT_EQ(server_.get(coordinator(), report() + "?province=09.001").status, 403);
    for (const auto* query :
         {"?region=99", "?province=10.999", "?region=10&province=09.001", "?from=2025-12-31",
          "?from=2026-02-02&to=2026-02-01", "?group=everyone", "?area=sea", "?disability=maybe",
          "?phase=done", "?year=1", "?unknown=1"}) {
        const auto answer = server_.get(server_.administrator(), report() + query);
        EXPECT_EQ(answer.status, 422) << query;
        EXPECT_TRUE(answer.text("errors/0/pointer").starts_with("?")) << answer.body;
    }
    EXPECT_EQ(
        server_
            .get(server_.administrator(), "/api/v1/editions/" + core::Id::make().str() + "/report")
            .status,
        404);
}

TEST_P(ReportApi, LeavesAsAFileWithItsLineInTheChangeLog)
{
    register_woman("10.261.01.03", {"rural"}, false);
    report_with(coordinator(), "?region=10", 1);
    const auto csv = server_.get(coordinator(), report() + "/export?region=10&format=csv");
    ASSERT_EQ(csv.status, 200) << csv.body;
    EXPECT_NE(csv.body.find("3000"), std::string::npos);
    const auto xlsx = server_.get(coordinator(), report() + "/export?region=10&format=xlsx");
    ASSERT_EQ(xlsx.status, 200);
    EXPECT_TRUE(xlsx.body.starts_with("PK"));
    const auto log = server_.get(server_.administrator(), "/api/v1/changes?entity=export");
    EXPECT_EQ(log.text("items/0/operation"), "export_report");
    EXPECT_EQ(log.at("items").as_array().size(), 2U);
}

} // namespace
} // namespace jisr::tests
