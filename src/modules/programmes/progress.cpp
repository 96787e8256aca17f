#include "modules/programmes/progress.hpp"

#include "modules/territory/territory.hpp"

#include <algorithm>
#include <map>

namespace jisr::programmes {

namespace {

template <class Keep>
Count sum_of(const Snapshot& snapshot, Keep&& keep)
{
    Count sum;
    for (const auto& count : snapshot.counts)
        if (keep(count))
            sum += count;
    return sum;
}

std::optional<std::int64_t> target_of(const Snapshot& snapshot, const std::string& region_code,
                                      const std::optional<std::string>& province_code,
                                      Measure measure)
{
    for (const auto& target : snapshot.targets)
        if (target.measure == measure && target.region_code == region_code &&
            target.province_code == province_code)
            return target.value;
    return std::nullopt;
}

/// Puts the numbers of a place beside its targets into `out`, a region's or a province's record.
template <class Place>
void put_measures(Place& out, const Count& count, const Snapshot& snapshot,
                  const std::string& region_code, const std::optional<std::string>& province_code)
{
    out.women = {count.women, target_of(snapshot, region_code, province_code, Measure::Women),
                 count.women_today};
    out.cooperatives = {count.cooperatives,
                        target_of(snapshot, region_code, province_code, Measure::Cooperatives),
                        count.cooperatives_today};
}

Count count_of_region(const Snapshot& snapshot, const std::string& code)
{
    return sum_of(snapshot, [&](const Count& count) { return count.region_code == code; });
}

Count count_of_province(const Snapshot& snapshot, const std::string& code)
{
    return sum_of(snapshot, [&](const Count& count) { return count.province_code == code; });
}

std::optional<std::int64_t> unless_small(std::int64_t number, RegionProgress& region, bool open)
{
    if (open || number == 0 || number >= core::kSmall)
        return number;
    region.suppressed = true;
    return std::nullopt;
}

RegionProgress region_progress(const Snapshot& snapshot, const View& view, const std::string& code)
{
    const Count count = count_of_region(snapshot, code);
    const bool open = view.unsuppressed.contains(code);
    RegionProgress region{.region_code = code};
    put_measures(region, count, snapshot, code, std::nullopt);
    region.persons_with_disabilities = unless_small(count.persons_with_disabilities, region, open);
    region.self_employed = unless_small(count.self_employed, region, open);
    region.companies = unless_small(count.companies, region, open);
    for (const auto& province : territory::provinces()) {
        if (province.region_code != code || !view.province_seen(code, province.code))
            continue;
        ProvinceProgress line{.province_code = province.code};
        put_measures(line, count_of_province(snapshot, province.code), snapshot, code,
                     province.code);
        region.provinces.push_back(std::move(line));
    }
    return region;
}

void add(MeasureProgress& sum, const MeasureProgress& more)
{
    sum.registered += more.registered;
    sum.today += more.today;
    if (more.target)
        sum.target = sum.target.value_or(0) + *more.target;
}

ProgressEvent event_of(const Count& count, std::optional<std::string> region_code,
                       std::optional<std::string> province_code)
{
    return {std::move(region_code), std::move(province_code), count.women, count.cooperatives,
            count.women_today};
}

} // namespace

Count& operator+=(Count& sum, const Count& more)
{
    core::for_each_member<Count>([&](std::string_view, auto pointer) {
        if constexpr (std::is_same_v<decltype(pointer), std::int64_t Count::*>)
            sum.*pointer += more.*pointer;
    });
    return sum;
}

std::vector<Count> counts_of(const std::vector<Registrant>& registrants, std::int32_t today)
{
    const auto& communes = territory::communes();
    std::vector<Count> by_commune(communes.size());
    for (const auto& one : registrants) {
        if (one.commune == Registrant::kNowhere)
            continue;
        auto& count = by_commune[one.commune];
        const std::int64_t is_today = one.day == today ? 1 : 0;
        if (one.kind == RegistrantKind::Woman) {
            ++count.women;
            count.women_today += is_today;
        } else if (one.kind == RegistrantKind::Cooperative) {
            ++count.cooperatives;
            count.cooperatives_today += is_today;
        } else if (one.kind == RegistrantKind::Company)
            ++count.companies;
        count.persons_with_disabilities += one.has_disability ? 1 : 0;
        count.self_employed += one.is_self_employed ? 1 : 0;
    }
    std::map<std::string_view, Count> by_province;
    for (std::size_t i = 0; i < communes.size(); ++i)
        by_province[communes[i].province_code] += by_commune[i];
    std::vector<Count> counts;
    for (auto& [code, count] : by_province) {
        count.region_code = territory::region_code_of(code);
        count.province_code = code;
        counts.push_back(std::move(count));
    }
    return counts;
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

Progress progress_of(const Snapshot& snapshot, const View& view)
{
    Progress progress{
        .edition_id = snapshot.edition_id, .year = snapshot.year, .as_of = snapshot.as_of};
    for (const auto& region : territory::regions()) {
        if (!view.region_seen(region.code))
            continue;
        progress.regions.push_back(region_progress(snapshot, view, region.code));
        add(progress.women, progress.regions.back().women);
        add(progress.cooperatives, progress.regions.back().cooperatives);
    }
    return progress;
}

std::vector<ProgressEvent> events_of(const Snapshot& snapshot, const View& view)
{
    std::vector<ProgressEvent> events;
    Count total;
    events.emplace_back();
    for (const auto& region : territory::regions()) {
        if (!view.region_seen(region.code))
            continue;
        const Count count = count_of_region(snapshot, region.code);
        total += count;
        events.push_back(event_of(count, region.code, {}));
        for (const auto& province : territory::provinces())
            if (province.region_code == region.code &&
                view.province_seen(region.code, province.code))
                events.push_back(event_of(count_of_province(snapshot, province.code), region.code,
                                          province.code));
    }
    events.front() = event_of(total, {}, {});
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
