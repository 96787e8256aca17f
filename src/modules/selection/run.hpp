#pragma once

#include "modules/selection/candidate.hpp"
#include "modules/selection/choice.hpp"

#include <map>

namespace jisr::selection {

/// Listed: its list is closed, and no lots are drawn yet. Discarded: a newer list took its place.
/// Superseded: a newer confirmed one did.
enum class RunState { Listed, Draft, Confirming, Confirmed, Superseded, Discarded };
BOOST_DESCRIBE_ENUM(RunState, Listed, Draft, Confirming, Confirmed, Superseded, Discarded)

/// The places of a province, or of the region where its target is not split.
struct Quota
{
    std::string code;        ///< province code; empty: the region
    std::int64_t target = 0; ///< as the programme sets it
    std::int64_t beyond = 0; ///< women trained or further, who keep their places
    std::int64_t places =
        0; ///< to be given: the target without those, and never below who is selected
    bool over_target = false;           ///< more hold a place than the target has
    std::vector<std::int64_t> reserved; ///< places of each reserve
    std::vector<std::int64_t> unfilled; ///< of these, without a candidate; 0 where it is not told
    std::int64_t candidates = 0;
    std::int64_t selected = 0;

    static constexpr std::string_view kRecord = "selection.Quota";
};
BOOST_DESCRIBE_STRUCT(Quota, (),
                      (code, target, beyond, places, over_target, reserved, unfilled, candidates,
                       selected))

/// A row of table selection_run.
struct RunRow
{
    core::Id id;
    core::Id edition_id;
    std::string region_code;
    std::int64_t number = 1;
    std::string list_digest; ///< of what is ranked and for which places, before lots were drawn
    std::string seed;        ///< that the program drew after; empty while listed
    core::Date as_of;
    RunState state = RunState::Listed;
    Plan plan;
    std::vector<Quota> quotas;
    std::int64_t candidates = 0;
    std::int64_t unscored = 0;   ///< candidates with a criterion that nobody scored
    std::int64_t ineligible = 0; ///< candidates who no longer meet the rules, whom people looked at
    /// Beside the list when it was closed: those of whom nobody has decided whether they are
    /// eligible, most of them as their files do not say all that the rules ask, and those who are
    /// rejected. Null: of the time when they were not counted.
    std::optional<std::int64_t> undecided;
    std::optional<std::int64_t> rejected;
    std::int64_t unsplit = 0;   ///< places of the region's target that no province has
    std::int64_t kept_lots = 0; ///< candidates who keep the lot of an earlier selection
    std::string digest;
    bool keeps_selected = false; ///< whoever holds a place keeps it; else all are ranked anew
    std::optional<std::string> reason;
    core::Instant made_at;
    std::string made_by;
    std::string made_by_name;
    std::optional<core::Instant> confirmed_at;
    std::optional<std::string> confirmed_by;
    std::optional<std::string> confirmed_by_name;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "selection.Run";
};
BOOST_DESCRIBE_STRUCT(RunRow, (),
                      (id, edition_id, region_code, number, list_digest, seed, as_of, state, plan,
                       quotas, candidates, unscored, ineligible, undecided, rejected, unsplit,
                       kept_lots, digest, keeps_selected, reason, made_at, made_by, made_by_name,
                       confirmed_at, confirmed_by, confirmed_by_name, version))

/// One candidate of a run; a row of table selection_entry.
struct Entry
{
    core::Id run_id;
    core::Id registration_id;
    core::Id person_id;
    std::string reference;
    std::string quota;
    std::int64_t place = 0; ///< in the ranking of the quota, from 1
    std::int64_t score = 0; ///< hundredths
    bool complete = true;
    std::string draw;                 ///< 16 hexadecimal digits
    std::optional<core::Id> drawn_in; ///< the earlier run whose lot she keeps
    std::int64_t reserves = 0;
    std::int64_t seat = kNoSeat;
    bool held = false;
    bool is_rural = false;
    bool has_disability = false;
    std::optional<std::int64_t> age;
    std::int64_t groups = 0; ///< priority groups, as her file says today: not kept, and not
                             ///< described
};
BOOST_DESCRIBE_STRUCT(Entry, (),
                      (run_id, registration_id, person_id, reference, quota, place, score, complete,
                       draw, drawn_in, reserves, seat, held, is_rural, has_disability, age))

/// The lot of a candidate, and the run whose seed it comes from.
struct Lot
{
    std::string draw;
    core::Id drawn_in;
};

/// Everything that a run stands on.
struct Inputs
{
    std::map<std::string, std::int64_t> targets; ///< by quota
    std::map<core::Id, std::vector<GivenPoints>> points;
    std::map<core::Id, Lot> lots; ///< by registration, of the selection that is in force: chance
                                  ///< decides once, and a further selection changes nothing that
                                  ///< nobody asked for
    std::vector<Entry> entries;   ///< of the candidates, without seats and the lots to be drawn
    std::int64_t ineligible = 0;  ///< candidates, as in RunRow
    std::int64_t undecided = 0;   ///< who are registered, no more
    std::int64_t rejected = 0;
    std::int64_t unsplit = 0;                   ///< of the region's target, what no quota has
    std::map<std::string, std::int64_t> beyond; ///< women trained or further, by province
};

/// Adds a candidate of `run` to the inputs, whose targets, points and lots are known.
void add_candidate(const RunRow& run, const CandidateRow& row, Inputs& inputs);

/// Fills `run`, whose plan, day and region are given, from the inputs: its quotas with their
/// places, and the digest of its list; gives its entries by quota and registration. The same inputs
/// give the same, in whatever order their candidates were added.
std::vector<Entry> list_up(RunRow& run, Inputs inputs);

/// Draws the lots of the listed entries that keep none from the seed, ranks and seats them, quota
/// by quota in the order of the ranking, and fills the digest of the outcome.
void draw_lots(RunRow& run, std::vector<Entry>& entries);

/// How a run treats groups of candidates, counted from its entries.
struct GroupBalance
{
    std::string group; ///< all, rural, urban, disability, under_35, "priority_" with its code as
                       ///< files say it today, or "reserve_" with its number
    std::int64_t candidates = 0;
    std::int64_t selected = 0;

    static constexpr std::string_view kRecord = "selection.GroupBalance";
};
BOOST_DESCRIBE_STRUCT(GroupBalance, (), (group, candidates, selected))

/// Counts them, entry by entry.
class Balance
{
  public:
    explicit Balance(const Plan& plan);
    void add(const Entry& entry);

    [[nodiscard]] const std::vector<GroupBalance>& groups() const { return groups_; }

  private:
    std::vector<GroupBalance> groups_;
    std::size_t reserves_;
    std::vector<std::int64_t> bits_; ///< of each priority group
};

/// Ranks and chooses again from what the entries keep, and says whether it comes to the same.
bool comes_to_the_same(const RunRow& run, const std::vector<Entry>& entries);

} // namespace jisr::selection
