#include "api/duplicates_support.hpp"

#include "modules/registry/duplicate_search.hpp"
#include "modules/registry/experience_store.hpp"
#include "modules/registry/fictional.hpp"

namespace jisr::tests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Dedupe : public DuplicatesTest
{
  protected:
    /// On this thread, to its end.
    registry::DedupeRun search()
    {
        auto& services = server.services();
        const auto actor = service::Actor::system("dedupe");
        const std::atomic<bool> stopping{false};
        server.clock().advance(std::chrono::seconds(1));
        const auto begun = registry::begin_search(services, actor);
        EXPECT_TRUE(begun) << begun.error().slug << begun.error().cause;
        auto run = registry::search_duplicates(services, actor, *begun, stopping);
        EXPECT_TRUE(run) << run.error().slug << run.error().cause;
        EXPECT_EQ(run->problem.value_or(""), "");
        return *run;
    }

    /// Women of the same region who have nothing to do with each other.
    void register_strangers(int count)
    {
        registry::FictionalPersons drawn(23);
        write([&](service::WriteContext& context) -> core::Result<void> {
            for (int i = 0; i < count; ++i) {
                auto draft = drawn.next("10", context.clock.today());
                draft.edition_id = *core::Id::parse(edition);
                TRY(registry::enter_person(context, draft));
            }
            return {};
        });
    }

    /// The pairs of these two in the queue.
    std::size_t queued(const Answer& a, const Answer& b)
    {
        std::size_t found = 0;
        const auto page = server.get(administrator, all + "?limit=200");
        for (const auto& item : page.at("items").as_array())
            for (const auto& [one, other] : {std::pair(&a, &b), std::pair(&b, &a)})
                found += item.at("a").at("id").as_string() == one->text("id") &&
                                 item.at("b").at("id").as_string() == other->text("id")
                             ? 1
                             : 0;
        return found;
    }

