#pragma once

#include "modules/registry/organisation.hpp"

namespace jisr::registry {

/// What the members of a cooperative or company come to: those who are members today, whatever the
/// order in which they came and others left.
struct Membership
{
    std::optional<std::int64_t> members; ///< null when nobody said
    std::optional<std::int64_t> women;   ///< null when it is not known of all
    std::int64_t named = 0;
    std::int64_t unnamed = 0; ///< counted in `members`, not listed
    std::int64_t left = 0;    ///< who were members
    std::int64_t shares = 0;
    std::int64_t women_shares = 0;
    bool shares_known = false;           ///< every member's shares are
    std::optional<std::int64_t> capital; ///< subscribed, centimes; null without a share's value
    std::int64_t paid = 0;               ///< of it, centimes
    std::int64_t women_paid = 0;

    static constexpr std::string_view kRecord = "registry.Membership";
};
BOOST_DESCRIBE_STRUCT(Membership, (),
                      (members, women, named, unnamed, left, shares, women_shares, shares_known,
                       capital, paid, women_paid))

Membership membership_of(const OrganisationFields& fields);

/// Puts the members into the form in which they are kept and tells everything that does not add up.
/// A total that the list itself tells is dropped, so that it cannot contradict the list later.
void check_members(OrganisationFields& fields, core::Date today,
                   std::vector<core::FieldError>& faults);

/// What the law asks of one that is in that state: two partners of a company; of a cooperative that
/// was registered five members, 1,000 DH of capital (law 112-12:
/// https://www.odco.gov.ma/foire-aux-questions). Members who left count: they were there when it
/// was founded. What is not known yet stops nobody.
std::vector<core::FieldError> below_the_minimum(const OrganisationFields& fields, LegalState state);

} // namespace jisr::registry
