#include "modules/programmes/outside.hpp"

#include "core/log.hpp"
#include "core/suppression.hpp"
#include "modules/programmes/outside_store.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>

namespace jisr::programmes {

namespace {

/// Places of territory's lists in one another.
struct Within
{
    std::vector<std::size_t> region_of; ///< each province
    std::vector<std::vector<std::size_t>> communes_of;

    Within()
    {
        const auto& regions = territory::regions();
        const auto& provinces = territory::provinces();
        for (const auto& province : provinces)
            region_of.push_back(place_of(regions, province.region_code));
        communes_of.resize(provinces.size());
        for (std::size_t i = 0; i < territory::communes().size(); ++i)
            communes_of[place_of(provinces, territory::communes()[i].province_code)].push_back(i);
    }

    template <class List>
    static std::size_t place_of(const List& list, const std::string& code)
    {
        return static_cast<std::size_t>(
            std::ranges::find_if(list, [&](const auto& one) { return one.code == code; }) -
            list.begin());
    }
};

const Within& within()
{
    static const Within places;
    return places;
}

using Row = std::span<const std::int64_t>;

bool is_many(std::int64_t moved)
{
    return std::abs(moved) >= core::kSmall;
}

/// Persons alone: whoever saw four cooperatives come would know that the fifth was a woman.
bool moved_enough(Row before, Row now)
{
    std::int64_t came = 0;
    for (std::size_t kind = column::kKinds; kind < column::kNumber; ++kind)
        came += column::is_public(kind) ? 0 : std::abs(now[kind] - before[kind]);
    std::int64_t left_phases = 0;
    for (auto phase = column::kPhases; phase < column::kMonths; ++phase)
        left_phases += std::max<std::int64_t>(0, before[phase] - now[phase]);
    return is_many(came) || is_many(left_phases);
}

/// Nobody registered yet that outsiders know of.
void begin_day(std::span<std::int64_t> counts, std::optional<std::size_t> month)
{
    counts[column::kToday] = 0;
    counts[column::kEarlier] = month ? counts[column::kMonths + *month] : 0;
}

void put_communes(Told& told, const Tally& tally, std::size_t province)
{
    for (const auto commune : within().communes_of[province])
        told.communes[commune] = tally.communes[commune].women;
}

/// Tells what is new of a province in which five persons moved, and of the numbers there that are
/// sensitive those that moved by five themselves. While one of the others is told of more women
/// than are left, all wait: false.
bool move_on(Told& told, const Tally& current, std::size_t province)
{
    auto& before = told.provinces[province];
    auto now = current.provinces[province];
    const auto women = now[column::kWomen];
    const auto keep = [&](std::size_t column) { now[column] = before[column]; };
    const auto has_moved = [&](std::size_t column) {
        return is_many(now[column] - before[column]);
    };
    for (auto group = column::kGroups; group < column::kAreas; ++group)
        if (!has_moved(group))
            keep(group);
    constexpr auto kWithout = column::kDisability + 1;
    const bool tells_disability =
        has_moved(column::kDisability) && is_many(now[kWithout] - told.without[province]);
    if (!tells_disability)
        keep(column::kDisability);
    if (!has_moved(column::kDisabledOthers))
        keep(column::kDisabledOthers);
    now[kWithout] = women - now[column::kDisability];
    now[column::kDisabled] = now[column::kDisability] + now[column::kDisabledOthers];
    const auto most =
        *std::max_element(now.begin() + column::kGroups, now.begin() + column::kAreas);
    if (std::max(most, now[column::kDisability]) > women)
        return false;
    before.assign(now.begin(), now.end());
    put_communes(told, current, province);
    if (tells_disability)
        told.without[province] = now[kWithout];
    return true;
}

/// Cooperatives and companies stay as they are counted.
void put_persons(Tally& into, const Told& told, std::size_t province)
{
    for (std::size_t column = 0; column < column::kNumber; ++column)
        if (!column::is_public(column))
            into.provinces[province][column] = told.provinces[province][column];
    for (const auto commune : within().communes_of[province])
        into.communes[commune].women = told.communes[commune];
}

void add(Counts& sum, const Counts& more)
{
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] += more[i];
}

void sum_up(Tally& tally)
{
    tally.nation = {};
    std::ranges::fill(tally.regions, Counts{});
    for (std::size_t i = 0; i < tally.provinces.size(); ++i)
        add(tally.regions[within().region_of[i]], tally.provinces[i]);
    for (const auto& region : tally.regions)
        add(tally.nation, region);
}

} // namespace