    Answer woman(const std::string& given, const std::string& family, const std::string& birth,
                 const json::value& phone)
    {
        return register_one({{"given_name_latin", given},
                             {"family_name_latin", family},
                             {"birth_date", birth},
                             {"phone", phone},
                             {"locality", "Douar Tighmert"}});
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, Dedupe, kEngines, engine_name);

class Traps : public Dedupe
{
};

INSTANTIATE_TEST_SUITE_P(Engines, Traps, kEngines, engine_name);

TEST_P(Traps, TwinsAreTwo)
{
    for (const int strangers : {0, 300}) {
        register_strangers(strangers);
        const auto one = woman("Hasna", "Bougrine", "1990-05-14", "0612345678");
        const auto other = woman("Ilham", "Bougrine", "1990-05-14", "0612345678");
        search();
        EXPECT_EQ(queued(one, other), 0U) << strangers;
    }
}

TEST_P(Traps, AMotherAndHerDaughterAreTwo)
{
    for (const int strangers : {0, 300}) {
        register_strangers(strangers);
        const auto mother = woman("Zahra", "Bougrine", "1961-01-01", "0612345678");
        const auto daughter = woman("Khadija", "Bougrine", "1989-11-03", "0612345678");
        const auto of_her_husbands_name = woman("Salma", "Idrissi", "1992-08-21", "0612345678");
        search();
        EXPECT_EQ(queued(mother, daughter), 0U) << strangers;
        EXPECT_EQ(queued(mother, of_her_husbands_name), 0U) << strangers;
    }
}

TEST_P(Traps, SistersAreTwo)
{
    for (const int strangers : {0, 300}) {
        register_strangers(strangers);
        const auto one = woman("Naima", "Bougrine", "1985-03-07", "0612345678");
        const auto other = woman("Nadia", "Bougrine", "1986-09-19", "0612345678");
        search();
        EXPECT_EQ(queued(one, other), 0U) << strangers;
    }
}

TEST_P(Traps, TheSameNameInOneDouarIsNotOnePerson)
{
    for (const int strangers : {0, 300}) {
        register_strangers(strangers);
        const auto one = woman("Fatima", "Bougrine", "1962-04-11", nullptr);
        const auto other = woman("Fatima", "Bougrine", "1988-10-25", nullptr);
        search();
        EXPECT_EQ(queued(one, other), 0U) << strangers;
    }
}

TEST_P(Traps, OneWomanInTwoScriptsWithASlipInHerBirthDateIsOne)
{
    for (const int strangers : {0, 300}) {
        register_strangers(strangers);
        const auto latin = woman("Khadija", "El Idrissi", "1985-03-07", "0612345678");
        const auto arabic = register_one({{"given_name_latin", nullptr},
                                          {"family_name_latin", nullptr},
                                          {"given_name_ar", "خديجة"},
                                          {"family_name_ar", "الإدريسي"},
                                          {"birth_date", "1985-07-03"}});
        search();
        EXPECT_EQ(queued(latin, arabic), 1U) << strangers;
    }
}

TEST_P(Dedupe, PutsPairsIntoTheQueueOnceAndNeverOpensWhatWasToldApart)
{
    const auto one = register_one();
    const auto other = register_one();
    const auto run = search();
    EXPECT_EQ(run.records, 2);
    EXPECT_EQ(run.opened, 1);
    EXPECT_EQ(search().opened, 0);
    const auto pairs = queue(administrator);
    ASSERT_THAT(pairs, SizeIs(1));
    ASSERT_EQ(server.post(administrator, pairs[0] + "/different", {{"reason", "cousins"}}).status,
              200);
    EXPECT_EQ(search().pairs, 0);
    EXPECT_THAT(queue(administrator), IsEmpty());

    // Nor for the file that one of the two was merged into.
    const auto third = register_one();
    merge(third, one);
    search();
    EXPECT_EQ(queued(third, other), 0U);
}

TEST_P(Dedupe, TakesOutWhatItDoesNotFindAgain)
{
    register_one();
    const auto other = register_one();
    search();
    auto fields = some_person(edition);
    fields.erase("edition_id");
    fields.erase("consent_given");
    fields["given_name_latin"] = "Touria";
    fields["birth_date"] = "1994-12-01";
    fields["phone"] = nullptr;
    ASSERT_EQ(server.put(administrator, path_of(other), fields, 1).status, 200);
    EXPECT_EQ(search().closed, 1);
    EXPECT_THAT(queue(administrator), IsEmpty());
    const auto log = server.get(administrator, "/api/v1/changes?entity=duplicate_pair");
    EXPECT_EQ(log.text("items/0/operation"), "close");
}

TEST_P(Dedupe, RunsOneAtATimeAndTellsWhatBecameOfIt)
{
    register_one();
    register_one();
    const auto& services = server.services();
    const auto begun = registry::begin_search(server.services(), service::Actor::system("dedupe"));
    ASSERT_TRUE(begun);
    EXPECT_EQ(server.call(administrator, "POST", all + "/search").slug(), "dedupe_running");
    server.clock().advance(std::chrono::minutes(11)); // nobody has heard of it since
    const auto started = server.call(administrator, "POST", all + "/search");
    ASSERT_EQ(started.status, 202) << started.body;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    auto summary = server.get(administrator, all + "/summary");
    while (summary.at("last_run/finished_at").is_null() &&
           std::chrono::steady_clock::now() < deadline)
        summary = server.get(administrator, all + "/summary");
    EXPECT_EQ(summary.text("last_run/id"), started.text("id"));
    EXPECT_TRUE(summary.at("last_run/problem").is_null()) << summary.body;
    EXPECT_EQ(summary.text("open"), "1");
    // Of two files there is nothing to learn.
    EXPECT_FALSE(*services.database.ask(registry::find_experience));
}

TEST_P(Dedupe, StopsWithTheServer)
{
    register_one();
    auto& services = server.services();
    const auto actor = service::Actor::system("dedupe");
    const std::atomic<bool> stopping{true};
    const auto begun = registry::begin_search(services, actor);
    const auto run = registry::search_duplicates(services, actor, *begun, stopping);
    ASSERT_TRUE(run);
    EXPECT_EQ(run->problem, "dedupe_interrupted");
    EXPECT_TRUE(registry::begin_search(services, actor));
}

TEST_P(Dedupe, KeepsWhatWasLearntForOthersToJudgeBy)
{
    auto& database = server.services().database;
    linkage::Experience learnt = linkage::default_experience(12'345);
    learnt.rarity.names[0].emplace(17, 3.5F);
    for (int i = 0; i < 2; ++i)
        ASSERT_TRUE(database.write([&](db::Writer& writer) {
            return registry::save_experience(writer, learnt, server.clock().now());
        }));
    const auto found = database.ask(registry::find_experience);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->records, 12'345U);
    EXPECT_EQ((*found)->rarity.names[0], learnt.rarity.names[0]);
    tamper(server.url(), "update linkage_experience set content = 'bm90IGEgc25hcHNob3Q='");
    const auto damaged = database.ask(registry::find_experience);
    ASSERT_TRUE(damaged);
    EXPECT_FALSE(*damaged);
}

TEST_P(Dedupe, IsConfirmedInBulkOnlyAboveTheMeasuredThreshold)
{
    EXPECT_THAT(server.post(administrator, all + "/confirm", {{"min_probability", 1.5}}).errors(),
                ElementsAre("/min_probability out_of_range"));
    EXPECT_EQ(server.post(administrator, all + "/confirm", {{"min_probability", 1}}).slug(),
              "threshold_not_measured");
    const auto here = register_one({{"given_name_latin", "Touria"}});
    let_bulk_merge_from(0.95, here);
    const auto rule = server.get(administrator, all + "/summary");
    EXPECT_EQ(rule.at("bulk/threshold").to_number<double>(), 0.95);
    EXPECT_EQ(server.post(administrator, all + "/confirm", {{"min_probability", 0.94}}).slug(),
              "threshold_not_measured");
    const auto one = register_one();
    const auto two = register_one({{"occupation", "couture"}});
    const auto three = register_one();
    const auto elsewhere =
        register_one({{"given_name_latin", "Touria"}, {"commune_code", "01.511.01.01"}});
    pair_of(one, two, 0.99);
    pair_of(two, three, 0.97);
    const auto unlike = pair_of(one, here, 0.9);
    const auto afar = pair_of(here, elsewhere, 0.99);
    const auto regional = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const auto outcome = server.post(regional, all + "/confirm", {{"min_probability", 0.95}});
    ASSERT_EQ(outcome.status, 200) << outcome.body;
    EXPECT_EQ(outcome.text("merged"), "2"); // the third with the one that holds the second now
    EXPECT_EQ(outcome.text("skipped"), "0");
    EXPECT_EQ(now(one).text("state"), "merged"); // the second had more
    EXPECT_EQ(now(two).text("occupation"), "couture");
    EXPECT_EQ(now(three).text("state"), "merged");
    for (const auto& left : {unlike, afar}) // below the threshold; outside the region
        EXPECT_EQ(server.get(administrator, left).text("state"), "open");
    // What bulk decided measures nothing.
    EXPECT_EQ(server.get(administrator, all + "/summary").at("bulk/decided"),
              rule.at("bulk/decided"));
}

} // namespace
} // namespace jisr::tests
