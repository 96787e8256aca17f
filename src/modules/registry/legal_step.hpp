#pragma once

#include "core/record.hpp"

namespace jisr::registry {

enum class OrganisationKind { Cooperative, Company };
BOOST_DESCRIBE_ENUM(OrganisationKind, Cooperative, Company)

/// Where a cooperative or company stands before the law. Constituted: the founding assembly was
/// held; the register waits.
enum class LegalState {
    Forming,
    NameRequested,
    NameRefused,
    NameApproved,
    Constituted,
    Registered,
    Active,
    Dormant,
    Dissolved
};
BOOST_DESCRIBE_ENUM(LegalState, Forming, NameRequested, NameRefused, NameApproved, Constituted,
                    Registered, Active, Dormant, Dissolved)

/// What brings it from one state to the next.
enum class LegalAct {
    RequestName,
    ApproveName,
    RefuseName,
    HoldAssembly,
    Register,
    Start,
    Suspend,
    Resume,
    Dissolve
};
BOOST_DESCRIBE_ENUM(LegalAct, RequestName, ApproveName, RefuseName, HoldAssembly, Register, Start,
                    Suspend, Resume, Dissolve)

/// What is said of a step; each act asks for some of it.
struct LegalStepDraft
{
    LegalAct act = LegalAct::RequestName;
    std::optional<core::Date> happened_on;
    std::vector<std::string> names;        ///< asked for, the most wanted first
    std::optional<std::string> name;       ///< the one that was approved
    std::optional<std::string> number;     ///< of the name's certificate, or in the register
    std::optional<core::Date> valid_until; ///< of the name's certificate
    std::optional<std::string> court;      ///< of first instance, which keeps the register
    std::optional<std::string> reason;

    static constexpr std::string_view kRecord = "registry.LegalStepDraft";
    static constexpr std::array kFields{
        core::field("names").length(160), core::field("name").length(160),
        core::field("number").length(60), core::field("court").length(120),
        core::field("reason").length(500).lines()};
};
BOOST_DESCRIBE_STRUCT(LegalStepDraft, (),
                      (act, happened_on, names, name, number, valid_until, court, reason))

/// A step that was taken. One that was taken back stays, with who did so and why.
struct LegalStep : LegalStepDraft
{
    core::Instant recorded_at;
    std::string recorded_by_name;
    std::optional<core::Instant> undone_at;
    std::optional<std::string> undone_by_name;
    std::optional<std::string> undo_reason;

    static constexpr std::string_view kRecord = "registry.LegalStep";
};
BOOST_DESCRIBE_STRUCT(LegalStep, (LegalStepDraft),
                      (recorded_at, recorded_by_name, undone_at, undone_by_name, undo_reason))

/// What the steps that stand come to.
struct LegalStanding
{
    LegalState legal_state = LegalState::Forming;
    std::optional<std::string> registration_number;
    std::optional<std::string> court;
    std::optional<core::Date> founded_on; ///< the day of the register
    std::optional<core::Date> name_valid_until;
};
BOOST_DESCRIBE_STRUCT(LegalStanding, (),
                      (legal_state, registration_number, court, founded_on, name_valid_until))

LegalStanding standing_of(const std::vector<LegalStep>& steps);

/// The last step that stands, which alone can be taken back; null when there is none.
LegalStep* last_step(std::vector<LegalStep>& steps);

/// What can be done from there. A cooperative asks the office ODCO for its name, founds itself and
/// is entered in the register of its court (law 112-12); a company brings the negative certificate
/// of OMPIC. Both may also be registered before anybody here knew of them.
std::vector<LegalAct> acts_from(OrganisationKind kind, LegalState from);

/// Texts as they are kept: clean, and no empty names.
LegalStepDraft cleaned(LegalStepDraft step);

/// Everything that keeps a cleaned step from following those taken; its pointers begin with
/// `pointer`.
std::vector<core::FieldError> faults_of(const LegalStepDraft& step, OrganisationKind kind,
                                        std::vector<LegalStep> steps, core::Date today,
                                        const std::string& pointer);

/// Whether it was ever entered in the register: what the law asks of its members and capital holds.
constexpr bool is_founded(LegalState state)
{
    return state >= LegalState::Registered;
}

} // namespace jisr::registry
