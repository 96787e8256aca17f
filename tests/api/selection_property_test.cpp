#include "selection_support.hpp"

#include "modules/selection/appeal_store.hpp"
#include "modules/selection/run_store.hpp"
#include "modules/selection/settling.hpp"
#include "service/crud.hpp"

#include <random>

/// Random programmes through their whole life: however women leave, come back, appeal and are
/// moved, and however often is selected again, nobody drops out of a list and the totals add up.
namespace jisr::tests {
namespace {

namespace json = boost::json;

class AnyProgramme : public SelectionTest
{
  protected:
    std::int64_t pick(std::int64_t least, std::int64_t most)
    {
        return std::uniform_int_distribution<std::int64_t>(least, most)(random);
    }

    const std::string& some_woman()
    {
        return women[static_cast<std::size_t>(
            pick(0, static_cast<std::int64_t>(women.size()) - 1))];
    }

    void enter_some()
    {
        json::object more;
        if (pick(0, 3) == 0)
            more["disability_declared"] = true;
        if (pick(0, 6) == 0)
            more["commune_code"] = "10.071.01.01"; // a province without places
        women.push_back(enter(more));
    }

    void score_some(const std::string& woman)
    {
        server.post(
            administrator, "/api/v1/registrations/" + woman + "/points",
            {{"points", json::array{{{"criterion", "project"}, {"points", pick(0, 4)}}}}}); // ties
    }

    void set_scoring(bool open)
    {
        auto changed = plan();
        changed["scoring_open"] = open;
        const auto version = server.get(administrator, edition_path + "/selection-plan");
        put_plan(changed, version.at("version").as_int64());
    }

    void act(const std::string& woman, const std::string& what, json::object body)
    {
        server.post(administrator, "/api/v1/registrations/" + woman + "/" + what, body);
    }

    void move(const std::string& woman, const std::string& to)
    {
        const auto moved =
            server.post(administrator, "/api/v1/phases",
                        {{"registrations", json::array{woman}}, {"to", to}, {"reason", "test"}});
        if (moved.status == 201)
            last_move = moved.text("id");
    }

    void select_again()
    {
        const bool keeps = pick(0, 1) == 0;
        const auto drawn = draw(keeps);
        if (drawn.status != 200)
            return; // nobody is left to be selected
        EXPECT_EQ(confirm(drawn.text("id")).status, 200);
        run = drawn.text("id");
        if (keeps) {
            EXPECT_EQ(count("selection_entry where run_id = :run and held and seat = -2"), 0);
        }
        EXPECT_EQ(
            server.get(administrator, "/api/v1/selections/" + run + "/verification").text("same"),
            "true");
    }

    void appeal(const std::string& woman)
    {
        const auto recorded = server.post(
            administrator, "/api/v1/registrations/" + woman + "/appeals", {{"complaint", "test"}});
        if (recorded.status != 201)
            return;
        server.post(administrator, "/api/v1/appeals/" + recorded.text("id") + "/answer",
                    {{"accepted", pick(0, 1) == 0}, {"answer", "test"}});
        score_some(woman);
    }

    void something_happens()
    {
        const std::string woman = some_woman();
        switch (pick(0, 10)) {
        case 0:
        case 1:
            return act(woman, "withdraw", {{"reason", "test"}});
        case 2:
            return act(woman, "restore", {{"reason", "test"}});
        case 3:
            return move(woman, "rejected");
        case 4:
            return move(woman, "trained");
        case 5:
            return move(woman, "registered");
        case 6:
            if (!last_move.empty())
                server.call(administrator, "POST", "/api/v1/phase-moves/" + last_move + "/undo");
            return;
        case 7:
            enter_some();
            check_eligibility(true);
            return;
        case 8:
            return appeal(woman);
        case 9:
            return set_places(pick(0, 6));
        default:
            return select_again();
        }
    }

    std::int64_t count(const std::string& from)
    {
        const auto id = core::Id::parse(run).value_or(core::Id{});
        const auto number = server.services().database.ask([&](db::Reader& reader) {
            const bool of_run = from.find(":run") != std::string::npos;
            return reader.count("select count(*) from " + from,
                                of_run ? std::vector<db::Param>{{"run", id}}
                                       : std::vector<db::Param>{});
        });
        EXPECT_TRUE(number.has_value());
        return number.value_or(-1);
    }

    selection::RunRow run_row()
    {
        return *server.services().database.ask([&](db::Reader& reader) {
            return service::get_record<selection::RunRow>(reader, "selection_run",
                                                          *core::Id::parse(run));
        });
    }

    /// What the waiting list does by itself, done now.
    void settle()
    {
        for (const auto& woman : women)
            EXPECT_TRUE(selection::unlist(server.services(), *core::Id::parse(woman)).has_value());
        for (const auto& quota : run_row().quotas)
            EXPECT_TRUE(
                selection::fill_quotas(server.services(), *core::Id::parse(run), {quota.code})
                    .has_value());
    }

