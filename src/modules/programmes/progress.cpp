#include "modules/programmes/progress.hpp"

#include "modules/programmes/programme.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>
#include <map>
#include <mutex>

namespace jisr::programmes {

/// The tables that were asked for, by what is open.
class TableShelf
{
  public:
    std::shared_ptr<const PublicTable> get(const Tally& tally, const Openness& open)
    {
        const std::lock_guard lock(mutex_);
        auto& table = tables_[open];
        if (!table)
            table = std::make_shared<const PublicTable>(tally, open);
        return table;
    }

  private:
    std::mutex mutex_;
    std::map<Openness, std::shared_ptr<const PublicTable>> tables_;
};

namespace {

using Cells = PublicTable::Cells;

MeasureProgress told(const Cells& cells, Measure measure)
{
    const bool women = measure == Measure::Women;
    return {.registered = cells[women ? column::kWomen : column::kCooperatives].told(),
            .today = cells[women ? column::kToday : column::kCooperativesToday].told()};
}

void put_target(MeasureProgress& out, const Aim& aim)
{
    out.target = aim.value;
    out.target_is_sum = aim.is_sum;
}

/// Puts the numbers of a place beside its targets into `out`, a region's or a province's record.
template <class Place>
void put_measures(Place& out, const Cells& cells, const Snapshot& snapshot,
                  const std::string& region_code, const std::optional<std::string>& province_code)
{
    out.women = told(cells, Measure::Women);
    out.cooperatives = told(cells, Measure::Cooperatives);
    const auto aim = [&](Measure measure) {
        return aim_of(snapshot.targets, region_code, province_code, measure);
    };
    put_target(out.women, aim(Measure::Women));
    put_target(out.cooperatives, aim(Measure::Cooperatives));
}

bool is_whole(const RegionProgress& region)
{
    return region.women.registered && region.women.today && region.cooperatives.registered &&
           region.cooperatives.today && region.persons_with_disabilities && region.self_employed &&
           region.companies;
}

RegionProgress region_progress(const Snapshot& snapshot, const View& view, const PublicTable& table,
                               const std::string& code)
{
    RegionProgress region{.region_code = code};
    const auto& cells = table.row(code);
    put_measures(region, cells, snapshot, code, std::nullopt);
    region.persons_with_disabilities = cells[column::kDisabled].told();
    region.self_employed = cells[column::kSelfEmployed].told();
    region.companies = cells[column::of(RegistrantKind::Company)].told();
    region.suppressed = !is_whole(region);
    for (const auto& province : territory::provinces()) {
        if (province.region_code != code || !view.province_seen(code, province.code))
            continue;
        ProvinceProgress line{.province_code = province.code};
        put_measures(line, table.row(province.code), snapshot, code, province.code);
        region.provinces.push_back(std::move(line));
    }
    return region;
}

/// What is not told of one is not told of their sum.
void add(std::optional<std::int64_t>& sum, const std::optional<std::int64_t>& more)
{
    sum = sum && more ? std::optional(*sum + *more) : std::nullopt;
}

void add(MeasureProgress& sum, const MeasureProgress& more)
{
    add(sum.registered, more.registered);
    add(sum.today, more.today);
    if (!more.target)
        return;
    sum.target_is_sum = !sum.target && more.target_is_sum; // of the one region that there is
    sum.target = sum.target.value_or(0) + *more.target;
}

/// The nation's own numbers, which may be told where one of its regions' is not.
void put_nation(Progress& progress, const Cells& cells)
{
    const auto put = [&](MeasureProgress& out, Measure measure) {
        const auto target = out.target;
        out = told(cells, measure);
        out.target = target;
    };
    put(progress.women, Measure::Women);
    put(progress.cooperatives, Measure::Cooperatives);
}

template <class Place>
ProgressEvent event_of(const Place& place, std::optional<std::string> region_code,
                       std::optional<std::string> province_code)
{
    return {std::move(region_code), std::move(province_code), place.women.registered,
            place.cooperatives.registered, place.women.today};
}

} // namespace

Snapshot snapshot_of(const core::Id& edition_id, std::int64_t year, core::Instant as_of,
                     std::vector<Registrant> registrants, std::vector<Target> targets)
{
    const auto today = core::moroccan_day(as_of);
    auto tally = tally_of(registrants, {year, today});
    return {edition_id,
            year,
            as_of,
            today,
            std::move(registrants),
            std::move(tally),
            std::move(targets),
            std::make_shared<TableShelf>()};
}

Snapshot with_tally(const Snapshot& snapshot, Tally tally)
{
    return {snapshot.edition_id,
            snapshot.year,
            snapshot.as_of,
            snapshot.today,
            {},
            std::move(tally),
            snapshot.targets,
            std::make_shared<TableShelf>()};
}

std::shared_ptr<const PublicTable> table_for(const Snapshot& snapshot, const Openness& open)
{
    return snapshot.tables->get(snapshot.tally, open);
}

bool View::region_seen(const std::string& code) const
{
    return (!region || *region == code) && visible.region(code);
}

bool View::province_seen(const std::string& region_code, const std::string& code) const
{
    return (region || !visible.nation()) && region_seen(region_code) &&
           visible.province(region_code, code);
}

/// Nothing is hidden from who sees open places alone, so that they share a table.
Openness openness_of(const View& view)
{
    const auto& regions = territory::regions();
    const bool all_open = std::all_of(regions.begin(), regions.end(), [&](const auto& region) {
        return !view.region_seen(region.code) || view.open.region(region.code);
    });
    return all_open ? Openness{.nation = true} : view.open;
}

Progress progress_of(const Snapshot& snapshot, const View& view)
{
    Progress progress{
        .edition_id = snapshot.edition_id, .year = snapshot.year, .as_of = snapshot.as_of};
    const auto open = openness_of(view);
    progress.in_steps = !open.nation;
    const auto table = table_for(snapshot, open);
    for (const auto& region : territory::regions()) {
        if (!view.region_seen(region.code))
            continue;
        progress.regions.push_back(region_progress(snapshot, view, *table, region.code));
        add(progress.women, progress.regions.back().women);
        add(progress.cooperatives, progress.regions.back().cooperatives);
    }
    if (view.visible.nation() && !view.region)
        put_nation(progress, table->row(""));
    return progress;
}

std::vector<ProgressEvent> events_of(const Snapshot& snapshot, const View& view)
{
    const auto progress = progress_of(snapshot, view);
    std::vector<ProgressEvent> events{event_of(progress, {}, {})};
    for (const auto& region : progress.regions) {
        events.push_back(event_of(region, region.region_code, {}));
        for (const auto& province : region.provinces)
            events.push_back(event_of(province, region.region_code, province.province_code));
    }
    return events;
}

std::int64_t year_of(const Edition& edition, const std::optional<std::int64_t>& asked,
                     core::Date today)
{
    const std::int64_t first = edition.starts_on.year();
    const std::int64_t last = edition.ends_on.year();
    return asked.value_or(std::clamp<std::int64_t>(today.year(), first, last));
}

} // namespace jisr::programmes
