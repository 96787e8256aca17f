#pragma once

#include "linkage/letters.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace jisr::linkage {

/// Letters as numbers 1 to 30; 0 is no letter, which also stands for the end of a word in contexts.
using Letter = std::uint8_t;
inline constexpr std::size_t kLetterCodes = 32;
inline constexpr Letter kBeginning = 31; ///< stands before the first letter in contexts

/// The letters of a Word as numbers.
std::vector<Letter> letters_of(Script script, std::string_view spelling);
/// And back.
std::string spelling_of(Script script, std::span<const Letter> letters);

/// One rule: the next `take` letters of the source become `first` and `second` (0: none). One
/// letter becomes none, one or two; two or three letters become one.
struct Rule
{
    std::uint8_t take = 1;
    Letter first = 0;
    Letter second = 0;

    friend auto operator<=>(const Rule&, const Rule&) = default;
};

/// All that may become of one source word, with probabilities: for each of its letters the rules
/// that may begin there. Comparing it with a target word costs about half a microsecond.
class Lattice
{
  public:
    struct Pair
    {
        Letter first, second;
        float probability;
    };

    /// The rules that begin at one letter.
    struct Step
    {
        float none = 0;                                       ///< the letter is mute
        std::array<std::array<float, kLetterCodes>, 3> one{}; ///< by letters taken − 1, by target
        std::vector<Pair> two;                                ///< one letter to two
    };

    Lattice(std::vector<Letter> source, std::vector<Step> steps, bool same_script);

    /// log P(target | source), over all ways of reading; at least kImpossible.
    double log_probability(std::span<const Letter> target) const;
    /// log P(target begins so | source), for a source that is still being typed.
    double log_probability_of_beginning(std::span<const Letter> target) const;
    /// log P(target | some beginning of source), for a target that is still being typed.
    double log_probability_from_beginning(std::span<const Letter> target) const;
    /// The most probable target along one way of reading, and its log probability.
    std::pair<std::vector<Letter>, double> best() const;

    const std::vector<Letter>& source() const { return source_; }

    const std::vector<Step>& steps() const { return steps_; }

  private:
    /// The probability of each (source, target) position, row by row; it stays as it is until this
    /// thread calls again.
    std::span<const double> ways_to(std::span<const Letter> target) const;

    std::vector<Letter> source_;
    std::vector<Step> steps_;
    bool same_script_;
};

inline constexpr double kImpossible = -200;

/// P(spelling in the target script | spelling in the source script), learnt from pairs of names.
class Transducer
{
  public:
    /// How often a rule was used in a context; fractions come from expectation-maximisation.
    struct Counts
    {
        double total = 0;
        std::vector<std::pair<Rule, double>> rules;
    };

    /// Contexts are the letters around the one that the rule begins with, each wider one falling
    /// back to the one before: the letter; with the next one; with the one before; with the second
    /// next one.
    static constexpr int kLevels = 4;
    static std::uint32_t context(std::span<const Letter> source, std::size_t at, int level);

    Transducer(Script source, Script target) : source_(source), target_(target) {}

    void set(std::uint32_t context, Counts counts);

    const std::unordered_map<std::uint32_t, Counts>& counts() const { return counts_; }

    Script source() const { return source_; }

    Script target() const { return target_; }

    /// `open_end`: more letters may follow, so that no rule for the end of words applies.
    Lattice lattice(std::span<const Letter> source, bool open_end = false) const;

  private:
    /// As worked out, or as this thread remembers it: the same letters come in many names.
    const Lattice::Step& step(std::span<const Letter> source, std::size_t at, bool open_end) const;
    Lattice::Step worked_out(std::span<const Letter> source, std::size_t at, bool open_end) const;

    Script source_, target_;
    std::unordered_map<std::uint32_t, Counts> counts_;
    std::uint64_t version_ = 0; ///< another one for other counts, of whichever transducer
};

} // namespace jisr::linkage
