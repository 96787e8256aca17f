#pragma once

#include "core/record.hpp"
#include "modules/territory/territory.hpp"

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::registry {

/// A name in Arabic and the ways in which it is written in Latin script.
struct FictionalName
{
    std::string arabic;
    std::vector<std::string> latin;
};

/// data/names.tsv by what the names are.
struct FictionalNames
{
    std::vector<FictionalName> female;
    std::vector<FictionalName> male;
    std::vector<FictionalName> family;
};

const FictionalNames& fictional_names();

/// Draws of a seed, the same on every machine.
class FictionalDraw
{
  public:
    explicit FictionalDraw(std::uint32_t seed) : random_(seed) {}

    /// 0 … bound - 1.
    std::size_t below(std::size_t bound);
    bool happens(double share);

    template <class List>
    const auto& one_of(const List& list)
    {
        return list[below(std::size(list))];
    }

    template <class E>
    E any()
    {
        return one_of(core::enum_codes<E>()).first;
    }

    /// Of the region, or of anywhere when it is empty; each as often as its people weigh.
    const territory::Commune& commune(std::string_view region_code);

  private:
    std::mt19937 random_;
};

} // namespace jisr::registry
