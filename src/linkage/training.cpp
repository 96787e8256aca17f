#include "linkage/training.hpp"

#include <algorithm>
#include <cmath>

// Expectation-maximisation (Dempster, Laird and Rubin 1977; for record linkage Winkler 1988) with
// three kinds of pairs. Each round first says, by the model so far, how likely each pattern of
// agreement is one person, relatives or strangers, and then counts the levels anew by these shares.
//
// Two things keep it from wandering off. Only candidates of the blocking are looked at, but shares
// are of all pairs of the table: those that never met count as strangers, so strangers that met
// because they agree in the key are judged as the rare accidents that they are. And `start` stands
// for pairs that were seen before, kFirmness of them and a small share of all: a field that the
// sample says little about stays there, and no error is held to be impossible. How many relatives a
// person has in the register is not learnt at all: most of them differ in so much that they never
// meet.

namespace jisr::linkage {

namespace {

constexpr int kRounds = 30;
constexpr double kFirmness = 30;
constexpr double kFirmShare = 0.03;

/// What a model says of a pair before and after it is compared, in bits.
struct Judgement
{
    Weights weights;
    double prior_same = 0;
    double prior_relatives = 0;
};

struct Shares
{
    double same = 0;
    double relatives = 0;
};

template <class Do>
void for_each_level(Do&& take)
{
    for (std::size_t field = 0; field < kFields; ++field)
        for (std::size_t level = 1; level < kLevels; ++level)
            take(field, level);
}

Judgement judgement_of(const Model& model, double others)
{
    return {.weights = weights_of(model),
            .prior_same = std::log2(model.same_per_person / others),
            .prior_relatives = std::log2(model.relatives_per_person / others)};
}

Shares shares_of(const Pattern& pattern, const Judgement& judgement)
{
    double same = judgement.prior_same + pattern.rarity;
    double relatives = judgement.prior_relatives + pattern.shared_rarity;
    for (const Field field : kAllFields) {
        const auto f = static_cast<std::size_t>(field);
        const auto l = static_cast<std::size_t>(pattern.levels.at(field));
        same += judgement.weights.same[f][l];
        relatives += judgement.weights.relatives[f][l];
    }
    constexpr double kMost = 500; // further than any real evidence, nearer than overflow
    const double one = std::exp2(std::min(same, kMost));
    const double other = std::exp2(std::min(relatives, kMost));
    return {one / (one + other + 1), other / (one + other + 1)};
}

void add(Table& table, Levels levels, double count)
{
    for (const Field field : kAllFields)
        table[static_cast<std::size_t>(field)][static_cast<std::size_t>(levels.at(field))] += count;
}

Table scaled(const Table& table, double factor)
{
    Table result = table;
    for_each_level([&](std::size_t f, std::size_t l) { result[f][l] *= factor; });
    return result;
}

/// Each field's levels made to add up to 1.
Table normalised(Table table)
{
    for (auto& levels : table) {
        double sum = 0;
        for (std::size_t level = 1; level < kLevels; ++level)
            sum += levels[level];
        for (std::size_t level = 1; level < kLevels; ++level)
            levels[level] /= sum;
        levels[0] = 0;
    }
    return table;
}

/// Strangers are what random pairs are, less those that seem to be of one person. What was hardly
/// seen among n pairs may still be as frequent as 3 in n ("rule of three"): up to there `start`
/// stands.
Table count_strangers(const Sample& sample, const Judgement& judgement, const Table& start)
{
    constexpr double kHardlySeen = 3;
    Table strangers{};
    double pairs = 0;
    for (const auto& pattern : sample.random) {
        add(strangers, pattern.levels, pattern.count * (1 - shares_of(pattern, judgement).same));
        pairs += pattern.count;
    }
    for_each_level([&](std::size_t f, std::size_t l) {
        strangers[f][l] += std::min(start[f][l] * pairs, kHardlySeen);
    });
    return normalised(strangers);
}

/// What relatives do not share they have in common as strangers do; birth dates too, but for twins.
void settle_relatives(Model& model)
{
    constexpr double kTwins =
        0.03; // one birth in 80 is of twins; a mistaken merger is worse than a missed one
    for (const Field field : kAllFields) {
        const auto f = static_cast<std::size_t>(field);
        if (!relatives_share(field) || field == Field::BirthDate)
            model.relatives[f] = model.strangers[f];
    }
    constexpr auto kBirth = static_cast<std::size_t>(Field::BirthDate);
    for (std::size_t level = 1; level < kLevels; ++level)
        model.relatives[kBirth][level] =
            kTwins * model.same[kBirth][level] + (1 - kTwins) * model.strangers[kBirth][level];
}

/// Where relatives were taken for one person, the given name would be learnt to differ often, and
/// ever more of them would be. But hardly anyone's given name is quite another: there it is held.
void settle_given_name(Model& model)
{
    constexpr double kMostDifferent = 0.005;
    auto& levels = model.same[static_cast<std::size_t>(Field::GivenName)];
    auto& different = levels[static_cast<std::size_t>(Level::Different)];
    const double excess = std::max(0.0, different - kMostDifferent);
    different -= excess;
    for (auto& level : levels)
        level /= 1 - excess;
}

Model improved(const Model& model, const Sample& sample, const Model& start)
{
    const auto records = static_cast<double>(sample.records);
    const Judgement judgement = judgement_of(model, records - 1);
    const double same_before = model.same_per_person * records / 2;
    const double relatives_before = model.relatives_per_person * records / 2;
    Model next{.same = scaled(start.same, kFirmness + kFirmShare * same_before),
               .relatives = scaled(start.relatives, kFirmness + kFirmShare * relatives_before)};
    double same = start.same_per_person;
    for (const auto& pattern : sample.candidates) {
        const Shares shares = shares_of(pattern, judgement);
        const double count = pattern.count * sample.candidates_of;
        add(next.same, pattern.levels, count * shares.same);
        add(next.relatives, pattern.levels, count * shares.relatives);
        same += 2 * count * shares.same;
    }
    next.same = normalised(next.same);
    next.relatives = normalised(next.relatives);
    next.strangers = count_strangers(sample, judgement, start.strangers);
    next.same_per_person = same / (records + 1);
    next.relatives_per_person = start.relatives_per_person;
    settle_relatives(next);
    settle_given_name(next);
    return next;
}

} // namespace

Model learn(const Sample& sample, const Model& start)
{
    if (sample.candidates.empty() || sample.random.empty())
        return start;
    Model model = improved(start, sample, start);
    for (int round = 1; round < kRounds; ++round)
        model = improved(model, sample, start);
    return model;
}

} // namespace jisr::linkage