Told told_first(const Snapshot& current)
{
    Told told{
        .edition_id = current.edition_id, .year = current.year, .version = 1, .day = current.today};
    told.communes.resize(current.tally.communes.size());
    for (const auto& counts : current.tally.provinces) {
        put_communes(told, current.tally, told.provinces.size());
        told.provinces.emplace_back(counts.begin(), counts.end());
        told.without.push_back(counts[column::kDisability + 1]);
    }
    return told;
}

std::optional<Told> told_next(const Told& before, const Snapshot& current)
{
    auto told = before;
    bool moved = false;
    for (std::size_t i = 0; i < told.provinces.size(); ++i) {
        if (before.day != current.today)
            begin_day(told.provinces[i], current.tally.this_month);
        if (moved_enough(told.provinces[i], current.tally.provinces[i]))
            moved = move_on(told, current.tally, i) || moved;
    }
    if (!moved)
        return std::nullopt;
    told.day = current.today;
    ++told.version;
    return told;
}

Snapshot as_told(const Told& told, const Snapshot& current, const Openness& open)
{
    auto tally = current.tally;
    const auto& provinces = territory::provinces();
    for (std::size_t i = 0; i < provinces.size(); ++i) {
        if (open.province(provinces[i].code))
            continue;
        put_persons(tally, told, i);
        if (told.day != current.today)
            begin_day(tally.provinces[i], tally.this_month);
    }
    sum_up(tally);
    return with_tally(current, std::move(tally));
}

bool Outside::go_on(const std::optional<Told>& before, const Snapshot& current)
{
    const auto next = before ? told_next(*before, current) : std::nullopt;
    if (!next)
        return true;
    bool is_kept = false;
    const auto done = database_.write([&](db::Writer& writer) -> core::Result<void> {
        is_kept = TRY(keep_told(writer, *next));
        return {};
    });
    if (!done)
        core::log_warning("progress_not_told", {{"cause", done.error().cause}});
    return done && is_kept;
}

core::Result<void> Outside::look(const Snapshot& current)
{
    const std::pair key{current.edition_id, current.year};
    const auto known = [&] {
        const std::lock_guard lock(mutex_);
        return held_[key].told.version;
    }();
    const auto find = [&](db::Reader& reader) {
        return find_told(reader, key.first, key.second, known);
    };
    auto newer = TRY(database_.ask(find));
    if (!newer && known == 0) {
        TRY(database_.write(
            [&](db::Writer& writer) { return begin_telling(writer, told_first(current)); }));
        newer = TRY(database_.ask(find));
    }
    const std::lock_guard lock(mutex_);
    if (newer && newer->version > held_[key].told.version)
        held_[key] = {std::move(*newer), nullptr, {}};
    return {};
}

Outside::Shared Outside::told(const Shared& current, const Openness& open)
{
    if (open.nation)
        return current;
    const std::lock_guard lock(mutex_);
    auto& held = held_[{current->edition_id, current->year}];
    if (held.from != current) {
        held.from = current;
        held.shown.clear();
    }
    auto& shown = held.shown[open];
    if (!shown)
        shown = std::make_shared<const Snapshot>(as_told(held.told, *current, open));
    return shown;
}

} // namespace jisr::programmes
