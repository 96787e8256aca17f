#include "modules/training/reach.hpp"

#include "modules/centres/centres.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>

namespace jisr::training {

bool Reach::touches(std::string_view region_code) const
{
    return nation || regions.contains(region_code) ||
           std::ranges::any_of(provinces, [&](const std::string& province) {
               return territory::region_code_of(province) == region_code;
           });
}

bool Reach::covers(std::string_view region_code, std::string_view province_code) const
{
    return nation || regions.contains(region_code) || provinces.contains(province_code);
}

core::Result<Reach> reach_of(db::Reader& reader, const service::Actor& actor,
                             service::Permission permission)
{
    using service::ScopeLevel;
    Reach reach;
    for (const auto& held : actor.assignments) {
        if (!service::allows(held.role, permission))
            continue;
        const auto& [level, code] = held.scope;
        const auto id = core::Id::parse(code);
        if (level == ScopeLevel::Nation)
            reach.nation = true;
        else if (level == ScopeLevel::Region)
            reach.regions.insert(code);
        else if (level == ScopeLevel::Province)
            reach.provinces.insert(code);
        else if (level == ScopeLevel::Centre && id)
            if (const auto centre = TRY(centres::find_centre(reader, *id)))
                reach.provinces.insert(centre->province_code);
    }
    return reach;
}

} // namespace jisr::training
