#pragma once

#include "modules/training/staff.hpp"

namespace jisr::training {

core::Result<std::vector<StaffInvitation>> invitations_of(db::Reader& reader,
                                                          const core::Id& session_id);
core::Result<std::optional<InvitationRow>>
find_invitation(db::Reader& reader, const core::Id& session_id, const core::Id& user_id);
core::Result<void> delete_invitation(db::Writer& writer, const core::Id& id);

/// Where somebody who is invited is told of it.
struct InvitedUser
{
    core::Id invitation_id;
    core::Id user_id;
    core::Language language = core::Language::Ar;
};

/// Who is invited to the session, may still sign in, and has not come yet; one of them alone when
/// `user_id` is given.
core::Result<std::vector<InvitedUser>> expected_users(db::Reader& reader,
                                                      const core::Id& session_id,
                                                      const std::optional<core::Id>& user_id = {});

/// What a user is invited to from `today` on, and what she attended; the latest first.
core::Result<std::vector<OwnTraining>> trainings_of(db::Reader& reader, const core::Id& user_id,
                                                    core::Date today);
core::Result<bool> has_invitations(db::Reader& reader);

} // namespace jisr::training
