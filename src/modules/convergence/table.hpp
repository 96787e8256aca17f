#pragma once

#include "core/record.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The table who × programme × territory, and what of it may be told to whom. Pure.
namespace jisr::convergence {

/// How many of the registrants of one commune take part.
struct PlaceCount
{
    std::string region_code;
    std::string province_code;
    std::string commune_code;
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

/// A line of the table: all that the reader sees, a region, a province, or a commune.
struct Line
{
    std::optional<std::string> region_code;
    std::optional<std::string> province_code;
    std::optional<std::string> commune_code;
    std::optional<std::int64_t> any; ///< take part in at least one
    std::optional<std::int64_t> one;
    std::optional<std::int64_t> two;
    std::optional<std::int64_t> three; ///< or more
    std::vector<ProgrammeCount> programmes;

    static constexpr std::string_view kRecord = "convergence.ConvergenceLine";
};
BOOST_DESCRIBE_STRUCT(Line, (),
                      (region_code, province_code, commune_code, any, one, two, three, programmes))

/// What a reader may know.
struct Sight
{
    std::vector<std::string> regions; ///< that are listed, with or without numbers
    /// Whether the reader may see the persons of a place anyway; ("", "") is the whole nation.
    std::function<bool(const std::string& region_code, const std::string& province_code)> open;
};

/// The counts of all years together, and of each year.
struct YearCounts
{
    std::vector<PlaceCount> all;
    std::map<std::int64_t, std::vector<PlaceCount>> of_year;
};

/// The total, then each region with its provinces, and, where the reader may see the persons, their
/// communes; of all years, or of one. Numbers below core::kSmall are left out where the reader may
/// not see the persons, and beside them as many others as it takes that no sum over the line, the
/// region or the nation tells them, nor all of these tables together: what a year leaves of all
/// years is protected as the numbers that are told, and where lists are of two years, who is in
/// both.
std::vector<Line> table_of(const YearCounts& counts, std::optional<std::int64_t> year,
                           const std::vector<core::Id>& programmes, const Sight& sight);

} // namespace jisr::convergence
