#include "modules/programmes/visibility.hpp"

#include "modules/centres/centres.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>

namespace jisr::programmes {

bool Visibility::region(const std::string& code) const
{
    return whole_region(code) ||
           std::any_of(provinces_.begin(), provinces_.end(), [&](const std::string& province) {
               return territory::region_code_of(province) == code;
           });
}

bool Visibility::whole_region(const std::string& code) const
{
    return nation_ || regions_.contains(code);
}

bool Visibility::province(const std::string& region_code, const std::string& code) const
{
    return whole_region(region_code) || provinces_.contains(code);
}

core::Result<Visibility> visibility_of(const service::Actor& actor, db::Reader& reader)
{
    using service::ScopeLevel;
    Visibility visible;
    for (const auto& held : actor.assignments) {
        if (!service::allows(held.role, service::Permission::ViewProgress))
            continue;
        if (held.scope.level == ScopeLevel::Nation)
            visible.nation_ = true;
        else if (held.scope.level == ScopeLevel::Region)
            visible.regions_.insert(held.scope.code);
        else if (held.scope.level == ScopeLevel::Province)
            visible.provinces_.insert(held.scope.code);
        else if (held.scope.level == ScopeLevel::Centre) {
            const auto id = core::Id::parse(held.scope.code).value_or(core::Id{});
            if (const auto centre = TRY(centres::find_centre(reader, id)))
                visible.provinces_.insert(centre->province_code);
        }
    }
    return visible;
}

} // namespace jisr::programmes
