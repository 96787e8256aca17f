#pragma once

#include "core/date.hpp"
#include "core/record.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jisr::selection {

/// What a rule may ask of a candidate.
enum class RuleField {
    Age,
    Sex,
    Residence, ///< codes of regions, provinces or communes
    Rural,
    Schooling,
    WorkSituation,
    MaritalStatus,
    Participation,
    PriorityGroups,
    Disability,
    Dependants,
    ProjectIdea, ///< whether one was told
    CommitsToTraining,
    OtherProgrammes,
    Hidden ///< only in answers: a condition that this reader may not know
};
BOOST_DESCRIBE_ENUM(RuleField, Age, Sex, Residence, Rural, Schooling, WorkSituation, MaritalStatus,
                    Participation, PriorityGroups, Disability, Dependants, ProjectIdea,
                    CommitsToTraining, OtherProgrammes, Hidden)

/// A readable condition on one field. Numbers (age, dependants) have bounds, included; yes-or-no
/// fields have `is`; the others have codes, one of which must be hers, or none of which may be.
struct Rule
{
    RuleField field = RuleField::Age;
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> most;
    std::optional<bool> is;
    std::vector<std::string> any_of;
    std::vector<std::string> none_of;

    static constexpr std::string_view kRecord = "selection.Rule";
    static constexpr std::array kFields{
        core::field("least").range(0, 120), core::field("most").range(0, 120),
        core::field("any_of").length(100), core::field("none_of").length(100)};
};
BOOST_DESCRIBE_STRUCT(Rule, (), (field, least, most, is, any_of, none_of))

/// A candidate as rules see her; what is not known is empty.
struct Traits
{
    std::optional<std::int64_t> age; ///< whole years, on the day that the rules are asked
    std::string sex;
    std::string commune_code;
    bool is_rural = false;
    std::optional<std::string> schooling;
    std::optional<std::string> work_situation;
    std::optional<std::string> marital_status;
    std::string participation;
    std::vector<std::string> priority_groups;
    bool has_disability = false;
    std::optional<std::int64_t> dependants;
    bool has_project_idea = false;
    std::optional<bool> commits_to_training;
    std::vector<std::string> other_programmes;
};

/// Unknown: the file does not say what the rule asks. That refuses nobody; it is asked for.
enum class Verdict { Met, NotMet, Unknown };
BOOST_DESCRIBE_ENUM(Verdict, Met, NotMet, Unknown)

Verdict verdict_on(const Rule& rule, const Traits& traits);

/// What the rules say of one candidate.
struct Eligibility
{
    Verdict verdict = Verdict::Met;
    std::vector<RuleField> not_met;
    std::vector<RuleField> unknown;
    bool hidden = false; ///< there are other rules, of which this reader may know nothing

    static constexpr std::string_view kRecord = "selection.Eligibility";
};
BOOST_DESCRIBE_STRUCT(Eligibility, (), (verdict, not_met, unknown, hidden))

/// Whether a rule asks what only those read who keep the file.
bool is_sensitive(RuleField field);

/// Leaves of a rule that asks what is sensitive that there is one.
void hide_sensitive(Rule& rule);

/// Every rule must be met; one that is not met decides, whatever is not known.
Eligibility eligibility_of(const std::vector<Rule>& rules, const Traits& traits);

/// The same for readers who may not know sensitive answers: only of the rules that ask none, so
/// that neither the verdict nor `hidden` differs by such an answer.
Eligibility eligibility_told(const std::vector<Rule>& rules, const Traits& traits);

/// What is wrong with a rule itself, at `pointer`: a condition of the wrong kind for its field,
/// none at all, bounds in the wrong order, a code that is none of the field's.
void check(const Rule& rule, const std::string& pointer, std::vector<core::FieldError>& faults);

} // namespace jisr::selection
