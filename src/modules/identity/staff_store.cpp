#include "modules/identity/identity.hpp"

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

core::Result<std::vector<HeldRole>> roles_over(db::Reader& reader, std::string_view region_code)
{
    return reader.all<HeldRole>(
        "select u.id, u.language, a.role, a.scope_level, a.scope_code from app_user u "
        "join user_assignment a on a.user_id = u.id where not u.deactivated "
        "and (a.region_code = :region or a.scope_level = 'nation') order by u.id",
        {{"region", region_code}});
}

} // namespace

core::Result<std::vector<StaffMember>> staff_of(db::Reader& reader, service::Permission permission,
                                                const service::Place& place)
{
    std::vector<StaffMember> near;
    std::vector<StaffMember> nation;
    for (const auto& held : TRY(roles_over(reader, place.region_code))) {
        if (!service::allows(held.role, permission) ||
            !service::Scope{held.level, held.code}.covers(place))
            continue;
        auto& group = held.level == service::ScopeLevel::Nation ? nation : near;
        if (group.empty() || group.back().user_id != held.user_id)
            group.push_back({held.user_id, held.language});
    }
    return near.empty() ? nation : near;
}

} // namespace jisr::identity
