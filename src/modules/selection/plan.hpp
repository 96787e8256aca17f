#pragma once

#include "core/clock.hpp"
#include "modules/selection/sheet.hpp"

namespace jisr::selection {

/// Places kept for a group: of the places of the region so many in a hundred, shared out over its
/// quotas (`reserved_of`).
struct Reserve
{
    Rule group;
    std::int64_t percent = 0;

    static constexpr std::string_view kRecord = "selection.Reserve";
    static constexpr std::array kFields{core::field("percent").range(1, 100)};
};
BOOST_DESCRIBE_STRUCT(Reserve, (), (group, percent))

struct PlanFields
{
    std::vector<Rule> rules;         ///< every one must be met
    std::vector<Criterion> criteria; ///< the evaluation sheet
    std::vector<Reserve> reserves;
    bool scoring_open = true; ///< closed before a selection is made

    static constexpr std::string_view kRecord = "selection.PlanFields";
    static constexpr std::array kFields{
        core::field("rules").length(30), core::field("criteria").length(20),
        core::field("reserves").length(12), core::field("scoring_open").defaulted()};
};
BOOST_DESCRIBE_STRUCT(PlanFields, (), (rules, criteria, reserves, scoring_open))

/// How an edition selects; a row of table selection_plan. Version 0: nobody has said.
struct Plan : PlanFields
{
    core::Id id; ///< the edition's
    std::int64_t version = 0;

    static constexpr std::string_view kRecord = "selection.Plan";
};
BOOST_DESCRIBE_STRUCT(Plan, (PlanFields), (id, version))

struct PlanDraft : PlanFields
{
    std::optional<std::string> reason; ///< for the change log

    static constexpr std::string_view kRecord = "selection.PlanDraft";
    static constexpr std::array kFields{
        core::field("rules").length(30), core::field("criteria").length(20),
        core::field("reserves").length(12), core::field("scoring_open").defaulted(),
        core::field("reason").length(500)};
};
BOOST_DESCRIBE_STRUCT(PlanDraft, (PlanFields), (reason))

/// 422 with every fault: rules that do not fit their field, one field ruled twice, a code of the
/// sheet or a reserve's group given twice, points above what can be reached, more than all places
/// reserved.
core::Result<void> validate(const PlanFields& plan);

/// Takes out what its conditions ask of sensitive answers: by a rule that everybody can read, a
/// woman's phase would tell her answer.
void hide_sensitive(PlanFields& plan);

/// Whether it keeps places for a group by an answer that is sensitive.
bool reserves_sensitive(const PlanFields& plan);

/// The places of each reserve in each quota of a region, whose `places` are given: by quota, then
/// by reserve. By largest remainders, twice. First the region's places are shared out over the
/// reserves and what is open to all, so that a small share is not rounded away in every province.
/// Then those of each reserve over the quotas: each has the whole places that its own are worth,
/// and those left go where most of one is missing, the earlier reserve and quota first among
/// equals, wherever a place is not reserved yet. So no quota reserves more than it has. The same
/// places give the same, whatever their candidates: whoever reads the list can make it again.
std::vector<std::vector<std::int64_t>> reserved_of(const std::vector<Reserve>& reserves,
                                                   const std::vector<std::int64_t>& places);

} // namespace jisr::selection
