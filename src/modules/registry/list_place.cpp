#include "modules/registry/list_place.hpp"

#include "modules/territory/territory.hpp"

namespace jisr::registry {

namespace {

using service::ScopeLevel;

const service::Scope* only_scope(const service::Actor& actor, service::Permission permission)
{
    const service::Scope* only = nullptr;
    for (const auto& held : actor.assignments) {
        if (!service::allows(held.role, permission))
            continue;
        if (only != nullptr)
            return nullptr;
        only = &held.scope;
    }
    return only;
}

} // namespace

ListPlace list_place(const service::Actor& actor, service::Permission permission,
                     const std::optional<std::string>& region,
                     const std::optional<std::string>& province,
                     const std::optional<std::string>& commune)
{
    ListPlace place;
    place.commune = commune.value_or("");
    place.province = province.value_or(std::string(territory::province_code_of(place.commune)));
    place.region = region.value_or(std::string(territory::region_code_of(place.province)));
    const auto* scope = only_scope(actor, permission);
    if (place.region.empty() && scope != nullptr && scope->level == ScopeLevel::Region)
        place.region = scope->code;
    if (place.region.empty() && scope != nullptr && scope->level == ScopeLevel::Province) {
        place.province = scope->code;
        place.region = territory::region_code_of(place.province);
    }
    place.covered =
        actor.may(permission, {.region_code = place.region, .province_code = place.province});
    return place;
}

} // namespace jisr::registry
