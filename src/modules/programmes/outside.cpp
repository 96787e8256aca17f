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

/// Persons alone: whoever saw four cooperatives come would know that the fifth was a woman.
bool moved_enough(const Counts& before, const Counts& now)
{
    std::int64_t moved = 0;
    for (std::size_t kind = column::kKinds; kind < column::kNumber; ++kind)
        moved += column::is_public(kind) ? 0 : std::abs(now[kind] - before[kind]);
    return moved >= core::kSmall;
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

void Outside::look_at(Held& held, const Shared& current)
{
    if (!held.from || held.from->today != current->today)
        held.tally = current->tally;
    for (std::size_t i = 0; i < held.tally.provinces.size(); ++i) {
        if (moved_enough(held.tally.provinces[i], current->tally.provinces[i]))
            put_province(held.tally, current->tally, i);
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
