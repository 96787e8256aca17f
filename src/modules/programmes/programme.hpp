#pragma once

#include "modules/programmes/programmes.hpp"
#include "service/context.hpp"

namespace jisr::programmes {

/// A programme as the page shows it.
struct ProgrammeView : Programme
{
    std::vector<Edition> editions; ///< the latest first

    static constexpr std::string_view kRecord = "programmes.ProgrammeView";
};
BOOST_DESCRIBE_STRUCT(ProgrammeView, (Programme), (editions))

struct ProgrammeDraft
{
    std::string code;
    std::string name_ar;
    std::string name_fr;
    std::optional<std::string> name_en;
    std::optional<std::string> object;
    ProgrammeState state = ProgrammeState::Draft;

    static constexpr std::string_view kRecord = "programmes.ProgrammeDraft";
    static constexpr std::array kFields{core::field("code").length(40),
                                        core::field("object").length(4000).lines(),
                                        core::field("state").defaulted()};
};
BOOST_DESCRIBE_STRUCT(ProgrammeDraft, (), (code, name_ar, name_fr, name_en, object, state))

struct EditionDraft
{
    std::string code;
    std::string name_ar;
    std::string name_fr;
    core::Date starts_on;
    core::Date ends_on;
    EditionState state = EditionState::Open;

    static constexpr std::string_view kRecord = "programmes.EditionDraft";
    static constexpr std::array kFields{core::field("code").length(40),
                                        core::field("state").defaulted()};
};
BOOST_DESCRIBE_STRUCT(EditionDraft, (), (code, name_ar, name_fr, starts_on, ends_on, state))

struct TargetChange
{
    std::string region_code;
    std::optional<std::string> province_code;
    std::int64_t year = 0;
    Measure measure = Measure::Women;
    std::optional<std::int64_t> value; ///< null: there is to be no target any more

    static constexpr std::string_view kRecord = "programmes.TargetChange";
    static constexpr std::array kFields{core::field("year").range(2000, 2100),
                                        core::field("value").range(0, 10'000'000)};
};
BOOST_DESCRIBE_STRUCT(TargetChange, (), (region_code, province_code, year, measure, value))

struct TargetChanges
{
    std::vector<TargetChange> items;
    std::string reason; ///< of all of them, for the change log

    static constexpr std::string_view kRecord = "programmes.TargetChanges";
    static constexpr std::array kFields{core::field("items").length(500),
                                        core::field("reason").length(500)};
};
BOOST_DESCRIBE_STRUCT(TargetChanges, (), (items, reason))

/// What a region's target is above the sum of its provinces' targets; below zero when these are
/// more.
struct Unassigned
{
    std::string region_code;
    std::int64_t year = 0;
    Measure measure = Measure::Women;
    std::int64_t value = 0;

    static constexpr std::string_view kRecord = "programmes.Unassigned";
};
BOOST_DESCRIBE_STRUCT(Unassigned, (), (region_code, year, measure, value))

struct Targets
{
    std::vector<Target> items; ///< by region, the region's own first
    std::vector<Unassigned> unassigned;

    static constexpr std::string_view kRecord = "programmes.Targets";
};
BOOST_DESCRIBE_STRUCT(Targets, (), (items, unassigned))

/// `programme` with what the draft says; 422 with what is wrong.
core::Result<Programme> apply(const ProgrammeDraft& draft, Programme programme);
core::Result<Edition> apply(const EditionDraft& draft, Edition edition);

/// 422 for an empty list, an unknown place, a province outside its region, a year outside the
/// edition, one target given twice, or no reason.
core::Result<void> validate(const TargetChanges& changes, const Edition& edition);

/// The id that the target of these columns has on every server.
core::Id target_id(const core::Id& edition_id, const TargetChange& change);

/// What a place is to reach in a year.
struct Aim
{
    std::optional<std::int64_t> value; ///< none was set
    bool is_sum = false; ///< of the provinces' targets, for none was set for the region
};

/// Of a province, or else of a region, among the targets of one year.
Aim aim_of(const std::vector<Target>& targets, std::string_view region_code,
           const std::optional<std::string>& province_code, Measure measure);

/// The region targets that have a province's beside them, compared with the sum of these.
std::vector<Unassigned> unassigned_of(const std::vector<Target>& targets);

} // namespace jisr::programmes
