#pragma once

#include <cstdint>
#include <vector>

namespace jisr::core {

/// A linear equation: unknowns by number, each with what it is taken times, and what that makes.
struct Equation
{
    struct Term
    {
        std::size_t unknown;
        std::int64_t times;
    };

    std::vector<Term> terms; ///< by rising number, each unknown once
    std::int64_t result = 0;
};

/// For each of `count` unknowns whether the equations, whatever their results are, leave it one
/// value only.
std::vector<bool> determined(std::vector<Equation> equations, std::size_t count);

struct Bounds
{
    std::int64_t least = 0;
    std::int64_t most = 1'000'000'000'000;

    bool operator==(const Bounds&) const = default;
};

/// Narrows the bounds of the unknowns by what each equation leaves for one of them when the others
/// are as small, or as large, as they may be.
void narrow(std::vector<Bounds>& bounds, const std::vector<Equation>& equations);

} // namespace jisr::core
