#include "modules/selection/rule.hpp"

#include "core/problem.hpp"
#include "modules/registry/registry.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>
#include <span>

namespace jisr::selection {

namespace {

enum class Kind { Number, YesNo, Codes };

Kind kind_of(RuleField field)
{
    switch (field) {
    case RuleField::Age:
    case RuleField::Dependants:
        return Kind::Number;
    case RuleField::Rural:
    case RuleField::Disability:
    case RuleField::ProjectIdea:
    case RuleField::CommitsToTraining:
        return Kind::YesNo;
    default:
        return Kind::Codes;
    }
}

Verdict met(bool is)
{
    return is ? Verdict::Met : Verdict::NotMet;
}

Verdict on_number(const Rule& rule, const std::optional<std::int64_t>& number)
{
    if (!number)
        return Verdict::Unknown;
    return met(*number >= rule.least.value_or(*number) && *number <= rule.most.value_or(*number));
}

Verdict on_answer(const Rule& rule, const std::optional<bool>& answer)
{
    if (!answer)
        return Verdict::Unknown;
    return met(!rule.is || *answer == *rule.is);
}

/// A place's code lies in another's when that begins it.
bool fits(RuleField field, const std::string& wanted, const std::string& held)
{
    if (field != RuleField::Residence)
        return wanted == held;
    return held == wanted || held.starts_with(wanted + ".");
}

Verdict on_codes(const Rule& rule, std::span<const std::string> held)
{
    const auto among = [&](const std::vector<std::string>& codes) {
        return std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
            return std::any_of(held.begin(), held.end(),
                               [&](const auto& one) { return fits(rule.field, code, one); });
        });
    };
    return met((rule.any_of.empty() || among(rule.any_of)) && !among(rule.none_of));
}

Verdict on_code(const Rule& rule, const std::string& held)
{
    return on_codes(rule, {&held, 1});
}

Verdict on_code(const Rule& rule, const std::optional<std::string>& held)
{
    return held ? on_code(rule, *held) : Verdict::Unknown;
}

template <core::DescribedEnum E>
bool is_code(std::string_view text)
{
    return core::from_code<E>(text).has_value();
}

bool is_place(std::string_view code)
{
    return territory::find_region(code) != nullptr || territory::find_province(code) != nullptr ||
           territory::find_commune(code) != nullptr;
}

bool is_known(RuleField field, std::string_view code)
{
    using namespace registry;
    switch (field) {
    case RuleField::Sex:
        return is_code<Sex>(code);
    case RuleField::Residence:
        return is_place(code);
    case RuleField::Schooling:
        return is_code<Schooling>(code);
    case RuleField::WorkSituation:
        return is_code<WorkSituation>(code);
    case RuleField::MaritalStatus:
        return is_code<MaritalStatus>(code);
    case RuleField::Participation:
        return is_code<Participation>(code);
    case RuleField::PriorityGroups:
        return is_code<PriorityGroup>(code);
    case RuleField::OtherProgrammes:
        return is_code<OtherProgramme>(code);
    default:
        return false;
    }
}

void check_codes(RuleField field, const std::vector<std::string>& codes, const std::string& pointer,
                 std::vector<core::FieldError>& faults)
{
    for (std::size_t i = 0; i < codes.size(); ++i)
        if (!is_known(field, codes[i]))
            faults.push_back({pointer + "/" + std::to_string(i), "unknown_code", {}});
}

/// Conditions of a kind that the field does not have would never be looked at.
void check_kind(const Rule& rule, const std::string& pointer, std::vector<core::FieldError>& faults)
{
    const Kind kind = kind_of(rule.field);
    const bool numbers = rule.least || rule.most;
    const bool codes = !rule.any_of.empty() || !rule.none_of.empty();
    const bool wanted = kind == Kind::Number  ? numbers
                        : kind == Kind::YesNo ? bool(rule.is)
                                              : codes;
    const int kinds = int(numbers) + int(rule.is.has_value()) + int(codes);
    if (!wanted || kinds > 1)
        faults.push_back({pointer, "rule_does_not_fit", {}});
}

} // namespace

Verdict verdict_on(const Rule& rule, const Traits& traits)
{
    switch (rule.field) {
    case RuleField::Age:
        return on_number(rule, traits.age);
    case RuleField::Sex:
        return on_code(rule, traits.sex);
    case RuleField::Residence:
        return on_code(rule, traits.commune_code);
    case RuleField::Rural:
        return on_answer(rule, traits.is_rural);
    case RuleField::Schooling:
        return on_code(rule, traits.schooling);
    case RuleField::WorkSituation:
        return on_code(rule, traits.work_situation);
    case RuleField::MaritalStatus:
        return on_code(rule, traits.marital_status);
    case RuleField::Participation:
        return on_code(rule, traits.participation);
    case RuleField::PriorityGroups:
        return on_codes(rule, traits.priority_groups);
    case RuleField::Disability:
        return on_answer(rule, traits.has_disability);
    case RuleField::Dependants:
        return on_number(rule, traits.dependants);
    case RuleField::ProjectIdea:
        // Nobody has no idea for ever: she is asked for it.
        return traits.has_project_idea ? on_answer(rule, true) : Verdict::Unknown;
    case RuleField::CommitsToTraining:
        return on_answer(rule, traits.commits_to_training);
    case RuleField::OtherProgrammes:
        return on_codes(rule, traits.other_programmes);
    case RuleField::Hidden:
        break;
    }
    return Verdict::Unknown;
}

bool is_sensitive(RuleField field)
{
    return registry::is_sensitive_answer(core::code_of(field));
}

void hide_sensitive(Rule& rule)
{
    if (is_sensitive(rule.field))
        rule = {.field = RuleField::Hidden};
}

Eligibility eligibility_of(const std::vector<Rule>& rules, const Traits& traits)
{
    Eligibility eligibility;
    for (const auto& rule : rules) {
        const auto verdict = verdict_on(rule, traits);
        if (verdict == Verdict::NotMet)
            eligibility.not_met.push_back(rule.field);
        else if (verdict == Verdict::Unknown)
            eligibility.unknown.push_back(rule.field);
    }
    if (!eligibility.not_met.empty())
        eligibility.verdict = Verdict::NotMet;
    else if (!eligibility.unknown.empty())
        eligibility.verdict = Verdict::Unknown;
    return eligibility;
}

Eligibility eligibility_told(const std::vector<Rule>& rules, const Traits& traits)
{
    auto told = rules;
    const auto hidden =
        std::erase_if(told, [](const Rule& rule) { return is_sensitive(rule.field); });
    auto eligibility = eligibility_of(told, traits);
    eligibility.hidden = hidden > 0;
    return eligibility;
}

void check(const Rule& rule, const std::string& pointer, std::vector<core::FieldError>& faults)
{
    check_kind(rule, pointer, faults);
    if (rule.least && rule.most && *rule.least > *rule.most)
        faults.push_back({pointer + "/most", "below_least", {}});
    check_codes(rule.field, rule.any_of, pointer + "/any_of", faults);
    check_codes(rule.field, rule.none_of, pointer + "/none_of", faults);
}

} // namespace jisr::selection
