#include "modules/programmes/public_table.hpp"

#include "modules/territory/territory.hpp"

#include <algorithm>

namespace jisr::programmes {

namespace {

using core::TableCell;
using core::TableSum;

/// Sorts of which each woman has exactly one, and months: the first column, and how many.
constexpr std::array<std::pair<std::size_t, std::size_t>, 3> kSorts{
    {{column::kAreas, kNumberOf<Area>},
     {column::kDisability, 2},
     {column::kPhases, kNumberOf<Phase>}}};

/// What provinces have too.
constexpr std::array<std::pair<std::size_t, std::size_t>, 2> kOfProvinces{
    {{column::kMonths, column::kCooperativeMonths - column::kMonths}, {column::kWomen, 1}}};

PublicTable::Cells cells_of(const Counts& counts, std::string_view code, const Openness& open)
{
    PublicTable::Cells cells;
    for (std::size_t column = 0; column < counts.size(); ++column)
        cells.push_back({.value = counts[column], .open = open.shows(code, column)});
    return cells;
}

TableSum sum_of(PublicTable::Cells& row, std::size_t first, std::size_t count, std::size_t total)
{
    TableSum sum{{}, &row[total]};
    for (std::size_t i = 0; i < count; ++i)
        sum.parts.push_back(&row[first + i]);
    return sum;
}

/// Sorts are told of regions alone.
bool is_sort(std::size_t column)
{
    return !column::is_public(column) &&
           std::none_of(kOfProvinces.begin(), kOfProvinces.end(), [&](const auto& range) {
               return column >= range.first && column < range.first + range.second;
           });
}

template <class Place>
std::size_t number_of(const Place* place, const std::vector<Place>& places)
{
    return static_cast<std::size_t>(place - places.data());
}

} // namespace

Openness Openness::of(const service::Actor& actor)
{
    using service::Permission;
    Openness open;
    open.nation = actor.may(Permission::ViewSensitive, {});
    if (open.nation)
        return open;
    const auto look_at = [&](std::string_view code, auto& opened, const service::Place& place) {
        if (actor.may(Permission::ViewSensitive, place))
            opened.emplace(code);
        else if (actor.may(Permission::ViewRegistrants, place))
            open.listed.emplace(code);
    };
    if (actor.may(Permission::ViewRegistrants, {}))
        open.listed.emplace();
    for (const auto& region : territory::regions())
        look_at(region.code, open.regions, {.region_code = region.code});
    for (const auto& province : territory::provinces())
        if (!open.regions.contains(province.region_code))
            look_at(province.code, open.provinces,
                    {.region_code = province.region_code, .province_code = province.code});
    return open;
}

bool Openness::province(std::string_view code) const
{
    return region(territory::region_code_of(code)) || provinces.contains(code);
}

bool Openness::shows(std::string_view code, std::size_t column) const
{
    return whole(code) ||
           (!column::is_sensitive(column) && (listed.contains("") || listed.contains(code)));
}

PublicTable::PublicTable(const Tally& tally, const Openness& open)
    : this_month_(tally.this_month), nation_(cells_of(tally.nation, "", open))
{
    for (const auto& region : territory::regions())
        regions_.push_back(cells_of(tally.regions[regions_.size()], region.code, open));
    rests_ = regions_;
    for (const auto& province : territory::provinces()) {
        provinces_.push_back(cells_of(tally.provinces[provinces_.size()], province.code, open));
        auto& rest =
            rests_[number_of(territory::find_region(province.region_code), territory::regions())];
        for (std::size_t column = 0; column < column::kNumber; ++column)
            if (const auto& cell = provinces_.back()[column]; cell.open)
                rest[column].value -= cell.value;
    }
    for (const auto& commune : territory::communes()) {
        const auto& count = tally.communes[communes_.size()];
        const bool seen = open.shows(commune.province_code, column::kWomen);
        communes_.push_back(
            {{.value = count.women, .open = seen}, {.value = count.cooperatives, .open = seen}});
    }
    if (!open.nation)
        core::suppress(sums());
}

const PublicTable::Cells& PublicTable::row(std::string_view code) const
{
    if (code.empty())
        return nation_;
    if (const auto* region = territory::find_region(code))
        return regions_[number_of(region, territory::regions())];
    return provinces_[number_of(territory::find_province(code), territory::provinces())];
}

void PublicTable::add_sums_of_row(Cells& row, bool is_province, std::vector<TableSum>& sums)
{
    sums.push_back(sum_of(row, column::kMonths, 12, column::kWomen));
    if (this_month_)
        sums.push_back(sum_of(row, column::kToday, 2, column::kMonths + *this_month_));
    if (is_province)
        return;
    for (const auto& [first, count] : kSorts)
        sums.push_back(sum_of(row, first, count, column::kWomen));
    sums.push_back(
        {{&row[column::kDisability], &row[column::kDisabledOthers]}, &row[column::kDisabled]});
}

void PublicTable::add_sums_of_columns(std::vector<TableSum>& sums)
{
    for (std::size_t column = 0; column < column::kNumber; ++column) {
        if (column::is_public(column))
            continue;
        sums.push_back({{}, &nation_[column]});
        for (auto& region : regions_)
            sums.back().parts.push_back(&region[column]);
    }
    for (const auto& [first, count] : kOfProvinces)
        for (std::size_t column = first; column < first + count; ++column) {
            std::vector<TableSum> of_regions;
            for (auto& region : regions_)
                of_regions.push_back({{}, &region[column]});
            for (std::size_t i = 0; i < provinces_.size(); ++i)
                of_regions[number_of(territory::find_region(territory::provinces()[i].region_code),
                                     territory::regions())]
                    .parts.push_back(&provinces_[i][column]);
            sums.insert(sums.end(), of_regions.begin(), of_regions.end());
        }
    std::vector<TableSum> of_provinces;
    for (auto& province : provinces_)
        of_provinces.push_back({{}, &province[column::kWomen]});
    for (std::size_t i = 0; i < communes_.size(); ++i)
        of_provinces[number_of(territory::find_province(territory::communes()[i].province_code),
                               territory::provinces())]
            .parts.push_back(&communes_[i].front());
    sums.insert(sums.end(), of_provinces.begin(), of_provinces.end());
}

/// Who sees the persons of one province can count its sorts, and could take them from its region's.
void PublicTable::add_sums_of_rests(std::vector<TableSum>& sums)
{
    for (std::size_t column = 0; column < column::kNumber; ++column)
        for (std::size_t region = 0; is_sort(column) && region < regions_.size(); ++region)
            sums.push_back({{&rests_[region][column]}, &regions_[region][column]});
}

std::vector<TableSum> PublicTable::sums()
{
    std::vector<TableSum> sums;
    add_sums_of_columns(sums);
    add_sums_of_rests(sums);
    add_sums_of_row(nation_, false, sums);
    for (auto& region : regions_)
        add_sums_of_row(region, false, sums);
    for (auto& province : provinces_)
        add_sums_of_row(province, true, sums);
    return sums;
}

} // namespace jisr::programmes
