#include "linkage/transducer.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

// How one script becomes the other.
//
// A word is read from left to right; at each letter a rule is drawn that takes one, two or three
// letters and writes none, one or two ("kh" → خ, "x" → كس, mute "e" → nothing). The probability of
// a rule depends on the letters around it, as in the letter-to-sound rules of speech synthesis
// (Black, Lenzo and Pagel 1998): wide contexts where the training saw enough of them, narrower
// ones where it did not, mixed by Dirichlet smoothing (MacKay and Peto 1995). The probability of
// a target word is the sum over all ways of reading, by dynamic programming (Ristad and Yianilos
// 1998, whose transducer has one letter at a time and no context). bench/train_names.cpp learns
// the counts.
//
// Slips of the keyboard are rules too: any letter may be replaced, lost, added or, within one
// script, swapped with its neighbour, with a small fixed probability.

namespace jisr::linkage {

namespace {

constexpr std::string_view kArabic = "AbtvjHxd*rzs$SDTZEgfqklmnhwypY";
static_assert(kArabic.size() == kBeginning - 1);

// How strongly a context leans on the next narrower one, in observations. Of 0.7, 2, 3 and 5 the
// middle ones ranked held-out names best.
constexpr double kLeaning = 3;
// Where nothing was observed: how probable it is that a letter is mute, becomes one letter, or that
// a rule takes two or three letters.
constexpr double kMute = 0.3;
constexpr double kOneToOne = 0.55;
constexpr std::array kManyToOne{kOneToOne, 0.1, 0.02};
constexpr double kLettersOfScript = 30;
// What is left to the narrower contexts is not worth looking up below this.
constexpr double kNegligible = 2e-3;
// Below this, one letter that becomes two is left to the slips.
constexpr float kRare = 3e-4F;
// Slips. An added letter may be any of the script's.
constexpr float kReplaced = 2e-4F;
constexpr float kLost = 2e-3F;
constexpr double kAdded = 3e-4;
constexpr double kSwapped = 2e-3;

Letter around(std::span<const Letter> source, std::ptrdiff_t at)
{
    if (at < 0)
        return kBeginning;
    return static_cast<std::size_t>(at) < source.size() ? source[static_cast<std::size_t>(at)] : 0;
}

} // namespace

std::vector<Letter> letters_of(Script script, std::string_view spelling)
{
    std::vector<Letter> letters;
    letters.reserve(spelling.size());
    for (const char c : spelling) {
        if (script == Script::Latin)
            letters.push_back(static_cast<Letter>(c - 'a' + 1));
        else if (const auto at = kArabic.find(c); at != std::string_view::npos)
            letters.push_back(static_cast<Letter>(at + 1));
    }
    return letters;
}

std::string spelling_of(Script script, std::span<const Letter> letters)
{
    std::string spelling;
    for (const Letter letter : letters)
        spelling +=
            script == Script::Latin ? static_cast<char>('a' + letter - 1) : kArabic[letter - 1];
    return spelling;
}

std::uint32_t Transducer::context(std::span<const Letter> source, std::size_t at, int level)
{
    const auto i = static_cast<std::ptrdiff_t>(at);
    std::uint32_t packed = static_cast<std::uint32_t>(level) << 20 | around(source, i) << 15;
    if (level >= 2)
        packed |= around(source, i + 1) << 10;
    if (level >= 3)
        packed |= around(source, i - 1) << 5;
    if (level >= 4)
        packed |= around(source, i + 2);
    return packed;
}

namespace {

void add(Lattice::Step& step, const Rule& rule, float probability)
{
    if (rule.first == 0) {
        step.none += probability;
    } else if (rule.second == 0) {
        step.one[rule.take - 1U][rule.first] += probability;
    } else if (probability >= kRare) {
        const auto pair = std::ranges::find_if(step.two, [&](const auto& each) {
            return each.first == rule.first && each.second == rule.second;
        });
        if (pair != step.two.end())
            pair->probability += probability;
        else
            step.two.push_back({rule.first, rule.second, probability});
    }
}

} // namespace

void Transducer::set(std::uint32_t context, Counts counts)
{
    static std::atomic<std::uint64_t> last_version{0};
    counts_[context] = std::move(counts);
    version_ = ++last_version;
}

const Lattice::Step& Transducer::step(std::span<const Letter> source, std::size_t at,
                                      bool open_end) const
{
    constexpr std::size_t kMostRemembered = 4096; // 2 MB a thread
    constexpr unsigned kContextBits = 20, kEndBits = 2;
    thread_local std::unordered_map<std::uint64_t, Lattice::Step> remembered;
    const auto context = Transducer::context(source, at, kLevels) & ((1U << kContextBits) - 1);
    // How far the end is matters where no rule for the end may be used.
    const std::size_t end = open_end ? std::min<std::size_t>(source.size() - at, 3) : 0;
    const std::uint64_t key =
        (version_ << kContextBits | context) << kEndBits | static_cast<std::uint64_t>(end);
    if (const auto found = remembered.find(key); found != remembered.end())
        return found->second;
    if (remembered.size() >= kMostRemembered)
        remembered.clear();
    return remembered.emplace(key, worked_out(source, at, open_end)).first->second;
}

Lattice::Step Transducer::worked_out(std::span<const Letter> source, std::size_t at,
                                     bool open_end) const
{
    std::array<const Counts*, kLevels> found{};
    int levels = 0;
    for (int level = 1; level <= kLevels; ++level) {
        // Levels 2 and 3 look one letter ahead, level 4 two.
        const std::size_t ahead = level == 1 ? 0 : level == 4 ? 2 : 1;
        if (open_end && at + ahead >= source.size())
            break;
        const auto counts = counts_.find(context(source, at, level));
        if (counts == counts_.end())
            break;
        found[static_cast<std::size_t>(levels++)] = &counts->second;
    }
    Lattice::Step step;
    double rest = 1; // what the wider contexts leave to the narrower ones
    for (int i = levels - 1; i >= 0 && rest > kNegligible; --i) {
        const Counts& counts = *found[static_cast<std::size_t>(i)];
        const double share = rest / (counts.total + kLeaning);
        for (const auto& [rule, count] : counts.rules)
            add(step, rule, static_cast<float>(count * share));
        rest = share * kLeaning;
    }
    step.none = std::max(step.none + static_cast<float>(rest * kMute), kLost);
    for (std::size_t taken = 0; taken < kManyToOne.size(); ++taken) {
        const auto base = static_cast<float>(rest * kManyToOne[taken] / kLettersOfScript);
        for (float& probability : step.one[taken])
            probability += base;
    }
    for (float& probability : step.one[0])
        probability = std::max(probability, kReplaced);
    return step;
}

Lattice Transducer::lattice(std::span<const Letter> source, bool open_end) const
{
    std::vector<Lattice::Step> steps;
    steps.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i)
        steps.push_back(step(source, i, open_end));
    return {{source.begin(), source.end()}, std::move(steps), source_ == target_};
}

