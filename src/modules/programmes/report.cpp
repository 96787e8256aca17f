#include "modules/programmes/report.hpp"

#include "core/suppression.hpp"
#include "modules/programmes/programme.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace jisr::programmes {

namespace {

constexpr std::size_t kNoRow = 0xFF'FF;

/// The year, and the days of it that are asked for.
struct Period
{
    core::Date first;
    core::Date last;
    core::Date from;
    core::Date to;

    [[nodiscard]] std::int32_t number_of(core::Date day) const
    {
        return day.days_since_epoch() - first.days_since_epoch();
    }

    /// From the first day of the year until its last, or until today.
    [[nodiscard]] bool is_year(core::Date today) const
    {
        return from == first && (to == last || (to >= today && today >= first));
    }

    /// From 0; nothing unless it is one month from its first day to its last.
    [[nodiscard]] std::optional<std::size_t> month() const
    {
        const auto next = core::Date::from_days(to.days_since_epoch() + 1);
        if (from.day() != 1 || next.day() != 1 || from.month() != to.month())
            return std::nullopt;
        return static_cast<std::size_t>(from.month() - 1);
    }
};

bool has_sort(const ReportQuery& query)
{
    return query.group || query.disability || query.area || query.phase;
}

/// Passes registrants of the period and the sort that are asked for.
class Filter
{
  public:
    Filter(const ReportQuery& query, const Period& period)
        : query_(query), from_(period.number_of(period.from)), to_(period.number_of(period.to)),
          by_sort_(has_sort(query))
    {
    }

    [[nodiscard]] bool passes(const Registrant& one) const
    {
        return one.day >= from_ && one.day <= to_ && (!by_sort_ || is_of_sort(one));
    }

  private:
    [[nodiscard]] bool is_of_sort(const Registrant& one) const
    {
        return (!query_.group || (one.groups >> static_cast<unsigned>(*query_.group) & 1U) != 0) &&
               (!query_.disability || *query_.disability == one.has_disability) &&
               (!query_.area || *query_.area == area_of(one)) &&
               (!query_.phase || *query_.phase == one.phase);
    }

    const ReportQuery& query_;
    std::int32_t from_;
    std::int32_t to_;
    bool by_sort_;
};

/// The places below the one asked for, and the row of each commune among them.
struct Rows
{
    std::vector<std::string> codes;
    std::vector<std::size_t> of_commune;
};

template <class Place>
void put_codes(Rows& rows, const std::vector<Place>& places, std::string_view within)
{
    for (const auto& place : places)
        if (within.empty() || place.code.starts_with(std::string(within) + "."))
            rows.codes.push_back(place.code);
}

/// The part of a code that names a place at the level of the rows.
std::string_view row_code(const territory::Commune& commune, const ReportQuery& query)
{
    if (query.province)
        return commune.code;
    return query.region ? std::string_view(commune.province_code) : commune.region_code;
}

Rows rows_below(const ReportQuery& query)
{
    Rows rows;
    if (query.province)
        put_codes(rows, territory::communes(), *query.province);
    else if (query.region)
        put_codes(rows, territory::provinces(), *query.region);
    else
        put_codes(rows, territory::regions(), "");
    std::map<std::string_view, std::size_t> numbers;
    for (std::size_t i = 0; i < rows.codes.size(); ++i)
        numbers[rows.codes[i]] = i;
    for (const auto& commune : territory::communes()) {
        const auto found = numbers.find(row_code(commune, query));
        rows.of_commune.push_back(found == numbers.end() ? kNoRow : found->second);
    }
    return rows;
}

std::size_t row_of(const Rows& rows, const Registrant& one)
{
    return one.commune < rows.of_commune.size() ? rows.of_commune[one.commune] : kNoRow;
}

/// The trend of who passes, by days of a quarter or by months.
class Trend
{
  public:
    explicit Trend(const Period& period) : from_(period.number_of(period.from))
    {
        const auto last = period.number_of(period.to);
        step_ = last - from_ < 92 ? TrendStep::Day : TrendStep::Month;
        for (auto number = from_; number <= last; ++number) {
            const auto day = core::Date::from_days(period.first.days_since_epoch() + number);
            if (points_.empty() || step_ == TrendStep::Day || day.day() == 1)
                points_.push_back({day, 0, 0});
            point_of_.push_back(points_.size() - 1);
        }
    }

    void add(const Registrant& one)
    {
        auto& point = points_[point_of_[static_cast<std::size_t>(one.day - from_)]];
        *point.women += one.kind == RegistrantKind::Woman ? 1 : 0;
        *point.cooperatives += one.kind == RegistrantKind::Cooperative ? 1 : 0;
    }

    void put(Report& report)
    {
        report.trend_step = step_;
        report.trend = std::move(points_);
    }

