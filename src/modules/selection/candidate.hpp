#pragma once

#include "modules/registry/registry.hpp"
#include "modules/selection/phase.hpp"
#include "modules/selection/plan.hpp"

namespace jisr::selection {

/// A registration with what rules, scores and lists need of its person.
struct CandidateRow
{
    core::Id registration_id;
    core::Id edition_id;
    core::Id person_id;
    std::string reference;
    std::optional<std::string> given_name_ar;
    std::optional<std::string> family_name_ar;
    std::optional<std::string> given_name_latin;
    std::optional<std::string> family_name_latin;
    std::string sex;
    std::optional<core::Date> birth_date;
    std::optional<std::int64_t> birth_year;
    std::string region_code;
    std::string province_code;
    std::string commune_code;
    std::optional<core::Id> centre_id;
    std::optional<std::string> schooling;
    std::optional<std::string> work_situation;
    std::optional<std::string> marital_status;
    std::string participation;
    std::vector<std::string> priority_groups;
    bool has_disability = false;
    std::optional<std::int64_t> dependants_children;
    std::optional<std::int64_t> dependants_adults;
    bool has_project_idea = false;
    std::optional<bool> commits_to_training;
    std::vector<std::string> other_programmes;
    registry::Phase phase = registry::Phase::Registered;
    std::optional<std::string> phase_reason;
    registry::RegistrationState state = registry::RegistrationState::Active;
    core::Instant registered_at;
    std::int64_t version = 1; ///< of the registration
};
BOOST_DESCRIBE_STRUCT(CandidateRow, (),
                      (registration_id, edition_id, person_id, reference, given_name_ar,
                       family_name_ar, given_name_latin, family_name_latin, sex, birth_date,
                       birth_year, region_code, province_code, commune_code, centre_id, schooling,
                       work_situation, marital_status, participation, priority_groups,
                       has_disability, dependants_children, dependants_adults, has_project_idea,
                       commits_to_training, other_programmes, phase, phase_reason, state,
                       registered_at, version))

/// A registration with what moving it needs: of a person, a cooperative or a company.
struct MovableRow
{
    core::Id registration_id;
    core::Id edition_id;
    std::string reference;
    std::string region_code;
    std::string province_code;
    std::optional<core::Id> centre_id;
    std::optional<core::Id> organisation_id;
    registry::Phase phase = registry::Phase::Registered;
    std::optional<std::string> phase_reason;
    registry::RegistrationState state = registry::RegistrationState::Active;

    [[nodiscard]] Registrant who() const
    {
        return organisation_id ? Registrant::Organisation : Registrant::Person;
    }
};
BOOST_DESCRIBE_STRUCT(MovableRow, (),
                      (registration_id, edition_id, reference, region_code, province_code,
                       centre_id, organisation_id, phase, phase_reason, state))

service::Place place_of(const MovableRow& row);

Traits traits_of(const CandidateRow& row, core::Date day);
service::Place place_of(const CandidateRow& row);

/// Whether the rules rejected her, and nobody by hand. Such a rejection stands on what her file
/// said then.
bool rejected_by_rules(registry::Phase phase, const std::optional<std::string>& reason);

/// A line of the list of candidates.
struct CandidateSummary
{
    core::Id registration_id;
    core::Id person_id;
    std::string reference;
    std::string full_name_ar;
    std::string full_name_latin;
    std::string region_code;
    std::string province_code;
    std::string commune_code;
    std::optional<std::int64_t> age;
    bool is_rural = false;
    std::optional<bool> has_disability; ///< null: this reader may not know it
    registry::Phase phase = registry::Phase::Registered;
    std::optional<std::string> phase_reason;
    registry::RegistrationState state = registry::RegistrationState::Active;
    Eligibility eligibility;
    std::optional<std::int64_t> score; ///< hundredths; null: this reader may not know it
    bool complete = false;             ///< every criterion that she may know of was scored
    core::Instant registered_at;
    std::int64_t version = 1;
    std::vector<std::string> hidden; ///< fields that this reader may not see; they are empty

    static constexpr std::string_view kRecord = "selection.CandidateSummary";
    static constexpr std::array kFields{core::field("has_disability").sensitive()};
};
BOOST_DESCRIBE_STRUCT(CandidateSummary, (),
                      (registration_id, person_id, reference, full_name_ar, full_name_latin,
                       region_code, province_code, commune_code, age, is_rural, has_disability,
                       phase, phase_reason, state, eligibility, score, complete, registered_at,
                       version, hidden))

/// The candidate as lists show her, on `day`.
CandidateSummary summary_of(const CandidateRow& row, const Plan& plan, const Score& score,
                            core::Date day);

struct CandidateQuery
{
    std::optional<std::string> region;
    std::optional<std::string> province;
    std::optional<registry::Phase> phase;
    std::optional<registry::RegistrationState> state; ///< whether it stands
    std::optional<bool> mine;                         ///< whether the reader has given points
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "selection.CandidateQuery";
    static constexpr std::array kFields{core::field("limit").range(1, 200).defaulted()};
};
BOOST_DESCRIBE_STRUCT(CandidateQuery, (), (region, province, phase, state, mine, cursor, limit))

/// Points that one scorer gave for one criterion; a row of table evaluation.
struct Evaluation
{
    core::Id id;
    core::Id registration_id;
    std::string criterion;
    std::string scorer;
    std::string scorer_name;
    std::int64_t points = 0;
    std::optional<std::string> note;
    core::Instant scored_at;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "selection.Evaluation";
};
BOOST_DESCRIBE_STRUCT(Evaluation, (),
                      (id, registration_id, criterion, scorer, scorer_name, points, note, scored_at,
                       version))

} // namespace jisr::selection
