#include "support/database.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <latch>
#include <set>
#include <thread>

namespace jisr::db {
namespace {

using core::Id;
using core::Result;
using tests::Engine;

constexpr std::string_view kOfName = "select count(*) from place where name = :name";

/// Works that may share a transaction, on both engines.
class Together : public testing::TestWithParam<Engine>
{
  protected:
    struct Told
    {
        Ahead ahead;
        Work work;
    };

    void SetUp() override
    {
        tests::tamper(files_.url(), "create table place (id uuid primary key, name text not null "
                                    "unique, region_id uuid references place (id))");
    }

    static Result<void> add(Writer& writer, std::string_view name, std::optional<Id> region = {})
    {
        const Id id = Id::make();
        TRY(writer.write("insert into place (id, name, region_id) values (:id, :name, :region_id)",
                         {{"id", id}, {"name", name}, {"region_id", region}}));
        return writer.append({.at = {1},
                              .actor = "system",
                              .entity = "place",
                              .entity_id = id,
                              .operation = "create",
                              .difference = "{}"});
    }

    static Told adding(std::string name)
    {
        return {{}, [name = std::move(name)](Writer& writer) { return add(writer, name); }};
    }

    /// Gives them to the database while it is busy, so that they meet; their outcomes in order.
    std::vector<Result<void>> outcomes_of(std::vector<Told> works)
    {
        constexpr int kBusy = 3;
        std::latch begin(1);
        std::latch ended(kBusy + static_cast<std::ptrdiff_t>(works.size()));
        std::vector<Result<void>> outcomes(works.size());
        for (int i = 0; i < kBusy; ++i)
            database_->write_together(
                {},
                [&](Writer&) -> Result<void> {
                    begin.wait();
                    return {};
                },
                [&](const Result<void>&) { ended.count_down(); });
        for (std::size_t i = 0; i < works.size(); ++i)
            database_->write_together(std::move(works[i].ahead), std::move(works[i].work),
                                      [&, i](Result<void> outcome) {
                                          outcomes[i] = std::move(outcome);
                                          ended.count_down();
                                      });
        begin.count_down();
        ended.wait();
        return outcomes;
    }

    [[nodiscard]] std::set<std::string> names() const
    {
        const auto all = *database_->ask(
            [](Reader& reader) { return reader.all<std::string>("select name from place"); });
        return {all.begin(), all.end()};
    }

    [[nodiscard]] std::int64_t lines() const
    {
        return *database_->ask(
            [](Reader& reader) { return reader.count("select count(*) from change"); });
    }

