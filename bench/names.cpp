#include "figures.hpp"
#include "linkage/hard_pairs.hpp"
#include "names/answers.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

// Hit rate and latency stand side by side: either is easy to have without the other. The table of
// sounds is learnt anew without the names that are asked for.

namespace jisr::bench {

namespace {

const std::string kFolder = JISR_SOURCE_DIR;
constexpr std::size_t kNames = 52'000;

std::string fraction(double share)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.3f", share);
    return text.data();
}

Figure at_least(std::string name, double measured, double target)
{
    return {std::move(name), fraction(measured), "≥ " + fraction(target), measured >= target};
}

Figure compared(std::string name, double measured)
{
    return {std::move(name), fraction(measured), ""};
}

/// The pairs to learn from and to ask for.
std::vector<NamePair> all_pairs()
{
    const char* path = std::getenv("JISR_BENCH_PAIRS");
    auto pairs = path != nullptr ? read_pairs(path) : own_pairs(kFolder);
    if (pairs.empty())
        throw std::runtime_error("there are no pairs of names");
    return pairs;
}

Figures searches(const Split& split, const linkage::NameModel& model)
{
    constexpr std::size_t kMost = 10;
    const auto single = single_names(split, model, kNames);
    const auto pairs = two_tokens(split, single);
    const auto joined = joined_names(split, single);
    const Answers of_single(index_of(single.corpus), single, kMost);
    const Answers of_pairs(index_of(pairs.corpus), pairs, kMost);
    const Answers of_joined(index_of(joined.corpus), joined, kMost);
    const auto asked = grouped(static_cast<double>(single.questions.size()));
    return {
        at_least("single names, Latin among 52,000 Arabic ones, recall@1, " + asked + " names",
                 of_single.found(1), 0.57),
        at_least("… recall@10", of_single.found(kMost), 0.80),
        at_least("two-token names, recall@10", of_pairs.found(kMost), 0.995),
        compared("three words, two of them joined on one side, recall@10", of_joined.found(kMost))};
}

Figure told_from_mismatches(const Split& split)
{
    constexpr std::size_t kMost = 600;
    std::vector<linkage::SameName> pairs;
    for (std::size_t i = 0; i < std::min(kMost, split.held_out.size()); ++i) {
        // Spread over the list, which is sorted.
        const auto& pair =
            split.held_out[i * split.held_out.size() / kMost % split.held_out.size()];
        pairs.push_back({{{linkage::make_token(linkage::Script::Latin, pair.latin)}},
                         {{linkage::make_token(linkage::Script::Arabic, pair.arabic)}}});
    }
    return at_least("… F1 of pairs against the best of 50 wrong ones",
                    linkage::best_threshold(pairs, 50).f1, 0.97);
}

Figures among_persons()
{
    constexpr std::size_t kQuestions = 2'000, kMost = 20;
    const auto count = setting("JISR_BENCH_PERSONS", 1'000'000);
    const auto quiz = persons(kFolder, count, kQuestions);
    const auto index = index_of(quiz.corpus);
    const Answers answers(index, quiz, kMost);
    const auto bytes =
        static_cast<double>(index.memory_bytes()) / static_cast<double>(index.size());
    return {at_least("search by a name with one slip among " + grouped(static_cast<double>(count)) +
                         " persons, hit@20",
                     answers.found(kMost), 0.98),
            at_most("… p50", answers.milliseconds(50), 2, "ms"),
            at_most("… p99", answers.milliseconds(99), 10, "ms"),
            {"… processor time, in the mean", fraction(answers.processor_time()) + " ms", ""},
            at_most("index of names, a person", bytes, 250, "bytes")};
}

} // namespace

Figures names()
{
    auto figures = among_persons(); // with the table as the program has it
    const auto split = bench::split(all_pairs());
    auto learnt = linkage::NameModel::parse(learn(split.others).to_text());
    if (!learnt)
        throw std::runtime_error("no table was learnt");
    linkage::NameModel::replace_embedded(*std::move(learnt));
    for (auto&& figure : searches(split, linkage::NameModel::embedded()))
        figures.push_back(std::move(figure));
    figures.push_back(told_from_mismatches(split));
    return figures;
}

} // namespace jisr::bench