  private:
    TrendStep step_ = TrendStep::Day;
    std::int32_t from_;
    std::vector<TrendPoint> points_;
    std::vector<std::size_t> point_of_; ///< by the days since from_
};

/// Regions and provinces have targets, for all of their registrants.
void set_targets(ReportPlace& place, const ReportBase& base)
{
    const bool is_region = territory::find_region(place.code) != nullptr;
    if (!is_region && territory::find_province(place.code) == nullptr)
        return;
    const auto region = territory::region_code_of(place.code);
    const auto province = is_region ? std::nullopt : std::optional(place.code);
    place.women_target = aim_of(base.targets, region, province, Measure::Women).value;
    place.cooperatives_target = aim_of(base.targets, region, province, Measure::Cooperatives).value;
}

using Cells = PublicTable::Cells;

/// Counts of everyone who passes, a row each of `rows`.
template <class OnPassing>
std::vector<Counts> count(const ReportBase& base, const Rows& rows, const Filter& filter,
                          OnPassing&& on_passing)
{
    std::vector<Counts> counts(rows.codes.size(), Counts{});
    for (const auto& one : base.registrants) {
        const auto row = row_of(rows, one);
        if (row == kNoRow || !filter.passes(one))
            continue;
        add(counts[row], one);
        on_passing(one);
    }
    return counts;
}

template <class E>
std::vector<ReportCell> cells_of(const Cells& row, std::size_t at)
{
    std::vector<ReportCell> cells;
    for (const auto& [value, code] : core::enum_codes<E>())
        cells.push_back({code, row[at + static_cast<std::size_t>(value)].told()});
    return cells;
}

void put_sorts(Report& report, const Cells& cells)
{
    report.kinds = cells_of<RegistrantKind>(cells, column::kKinds);
    const auto organisations = std::ranges::find(
        report.kinds, core::code_of(RegistrantKind::Cooperative), &ReportCell::code);
    report.kinds.insert(organisations, {"self_employed", cells[column::kSelfEmployed].told()});
    report.groups = cells_of<PriorityGroup>(cells, column::kGroups);
    report.areas = cells_of<Area>(cells, column::kAreas);
    report.disability = {{"with", cells[column::kDisability].told()},
                         {"without", cells[column::kDisability + 1].told()}};
    report.phases = cells_of<Phase>(cells, column::kPhases);
}

/// Of a cut in a region its total alone stands in the table: of provinces no sorts do.
bool tells_places(const ReportQuery& query)
{
    return !query.region || !has_sort(query);
}

/// What a limited reader asks for beyond the table is refused, and where.
core::Result<void> check_limits(const ReportQuery& query, const Period& period, core::Date today)
{
    const auto sorts =
        static_cast<int>(query.group.has_value()) + static_cast<int>(query.disability.has_value()) +
        static_cast<int>(query.area.has_value()) + static_cast<int>(query.phase.has_value());
    const char* pointer = query.group        ? "?group"
                          : query.disability ? "?disability"
                          : query.area       ? "?area"
                                             : "?phase";
    const bool is_year = period.is_year(today);
    if (sorts > 1 || (sorts == 1 && !is_year))
        return core::fail(core::problems::invalid(pointer, "one_cut_only"));
    if (sorts == 1 && query.province)
        return core::fail(core::problems::invalid(pointer, "no_cut_in_province"));
    if (!is_year && !period.month())
        return core::fail(
            core::problems::invalid(query.from ? "?from" : "?to", "whole_month_only"));
    return {};
}

ActivityRate activity_of(const ReportQuery& query)
{
    const auto place = query.province.value_or(query.region.value_or(""));
    auto area = query.area;
    const auto find = [&](std::string_view name) {
        return territory::find_indicator(name, place, area ? core::code_of(*area) : "total");
    };
    if (find("women_activity_rate_15plus") == nullptr)
        area.reset(); // of provinces the census tells both areas together
    const auto* women = find("women_activity_rate_15plus");
    const auto* men = find("men_activity_rate_15plus");
    if (women == nullptr || men == nullptr)
        return {};
    return {place, area, women->value, men->value, women->year, women->source};
}

core::Result<Period> period_of(const ReportBase& base, const ReportQuery& query)
{
    Period period;
    period.first = *core::Date::make(static_cast<int>(base.year), 1, 1);
    period.last = *core::Date::make(static_cast<int>(base.year), 12, 31);
    period.from = query.from.value_or(period.first);
    if (period.from < period.first || period.from > period.last)
        return core::fail(core::problems::invalid("?from", "not_in_year"));
    const bool has_today = base.today >= period.from && base.today <= period.last;
    period.to = query.to.value_or(has_today ? base.today : period.last);
    if (period.to < period.from || period.to > period.last)
        return core::fail(core::problems::invalid("?to", "not_in_year"));
    return period;
}

/// Adds what regions are to reach together.
void add_targets(ReportPlace& sum, const ReportPlace& more)
{
    if (more.women_target)
        sum.women_target = sum.women_target.value_or(0) + *more.women_target;
    if (more.cooperatives_target)
        sum.cooperatives_target = sum.cooperatives_target.value_or(0) + *more.cooperatives_target;
}

void put_all_targets(Report& report, const ReportBase& base)
{
    set_targets(report.total, base);
    for (auto& place : report.places) {
        set_targets(place, base);
        if (report.total.code.empty())
            add_targets(report.total, place);
    }
}

Cells cells_of(const Counts& counts)
{
    Cells cells;
    for (const auto number : counts)
        cells.push_back({.value = number});
    return cells;
}

/// Everything, for who may see the persons.
void count_all(Report& report, const ReportBase& base, const ReportQuery& query,
               const Period& period, const Rows& rows)
{
    Trend trend(period);
    const auto counts =
        count(base, rows, Filter(query, period), [&](const Registrant& one) { trend.add(one); });
    Counts sum{};
    for (std::size_t row = 0; row < counts.size(); ++row) {
        const auto& of_row = counts[row];
        report.places.push_back({.code = rows.codes[row],
                                 .women = of_row[column::kWomen],
                                 .cooperatives = of_row[column::kCooperatives]});
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += of_row[i];
    }
    report.total.women = sum[column::kWomen];
    report.total.cooperatives = sum[column::kCooperatives];
    put_sorts(report, cells_of(sum));
    trend.put(report);
}

/// The columns of women and of cooperatives that answer a limited reader; of the latter there are
/// no sorts.
struct Asked
{
    std::size_t women = column::kWomen;
    std::optional<std::size_t> cooperatives = column::kCooperatives;
};

Asked asked_of(const ReportQuery& query, const Period& period, bool is_year)
{
    if (query.group)
        return {column::kGroups + static_cast<std::size_t>(*query.group), {}};
    if (query.area)
        return {column::kAreas + static_cast<std::size_t>(*query.area), {}};
    if (query.disability)
        return {column::kDisability + (*query.disability ? 0 : 1), {}};
    if (query.phase)
        return {column::kPhases + static_cast<std::size_t>(*query.phase), {}};
    if (is_year)
        return {};
    return {column::kMonths + *period.month(), column::kCooperativeMonths + *period.month()};
}

ReportPlace told(std::string code, const Cells& cells, const Asked& asked)
{
    return {.code = std::move(code),
            .women = cells[asked.women].told(),
            .cooperatives = asked.cooperatives ? cells[*asked.cooperatives].told() : std::nullopt};
}

void tell_months(Report& report, const Cells& cells)
{
    const auto months = static_cast<std::size_t>(report.to.month());
    for (std::size_t month = 0; month < months; ++month)
        report.trend.push_back(
            {*core::Date::make(static_cast<int>(report.year), static_cast<int>(month) + 1, 1),
             cells[column::kMonths + month].told(),
             cells[column::kCooperativeMonths + month].told()});
}

/// What stands in the table, for who may not see the persons.
void tell(Report& report, const PublicTable& table, const ReportQuery& query, const Period& period,
          const Rows& rows, bool is_year)
{
    const auto asked = asked_of(query, period, is_year);
    const auto& cells = table.row(report.total.code);
    report.total = told(report.total.code, cells, asked);
    const auto& communes = territory::communes();
    const bool are_places = !query.province && tells_places(query);
    for (std::size_t row = 0; are_places && row < rows.codes.size(); ++row)
        report.places.push_back(told(rows.codes[row], table.row(rows.codes[row]), asked));
    for (std::size_t i = 0; query.province && is_year && i < communes.size(); ++i)
        if (rows.of_commune[i] != kNoRow)
            report.places.push_back({.code = communes[i].code,
                                     .women = table.commune(i)[0].told(),
                                     .cooperatives = table.commune(i)[1].told()});
    if (has_sort(query) || !is_year)
        return;
    tell_months(report, cells);
    if (!query.province)
        put_sorts(report, cells);
}

/// Most communes have nobody; regions and provinces are all named.
void leave_out(std::vector<ReportPlace>& places, bool are_communes, PlaceSeen seen)
{
    std::erase_if(places, [&](const ReportPlace& place) {
        return !seen(place.code) || (are_communes && place.women == 0 && place.cooperatives == 0);
    });
}

} // namespace

core::Result<Report> report_of(const ReportBase& base, const ReportQuery& query, PlaceSeen seen)
{
    const auto period = TRY(period_of(base, query));
    const bool is_year = period.is_year(base.today);
    if (base.table != nullptr)
        TRY(check_limits(query, period, base.today));
    Report report{.edition_id = base.edition_id,
                  .year = base.year,
                  .as_of = base.as_of,
                  .region = query.region,
                  .province = query.province,
                  .from = period.from,
                  .to = period.to,
                  .limited = base.table != nullptr,
                  .activity = activity_of(query)};
    report.total.code = query.province.value_or(query.region.value_or(""));
    const auto rows = rows_below(query);
    if (base.table != nullptr)
        tell(report, *base.table, query, period, rows, is_year);
    else
        count_all(report, base, query, period, rows);
    if (is_year && !has_sort(query))
        put_all_targets(report, base);
    leave_out(report.places, query.province.has_value(), seen);
    return report;
}

} // namespace jisr::programmes