Lattice::Lattice(std::vector<Letter> source, std::vector<Step> steps, bool same_script)
    : source_(std::move(source)), steps_(std::move(steps)), same_script_(same_script)
{
}

std::span<const double> Lattice::ways_to(std::span<const Letter> target) const
{
    const std::size_t width = target.size() + 1;
    const std::size_t height = source_.size();
    thread_local std::vector<double> ways; // kept, so that a comparison takes no memory
    ways.assign((height + 1) * width, 0);
    ways[0] = 1;
    for (std::size_t i = 0; i <= height; ++i) {
        double* row = &ways[i * width];
        for (std::size_t j = 0; j + 1 < width; ++j)
            row[j + 1] += row[j] * kAdded;
        if (i == height)
            break;
        const Step& step = steps_[i];
        for (std::size_t j = 0; j < width; ++j) {
            const double here = row[j];
            double* next = row + width + j;
            *next += here * step.none;
            if (j + 1 == width)
                continue;
            const Letter letter = target[j];
            next[1] += here * step.one[0][letter];
            if (i + 2 <= height)
                next[width + 1] += here * step.one[1][letter];
            if (i + 3 <= height)
                next[2 * width + 1] += here * step.one[2][letter];
            if (j + 2 == width)
                continue;
            for (const Pair& pair : step.two) {
                if (pair.first == letter && pair.second == target[j + 1])
                    next[2] += here * pair.probability;
            }
            if (same_script_ && i + 2 <= height && source_[i] == target[j + 1] &&
                source_[i + 1] == letter)
                next[width + 2] += here * kSwapped;
        }
    }
    return ways;
}

double Lattice::log_probability(std::span<const Letter> target) const
{
    return std::max(kImpossible, std::log(ways_to(target).back()));
}

double Lattice::log_probability_of_beginning(std::span<const Letter> target) const
{
    const auto last_row = ways_to(target).last(target.size() + 1);
    return std::max(kImpossible, std::log(*std::ranges::max_element(last_row)));
}

double Lattice::log_probability_from_beginning(std::span<const Letter> target) const
{
    const auto ways = ways_to(target);
    double most = 0;
    for (std::size_t end = target.size(); end < ways.size(); end += target.size() + 1)
        most = std::max(most, ways[end]);
    return std::max(kImpossible, std::log(most));
}

std::pair<std::vector<Letter>, double> Lattice::best() const
{
    struct Way
    {
        double probability = 0;
        std::size_t from = 0;
        Letter first = 0, second = 0;
    };

    std::vector<Way> ways(source_.size() + 1);
    ways[0].probability = 1;
    const auto offer = [&](std::size_t from, std::size_t taken, double probability, Letter first,
                           Letter second) {
        if (from + taken >= ways.size())
            return;
        Way& way = ways[from + taken];
        if (const double found = ways[from].probability * probability; found > way.probability)
            way = {found, from, first, second};
    };
    for (std::size_t i = 0; i < source_.size(); ++i) {
        const Step& step = steps_[i];
        offer(i, 1, step.none, 0, 0);
        for (std::size_t taken = 1; taken <= 3; ++taken) {
            const auto& row = step.one[taken - 1];
            const auto* most = std::max_element(row.begin() + 1, row.end() - 1);
            offer(i, taken, *most, static_cast<Letter>(most - row.begin()), 0);
        }
        for (const Pair& pair : step.two)
            offer(i, 1, pair.probability, pair.first, pair.second);
    }
    std::vector<Letter> target;
    for (std::size_t i = source_.size(); i > 0; i = ways[i].from) {
        for (const Letter letter : {ways[i].second, ways[i].first}) {
            if (letter != 0)
                target.push_back(letter);
        }
    }
    std::ranges::reverse(target);
    return {target, std::max(kImpossible, std::log(ways.back().probability))};
}

} // namespace jisr::linkage
