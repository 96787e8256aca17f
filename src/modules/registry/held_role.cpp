#include "modules/registry/held_role.hpp"

namespace jisr::registry {

std::vector<HeldRole> roles_of(const service::Actor& actor)
{
    std::vector<HeldRole> roles;
    roles.reserve(actor.assignments.size());
    for (const auto& held : actor.assignments)
        roles.push_back({held.role, held.scope.level, held.scope.code});
    return roles;
}

service::Actor actor_with(std::string id, std::string name, const std::vector<HeldRole>& roles)
{
    service::Actor actor;
    actor.id = std::move(id);
    actor.name = std::move(name);
    for (const auto& held : roles)
        actor.assignments.push_back({held.role, {held.level, held.code}});
    return actor;
}

} // namespace jisr::registry
