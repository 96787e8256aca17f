#include "modules/selection/scoring.hpp"

#include "service/crud.hpp"

namespace jisr::selection {

core::Id scoring_id(const core::Id& edition_id, std::string_view region_code)
{
    return service::named_id("region_scoring", edition_id.str() + " " + std::string(region_code));
}

core::Result<RegionScoring> scoring_in(db::Reader& reader, const Plan& plan,
                                       const std::string& region_code)
{
    RegionScoring scoring{
        .region_code = region_code, .open = plan.scoring_open, .edition_open = plan.scoring_open};
    const auto row = TRY(service::find_record<RegionScoringRow>(reader, "region_scoring",
                                                                scoring_id(plan.id, region_code)));
    if (row) {
        scoring.open = plan.scoring_open && row->open;
        scoring.changed_at = row->changed_at;
        scoring.changed_by_name = row->changed_by_name;
    }
    return scoring;
}

} // namespace jisr::selection
