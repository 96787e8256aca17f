#pragma once

#include "modules/registry/attachment.hpp"
#include "modules/registry/membership.hpp"
#include "service/context.hpp"

namespace jisr::registry {

/// A cooperative or company as its page shows it.
struct Organisation : OrganisationRow
{
    std::vector<Registration> registrations;
    Membership membership;
    std::vector<LegalAct> acts;                 ///< that may follow
    std::vector<AttachmentKind> papers;         ///< that one in its state has
    std::vector<AttachmentKind> papers_missing; ///< of them

    static constexpr std::string_view kRecord = "registry.Organisation";
};
BOOST_DESCRIBE_STRUCT(Organisation, (OrganisationRow),
                      (registrations, membership, acts, papers, papers_missing))

core::Result<Organisation> whole(const service::Context& context, const OrganisationRow& row);

/// The row with its version as ETag.
core::Result<service::Response> answer(const service::Context& context, const OrganisationRow& row);

/// The cooperatives and companies whose member a person is or was, and as what.
struct PersonMembership
{
    core::Id organisation_id;
    std::string reference;
    OrganisationKind kind = OrganisationKind::Cooperative;
    std::optional<std::string> name_ar;
    std::optional<std::string> name_latin;
    LegalState legal_state = LegalState::Forming;
    OrganisationState state = OrganisationState::Active;
    MemberRole role = MemberRole::Member;
    std::optional<std::int64_t> shares;
    std::optional<core::Date> joined_on;
    std::optional<core::Date> left_on;

    static constexpr std::string_view kRecord = "registry.PersonMembership";
};
BOOST_DESCRIBE_STRUCT(PersonMembership, (),
                      (organisation_id, reference, kind, name_ar, name_latin, legal_state, state,
                       role, shares, joined_on, left_on))

} // namespace jisr::registry
