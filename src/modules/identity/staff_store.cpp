#include "modules/identity/authority.hpp"
#include "modules/identity/identity.hpp"
#include "modules/identity/user_store.hpp"

#include <algorithm>

namespace jisr::identity {

namespace {

/// A role that a user holds, as its row stands.
struct HeldRole
{
    core::Id user_id;
    core::Language language = core::Language::Ar;
    service::Role role = service::Role::Partner;
    service::ScopeLevel level = service::ScopeLevel::Nation;
    std::string code;
};
BOOST_DESCRIBE_STRUCT(HeldRole, (), (user_id, language, role, level, code))

/// By user, those that give the permission over the place: of its region or less of it, of its
/// centre, which may stand in another, and of the nation.
core::Result<std::vector<HeldRole>> roles_over(db::Reader& reader, service::Permission permission,
                                               const service::Place& place)
{
    static const std::string sql =
        std::string("select u.id, u.language, a.role, a.scope_level, a.scope_code from app_user u "
                    "join ")
            .append(placed_assignments())
            .append(" a on a.user_id = u.id where not u.deactivated and (a.region_code = :region "
                    "or a.centre_id = :centre or a.scope_level = 'nation') order by u.id");
    auto roles = TRY(
        reader.all<HeldRole>(sql, {{"region", place.region_code}, {"centre", place.centre_id}}));
    std::erase_if(roles, [&](const HeldRole& held) {
        return !service::allows(held.role, permission) ||
               !service::Scope{held.level, held.code}.covers(place);
    });
    return roles;
}

void add_once(std::vector<StaffMember>& staff, const HeldRole& held)
{
    if (staff.empty() || staff.back().user_id != held.user_id)
        staff.push_back({held.user_id, held.language});
}

struct NamedRole
{
    core::Id user_id;
    std::string full_name;
    service::Role role = service::Role::Partner;
    service::ScopeLevel level = service::ScopeLevel::Nation;
    std::string code;
};
BOOST_DESCRIBE_STRUCT(NamedRole, (), (user_id, full_name, role, level, code))

core::Result<std::vector<NamedRole>> named_roles(db::Reader& reader, const service::Actor& actor,
                                                 service::Permission permission,
                                                 const service::Place& place)
{
    std::vector<db::Param> params{{"region", place.region_code}};
    std::string sql =
        "select u.id, u.full_name, a.role, a.scope_level, a.scope_code from app_user u join ";
    sql.append(placed_assignments())
        .append(" a on a.user_id = u.id where not u.deactivated and a.region_code = :region");
    if (!place.province_code.empty()) {
        sql.append(" and a.province_code = :province");
        params.push_back({"province", place.province_code});
    }
    sql.append(" and ")
        .append(actor.scope_condition(permission, "a", params))
        .append(" order by u.full_name, u.id, a.role, a.scope_level, a.scope_code");
    return reader.all<NamedRole>(sql, params);
}

} // namespace

core::Result<std::vector<Colleague>> colleagues_in(db::Reader& reader, const service::Actor& actor,
                                                   service::Permission permission,
                                                   const std::vector<service::Role>& roles,
                                                   const service::Place& place)
{
    std::vector<Colleague> colleagues;
    for (auto& held : TRY(named_roles(reader, actor, permission, place))) {
        if (std::ranges::find(roles, held.role) == roles.end() ||
            (!colleagues.empty() && colleagues.back().user_id == held.user_id))
            continue;
        auto scope = TRY(named_scope(reader, held.level, std::move(held.code)));
        colleagues.push_back(
            {held.user_id, std::move(held.full_name), held.role, std::move(scope)});
    }
    return colleagues;
}

core::Result<std::vector<StaffMember>> staff_of(db::Reader& reader, service::Permission permission,
                                                const service::Place& place)
{
    std::vector<StaffMember> near;
    std::vector<StaffMember> nation;
    for (const auto& held : TRY(roles_over(reader, permission, place)))
        add_once(held.level == service::ScopeLevel::Nation ? nation : near, held);
    return near.empty() ? nation : near;
}

core::Result<std::vector<StaffMember>>
staff_of_centre(db::Reader& reader, service::Permission permission, const core::Id& centre_id)
{
    std::vector<StaffMember> staff;
    for (const auto& held : TRY(roles_over(reader, permission, {.centre_id = centre_id})))
        if (held.level == service::ScopeLevel::Centre)
            add_once(staff, held);
    return staff;
}

} // namespace jisr::identity
