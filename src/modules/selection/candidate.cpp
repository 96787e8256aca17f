#include "modules/selection/candidate.hpp"

#include "modules/territory/territory.hpp"

namespace jisr::selection {

namespace {

bool is_rural(const std::string& commune_code)
{
    const auto* commune = territory::find_commune(commune_code);
    return commune != nullptr && commune->type == territory::CommuneType::Rural;
}

std::optional<std::int64_t> dependants_of(const CandidateRow& row)
{
    if (!row.dependants_children && !row.dependants_adults)
        return std::nullopt;
    return row.dependants_children.value_or(0) + row.dependants_adults.value_or(0);
}

} // namespace

Traits traits_of(const CandidateRow& row, core::Date day)
{
    return {.age = registry::age_of(row.birth_date, row.birth_year, day),
            .sex = row.sex,
            .commune_code = row.commune_code,
            .is_rural = is_rural(row.commune_code),
            .schooling = row.schooling,
            .work_situation = row.work_situation,
            .marital_status = row.marital_status,
            .participation = row.participation,
            .priority_groups = row.priority_groups,
            .has_disability = row.has_disability,
            .dependants = dependants_of(row),
            .has_project_idea = row.has_project_idea,
            .commits_to_training = row.commits_to_training,
            .other_programmes = row.other_programmes};
}

service::Place place_of(const MovableRow& row)
{
    return {.region_code = row.region_code,
            .province_code = row.province_code,
            .centre_id = row.centre_id,
            .organisation_id = row.organisation_id};
}

service::Place place_of(const CandidateRow& row)
{
    return {.region_code = row.region_code,
            .province_code = row.province_code,
            .centre_id = row.centre_id};
}

bool rejected_by_rules(registry::Phase phase, const std::optional<std::string>& reason)
{
    return phase == registry::Phase::Rejected && reason && registry::is_of_rules(*reason);
}

CandidateSummary summary_of(const CandidateRow& row, const Plan& plan, const Score& score,
                            core::Date day)
{
    const Traits traits = traits_of(row, day);
    return {.registration_id = row.registration_id,
            .person_id = row.person_id,
            .reference = row.reference,
            .full_name_ar = registry::full_name(row.given_name_ar, row.family_name_ar),
            .full_name_latin = registry::full_name(row.given_name_latin, row.family_name_latin),
            .region_code = row.region_code,
            .province_code = row.province_code,
            .commune_code = row.commune_code,
            .age = traits.age,
            .is_rural = traits.is_rural,
            .has_disability = row.has_disability,
            .phase = row.phase,
            .phase_reason = row.phase_reason,
            .state = row.state,
            .eligibility = eligibility_of(plan.rules, traits),
            .score = score.total,
            .complete = score.complete,
            .registered_at = row.registered_at,
            .version = row.version};
}

} // namespace jisr::selection
