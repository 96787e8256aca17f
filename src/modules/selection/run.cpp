#include "modules/selection/run.hpp"

#include "db/digest.hpp"
#include "modules/programmes/programmes.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace jisr::selection {

namespace {

std::string hex_of(std::uint64_t number)
{
    std::string digits(16, '0');
    char text[16];
    const auto end = std::to_chars(std::begin(text), std::end(text), number, 16).ptr;
    std::copy_backward(text, end, digits.end());
    return digits;
}

/// The region is one quota where no province has a target of its own.
std::string quota_of(const Inputs& inputs, const std::string& province)
{
    return inputs.targets.contains("") ? "" : province;
}

Groups groups_of(const Plan& plan, const Traits& traits)
{
    Groups groups = 0;
    for (std::size_t i = 0; i < plan.reserves.size(); ++i)
        if (verdict_on(plan.reserves[i].group, traits) == Verdict::Met)
            groups |= Groups{1} << i;
    return groups;
}

/// As registrations have them.
std::int64_t bits_of(const std::vector<std::string>& codes)
{
    std::int64_t bits = 0;
    for (const auto& code : codes)
        if (const auto group = core::from_code<programmes::PriorityGroup>(code))
            bits |= programmes::bits_of({*group});
    return bits;
}

Entry entry_of(const RunRow& run, const Inputs& inputs, const CandidateRow& row,
               const Traits& traits)
{
    static const std::vector<GivenPoints> kNone(100);
    const auto given = inputs.points.find(row.registration_id);
    const auto score =
        score_of(run.plan.criteria, traits, given == inputs.points.end() ? kNone : given->second);
    const auto lot = inputs.lots.find(row.registration_id);
    const bool keeps_lot = lot != inputs.lots.end();
    return {.run_id = run.id,
            .registration_id = row.registration_id,
            .person_id = row.person_id,
            .reference = row.reference,
            .quota = quota_of(inputs, row.province_code),
            .score = *score.total,
            .complete = score.complete,
            .draw = keeps_lot ? lot->second.draw : "",
            .drawn_in = keeps_lot ? std::optional(lot->second.drawn_in) : std::nullopt,
            .reserves = groups_of(run.plan, traits),
            .held = row.phase == registry::Phase::Selected,
            .is_rural = traits.is_rural,
            .has_disability = traits.has_disability,
            .age = traits.age,
            .groups = bits_of(row.priority_groups)};
}

/// By quota and registration. An entry is heavy to move: each is moved once.
std::vector<Entry> in_order(std::vector<Entry> entries)
{
    std::vector<Entry*> ordered;
    ordered.reserve(entries.size());
    for (auto& entry : entries)
        ordered.push_back(&entry);
    std::ranges::sort(ordered, {}, [](const Entry* entry) {
        return std::tie(entry->quota, entry->registration_id);
    });
    std::vector<Entry> all;
    all.reserve(entries.size());
    for (auto* entry : ordered)
        all.push_back(std::move(*entry));
    return all;
}

/// 0 for what is no lot: the digests tell that somebody changed it.
std::uint64_t lot_of(const Entry& entry)
{
    std::uint64_t lot = 0;
    std::from_chars(entry.draw.data(), entry.draw.data() + entry.draw.size(), lot, 16);
    return lot;
}

std::vector<Contender> contenders_of(std::span<const Entry> entries, bool keeps_selected)
{
    std::vector<Contender> contenders;
    contenders.reserve(entries.size());
    for (const auto& entry : entries)
        contenders.push_back({entry.score, lot_of(entry), static_cast<Groups>(entry.reserves),
                              keeps_selected && entry.held});
    return contenders;
}

/// Ranks and seats the entries of one quota, which come out in the order of the ranking.
void settle(std::span<Entry> entries, Quota& quota, bool keeps_selected)
{
    const auto choice =
        choose(contenders_of(entries, keeps_selected), quota.places, quota.reserved);
    quota.unfilled = choice.unfilled;
    std::vector<Entry> ranked;
    ranked.reserve(entries.size());
    for (const auto i : choice.ranking) {
        ranked.push_back(std::move(entries[i]));
        ranked.back().place = static_cast<std::int64_t>(ranked.size());
        ranked.back().seat = choice.seat[i];
        quota.selected += choice.seat[i] != kNoSeat ? 1 : 0;
    }
    std::move(ranked.begin(), ranked.end(), entries.begin());
}

std::vector<Quota> quotas_of(const Inputs& inputs)
{
    std::map<std::string, Quota> quotas;
    const auto quota = [&](const std::string& code) -> Quota& {
        auto& one = quotas[code];
        one.code = code;
        return one;
    };
    for (const auto& [code, target] : inputs.targets)
        quota(code).target = target;
    for (const auto& [province, beyond] : inputs.beyond)
        quota(quota_of(inputs, province)).beyond += beyond;
    for (const auto& entry : inputs.entries)
        ++quota(entry.quota).candidates;
    std::vector<Quota> list;
    for (auto& [unused, one] : quotas)
        list.push_back(std::move(one));
    return list;
}

/// Whoever was told that she is selected does not lose her place because a target was lowered.
void give_places(Quota& quota, std::int64_t held)
{
    const auto left = quota.target - quota.beyond;
    quota.over_target = held > left;
    quota.places = std::max(left, held);
}

void reserve_places(RunRow& run)
{
    std::vector<std::int64_t> places;
    for (const auto& quota : run.quotas)
        places.push_back(quota.places);
    auto reserved = reserved_of(run.plan.reserves, places);
    for (std::size_t i = 0; i < run.quotas.size(); ++i)
        run.quotas[i].reserved = std::move(reserved[i]);
}

void add_places(db::Digest& digest, const RunRow& run)
{
    for (const auto& quota : run.quotas) {
        digest.text(quota.code);
        digest.number(quota.places);
    }
}

void add_standing(db::Digest& digest, const RunRow& run, const Entry& entry)
{
    digest.text(entry.quota);
    digest.number(entry.score);
    digest.number(entry.reserves);
    if (entry.drawn_in)
        digest.text(entry.draw);
    if (run.keeps_selected)
        digest.number(entry.held ? 1 : 0);
}

/// What is ranked, and for which places: all that decides but the lots. Of references, so that
/// whoever reads the list that is put up can make it again.
std::string digest_of_list(const RunRow& run, const std::vector<Entry>& listed)
{
    db::Digest digest;
    digest.text(core::json_text(static_cast<const PlanFields&>(run.plan)));
    add_places(digest, run);
    for (const auto& entry : listed) {
        digest.text(entry.reference);
        add_standing(digest, run, entry);
    }
    return digest.hex();
}

/// As many in each quota as were listed: nobody was taken out or put in.
bool are_all_there(const RunRow& run, const std::vector<Entry>& entries)
{
    std::map<std::string, std::int64_t> listed;
    for (const auto& quota : run.quotas)
        if (quota.candidates > 0)
            listed[quota.code] = quota.candidates;
    std::map<std::string, std::int64_t> found;
    for (const auto& entry : entries)
        ++found[entry.quota];
    return found == listed;
}

/// What decided: the plan, the places, and of every candidate all that her place follows from.
std::string digest_of(const RunRow& run, const std::vector<Entry>& entries)
{
    db::Digest digest;
    digest.text(core::json_text(static_cast<const PlanFields&>(run.plan)));
    digest.text(run.seed);
    add_places(digest, run);
    for (const auto& entry : entries) {
        digest.text(entry.registration_id.str());
        add_standing(digest, run, entry);
    }
    return digest.hex();
}

} // namespace

