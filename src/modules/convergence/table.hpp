#pragma once

#include "core/record.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// The table who × programme × territory, and what of it may be told to whom. Pure.
namespace jisr::convergence {

/// How many of the registrants of one province take part.
struct ProvinceCount
{
    std::string region_code;
    std::string province_code;
    std::vector<std::int64_t> of_programme; ///< in the order of the programmes
    std::int64_t one = 0;                   ///< in one programme
    std::int64_t two = 0;
    std::int64_t three = 0; ///< or more
};

struct ProgrammeCount
{
    core::Id programme_id;
    std::optional<std::int64_t> persons; ///< null: too few to be told, or they would tell

    static constexpr std::string_view kRecord = "convergence.ProgrammeCount";
};
BOOST_DESCRIBE_STRUCT(ProgrammeCount, (), (programme_id, persons))

/// A line of the table: all that the reader sees, a region, or a province.
struct Line
{
    std::optional<std::string> region_code;
    std::optional<std::string> province_code;
    std::optional<std::int64_t> any; ///< take part in at least one
    std::optional<std::int64_t> one;
    std::optional<std::int64_t> two;
    std::optional<std::int64_t> three; ///< or more
    std::vector<ProgrammeCount> programmes;

    static constexpr std::string_view kRecord = "convergence.ConvergenceLine";
};
BOOST_DESCRIBE_STRUCT(Line, (), (region_code, province_code, any, one, two, three, programmes))

/// What a reader may know.
struct Sight
{
    std::vector<std::string> regions; ///< that are listed, with or without numbers
    /// Whether the reader may see the persons of a place anyway; ("", "") is the whole nation.
    std::function<bool(const std::string& region_code, const std::string& province_code)> open;
};

/// The total, then each region with its provinces. Numbers below core::kSmall are left out where
/// the reader may not see the persons, and beside them as many others as it takes that no sum over
/// the line, the region or the nation tells them.
std::vector<Line> table_of(const std::vector<ProvinceCount>& counts,
                           const std::vector<core::Id>& programmes, const Sight& sight);

} // namespace jisr::convergence
