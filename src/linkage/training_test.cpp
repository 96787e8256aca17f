#include "linkage/training.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

namespace jisr::linkage {
namespace {

/// Levels with their probabilities, for fields of which every other level never comes.
using Planted = std::map<Field, std::map<Level, double>>;

const Planted kSame{
    {Field::GivenName, {{Level::Equal, 0.6}, {Level::Near, 0.396}, {Level::Different, 0.004}}},
    {Field::FamilyName, {{Level::Equal, 0.7}, {Level::Near, 0.1}, {Level::Different, 0.2}}},
    {Field::BirthDate, {{Level::Equal, 0.5}, {Level::Swapped, 0.3}, {Level::Different, 0.2}}},
    {Field::NationalId, {{Level::Equal, 0.9}, {Level::Different, 0.1}}}};
const Planted kStrangers{
    {Field::GivenName, {{Level::Equal, 0.02}, {Level::Near, 0.03}, {Level::Different, 0.95}}},
    {Field::FamilyName, {{Level::Equal, 0.01}, {Level::Near, 0.02}, {Level::Different, 0.97}}},
    {Field::BirthDate,
     {{Level::Equal, 0.0005}, {Level::Swapped, 0.0005}, {Level::Different, 0.999}}},
    {Field::NationalId, {{Level::Equal, 0.00001}, {Level::Different, 0.99999}}}};

class Drawing
{
  public:
    Pattern pair(const Planted& planted)
    {
        Pattern pattern{.count = 1};
        double rarity = 0;
        double shared = 0;
        for (const auto& [field, levels] : planted) {
            const Level level = one_of(levels);
            pattern.levels.set(field, level);
            if (depends_on_rarity(field, level)) {
                const double bits = -std::log2(kStrangers.at(field).at(level));
                rarity += bits;
                shared += relatives_share(field) ? bits : 0;
            }
        }
        pattern.rarity = static_cast<std::uint16_t>(std::lround(rarity));
        pattern.shared_rarity = static_cast<std::uint16_t>(std::lround(shared));
        return pattern;
    }

  private:
    Level one_of(const std::map<Level, double>& levels)
    {
        double left = std::uniform_real_distribution<>(0, 1)(random_);
        for (const auto& [level, share] : levels) {
            left -= share;
            if (left < 0)
                return level;
        }
        return levels.rbegin()->first;
    }

    std::mt19937 random_{7};
};

TEST(Learning, FindsThePlantedProbabilitiesWithoutLabels)
{
    constexpr std::size_t kRecords = 20'000;
    constexpr int kPairs = 10'000;
    Drawing drawing;
    Sample sample{.records = kRecords};
    for (int i = 0; i < kPairs; ++i)
        sample.candidates.push_back(drawing.pair(kSame));
    for (int i = 0; i < 20 * kPairs; ++i)
        sample.candidates.push_back(drawing.pair(kStrangers));
    for (int i = 0; i < 20 * kPairs; ++i)
        sample.random.push_back(drawing.pair(kStrangers));
    const Model model = learn(sample, default_model());
    EXPECT_NEAR(model.same_per_person, 2.0 * kPairs / kRecords, 0.1);
    const auto expect_near = [](const Table& found, const Planted& planted, double tolerance) {
        for (const auto& [field, levels] : planted)
            for (const auto& [level, share] : levels)
                EXPECT_NEAR(found[static_cast<std::size_t>(field)][static_cast<std::size_t>(level)],
                            share, tolerance)
                    << name_of(field) << ' ' << name_of(level);
    };
    expect_near(model.same, kSame, 0.06);
    expect_near(model.strangers, kStrangers, 0.005);
}

TEST(Learning, KeepsToWhatItKnewWhereThereIsNothingToLearnFrom)
{
    const Model model = learn({}, default_model());
    EXPECT_EQ(model.same, default_model().same);
    EXPECT_EQ(model.same_per_person, default_model().same_per_person);
}

TEST(Learning, HoldsNoLevelOfAFieldImpossible)
{
    Drawing drawing;
    Sample sample{.records = 1000};
    for (int i = 0; i < 1000; ++i)
        sample.candidates.push_back(drawing.pair(kSame));
    for (int i = 0; i < 1000; ++i)
        sample.random.push_back(drawing.pair(kStrangers));
    const Model model = learn(sample, default_model());
    for (const Field field : kAllFields) {
        const auto f = static_cast<std::size_t>(field);
        for (std::size_t l = 1; l < kLevels; ++l) {
            EXPECT_EQ(model.same[f][l] > 0, default_model().same[f][l] > 0);
            EXPECT_EQ(model.strangers[f][l] > 0, default_model().strangers[f][l] > 0);
        }
    }
}

} // namespace
} // namespace jisr::linkage
