#include "modules/identity/authority.hpp"

#include "modules/centres/centres.hpp"
#include "modules/identity/identity.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>
#include <mutex>

namespace jisr::identity {

using service::Actor;
using service::Permission;
using service::Place;
using service::Role;
using service::ScopeLevel;

namespace {

bool stands_above(Role giver, Role given)
{
    if (giver == Role::NationalAdministrator)
        return true;
    const auto& all = core::enum_codes<Permission>();
    return giver < given && std::all_of(all.begin(), all.end(), [&](const auto& one) {
               return !allows(given, one.first) || allows(giver, one.first);
           });
}

bool may_give(const Actor& actor, Permission permission, const PlacedRole& given)
{
    return std::any_of(actor.assignments.begin(), actor.assignments.end(), [&](const auto& held) {
        return allows(held.role, permission) && held.scope.covers(given.place) &&
               stands_above(held.role, given.role);
    });
}

std::vector<FindOrganisation>& organisation_finders()
{
    static std::vector<FindOrganisation> finders;
    return finders;
}

core::Result<std::optional<OrganisationPlace>> find_organisation(db::Reader& reader,
                                                                 const core::Id& id)
{
    for (const auto find : organisation_finders())
        if (auto found = TRY(find(reader, id)))
            return found;
    return std::optional<OrganisationPlace>();
}

/// Nothing when there is no such place.
core::Result<std::optional<Place>> place_of(db::Reader& reader, ScopeLevel level,
                                            const std::string& code)
{
    std::optional<Place> place;
    if (level == ScopeLevel::Nation && code.empty())
        place.emplace();
    if (level == ScopeLevel::Region && territory::find_region(code) != nullptr)
        place = Place{.region_code = code};
    if (level == ScopeLevel::Province)
        if (const auto* province = territory::find_province(code))
            place = Place{.region_code = province->region_code, .province_code = code};
    const auto id = core::Id::parse(code);
    if (level == ScopeLevel::Organisation && id) {
        if (const auto organisation = TRY(find_organisation(reader, *id)))
            place = organisation->place;
    }
    if (level == ScopeLevel::Centre && id)
        if (const auto centre = TRY(centres::find_centre(reader, *id)))
            place = centre->place();
    return place;
}

} // namespace

void find_organisations_by(std::vector<FindOrganisation> finders)
{
    static std::once_flag once;
    std::call_once(once, [&] { organisation_finders() = std::move(finders); });
}

core::Result<PlacedRole> placed(db::Reader& reader, const AssignmentDraft& draft,
                                const std::string& pointer)
{
    std::string code = draft.scope_code.value_or("");
    if (draft.role == Role::NationalAdministrator && draft.scope_level != ScopeLevel::Nation)
        return core::fail(core::problems::invalid(pointer + "/role", "role_is_national"));
    auto place = TRY(place_of(reader, draft.scope_level, code));
    if (!place)
        return core::fail(core::problems::invalid(pointer + "/scope_code", "no_such_scope"));
    return PlacedRole{draft.role, {draft.scope_level, std::move(code)}, std::move(*place)};
}

core::Result<std::vector<PlacedRole>> placed(db::Reader& reader,
                                             const std::vector<AssignmentDraft>& drafts)
{
    std::vector<PlacedRole> roles;
    for (const auto& draft : drafts) {
        auto role =
            TRY(placed(reader, draft, "/assignments/" + std::to_string(&draft - drafts.data())));
        const bool repeated = std::any_of(roles.begin(), roles.end(), [&](const auto& other) {
            return other.role == role.role && other.scope.level == role.scope.level &&
                   other.scope.code == role.scope.code;
        });
        if (!repeated)
            roles.push_back(std::move(role));
    }
    return roles;
}

core::Result<std::vector<PlacedRole>> placed(db::Reader& reader,
                                             const std::vector<Assignment>& assignments)
{
    std::vector<PlacedRole> roles;
    for (const auto& held : assignments) {
        auto place = TRY(place_of(reader, held.scope.level, held.scope.code));
        roles.push_back({held.role, {held.scope.level, held.scope.code}, place.value_or(Place{})});
    }
    return roles;
}

bool within_scope(const Actor& actor, Permission permission, const std::vector<PlacedRole>& roles)
{
    return std::all_of(roles.begin(), roles.end(),
                       [&](const auto& one) { return actor.may(permission, one.place); });
}

core::Result<void> require_authority(const Actor& actor, Permission permission,
                                     const std::vector<PlacedRole>& roles)
{
    if (!std::all_of(roles.begin(), roles.end(),
                     [&](const auto& one) { return may_give(actor, permission, one); }))
        return core::fail(core::problems::forbidden());
    return {};
}

core::Result<Scope> named_scope(db::Reader& reader, ScopeLevel level, std::string code)
{
    Scope scope{.level = level, .code = std::move(code)};
    if (const auto place = TRY(place_of(reader, level, scope.code));
        place && !place->region_code.empty())
        scope.region_code = place->region_code;
    const auto name = [&](const auto* place) {
        if (place != nullptr) {
            scope.name_ar = place->name_ar;
            scope.name_fr = place->name_fr;
        }
    };
    if (level == ScopeLevel::Region)
        name(territory::find_region(scope.code));
    if (level == ScopeLevel::Province)
        name(territory::find_province(scope.code));
    if (const auto id = core::Id::parse(scope.code); id && level == ScopeLevel::Centre) {
        const auto centre = TRY(centres::find_centre(reader, *id));
        name(centre ? &*centre : nullptr);
    }
    if (const auto id = core::Id::parse(scope.code); id && level == ScopeLevel::Organisation) {
        const auto organisation = TRY(find_organisation(reader, *id));
        name(organisation ? &*organisation : nullptr);
    }
    return scope;
}

} // namespace jisr::identity
