#pragma once

#include "db/database.hpp"
#include "modules/selection/plan.hpp"

namespace jisr::selection {

/// What a region decided about its scoring; a row of table region_scoring.
struct RegionScoringRow
{
    core::Id id; ///< named after edition and region
    core::Id edition_id;
    std::string region_code;
    bool open = true;
    core::Instant changed_at;
    std::string changed_by_name;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(RegionScoringRow, (),
                      (id, edition_id, region_code, open, changed_at, changed_by_name, version))

/// Whether points can be given in a region: while neither the nation nor the region closed scoring.
struct RegionScoring
{
    std::string region_code;
    bool open = true;
    bool edition_open = true; ///< the nation has not closed it everywhere
    std::optional<core::Instant> changed_at;
    std::optional<std::string> changed_by_name;

    static constexpr std::string_view kRecord = "selection.RegionScoring";
};
BOOST_DESCRIBE_STRUCT(RegionScoring, (),
                      (region_code, open, edition_open, changed_at, changed_by_name))

struct ScoringSwitch
{
    std::string region_code;
    bool open = true;
    std::optional<std::string> reason;

    static constexpr std::string_view kRecord = "selection.ScoringSwitch";
    static constexpr std::array kFields{core::field("region_code").length(2),
                                        core::field("reason").length(500)};
};
BOOST_DESCRIBE_STRUCT(ScoringSwitch, (), (region_code, open, reason))

/// The id of a region's row.
core::Id scoring_id(const core::Id& edition_id, std::string_view region_code);
core::Result<RegionScoring> scoring_in(db::Reader& reader, const Plan& plan,
                                       const std::string& region_code);

} // namespace jisr::selection
