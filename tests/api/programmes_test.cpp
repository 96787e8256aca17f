#include "http/client.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/programmes/progress_board.hpp"
#include "support/event_reader.hpp"
#include "support/passing_database.hpp"
#include "support/process.hpp"
#include "support/served_program.hpp"
#include "support/server.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;

class ProgrammesApi : public testing::TestWithParam<Engine>
{
  protected:
    static json::object draft(std::string_view code = "pilot")
    {
        return {{"code", code}, {"name_ar", "برنامج"}, {"name_fr", "Programme"}};
    }

    static json::object one_target(std::int64_t value, std::string_view province = "10.261")
    {
        return {{"items",
                 {{{"region_code", "10"},
                   {"province_code", province},
                   {"year", 2026},
                   {"measure", "women"},
                   {"value", value}}}},
                {"reason", "Agreement of 3 November"}};
    }

    /// Whatever stands there.
    Answer set_targets(const Caller& caller, const std::string& targets, const json::object& body)
    {
        return server_.call(caller, "PUT", targets, body, {{"If-Match", "*"}});
    }

    Caller coordinator() { return server_.as(Role::RegionalCoordinator, ScopeLevel::Region, "10"); }

    std::string edition() { return "/api/v1/editions/" + server_.bridge_edition(); }

    void register_woman(const std::string& commune, bool disability = false)
    {
        auto person = another_person(server_.bridge_edition());
        person["family_name_latin"] = "Bougrine";
        person["commune_code"] = commune;
        person["disability_declared"] = disability;
        const auto made = server_.post(server_.administrator(), "/api/v1/persons", person);
        ASSERT_EQ(made.status, 201) << made.body;
    }

    /// The progress once it says so many women, or as it is after ten seconds.
    Answer progress_with(const Caller& caller, std::int64_t women, const std::string& query = "")
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        auto answer = server_.get(caller, edition() + "/progress" + query);
        while (answer.text("women/registered") != std::to_string(women) &&
               std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            answer = server_.get(caller, edition() + "/progress" + query);
        }
        return answer;
    }

    TestServer server_{GetParam()};
    const std::string path_ = "/api/v1/programmes";
};

INSTANTIATE_TEST_SUITE_P(Engines, ProgrammesApi, kEngines, engine_name);

TEST_P(ProgrammesApi, ANewDatabaseCarriesBridgeWithItsTargets)
{
    const auto administrator = server_.administrator();
    const auto programmes = server_.get(administrator, path_);
    ASSERT_EQ(programmes.at("items").as_array().size(), 1U);
    EXPECT_EQ(programmes.text("items/0/name_ar"), "جسر التمكين والريادة");
    EXPECT_EQ(programmes.text("items/0/editions/0/code"), "2026");
    const auto targets = server_.get(administrator, edition() + "/targets");
    std::map<std::string, std::int64_t> regions;
    std::map<std::string, std::int64_t> provinces;
    for (const auto& target : targets.at("items").as_array())
        (target.at("province_code").is_null()
             ? regions
             : provinces)[std::string(target.at("region_code").as_string()) +
                          std::string(target.at("measure").as_string())] +=
            target.at("value").as_int64();
    EXPECT_EQ(regions.size(), 24U);
    EXPECT_EQ(regions.at("10women"), 3000);
    EXPECT_EQ(regions.at("10cooperatives"), 300);
    EXPECT_EQ(provinces, regions); // shared out without a rest
    ASSERT_TRUE(programmes::seed_programmes(server_.services()));
    EXPECT_EQ(server_.get(administrator, path_).at("items").as_array().size(), 1U);
}

TEST_P(ProgrammesApi, OnlyTheNationMakesProgrammes)
{
    EXPECT_EQ(server_.post(TestServer::nobody(), path_, draft()).status, 401);
    EXPECT_EQ(server_.post(coordinator(), path_, draft()).status, 403);
    EXPECT_EQ(server_.post(server_.administrator(), path_, draft("bridge")).slug(), "code_taken");
    EXPECT_EQ(server_.post(server_.administrator(), path_, draft("not a code")).errors(),
              std::vector<std::string>{"/code malformed_code"});
    EXPECT_EQ(server_.post(server_.administrator(), path_, draft()).status, 201);
}

