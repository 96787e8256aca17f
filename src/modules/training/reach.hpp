#pragma once

#include "service/context.hpp"

#include <set>

namespace jisr::training {

/// Where an actor holds a permission; a centre counts as its province.
struct Reach
{
    bool nation = false;
    std::set<std::string, std::less<>> regions;
    std::set<std::string, std::less<>> provinces;

    /// Whether she holds it over the region, or somewhere in it.
    [[nodiscard]] bool touches(std::string_view region_code) const;
    /// Whether she holds it over the whole of a place; both codes are empty for the nation, that of
    /// the province for a region.
    [[nodiscard]] bool covers(std::string_view region_code, std::string_view province_code) const;
};

core::Result<Reach> reach_of(db::Reader& reader, const service::Actor& actor,
                             service::Permission permission);

} // namespace jisr::training
