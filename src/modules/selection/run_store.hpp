#pragma once

#include "modules/selection/candidate_store.hpp"
#include "modules/selection/run.hpp"

#include <set>

namespace jisr::selection {

/// What a run stands on now, whose plan, day and region are given.
core::Result<Inputs> inputs_of(db::Reader& reader, const RunRow& run, std::int64_t year);

core::Result<void> insert_entries(db::Writer& writer, const std::vector<Entry>& entries);
/// By quota, in the order of the ranking.
core::Result<std::vector<Entry>> entries_of(db::Reader& reader, const core::Id& run_id);
/// Whether the lots that a run keeps are those that were drawn.
core::Result<bool> keeps_true_lots(db::Reader& reader, const core::Id& run_id);
core::Result<std::vector<RunRow>> runs_of(db::Reader& reader, const core::Id& edition_id);
core::Result<std::int64_t> last_run_number(db::Reader& reader, const core::Id& edition_id,
                                           std::string_view region_code);
/// Drafts that were replaced by another since the selection before this one: whoever draws lots
/// until she likes the outcome is seen to do so.
core::Result<std::int64_t> drafts_before(db::Reader& reader, const RunRow& run);
/// Listed or drafted, of one region: one at most.
core::Result<std::vector<RunRow>> open_runs(db::Reader& reader, const core::Id& edition_id,
                                            std::string_view region_code);
core::Result<std::vector<RunRow>> runs_in(db::Reader& reader, RunState state);
/// Whether a selection of the region is being confirmed.
core::Result<bool> is_confirming(db::Reader& reader, const core::Id& edition_id,
                                 std::string_view region_code);
core::Result<std::optional<RunRow>> confirmed_run(db::Reader& reader, const core::Id& edition_id,
                                                  std::string_view region_code);

/// In which order the lists of a run are told: all of it by rank, or as they are put up, from which
/// nobody learns by which places: who is selected by reference, and who waits by her place among
/// those who wait. Of a rank below that of one who waits it would follow that she holds a place
/// kept for a group.
enum class ListOrder { Ranking, PutUp };

/// An entry as the list shows it: with her names, and where she stands now.
struct EntryView
{
    core::Id registration_id;
    core::Id person_id;
    std::string reference;
    std::optional<std::string> given_name_ar;
    std::optional<std::string> family_name_ar;
    std::optional<std::string> given_name_latin;
    std::optional<std::string> family_name_latin;
    std::string commune_code;
    std::string quota;
    std::optional<std::int64_t> place; ///< in the ranking of the quota; of a list that is put up,
                                       ///< of those alone who wait, among them
    std::optional<std::int64_t> score; ///< hundredths; null: this reader may not know it
    bool complete = true;
    std::string draw;
    std::int64_t reserves = 0;
    std::int64_t seat = kNoSeat;
    bool held = false;
    std::optional<std::int64_t> age;
    registry::Phase phase = registry::Phase::Registered; ///< now
    registry::RegistrationState state = registry::RegistrationState::Active;

    static constexpr std::string_view kRecord = "selection.Entry";
};
BOOST_DESCRIBE_STRUCT(EntryView, (),
                      (registration_id, person_id, reference, given_name_ar, family_name_ar,
                       given_name_latin, family_name_latin, commune_code, quota, place, score,
                       complete, draw, reserves, seat, held, age, phase, state))

struct EntryQuery
{
    std::optional<std::string> quota;
    std::optional<bool> selected; ///< or else waiting
    std::optional<bool> changed;  ///< whom the run gives a place or takes it from
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "selection.EntryQuery";
    static constexpr std::array kFields{core::field("limit").range(1, 200).defaulted()};
};
BOOST_DESCRIBE_STRUCT(EntryQuery, (), (quota, selected, changed, cursor, limit))

/// The regions of an edition where a selection gives, or has given, places that are kept for groups
/// by a sensitive answer: beside who is selected a total would tell who is in such a group.
core::Result<std::set<std::string>> regions_without_totals(db::Reader& reader,
                                                           const core::Id& edition_id);

core::Result<service::Page<EntryView>> list_entries(db::Reader& reader, const core::Id& run_id,
                                                    const EntryQuery& query, ListOrder order);
/// Every one of them, for lists on paper.
core::Result<std::vector<EntryView>> every_entry(db::Reader& reader, const core::Id& run_id,
                                                 ListOrder order);
/// Who has come so far that a selection seated her or lets her wait, of a registration `r`: in the
/// words of index registration_standing, which alone is read then.
inline constexpr std::string_view kStanding =
    "r.state = 'active' and r.phase <> 'registered' and r.phase <> 'eligible' "
    "and r.phase <> 'rejected'";
/// SQL for the place of an entry, by its alias, as lists of that order tell it; of few entries.
std::string told_place(std::string_view entry, ListOrder order);
/// SQL for how many wait now who are ranked before an entry in its quota. Places have no gap, so
/// they are all before her but those who got a place, and but those who stand otherwise since: the
/// column `strays`, which the database itself keeps true (migration 0055).
std::string told_waiting(std::string_view entry);

core::Result<std::vector<GroupBalance>> balance_of(db::Reader& reader, const RunRow& run);

/// Where an entry stands in its run.
struct EntryPlace
{
    std::string quota;
    std::int64_t place = 0;
};

/// An entry that confirming still has to move.
struct Unsettled : EntryPlace
{
    core::Id registration_id;
    std::int64_t seat = kNoSeat;
};

/// At most `limit` of them after an entry: those with a seat that are not selected, and those
/// without that do not wait.
core::Result<std::vector<Unsettled>> unsettled(db::Reader& reader, const core::Id& run_id,
                                               const EntryPlace& after, std::int64_t limit);

/// Somebody who waits, or who holds a place, and the reserves to which she belongs.
struct Standing
{
    core::Id registration_id;
    std::int64_t reserves = 0;
    std::int64_t place = 0; ///< on the list
    bool waits = false;
};
BOOST_DESCRIBE_STRUCT(Standing, (), (registration_id, reserves, place, waits))
/// Whom the run gave a place of the quota, the few who wait since among them, and who holds one by
/// a promotion.
core::Result<std::vector<Standing>> standing_of(db::Reader& reader, const core::Id& run_id,
                                                std::string_view quota);
/// The first who waits of those to whom the run gave no place of the quota; of who belongs to one
/// of `reserves` when any are named.
core::Result<std::optional<Standing>> first_unplaced(db::Reader& reader, const core::Id& run_id,
                                                     std::string_view quota, Groups reserves);

/// How many women of the quota's place hold a place and are not in the run: trained before it, most
/// of them. `placed`: standing_of the quota.
core::Result<std::int64_t> beyond_now(db::Reader& reader, const RunRow& run, std::string_view quota,
                                      const std::vector<Standing>& placed);

/// Whether she waits in no list: the region has a confirmed run, and she is not in it.
core::Result<bool> waits_unlisted(db::Reader& reader, const core::Id& registration_id);

/// The quotas, in confirmed runs, of these registrations.
struct RunQuota
{
    core::Id run_id;
    std::string quota;
    auto operator<=>(const RunQuota&) const = default;
};
BOOST_DESCRIBE_STRUCT(RunQuota, (), (run_id, quota))
core::Result<std::vector<RunQuota>> quotas_of_registration(db::Reader& reader,
                                                           const core::Id& registration_id);

} // namespace jisr::selection