TEST_P(ProgrammesApi, ADraftIsSeenByThoseWhoPrepareItAlone)
{
    const auto made = server_.post(server_.administrator(), path_, draft());
    const std::string one = path_ + "/" + made.text("id");
    EXPECT_EQ(server_.get(coordinator(), one).status, 404);
    EXPECT_EQ(server_.get(coordinator(), path_).at("items").as_array().size(), 1U);
    auto opened = draft();
    opened["state"] = "open";
    ASSERT_EQ(server_.put(server_.administrator(), one, opened, 1).status, 200);
    EXPECT_EQ(server_.put(server_.administrator(), one, opened, 1).status, 412);
    EXPECT_EQ(server_.get(coordinator(), one).headers.at("etag"), "\"2\"");
}

TEST_P(ProgrammesApi, AnEditionIsAddedOnceAndChangedByVersion)
{
    const auto administrator = server_.administrator();
    const std::string programme = server_.get(administrator, path_).text("items/0/id");
    json::object next{{"code", "2027"},
                      {"name_ar", "دورة 2027"},
                      {"name_fr", "Édition 2027"},
                      {"starts_on", "2027-01-01"},
                      {"ends_on", "2026-12-31"}};
    const std::string editions = path_ + "/" + programme + "/editions";
    EXPECT_EQ(server_.post(administrator, editions, next).errors(),
              std::vector<std::string>{"/ends_on ends_before_start"});
    next["ends_on"] = "2027-12-31";
    const auto made = server_.post(administrator, editions, next);
    ASSERT_EQ(made.status, 201);
    EXPECT_EQ(server_.post(administrator, editions, next).slug(), "code_taken");
    next["state"] = "closed";
    EXPECT_EQ(
        server_.put(administrator, "/api/v1/editions/" + made.text("id"), next, 1).text("state"),
        "closed");
    EXPECT_EQ(server_.put(coordinator(), "/api/v1/editions/" + made.text("id"), next, 2).status,
              403);
}