void add_candidate(const RunRow& run, const CandidateRow& row, Inputs& inputs)
{
    const auto traits = traits_of(row, run.as_of);
    inputs.entries.push_back(entry_of(run, inputs, row, traits));
    // Her file was changed, or the rules were, since she was found eligible. People decide what
    // follows.
    if (eligibility_of(run.plan.rules, traits).verdict == Verdict::NotMet)
        ++inputs.ineligible;
}

std::vector<Entry> list_up(RunRow& run, Inputs inputs)
{
    run.quotas = quotas_of(inputs);
    auto entries = in_order(std::move(inputs.entries));
    run.candidates = static_cast<std::int64_t>(entries.size());
    run.unscored = std::ranges::count(entries, false, &Entry::complete);
    run.ineligible = inputs.ineligible;
    run.undecided = inputs.undecided;
    run.rejected = inputs.rejected;
    run.unsplit = inputs.unsplit;
    run.kept_lots = std::ranges::count_if(
        entries, [](const Entry& entry) { return entry.drawn_in.has_value(); });
    auto rest = std::span(entries);
    for (auto& quota : run.quotas) {
        const auto own = rest.first(static_cast<std::size_t>(quota.candidates));
        rest = rest.subspan(own.size());
        give_places(quota, std::ranges::count(own, true, &Entry::held));
    }
    reserve_places(run);
    run.list_digest = digest_of_list(run, entries);
    return entries;
}

void draw_lots(RunRow& run, std::vector<Entry>& entries)
{
    for (auto& entry : entries)
        if (!entry.drawn_in)
            entry.draw = hex_of(draw_of(run.seed, entry.reference));
    auto rest = std::span(entries);
    for (auto& quota : run.quotas) {
        const auto own = rest.first(static_cast<std::size_t>(quota.candidates));
        rest = rest.subspan(own.size());
        quota.selected = 0;
        settle(own, quota, run.keeps_selected);
    }
    run.digest = digest_of(run, entries);
}

Balance::Balance(const Plan& plan)
    : groups_{{"all"}, {"rural"}, {"urban"}, {"disability"}, {"under_35"}},
      reserves_(plan.reserves.size())
{
    for (std::size_t i = 0; i < reserves_; ++i)
        groups_.push_back({"reserve_" + std::to_string(i)});
    for (const auto& [group, code] : core::enum_codes<programmes::PriorityGroup>()) {
        groups_.push_back({std::string("priority_").append(code)});
        bits_.push_back(programmes::bits_of({group}));
    }
}

void Balance::add(const Entry& entry)
{
    std::size_t at = 0;
    const auto count = [&](bool is_in) {
        groups_[at].candidates += is_in ? 1 : 0;
        groups_[at].selected += is_in && entry.seat != kNoSeat ? 1 : 0;
        ++at;
    };
    count(true);
    count(entry.is_rural);
    count(!entry.is_rural);
    count(entry.has_disability);
    count(entry.age && *entry.age < 35);
    for (std::size_t i = 0; i < reserves_; ++i)
        count((entry.reserves & (std::int64_t{1} << i)) != 0);
    for (const auto bits : bits_)
        count((entry.groups & bits) != 0);
}

bool comes_to_the_same(const RunRow& run, const std::vector<Entry>& entries)
{
    if (!are_all_there(run, entries))
        return false;
    auto before = entries;
    std::ranges::stable_sort(before, {}, &Entry::quota);
    auto again = entries;
    std::ranges::sort(
        again, {}, [](const Entry& entry) { return std::tie(entry.quota, entry.registration_id); });
    auto drawn = run;
    const bool same_list = run.list_digest.empty() || digest_of_list(run, again) == run.list_digest;
    draw_lots(drawn, again);
    return same_list && core::json_text(again) == core::json_text(before) &&
           core::json_text(drawn.quotas) == core::json_text(run.quotas) &&
           drawn.digest == run.digest;
}

} // namespace jisr::selection