    tests::TestDatabase files_{GetParam()};
    std::unique_ptr<Database> database_ = files_.open();
};

INSTANTIATE_TEST_SUITE_P(Engines, Together, tests::kEngines, tests::engine_name);

TEST_P(Together, WhatWaitsAtTheEndIsWrittenAndWhatComesLaterRefused)
{
    std::latch begin(1);
    std::atomic<int> answered{0};
    const auto count = [&](const Result<void>& outcome) { answered += outcome ? 1 : 0; };
    for (int i = 0; i < 3; ++i) // busy, so that the next waits
        database_->write_together(
            {},
            [&](Writer&) -> Result<void> {
                begin.wait();
                return {};
            },
            count);
    database_->write_together({}, adding("last").work, count);
    const std::jthread later([&] { begin.count_down(); });
    database_->finish();
    EXPECT_EQ(answered, 4);
    EXPECT_THAT(names(), testing::ElementsAre("last"));
    Result<void> refused;
    database_->write_together({}, adding("too late").work,
                              [&](Result<void> outcome) { refused = std::move(outcome); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().status, 503);
    EXPECT_EQ(names().size(), 1);
}

TEST_P(Together, EachIsWrittenAndAnswered)
{
    constexpr int kWorks = 45; // more than go at once, and a number that no one statement takes
    std::vector<Told> works;
    for (int i = 0; i < kWorks; ++i)
        works.push_back(adding(std::to_string(i)));
    for (const auto& outcome : outcomes_of(std::move(works)))
        EXPECT_TRUE(outcome) << outcome.error().cause;
    EXPECT_EQ(names().size(), kWorks);
    EXPECT_EQ(lines(), kWorks);
}

TEST_P(Together, WhatAWorkWritesKeepsItsOrder)
{
    std::vector<Told> works;
    for (int i = 0; i < 8; ++i)
        works.push_back({{}, [i](Writer& writer) -> Result<void> {
                             const auto name = std::to_string(i);
                             TRY(add(writer, name));
                             if (i % 2 == 0) // so that not all of them write alike
                                 TRY(writer.write("update place set name = :after where name = "
                                                  ":before",
                                                  {{"before", name}, {"after", name + "b"}}));
                             return add(writer, name + "c");
                         }});
    for (const auto& outcome : outcomes_of(std::move(works)))
        EXPECT_TRUE(outcome) << outcome.error().cause;
    std::set<std::string> expected;
    for (int i = 0; i < 8; ++i) {
        expected.insert(std::to_string(i) + (i % 2 == 0 ? "b" : ""));
        expected.insert(std::to_string(i) + "c");
    }
    EXPECT_EQ(names(), expected);
}

TEST_P(Together, WhoIsRefusedFailsAlone)
{
    bool ran_after = false;
    const auto refuse = [](Writer& writer) -> Result<void> {
        TRY(add(writer, "refused"));
        return core::fail(core::problems::not_found());
    };
    const auto refuse_late = [&](Writer& writer) -> Result<void> {
        writer.after_commit([&] { ran_after = true; });
        TRY(add(writer, "refused late"));
        if (TRY(writer.count("select count(*) from place where name = 'refused late'")) == 1)
            return core::fail(core::problems::forbidden());
        return {};
    };
    const auto leave_no_trace = [](Writer& writer) {
        return writer.write("insert into place (id, name) values (:id, 'untold')",
                            {{"id", Id::make()}});
    };
    const auto throw_one = [](Writer& writer) -> Result<void> {
        TRY(add(writer, "thrown"));
        throw std::runtime_error("a fault");
    };
    const auto outcomes = outcomes_of({adding("a"),
                                       {{}, refuse},
                                       adding("b"),
                                       {{}, refuse_late},
                                       adding("c"),
                                       {{}, leave_no_trace},
                                       {{}, throw_one},
                                       adding("d")});
    EXPECT_EQ(names(), (std::set<std::string>{"a", "b", "c", "d"}));
    EXPECT_EQ(lines(), 4);
    EXPECT_EQ(outcomes[1].error().status, 404);
    EXPECT_EQ(outcomes[3].error().status, 403);
    EXPECT_EQ(outcomes[5].error().status, 500);
    EXPECT_EQ(outcomes[6].error().status, 500);
    EXPECT_FALSE(ran_after);
}

TEST_P(Together, OfTwoWhoTakeOneNameOneIsRefused)
{
    const auto outcomes = outcomes_of({adding("a"), adding("same"), adding("same"), adding("b")});
    EXPECT_EQ(names(), (std::set<std::string>{"a", "b", "same"}));
    EXPECT_TRUE(outcomes[0]);
    EXPECT_TRUE(outcomes[3]);
    ASSERT_NE(outcomes[1].has_value(), outcomes[2].has_value());
    EXPECT_EQ((outcomes[1] ? outcomes[2] : outcomes[1]).error().slug, "already_exists");
}

TEST_P(Together, AFaultyStatementFailsAlone)
{
    const auto faulty = [](Writer& writer) {
        return add(writer, "lost", Id::make()); // a region that does not exist
    };
    const auto outcomes = outcomes_of({adding("a"), {{}, faulty}, adding("b")});
    EXPECT_EQ(names(), (std::set<std::string>{"a", "b"}));
    ASSERT_FALSE(outcomes[1]);
    EXPECT_EQ(outcomes[1].error().slug, "unknown_reference");
}

TEST_P(Together, WhoHoldsOneKeySeesWhatThoseBeforeWrote)
{
    constexpr int kWorks = 40;
    const auto work = [](Writer& writer) -> Result<void> {
        TRY(writer.hold({7}));
        return add(writer, std::to_string(TRY(writer.count("select count(*) from place"))));
    };
    std::vector<Told> works(kWorks, Told{{.keys = {7}, .queries = {}}, work});
    for (const auto& outcome : outcomes_of(std::move(works)))
        EXPECT_TRUE(outcome) << outcome.error().cause;
    EXPECT_EQ(names().size(), kWorks);
}

TEST_P(Together, WhatWasAskedAheadIsAnswered)
{
    ASSERT_TRUE(database_->write([](Writer& writer) { return add(writer, "known"); }));
    const auto asking = [](std::string own) {
        const auto name = std::make_shared<const std::string>(std::move(own));
        const auto work = [name](Writer& writer) -> Result<void> {
            const auto of = [&](std::string_view asked) {
                return writer.count(kOfName, {{"name", asked}});
            };
            if (TRY(of(*name)) != (*name == "known" ? 1 : 0))
                return core::fail(core::problems::not_found());
            if (*name == "known")
                return {};
            TRY(add(writer, *name));
            // Only the very question was answered ahead.
            return TRY(of(*name + "x")) == 0 && TRY(of("known")) == 1
                       ? Result<void>()
                       : core::fail(core::problems::forbidden());
        };
        return Told{{.keys = {}, .queries = {{kOfName, {{"name", *name}}}}}, work};
    };
    const auto outcomes = outcomes_of({asking("known"), asking("a"), asking("b"), asking("known")});
    for (const auto& outcome : outcomes)
        EXPECT_TRUE(outcome) << outcome.error().status << outcome.error().cause;
    EXPECT_EQ(names(), (std::set<std::string>{"a", "b", "known"}));
}

TEST_P(Together, WhoHoldsAKeyOfOneBeforeItAsksAnew)
{
    const auto work = [](Writer& writer) -> Result<void> {
        TRY(writer.hold({9}));
        if (TRY(writer.count(kOfName, {{"name", "same"}})) > 0)
            return core::fail(core::problems::not_found());
        return add(writer, "same");
    };
    const Told told{{.keys = {9}, .queries = {{kOfName, {{"name", "same"}}}}}, work};
    const auto outcomes = outcomes_of({told, told});
    ASSERT_NE(outcomes[0].has_value(), outcomes[1].has_value());
    EXPECT_EQ((outcomes[0] ? outcomes[1] : outcomes[0]).error().status, 404);
}

TEST_P(Together, ActionsRunAfterTheCommitAndBeforeTheAnswer)
{
    std::latch answered(1);
    std::string order;
    database_->write_together(
        {},
        [&](Writer& writer) -> Result<void> {
            writer.after_commit([&] { order += std::to_string(names().size()); });
            return add(writer, "a");
        },
        [&](const Result<void>& outcome) {
            order += outcome ? " answered" : " refused";
            answered.count_down();
        });
    answered.wait();
    EXPECT_EQ(order, "1 answered");
}

TEST(TogetherOnPostgres, AConnectionCutWithinAnswers503ToAllAndTheNextWork)
{
    const tests::TestDatabase files{Engine::Postgres};
    const auto database = files.open();
    const auto cut = [&](Writer& writer) -> Result<void> {
        tests::tamper(files.url(), "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
                                   "where datname = current_database() and pid <> "
                                   "pg_backend_pid()");
        return writer.count("select count(*) from change")
                   ? Result<void>()
                   : core::fail(core::problems::not_found());
    };
    const auto outcome_of = [&](const Work& work) {
        std::latch answered(1);
        Result<void> outcome;
        database->write_together({}, work, [&](Result<void> given) {
            outcome = std::move(given);
            answered.count_down();
        });
        answered.wait();
        return outcome;
    };
    const auto outcome = outcome_of(cut);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 503);
    EXPECT_TRUE(outcome_of([](Writer&) -> Result<void> { return {}; }));
}

TEST(TogetherOnPostgres, NobodyWaitsLongForThoseOnTheirWay)
{
    constexpr std::ptrdiff_t kMany = 5;
    const tests::TestDatabase files{Engine::Postgres};
    const auto database = files.open();
    std::latch first(1);
    std::latch second(1);
    std::latch many(1);
    std::latch first_began(1);
    std::latch second_began(1);
    std::latch many_began(1);
    std::latch all_ended(2 + kMany + 1);
    const auto ended = [&](const Result<void>&) { all_ended.count_down(); };
    const auto wait_for = [](std::latch& gate, std::latch* began) {
        return [&gate, began](Writer&) -> Result<void> {
            if (began != nullptr)
                began->count_down();
            gate.wait();
            return {};
        };
    };
    database->write_together({}, wait_for(first, &first_began), ended);
    first_began.wait();
    database->write_together({}, wait_for(second, &second_began), ended);
    second_began.wait(); // both threads are busy
    for (std::ptrdiff_t i = 0; i < kMany; ++i)
        database->write_together({}, wait_for(many, i == 0 ? &many_began : nullptr), ended);
    first.count_down();
    many_began.wait(); // all of them are in one transaction
    second.count_down();
    std::promise<void> answered;
    database->write_together(
        {}, [](Writer&) -> Result<void> { return {}; },
        [&](const Result<void>& outcome) {
            answered.set_value();
            ended(outcome);
        });
    EXPECT_EQ(answered.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
    many.count_down();
    all_ended.wait();
}

} // namespace
} // namespace jisr::db