TEST_P(ProgrammesApi, TargetsAreSetInsideOnesScopeWithAReason)
{
    const std::string targets = edition() + "/targets";
    const auto put = [&](const Caller& caller, json::object body) {
        return set_targets(caller, targets, body);
    };
    EXPECT_EQ(put(TestServer::nobody(), one_target(1)).status, 401);
    EXPECT_EQ(
        put(server_.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.261"), one_target(1))
            .status,
        403);
    EXPECT_EQ(
        put(server_.as(Role::RegionalCoordinator, ScopeLevel::Region, "09"), one_target(1)).status,
        403);
    EXPECT_EQ(put(coordinator(), one_target(-1)).status, 422);
    EXPECT_EQ(put(coordinator(), one_target(1, "09.001")).errors(),
              std::vector<std::string>{"/items/0/province_code unknown_place"});
    EXPECT_EQ(set_targets(coordinator(), "/api/v1/editions/" + core::Id::make().str() + "/targets",
                          one_target(1))
                  .status,
              404);
    const auto before = server_.get(coordinator(), targets);
    EXPECT_EQ(before.text("unassigned/0/value"), "0");
    const auto after = put(coordinator(), one_target(0));
    ASSERT_EQ(after.status, 200) << after.body;
    EXPECT_EQ(after.at("items").as_array().size(), 10U); // region 10 alone: 5 places, 2 measures
    EXPECT_NE(after.text("unassigned/0/value"), "0");
}

TEST_P(ProgrammesApi, WhoComesAfterAnotherIsShownBothTargetsAndOverwritesNothing)
{
    const auto list = edition() + "/targets?region=10&year=2026";
    const auto put = [&](const Caller& caller, const json::object& body, const std::string& read) {
        return server_.call(caller, "PUT", list, body, {{"If-Match", read}});
    };
    EXPECT_EQ(server_.call(coordinator(), "PUT", list, one_target(1)).status, 428);
    EXPECT_EQ(put(coordinator(), one_target(1), "1").status, 400);
    auto elsewhere = one_target(1);
    elsewhere["items"].as_array()[0].as_object()["region_code"] = "09";
    elsewhere["items"].as_array()[0].as_object().erase("province_code");
    EXPECT_EQ(put(server_.administrator(), elsewhere, "*").errors(),
              std::vector<std::string>{"/items/0 outside_list"});

    const auto read = server_.get(coordinator(), list).headers.at("etag");
    EXPECT_EQ(server_.get(server_.administrator(), list).headers.at("etag"), read);
    const auto first = put(server_.administrator(), one_target(111), read);
    ASSERT_EQ(first.status, 200) << first.body;
    const auto second = put(coordinator(), one_target(222), read);
    EXPECT_EQ(second.status, 412) << second.body;
    EXPECT_EQ(second.text("yours/items/0/value"), "222");
    EXPECT_NE(json::serialize(second.at("current/items")).find("111"), std::string::npos);
    EXPECT_EQ(server_.get(coordinator(), list).headers.at("etag"), first.headers.at("etag"));
    EXPECT_EQ(put(coordinator(), one_target(222), first.headers.at("etag")).status, 200);

    // Taken back and set once more is a change too, and one elsewhere is none here.
    const auto again = server_.get(coordinator(), list).headers.at("etag");
    auto none = one_target(0);
    none["items"].as_array()[0].as_object()["value"] = nullptr;
    ASSERT_EQ(put(coordinator(), none, again).status, 200);
    EXPECT_EQ(put(coordinator(), one_target(5), again).status, 412);
    const auto now = server_.get(coordinator(), list).headers.at("etag");
    ASSERT_EQ(set_targets(server_.administrator(), edition() + "/targets", elsewhere).status, 200);
    EXPECT_EQ(put(coordinator(), one_target(5), now).status, 200);
}

TEST_P(ProgrammesApi, ARegionWithoutATargetIsMeasuredByWhatItsProvincesAreToReach)
{
    const std::string programme = server_.get(server_.administrator(), path_).text("items/0/id");
    const auto made = server_.post(server_.administrator(), path_ + "/" + programme + "/editions",
                                   {{"code", "pilot"},
                                    {"name_ar", "دورة"},
                                    {"name_fr", "Édition"},
                                    {"starts_on", "2026-01-01"},
                                    {"ends_on", "2026-12-31"}});
    ASSERT_EQ(made.status, 201) << made.body;
    const std::string pilot = "/api/v1/editions/" + made.text("id");
    for (const auto* province : {"10.261", "10.473"})
        ASSERT_EQ(set_targets(coordinator(), pilot + "/targets", one_target(40, province)).status,
                  200);
    const auto progress = server_.get(coordinator(), pilot + "/progress?region=10");
    EXPECT_EQ(progress.text("women/target"), "80");
    EXPECT_EQ(progress.text("women/target_is_sum"), "true");
    EXPECT_EQ(progress.text("regions/0/provinces/0/women/target_is_sum"), "false");
    const auto report = server_.get(coordinator(), pilot + "/report?region=10");
    EXPECT_EQ(report.text("total/women_target"), "80");
}

TEST_P(ProgrammesApi, WhoIsEnteredBeforeOrAfterTheYearsOfAnEditionCountsInTheNearest)
{
    const auto administrator = server_.administrator();
    const std::string programme = server_.get(administrator, path_).text("items/0/id");
    for (const std::string year : {"2020", "2099"}) {
        const auto made = server_.post(administrator, path_ + "/" + programme + "/editions",
                                       {{"code", year},
                                        {"name_ar", "دورة"},
                                        {"name_fr", "Édition"},
                                        {"starts_on", year + "-01-01"},
                                        {"ends_on", year + "-12-31"}});
        ASSERT_EQ(made.status, 201) << made.body;
        const auto woman = another_person(made.text("id"));
        ASSERT_EQ(server_.post(administrator, "/api/v1/persons", woman).status, 201);
        const auto progress = "/api/v1/editions/" + made.text("id") + "/progress";
        const auto counted = [&] { return server_.get(administrator, progress); };
        EXPECT_EQ(counted().text("year"), year);
        // A server that has just begun may have counted between the edition and her: a count holds
        // for a second.
        EXPECT_TRUE(wait_until([&] { return counted().text("women/registered") == "1"; }));
        const auto now = server_.get(administrator, progress + "?year=2026");
        EXPECT_EQ(now.text("women/registered"), "0");
    }
}

TEST_P(ProgrammesApi, EveryChangeOfATargetIsLoggedWithItsReason)
{
    ASSERT_EQ(set_targets(coordinator(), edition() + "/targets", one_target(1234)).status, 200);
    const auto logged = server_.services().database.ask([](db::Reader& reader) {
        return reader.first<std::string>(
            "select difference from change where entity = 'target' and version = 2 and "
            "reason = 'Agreement of 3 November'");
    });
    ASSERT_TRUE(logged && *logged);
    EXPECT_NE((*logged)->find("1234"), std::string::npos) << **logged;
}

TEST_P(ProgrammesApi, ATargetIsTakenBackWithAReasonAndThePlaceHasNoneAnyMore)
{
    const auto targets = edition() + "/targets";
    const auto of_province = [&] {
        const auto progress = server_.get(coordinator(), edition() + "/progress?region=10");
        return progress.at("regions/0/provinces/0/women/target");
    };
    auto none = one_target(0);
    none["items"].as_array()[0].as_object()["value"] = nullptr;
    ASSERT_EQ(set_targets(coordinator(), targets, one_target(1234)).status, 200);
    ASSERT_EQ(of_province(), json::value(1234));
    const auto left = set_targets(coordinator(), targets, none);
    ASSERT_EQ(left.status, 200) << left.body;
    EXPECT_EQ(left.at("items").as_array().size(), 9U);
    EXPECT_TRUE(of_province().is_null()) << of_province();
    EXPECT_EQ(server_.get(coordinator(), edition() + "/progress?region=10").text("women/target"),
              "3000")
        << "the region's own target stands";
    EXPECT_EQ(set_targets(coordinator(), targets, none).status, 200) << "nothing to remove";

    const auto log = server_.get(server_.administrator(), "/api/v1/changes?entity=target&limit=1");
    EXPECT_EQ(log.text("items/0/operation"), "remove");
    EXPECT_EQ(log.text("items/0/reason"), "Agreement of 3 November");
    EXPECT_EQ(log.text("items/0/difference/value/0"), "1234");
    ASSERT_EQ(set_targets(coordinator(), targets, one_target(7)).status, 200);
    EXPECT_EQ(of_province(), json::value(7)) << "and can be set once more";
}

/// Something happens between what is read and what is made of it.
class SlowReading : public PassingDatabase
{
  public:
    using PassingDatabase::PassingDatabase;

    core::Result<void> read(core::FunctionRef<core::Result<void>(db::Reader&)> work) override
    {
        auto outcome = PassingDatabase::read(work);
        std::unique_lock lock(mutex_);
        if (const auto once = std::exchange(meanwhile_, nullptr)) {
            lock.unlock();
            once();
        }
        return outcome;
    }

    void after_next_read(std::function<void()> meanwhile)
    {
        const std::lock_guard lock(mutex_);
        meanwhile_ = std::move(meanwhile);
    }

  private:
    std::mutex mutex_;
    std::function<void()> meanwhile_;
};

TEST_P(ProgrammesApi, ATargetThatIsSetDuringACountIsSeenAfterIt)
{
    SlowReading database(server_.services().database);
    programmes::ProgressBoard board(database, server_.services().clock);
    const auto id = *core::Id::parse(server_.bridge_edition());
    const auto is_seen = [&] {
        const auto snapshot = board.snapshot(id, 2026);
        return snapshot && std::any_of((*snapshot)->targets.begin(), (*snapshot)->targets.end(),
                                       [](const auto& target) { return target.value == 1234; });
    };
    EXPECT_FALSE(is_seen());
    std::atomic<bool> is_set{false};
    database.after_next_read([&] {
        EXPECT_EQ(set_targets(coordinator(), edition() + "/targets", one_target(1234)).status, 200);
        board.forget(id);
        is_set = true;
    });
    while (!is_set) { // the board may just have counted by itself
        board.forget(id);
        (void)is_seen();
    }
    EXPECT_TRUE(is_seen());
}

TEST_P(ProgrammesApi, ProgressCountsRegistrationsAgainstTargets)
{
    EXPECT_EQ(server_.get(TestServer::nobody(), edition() + "/progress").status, 401);
    EXPECT_EQ(server_.get(coordinator(), edition() + "/progress?region=09").status, 403);
    EXPECT_EQ(server_.get(coordinator(), edition() + "/progress?region=99").status, 422);
    EXPECT_EQ(server_.get(coordinator(), "/api/v1/editions/" + core::Id::make().str() + "/progress")
                  .status,
              404);
    const auto before = server_.get(coordinator(), edition() + "/progress");
    EXPECT_EQ(before.text("women/registered"), "0");
    EXPECT_EQ(before.text("women/target"), "3000");
    register_woman("10.261.01.03");
    register_woman("10.473.01.03");
    const auto after = progress_with(coordinator(), 2);
    EXPECT_EQ(after.text("women/registered"), "2");
    EXPECT_EQ(after.text("women/today"), "2");
    EXPECT_EQ(after.text("regions/0/provinces/0/women/registered"), "1");
    EXPECT_EQ(after.at("regions").as_array().size(), 1U);
}

TEST_P(ProgrammesApi, WhoeverChangesATargetSeesItInTheProgressAtOnce)
{
    for (const std::string value : {"1234", "1235", "1236"}) {
        server_.get(coordinator(), edition() + "/progress"); // counted, and kept for a while
        const auto saved =
            set_targets(coordinator(), edition() + "/targets", one_target(std::stoll(value)));
        ASSERT_EQ(saved.status, 200) << saved.body;
        const auto seen = server_.get(coordinator(), edition() + "/progress?region=10");
        EXPECT_NE(seen.body.find("\"target\":" + value), std::string::npos) << seen.body;
    }
}

TEST_P(ProgrammesApi, SmallNumbersAreNotToldToPartners)
{
    register_woman("10.261.01.03", true);
    const auto whole = progress_with(coordinator(), 1);
    EXPECT_EQ(whole.text("regions/0/persons_with_disabilities"), "1");
    const auto partner = server_.as(Role::Partner, ScopeLevel::Region, "10");
    const auto told = server_.get(partner, edition() + "/progress");
    EXPECT_TRUE(told.at("women/registered").is_null());
    EXPECT_EQ(told.text("women/target"), "3000");
    EXPECT_TRUE(told.at("women/today").is_null());
    EXPECT_TRUE(told.at("regions/0/persons_with_disabilities").is_null());
    EXPECT_EQ(told.text("regions/0/suppressed"), "true");
    EventReader events(server_.port(), edition() + "/progress/events", partner.token);
    EXPECT_TRUE(events.next().at("women").is_null());
}

TEST_P(ProgrammesApi, WhoIsToldLateIsToldSo)
{
    const auto in_steps = [&](const Caller& caller) {
        return server_.get(caller, edition() + "/progress").text("in_steps");
    };
    EXPECT_EQ(in_steps(server_.administrator()), "false");
    EXPECT_EQ(in_steps(coordinator()), "false");
    EXPECT_EQ(in_steps(server_.as(Role::Partner, ScopeLevel::Nation)), "true");
    EXPECT_EQ(in_steps(server_.as(Role::Auditor, ScopeLevel::Region, "10")), "true")
        << "she has the list without what is sensitive";
    EXPECT_EQ(in_steps(server_.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.261")),
              "true")
        << "the region's total is of other provinces too";
}

TEST_P(ProgrammesApi, AnotherServerGoesOnFromWhatOutsidersWereTold)
{
    const auto register_women = [&](int many) {
        for (int i = 0; i < many; ++i)
            ASSERT_EQ(server_
                          .post(server_.administrator(), "/api/v1/persons",
                                another_person(server_.bridge_edition()))
                          .status,
                      201);
    };
    register_women(7);
    const auto partner = server_.as(Role::Partner, ScopeLevel::Region, "10");
    EXPECT_EQ(progress_with(partner, 7).text("women/registered"), "7");
    register_women(1);
    const TemporaryFolder folder;
    const ServedProgram other(server_.url(), folder.path()); // counts eight
    const auto elsewhere = [&] {
        http::Client client("127.0.0.1", other.port());
        const auto answer = client.request("GET", edition() + "/progress",
                                           {{"Authorization", "Bearer " + partner.token}});
        return answer ? json::parse(answer->body).at("women").at("registered") : json::value();
    };
    EXPECT_EQ(elsewhere(), 7);
    register_women(4);
    EXPECT_TRUE(wait_until([&] { return elsewhere() == 12; }));
    EXPECT_EQ(server_.get(partner, edition() + "/progress").text("women/registered"), "12");
}

TEST_P(ProgrammesApi, WhatWasToldOfOtherColumnsIsNotMisread)
{
    for (int i = 0; i < 7; ++i)
        register_woman("10.261.01.03");
    const auto partner = server_.as(Role::Partner, ScopeLevel::Region, "10");
    EXPECT_EQ(progress_with(partner, 7).text("women/registered"), "7");
    // As a program with one phase less would have left it.
    tamper(server_.url(),
           "update told_progress set columns = 'others', version = 9, provinces = '[[90, 80]]'");
    const TemporaryFolder folder;
    const ServedProgram next(server_.url(), folder.path());
    http::Client client("127.0.0.1", next.port());
    const auto answer = client.request("GET", edition() + "/progress",
                                       {{"Authorization", "Bearer " + partner.token}});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200) << answer->body;
    EXPECT_EQ(json::parse(answer->body).at("women").at("registered"), 7);
}

TEST_P(ProgrammesApi, AnOrganisationWithoutATerritorySeesNoProgress)
{
    const auto partner =
        server_.as(Role::Partner, ScopeLevel::Organisation, server_.add_cooperative());
    EXPECT_EQ(server_.get(partner, edition() + "/progress").status, 403);
}

TEST_P(ProgrammesApi, TheCounterMovesForThoseWhoWatchAndStaysInsideTheirScope)
{
    const auto watcher = server_.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.473");
    EventReader events(server_.port(), edition() + "/progress/events", watcher.token);
    const auto first = events.next();
    EXPECT_TRUE(first.at("region_code").is_null());
    EXPECT_EQ(first.at("women").as_int64(), 0);
    register_woman("10.261.01.03"); // a neighbour: only the region's total moves
    register_woman("10.473.01.03");
    std::set<std::string> provinces;
    std::int64_t own = 0;
    while (own == 0) {
        const auto event = events.next();
        ASSERT_TRUE(event.contains("women")) << "no event in time";
        if (event.at("province_code").is_null())
            continue;
        provinces.insert(std::string(event.at("province_code").as_string()));
        own = event.at("women").as_int64();
    }
    EXPECT_EQ(own, 1);
    EXPECT_EQ(provinces, std::set<std::string>{"10.473"});
    EXPECT_EQ(events.seen().find("Bougrine"), std::string::npos);
}

TEST_P(ProgrammesApi, TheDemonstrationAddsTwoProgrammesAndItsCentres)
{
    for (int i = 0; i < 2; ++i)
        ASSERT_TRUE(programmes::seed_demonstration_programmes(server_.services()));
    const auto administrator = server_.administrator();
    EXPECT_EQ(server_.get(administrator, path_).at("items").as_array().size(), 3U);
    EXPECT_EQ(server_.get(administrator, "/api/v1/centres?limit=200").at("items").as_array().size(),
              36U);
}

} // namespace
} // namespace jisr::tests
