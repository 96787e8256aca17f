#pragma once

#include "db/database.hpp"
#include "modules/identity/user.hpp"
#include "service/actor.hpp"

#include <string_view>
#include <vector>

/// Who may give which role where, and so who may see and manage whom.
namespace jisr::identity {

/// A role with the place that its scope lies in.
struct PlacedRole
{
    service::Role role = service::Role::Partner;
    service::Scope scope;
    service::Place place;
};

/// The place of a scope, or 422 at `pointer` + "/scope_code" for a place that does not exist and at
/// `pointer` + "/role" for a national administrator of less than the nation.
core::Result<PlacedRole> placed(db::Reader& reader, const AssignmentDraft& draft,
                                const std::string& pointer);
core::Result<std::vector<PlacedRole>> placed(db::Reader& reader,
                                             const std::vector<AssignmentDraft>& drafts);
/// The same for what is stored already; a place that has vanished is covered by the nation alone.
core::Result<std::vector<PlacedRole>> placed(db::Reader& reader,
                                             const std::vector<Assignment>& assignments);

/// Whether all of `roles` lie within a scope in which the actor holds `permission`: then she may
/// know of them.
bool within_scope(const service::Actor& actor, service::Permission permission,
                  const std::vector<PlacedRole>& roles);

/// 403 unless the actor may give every one of `roles`: inside her scope, and a role below her own
/// whose permissions she holds herself. Only a national administrator gives her own role.
core::Result<void> require_authority(const service::Actor& actor, service::Permission permission,
                                     const std::vector<PlacedRole>& roles);

/// The answer's form of a scope, with the names of its place.
core::Result<Scope> named_scope(db::Reader& reader, service::ScopeLevel level, std::string code);

} // namespace jisr::identity
