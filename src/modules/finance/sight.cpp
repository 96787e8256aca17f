#include "modules/finance/sight.hpp"

#include "modules/centres/centres.hpp"
#include "modules/territory/territory.hpp"

namespace jisr::finance {

bool Sight::covers(const std::optional<std::string>& region_code) const
{
    return nation_ || (region_code ? regions_.contains(*region_code) : !regions_.empty());
}

core::Result<Sight> sight_of(const service::Actor& actor, db::Reader& reader)
{
    using service::Permission;
    using service::ScopeLevel;
    Sight sight;
    sight.drafts_ = actor.may(Permission::ManageAgreements);
    for (const auto& held : actor.assignments) {
        if (!service::allows(held.role, Permission::ViewAgreements))
            continue;
        const auto& [level, code] = held.scope;
        const auto id = core::Id::parse(code);
        if (level == ScopeLevel::Nation)
            sight.nation_ = true;
        else if (level == ScopeLevel::Region || level == ScopeLevel::Province)
            sight.regions_.insert(std::string(territory::region_code_of(code)));
        else if (level == ScopeLevel::Organisation && id)
            sight.partners_.insert(*id);
        else if (level == ScopeLevel::Centre && id)
            if (const auto centre = TRY(centres::find_centre(reader, *id)))
                sight.regions_.insert(centre->region_code);
    }
    return sight;
}

service::Place place_of(const std::optional<std::string>& region_code)
{
    return {.region_code = region_code.value_or("")};
}

} // namespace jisr::finance
