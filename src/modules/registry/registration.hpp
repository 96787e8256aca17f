#pragma once

#include "core/clock.hpp"
#include "core/record.hpp"
#include "modules/programmes/programmes.hpp"

namespace jisr::registry {

/// How she takes part in a programme.
enum class Participation { Individual, SelfEmployed, CooperativeMember, CompanyPartner };
BOOST_DESCRIBE_ENUM(Participation, Individual, SelfEmployed, CooperativeMember, CompanyPartner)

/// Whether a registration stands. Merged: its person holds another place in that edition, which is
/// the one that counts.
enum class RegistrationState { Active, Withdrawn, Merged };
BOOST_DESCRIBE_ENUM(RegistrationState, Active, Withdrawn, Merged)

using programmes::Phase;

/// A place in an edition of a programme, as it is shown.
struct Registration
{
    core::Id id;
    core::Id edition_id;
    std::string programme_code;
    std::string programme_name_ar;
    std::string programme_name_fr;
    std::string edition_name_ar;
    std::string edition_name_fr;
    RegistrationState state = RegistrationState::Active;
    Phase phase = Phase::Registered;
    std::optional<std::string> phase_reason;
    core::Instant registered_at;

    static constexpr std::string_view kRecord = "registry.Registration";
};
BOOST_DESCRIBE_STRUCT(Registration, (),
                      (id, edition_id, programme_code, programme_name_ar, programme_name_fr,
                       edition_name_ar, edition_name_fr, state, phase, phase_reason, registered_at))

/// One row of table registration.
struct RegistrationRow
{
    core::Id id;
    core::Id edition_id;
    std::optional<core::Id> person_id;
    std::optional<core::Id> organisation_id;
    std::string kind; ///< woman, man, cooperative, company
    std::optional<Participation> participation;
    bool has_disability = false;
    std::int64_t priority_groups = 0; ///< of the person, as programmes::bits_of
    std::string region_code;
    std::string province_code;
    std::string commune_code;
    std::optional<core::Id> centre_id;
    RegistrationState state = RegistrationState::Active;
    bool withdrawn_alone = false; ///< not with its file, with which it does not come back
    Phase phase = Phase::Registered;
    std::optional<std::string> phase_reason; ///< why it came into its phase, where that is asked
    std::optional<core::Id> moved_from;      ///< the file it was made for, when a merge moved it
    core::Instant registered_at;
    core::Date registered_day; ///< day in Morocco
    std::string registered_by;
    std::int64_t version = 1;

    static constexpr std::array kFields{core::field("has_disability").sensitive(),
                                        core::field("priority_groups").sensitive()};
};
BOOST_DESCRIBE_STRUCT(RegistrationRow, (),
                      (id, edition_id, person_id, organisation_id, kind, participation,
                       has_disability, priority_groups, region_code, province_code, commune_code,
                       centre_id, state, withdrawn_alone, phase, phase_reason, moved_from,
                       registered_at, registered_day, registered_by, version))

} // namespace jisr::registry