    void expect_sums()
    {
        const auto row = run_row();
        std::int64_t candidates = 0;
        std::int64_t selected = 0;
        for (const auto& quota : row.quotas) {
            candidates += quota.candidates;
            selected += quota.selected;
            EXPECT_EQ(quota.selected, std::min(quota.candidates, quota.places)) << quota.code;
        }
        EXPECT_EQ(row.candidates, candidates);
        EXPECT_EQ(count("selection_entry where run_id = :run"), candidates);
        EXPECT_EQ(count("selection_entry where run_id = :run and seat > -2"), selected);
    }

    /// Everyone is in exactly one phase, and whoever waits is in the list in force.
    void expect_nobody_lost()
    {
        std::int64_t all = 0;
        for (const auto& [unused, number] : phases())
            all += number;
        EXPECT_EQ(all, static_cast<std::int64_t>(women.size()));
        EXPECT_EQ(count("registration r where r.phase = 'waiting' "
                        "and r.state = 'active' and not exists (select 1 from selection_entry e "
                        "where e.run_id = :run and e.registration_id = r.id)"),
                  0);
        EXPECT_EQ(count("selection_run where state = 'confirmed'"), 1);
        EXPECT_EQ(count("selection_run where state = 'confirming'"), 0);
    }

    /// No place is free while somebody waits for it, and none is given twice.
    void expect_places()
    {
        const auto row = run_row();
        for (const auto& quota : row.quotas) {
            const auto of_quota = [&](const std::string& phases) {
                return count("selection_entry e join registration r on r.id = e.registration_id "
                             "where e.run_id = :run and e.quota = '" +
                             quota.code + "' and r.state = 'active' and r.phase in (" + phases +
                             ")");
            };
            auto& database = server.services().database;
            const auto placed = *database.ask([&](db::Reader& reader) {
                return selection::standing_of(reader, row.id, quota.code);
            });
            const auto beyond_of = [&](const std::vector<selection::Standing>& known) {
                return *database.ask([&](db::Reader& reader) {
                    return selection::beyond_now(reader, row, quota.code, known);
                });
            };
            const auto beyond = beyond_of({}); // of whom each is looked for
            EXPECT_EQ(beyond_of(placed), beyond) << quota.code;
            const auto holding = of_quota("'selected', 'trained'");
            const auto places = quota.target - beyond;
            if (of_quota("'waiting'") > 0) {
                EXPECT_GE(holding, places) << quota.code;
            }
            const auto promoted =
                count("promotion where run_id = :run and quota = '" + quota.code + "'");
            auto& before = promotions[run + quota.code];
            if (holding > places) {
                EXPECT_EQ(promoted, before) << quota.code;
            }
            before = promoted;
        }
    }

    /// Where each stands is told as counting one by one tells it.
    void expect_turns()
    {
        for (const auto& woman : women) {
            const auto id = *core::Id::parse(woman);
            const auto told = [&](selection::ListOrder order) {
                return *server.services().database.ask([&](db::Reader& reader) {
                    return selection::place_in_lists(reader, id, order);
                });
            };
            const auto count_before = [&](const std::string& condition) {
                return *server.services().database.ask([&](db::Reader& reader) {
                    return reader.count(
                        "select count(*) from selection_entry e join selection_entry f "
                        "on f.run_id = e.run_id and f.quota = e.quota and f.place < e.place "
                        "join registration r on r.id = f.registration_id "
                        "where e.run_id = :run and e.registration_id = :woman and " +
                            condition,
                        {{"run", *core::Id::parse(run)}, {"woman", id}});
                });
            };
            const auto listed = told(selection::ListOrder::Ranking);
            if (!listed)
                continue;
            EXPECT_EQ(listed->waiting, count_before("r.state = 'active' and r.phase = 'waiting'"));
            if (!listed->selected) {
                EXPECT_EQ(told(selection::ListOrder::PutUp)->place,
                          1 + count_before("f.seat = -2"));
            }
        }
    }

    std::mt19937 random;
    std::string run;
    std::string last_move;
    std::map<std::string, std::int64_t> promotions;
};

INSTANTIATE_TEST_SUITE_P(Engines, AnyProgramme, kEngines, engine_name);

TEST_P(AnyProgramme, LosesNobodyAndAddsUpWhateverHappens)
{
    constexpr int kEvents = 120;
    random.seed(20261122);
    set_places(4);
    ASSERT_EQ(put_plan(plan(), 0).status, 200);
    for (int i = 0; i < 12; ++i) {
        enter_some();
        score_some(women.back());
    }
    check_eligibility(true);
    set_scoring(false);
    while (run.empty())
        select_again();
    for (int i = 0; i < kEvents && !HasFailure(); ++i) {
        SCOPED_TRACE("event " + std::to_string(i));
        server.clock().advance(std::chrono::seconds(1));
        something_happens();
        settle();
        expect_sums();
        expect_nobody_lost();
        expect_places();
        expect_turns();
    }
    EXPECT_GT(count("selection_run where state = 'superseded'"), 3);
    EXPECT_GT(count("promotion"), 3);
    EXPECT_GT(count("appeal where state = 'accepted'"), 2);
}

} // namespace
} // namespace jisr::tests
