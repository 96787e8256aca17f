#include "api/duplicates_support.hpp"

namespace jisr::tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Files that are each like the next, though not all are of one woman.
class MergeChains : public DuplicatesTest
{
  protected:
    Answer bulk(double probability)
    {
        auto outcome =
            server.post(administrator, all + "/confirm", {{"min_probability", probability}});
        EXPECT_EQ(outcome.status, 200) << outcome.body;
        return outcome;
    }

    Answer mother() { return register_one({{"given_name_latin", "Zahra"}}); }

    /// May be either's.
    Answer between()
    {
        return register_one({{"given_name_latin", "Khadija"},
                             {"given_name_ar", "زهرة"},
                             {"family_name_ar", "بوكرين"}});
    }

    Answer daughter() { return register_one({{"given_name_latin", "Khadija"}}); }

    double probability_of(const std::string& pair)
    {
        return server.get(administrator, pair).at("probability").to_number<double>();
    }

    std::string tell_apart(const Answer& one, const Answer& other)
    {
        auto pair = pair_of(one, other, 0.5);
        EXPECT_EQ(server.post(administrator, pair + "/different", {{"reason", "sisters"}}).status,
                  200);
        return pair;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, MergeChains, kEngines, engine_name);

TEST_P(MergeChains, InBulkDoNotMakeAMotherAndHerDaughterOne)
{
    let_bulk_merge_from(0.95, register_one({{"commune_code", "01.511.01.01"}}));
    for (const bool between_first : {true, false}) {
        const auto first = between_first ? between() : mother();
        const auto second = between_first ? mother() : between();
        const auto third = daughter();
        pair_of(first, second, 0.99);
        pair_of(between_first ? first : second, third, 0.97);
        EXPECT_EQ(bulk(0.95).text("merged"), "1") << between_first;
        EXPECT_EQ(now(third).text("state"), "active");
        EXPECT_THAT(queue(administrator, "?min_probability=0.5"), IsEmpty());
    }
}

TEST_P(MergeChains, InBulkPassOverWhatWasEditedAndIsNoMatchAnyMore)
{
    let_bulk_merge_from(0.95, register_one({{"commune_code", "01.511.01.01"}}));
    const auto one = mother();
    const auto two = daughter();
    pair_of(one, two, 0.99); // as they were when somebody found them
    const auto outcome = bulk(0.95);
    EXPECT_EQ(outcome.text("merged"), "0");
    EXPECT_EQ(outcome.text("skipped"), "1");
    EXPECT_EQ(now(two).text("state"), "active");
}

TEST_P(MergeChains, JudgeAPairByAllFilesOfTheWomanAndAgainAfterTheUndo)
{
    const auto kept = between();
    const auto merged = mother();
    const auto pair = pair_of(kept, daughter(), 0.97);
    const auto done = merge(kept, merged);
    EXPECT_LT(probability_of(pair), 0.5);
    undo(done);
    EXPECT_GT(probability_of(pair), 0.5);
}

TEST_P(MergeChains, AreRefusedWhileADecisionStandsOnFilesOfTheTwo)
{
    const auto kept = register_one();
    const auto merged = register_one();
    const auto third = register_one();
    const auto apart = tell_apart(merged, third);
    const auto pair = pair_of(kept, third, 0.97);
    merge(kept, merged);
    const auto refused = server.post(administrator, pair + "/merge", choice(kept, third));
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.slug(), "told_apart");
    EXPECT_THAT(refused.body, Not(HasSubstr("Bougrine")));
    EXPECT_EQ(server.post(administrator, pair + "/merge", choice(third, kept)).slug(),
              "told_apart");
    EXPECT_EQ(now(third).text("state"), "active");
    EXPECT_EQ(now(kept).text("version"), "2");

    ASSERT_EQ(server.call(administrator, "POST", apart + "/reopen").status, 200);
    EXPECT_EQ(server.post(administrator, pair + "/merge", choice(kept, third)).status, 200);
}

TEST_P(MergeChains, DoNotProposeFilesOfWhichTwoWereToldApart)
{
    let_bulk_merge_from(0.9, register_one({{"commune_code", "01.511.01.01"}}));
    const auto kept = register_one();
    const auto apart = register_one();
    const auto like_both = register_one();
    const auto third = register_one();
    tell_apart(apart, third);
    merge(kept, apart);
    pair_of(like_both, third, 0.95);
    merge(kept, like_both);
    EXPECT_THAT(queue(administrator), IsEmpty());

    const auto fourth = register_one();
    pair_of(third, fourth, 0.95);
    pair_of(kept, fourth, 0.95);
    EXPECT_EQ(bulk(0.9).text("merged"), "1"); // of the one or of the other, not both
    EXPECT_THAT(queue(administrator), IsEmpty());
}

} // namespace
} // namespace jisr::tests
