#include "modules/programmes/outside.hpp"

#include "core/suppression.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>
#include <cstdlib>

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

bool is_many(std::int64_t moved)
{
    return std::abs(moved) >= core::kSmall;
}

/// Persons alone: whoever saw four cooperatives come would know that the fifth was a woman.
bool moved_enough(const Counts& before, const Counts& now)
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
void begin_day(Tally& tally, std::optional<std::size_t> month)
{
    tally.this_month = month;
    for (auto& counts : tally.provinces) {
        counts[column::kToday] = 0;
        counts[column::kEarlier] = month ? counts[column::kMonths + *month] : 0;
    }
}

void put_public(Tally& into, const Tally& from, std::size_t province)
{
    for (std::size_t column = 0; column < column::kNumber; ++column)
        if (column::is_public(column))
            into.provinces[province][column] = from.provinces[province][column];
    for (const auto commune : within().communes_of[province])
        into.communes[commune].cooperatives = from.communes[commune].cooperatives;
}

void put_province(Tally& into, const Tally& from, std::size_t province)
{
    into.provinces[province] = from.provinces[province];
    for (const auto commune : within().communes_of[province])
        into.communes[commune] = from.communes[commune];
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

/// Tells what is new of a province in which five persons moved, and of the numbers there that are
/// sensitive those that moved by five themselves. While one of the others is told of more women
/// than are left, all wait.
void Outside::move_on(Held& held, const Tally& current, std::size_t province)
{
    const auto& before = held.tally.provinces[province];
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
        has_moved(column::kDisability) && is_many(now[kWithout] - held.without[province]);
    if (!tells_disability)
        keep(column::kDisability);
    if (!has_moved(column::kDisabledOthers))
        keep(column::kDisabledOthers);
    now[kWithout] = women - now[column::kDisability];
    now[column::kDisabled] = now[column::kDisability] + now[column::kDisabledOthers];
    const auto most =
        *std::max_element(now.begin() + column::kGroups, now.begin() + column::kAreas);
    if (std::max(most, now[column::kDisability]) > women)
        return;
    put_province(held.tally, current, province);
    held.tally.provinces[province] = now;
    if (tells_disability)
        held.without[province] = now[kWithout];
}

void Outside::look_at(Held& held, const Shared& current)
{
    if (!held.from) {
        held.tally = current->tally;
        for (const auto& counts : held.tally.provinces)
            held.without.push_back(counts[column::kDisability + 1]);
    } else if (held.from->today != current->today)
        begin_day(held.tally, current->tally.this_month);
    for (std::size_t i = 0; i < held.tally.provinces.size(); ++i) {
        if (moved_enough(held.tally.provinces[i], current->tally.provinces[i]))
            move_on(held, current->tally, i);
        put_public(held.tally, current->tally, i);
    }
    held.from = current;
    held.told.clear();
}

Outside::Shared Outside::told(const Shared& current, const Openness& open)
{
    if (open.nation)
        return current;
    const std::lock_guard lock(mutex_);
    auto& held = held_[{current->edition_id, current->year}];
    if (held.from != current)
        look_at(held, current);
    auto& told = held.told[open];
    if (told)
        return told;
    auto tally = held.tally;
    const auto& provinces = territory::provinces();
    for (std::size_t i = 0; i < provinces.size(); ++i)
        if (open.province(provinces[i].code))
            put_province(tally, current->tally, i);
    sum_up(tally);
    return told = std::make_shared<const Snapshot>(with_tally(*current, std::move(tally)));
}

} // namespace jisr::programmes
