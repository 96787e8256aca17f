#include "core/equations.hpp"

#include <algorithm>
#include <optional>

namespace jisr::core {

namespace {

/// A prime: reckoning with remainders is exact, and wrong by chance only once in two thousand
/// million unknowns.
constexpr std::int64_t kPrime = 2'147'483'647;

std::int64_t remainder(std::int64_t number)
{
    const auto rest = number % kPrime;
    return rest < 0 ? rest + kPrime : rest;
}

std::int64_t inverse(std::int64_t number)
{
    std::int64_t result = 1;
    for (auto power = kPrime - 2; power > 0; power /= 2) {
        if (power % 2 == 1)
            result = result * number % kPrime;
        number = number * number % kPrime;
    }
    return result;
}

/// `equation` with `factor` times `other` added.
Equation sum_of(const Equation& equation, const Equation& other, std::int64_t factor)
{
    Equation sum;
    auto mine = equation.terms.begin();
    auto its = other.terms.begin();
    while (mine != equation.terms.end() || its != other.terms.end()) {
        const bool take_mine = its == other.terms.end() ||
                               (mine != equation.terms.end() && mine->unknown <= its->unknown);
        const bool take_its = mine == equation.terms.end() ||
                              (its != other.terms.end() && its->unknown <= mine->unknown);
        const auto unknown = take_mine ? mine->unknown : its->unknown;
        std::int64_t times = take_mine ? (mine++)->times : 0;
        if (take_its)
            times = (times + factor * (its++)->times) % kPrime;
        if (times != 0)
            sum.terms.push_back({unknown, times});
    }
    return sum;
}

/// An equation solved for one of its unknowns.
struct Pivot
{
    std::size_t unknown;
    Equation equation;
};

/// Solves the equations one by one, each for the unknown that fewest of them name: communes stand
/// in one sum alone, and most equations so never come to be added to others.
class Elimination
{
  public:
    Elimination(std::vector<Equation> equations, std::size_t count)
        : named_(count), pivot_of_(count)
    {
        for (const auto& equation : equations)
            for (const auto& term : equation.terms)
                ++named_[term.unknown];
        for (auto& equation : equations)
            take(std::move(equation));
    }

    /// Some values that fulfil the equations with nothing on their right sides: those of the
    /// unknowns that are not solved for are drawn.
    [[nodiscard]] std::vector<std::int64_t> drawn_solution() const
    {
        std::vector<std::int64_t> values(named_.size());
        std::uint64_t state = 88'172'645'463'325'252; // of a xorshift: always the same draw
        for (std::size_t i = 0; i < values.size(); ++i) {
            state ^= state << 13U;
            state ^= state >> 7U;
            state ^= state << 17U;
            values[i] = static_cast<std::int64_t>(state % (kPrime - 1)) + 1;
        }
        for (auto pivot = pivots_.rbegin(); pivot != pivots_.rend(); ++pivot) {
            std::int64_t others = 0;
            for (const auto& term : pivot->equation.terms)
                if (term.unknown != pivot->unknown)
                    others = (others + term.times * values[term.unknown]) % kPrime;
            values[pivot->unknown] = remainder(-others);
        }
        return values;
    }

  private:
    void take(Equation equation)
    {
        for (auto& term : equation.terms)
            term.times = remainder(term.times);
        while (const auto solved = first_solved(equation)) {
            const auto& pivot = pivots_[*pivot_of_[solved->unknown]];
            equation = sum_of(equation, pivot.equation, kPrime - solved->times);
        }
        if (equation.terms.empty())
            return;
        const auto rarest = *std::min_element(
            equation.terms.begin(), equation.terms.end(),
            [&](const auto& a, const auto& b) { return named_[a.unknown] < named_[b.unknown]; });
        const auto factor = inverse(rarest.times);
        for (auto& term : equation.terms)
            term.times = term.times * factor % kPrime;
        pivot_of_[rarest.unknown] = pivots_.size();
        pivots_.push_back({rarest.unknown, std::move(equation)});
    }

    /// The term that the earliest of the solved equations solves. Later ones name no unknown of
    /// earlier ones, so that none comes back.
    [[nodiscard]] std::optional<Equation::Term> first_solved(const Equation& equation) const
    {
        std::optional<Equation::Term> first;
        for (const auto& term : equation.terms)
            if (pivot_of_[term.unknown] &&
                (!first || *pivot_of_[term.unknown] < *pivot_of_[first->unknown]))
                first = term;
        return first;
    }

    std::vector<std::size_t> named_;
    std::vector<std::optional<std::size_t>> pivot_of_;
    std::vector<Pivot> pivots_;
};

/// What a term may be, at the least and at the most.
Bounds of_term(const Equation::Term& term, const std::vector<Bounds>& bounds)
{
    const auto& bound = bounds[term.unknown];
    const Bounds ends{term.times * bound.least, term.times * bound.most};
    return term.times < 0 ? Bounds{ends.most, ends.least} : ends;
}

/// `number` divided by `divisor`, rounded down.
std::int64_t quotient(std::int64_t number, std::int64_t divisor)
{
    const auto whole = number / divisor;
    return number % divisor != 0 && (number < 0) != (divisor < 0) ? whole - 1 : whole;
}

/// True when the equation told something new.
bool narrow_by(const Equation& equation, std::vector<Bounds>& bounds)
{
    Bounds sum{0, 0};
    for (const auto& term : equation.terms) {
        const auto bound = of_term(term, bounds);
        sum.least += bound.least;
        sum.most += bound.most;
    }
    bool changed = false;
    for (const auto& term : equation.terms) {
        auto& bound = bounds[term.unknown];
        const auto mine = of_term(term, bounds);
        const auto least = equation.result - (sum.most - mine.most);
        const auto most = equation.result - (sum.least - mine.least);
        const auto before = bound;
        const bool turned = term.times < 0;
        bound.least = std::max(bound.least, -quotient(-(turned ? most : least), term.times));
        bound.most = std::min(bound.most, quotient(turned ? least : most, term.times));
        const auto now = of_term(term, bounds);
        sum = {sum.least - mine.least + now.least, sum.most - mine.most + now.most};
        changed = changed || bound != before;
    }
    return changed;
}

} // namespace

void narrow(std::vector<Bounds>& bounds, const std::vector<Equation>& equations)
{
    constexpr int kRounds = 100; // bounds may creep for ever, each time by little
    bool changed = true;
    for (int round = 0; changed && round < kRounds; ++round) {
        changed = false;
        for (const auto& equation : equations)
            changed = narrow_by(equation, bounds) || changed;
    }
}

std::vector<bool> determined(std::vector<Equation> equations, std::size_t count)
{
    // Two solutions differ by one of the equations without right sides. Where such a difference,
    // drawn by lot, is nothing, it always is.
    const auto difference = Elimination(std::move(equations), count).drawn_solution();
    std::vector<bool> known;
    for (const auto value : difference)
        known.push_back(value == 0);
    return known;
}

} // namespace jisr::core
