#pragma once

#include "core/record.hpp"
#include "service/actor.hpp"

namespace jisr::registry {

/// A role and scope as a list remembers them, with whose rights it goes on after a restart.
struct HeldRole
{
    service::Role role = service::Role::Partner;
    service::ScopeLevel level = service::ScopeLevel::Nation;
    std::string code;

    static constexpr std::string_view kRecord = "registry.HeldRole";
};
BOOST_DESCRIBE_STRUCT(HeldRole, (), (role, level, code))

std::vector<HeldRole> roles_of(const service::Actor& actor);
/// Whoever held `roles` when she handed the list over.
service::Actor actor_with(std::string id, std::string name, const std::vector<HeldRole>& roles);

} // namespace jisr::registry
