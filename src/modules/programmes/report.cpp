#include "modules/programmes/report.hpp"

#include "core/suppression.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace jisr::programmes {

namespace {

template <class E>
constexpr std::size_t kNumberOf =
    boost::mp11::mp_size<boost::describe::describe_enumerators<E>>::value;

constexpr std::size_t kNoRow = 0xFF'FF;
/// Where each sort of women stands among the columns of a table.
constexpr std::size_t kGroupsAt = 0;
constexpr std::size_t kAreasAt = kGroupsAt + kNumberOf<PriorityGroup>;
constexpr std::size_t kDisabilityAt = kAreasAt + kNumberOf<Area>;
constexpr std::size_t kPhasesAt = kDisabilityAt + 2;
constexpr std::size_t kSelfEmployedAt = kPhasesAt + kNumberOf<Phase>;
constexpr std::size_t kKindsAt = kSelfEmployedAt + 1;
constexpr std::size_t kColumns = kKindsAt + kNumberOf<RegistrantKind>;
/// Sorts of which each woman has exactly one: the first column, and how many.
constexpr std::array<std::pair<std::size_t, std::size_t>, 3> kParts{
    {{kAreasAt, kNumberOf<Area>}, {kDisabilityAt, 2}, {kPhasesAt, kNumberOf<Phase>}}};

/// Everything that is counted of one place.
using Counts = std::array<std::int64_t, kColumns>;

constexpr std::size_t column_of(RegistrantKind kind)
{
    return kKindsAt + static_cast<std::size_t>(kind);
}

Area area_of(const Registrant& one)
{
    static const auto areas = [] {
        std::vector<Area> of_commune;
        for (const auto& commune : territory::communes())
            of_commune.push_back(commune.type == territory::CommuneType::Rural ? Area::Rural
                                                                               : Area::Urban);
        return of_commune;
    }();
    return one.commune < areas.size() ? areas[one.commune] : Area::Rural;
}

void add(Counts& counts, const Registrant& one)
{
    ++counts[column_of(one.kind)];
    if (one.is_self_employed)
        ++counts[kSelfEmployedAt];
    if (one.kind != RegistrantKind::Woman)
        return;
    for (std::size_t group = 0, bits = one.groups; bits != 0; bits >>= 1U, ++group)
        counts[kGroupsAt + group] += static_cast<std::int64_t>(bits & 1U);
    ++counts[kAreasAt + static_cast<std::size_t>(area_of(one))];
    ++counts[kDisabilityAt + (one.has_disability ? 0 : 1)];
    ++counts[kPhasesAt + static_cast<std::size_t>(one.phase)];
}

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
                points_.push_back({.from = day});
            point_of_.push_back(points_.size() - 1);
        }
    }

    void add(const Registrant& one)
    {
        auto& point = points_[point_of_[static_cast<std::size_t>(one.day - from_)]];
        point.women += one.kind == RegistrantKind::Woman ? 1 : 0;
        point.cooperatives += one.kind == RegistrantKind::Cooperative ? 1 : 0;
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

std::optional<std::int64_t> target_of(const ReportBase& base, std::string_view region_code,
                                      const std::optional<std::string>& province, Measure measure)
{
    for (const auto& target : base.targets)
        if (target.measure == measure && target.region_code == region_code &&
            target.province_code == province)
            return target.value;
    return std::nullopt;
}

/// Regions and provinces have targets, for all of their registrants.
void put_targets(ReportPlace& place, const ReportBase& base, const ReportQuery& query)
{
    const bool is_region = territory::find_region(place.code) != nullptr;
    if (has_sort(query) || (!is_region && territory::find_province(place.code) == nullptr))
        return;
    const auto region = territory::region_code_of(place.code);
    const auto province = is_region ? std::nullopt : std::optional(place.code);
    place.women_target = target_of(base, region, province, Measure::Women);
    place.cooperatives_target = target_of(base, region, province, Measure::Cooperatives);
}

using Table = std::vector<std::vector<core::TableCell>>;

Table table_of(const std::vector<Counts>& counts)
{
    Table table;
    for (const auto& row : counts) {
        auto& cells = table.emplace_back();
        for (const auto number : row)
            cells.push_back({.value = number});
    }
    return table;
}

std::vector<core::TableCell> sum_of(const std::vector<Counts>& counts)
{
    std::vector<core::TableCell> sum(kColumns);
    for (const auto& row : counts)
        for (std::size_t column = 0; column < kColumns; ++column)
            sum[column].value += row[column];
    return sum;
}

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

/// One column of every row, and what it adds up to.
core::TableSum sum_of_column(Table& table, std::vector<core::TableCell>& total, std::size_t column)
{
    core::TableSum sum{{}, &total[column]};
    for (auto& row : table)
        sum.parts.push_back(&row[column]);
    return sum;
}

/// The sorts of which each woman has exactly one add up to the women.
void add_sums_of_row(std::vector<core::TableCell>& row, std::vector<core::TableSum>& sums)
{
    for (const auto& [first, count] : kParts) {
        core::TableSum sum{{}, &row[column_of(RegistrantKind::Woman)]};
        for (std::size_t i = 0; i < count; ++i)
            sum.parts.push_back(&row[first + i]);
        sums.push_back(std::move(sum));
    }
}

/// What outsiders read of the whole year: sorts of women by region, and their sums over the nation.
struct PublicTable
{
    Table regions;
    std::vector<core::TableCell> nation;
};

PublicTable public_table(const ReportBase& base, Period period)
{
    const ReportQuery everyone;
    period.from = period.first;
    period.to = period.last;
    const auto counts =
        count(base, rows_below(everyone), Filter(everyone, period), [](const Registrant&) {});
    PublicTable table{table_of(counts), sum_of(counts)};
    std::vector<core::TableSum> sums;
    for (const auto kind : {RegistrantKind::Woman, RegistrantKind::Cooperative}) {
        table.nation[column_of(kind)].open = true;
        for (auto& row : table.regions)
            row[column_of(kind)].open = true;
    }
    for (std::size_t column = 0; column < kColumns; ++column)
        sums.push_back(sum_of_column(table.regions, table.nation, column));
    for (auto& row : table.regions)
        add_sums_of_row(row, sums);
    add_sums_of_row(table.nation, sums);
    core::suppress(sums);
    return table;
}

/// Women and cooperatives of communes, whose sums are public.
void suppress_communes(Table& table, std::vector<core::TableCell>& province)
{
    std::vector<core::TableSum> sums;
    for (const auto kind : {RegistrantKind::Woman, RegistrantKind::Cooperative}) {
        province[column_of(kind)].open = true;
        sums.push_back(sum_of_column(table, province, column_of(kind)));
    }
    core::suppress(sums);
}

/// The column of the one sort that is asked for.
std::size_t column_of(const ReportQuery& query)
{
    if (query.group)
        return kGroupsAt + static_cast<std::size_t>(*query.group);
    if (query.area)
        return kAreasAt + static_cast<std::size_t>(*query.area);
    if (query.disability)
        return kDisabilityAt + (*query.disability ? 0 : 1);
    return kPhasesAt + static_cast<std::size_t>(*query.phase);
}

template <class E>
std::vector<ReportCell> cells_of(const std::vector<core::TableCell>& row, std::size_t at)
{
    std::vector<ReportCell> cells;
    for (const auto& [value, code] : core::enum_codes<E>())
        cells.push_back({code, row[at + static_cast<std::size_t>(value)].told()});
    return cells;
}

void put_sorts(Report& report, const std::vector<core::TableCell>& cells)
{
    report.kinds = cells_of<RegistrantKind>(cells, kKindsAt);
    report.kinds.push_back({"self_employed", cells[kSelfEmployedAt].told()});
    report.groups = cells_of<PriorityGroup>(cells, kGroupsAt);
    report.areas = cells_of<Area>(cells, kAreasAt);
    report.disability = {{"with", cells[kDisabilityAt].told()},
                         {"without", cells[kDisabilityAt + 1].told()}};
    report.phases = cells_of<Phase>(cells, kPhasesAt);
}

core::Result<void> check_limits(const ReportQuery& query, bool has_period)
{
    const auto sorts =
        static_cast<int>(query.group.has_value()) + static_cast<int>(query.disability.has_value()) +
        static_cast<int>(query.area.has_value()) + static_cast<int>(query.phase.has_value());
    const char* pointer = query.group        ? "?group"
                          : query.disability ? "?disability"
                          : query.area       ? "?area"
                                             : "?phase";
    if (sorts > 1 || (sorts == 1 && (has_period || query.region || query.province)))
        return core::fail(core::problems::invalid(pointer, "one_cut_only"));
    return {};
}

ActivityRate activity_of(const ReportQuery& query)
{
    const std::string_view place = query.region ? std::string_view(*query.region) : "";
    const auto women = territory::find_indicator("women_activity_rate_15plus", place);
    const auto men = territory::find_indicator("men_activity_rate_15plus", place);
    return women && men ? ActivityRate{women->value, men->value, women->year, women->source}
                        : ActivityRate{};
}

core::Result<Period> period_of(const ReportBase& base, const ReportQuery& query)
{
    Period period;
    period.first = *core::Date::make(static_cast<int>(base.year), 1, 1);
    period.last = *core::Date::make(static_cast<int>(base.year), 12, 31);
    period.from = query.from.value_or(period.first);
    if (period.from < period.first || period.from > period.last)
        return core::fail(core::problems::invalid("?from", "not_in_year"));
    period.to = query.to.value_or(std::clamp(base.today, period.from, period.last));
    if (period.to < period.from || period.to > period.last)
        return core::fail(core::problems::invalid("?to", "not_in_year"));
    return period;
}

/// Women of one sort by region, as outsiders are told them; of cooperatives there are no sorts.
void tell_sort(Table& table, std::vector<core::TableCell>& sum, const PublicTable& open,
               std::size_t column)
{
    const auto women = column_of(RegistrantKind::Woman);
    const auto cooperatives = column_of(RegistrantKind::Cooperative);
    for (std::size_t row = 0; row < table.size(); ++row) {
        table[row][women] = open.regions[row][column];
        table[row][cooperatives].hidden = true;
    }
    sum[women] = open.nation[column];
    sum[cooperatives].hidden = true;
}

ReportPlace place_of(std::string code, const std::vector<core::TableCell>& cells,
                     const ReportBase& base, const ReportQuery& query)
{
    ReportPlace place{.code = std::move(code),
                      .women = cells[column_of(RegistrantKind::Woman)].told(),
                      .cooperatives = cells[column_of(RegistrantKind::Cooperative)].told()};
    put_targets(place, base, query);
    return place;
}

/// Of the nation: what its regions are to reach together.
void add_targets(ReportPlace& sum, const ReportPlace& more)
{
    if (more.women_target)
        sum.women_target = sum.women_target.value_or(0) + *more.women_target;
    if (more.cooperatives_target)
        sum.cooperatives_target = sum.cooperatives_target.value_or(0) + *more.cooperatives_target;
}

void put_places(Report& report, const ReportBase& base, const ReportQuery& query, const Rows& rows,
                const Table& table, const std::vector<core::TableCell>& sum, PlaceSeen seen)
{
    report.total = place_of(query.province.value_or(query.region.value_or("")), sum, base, query);
    for (std::size_t row = 0; row < rows.codes.size(); ++row) {
        auto place = place_of(rows.codes[row], table[row], base, query);
        if (!query.region)
            add_targets(report.total, place);
        // Most communes have nobody; regions and provinces are all named.
        const bool is_empty = place.women == 0 && place.cooperatives == 0;
        if (seen(place.code) && !(query.province && is_empty))
            report.places.push_back(std::move(place));
    }
}

std::size_t region_number(std::string_view code)
{
    return static_cast<std::size_t>(territory::find_region(code) - territory::regions().data());
}

} // namespace

core::Result<Report> report_of(const ReportBase& base, const ReportQuery& query, bool limited,
                               PlaceSeen seen)
{
    const auto period = TRY(period_of(base, query));
    const bool has_period = query.from || query.to;
    if (limited)
        TRY(check_limits(query, has_period));
    Report report{.edition_id = base.edition_id,
                  .year = base.year,
                  .as_of = base.as_of,
                  .region = query.region,
                  .province = query.province,
                  .from = period.from,
                  .to = period.to,
                  .limited = limited,
                  .activity = activity_of(query)};
    const auto rows = rows_below(query);
    Trend trend(period);
    const auto counts =
        count(base, rows, Filter(query, period), [&](const Registrant& one) { trend.add(one); });
    auto table = table_of(counts);
    auto sum = sum_of(counts);
    if (limited && has_sort(query))
        tell_sort(table, sum, public_table(base, period), column_of(query));
    else
        trend.put(report);
    if (limited && query.province)
        suppress_communes(table, sum);
    put_places(report, base, query, rows, table, sum, seen);
    if (!limited)
        put_sorts(report, sum);
    else if (!has_sort(query) && !has_period && !query.province) {
        const auto open = public_table(base, period);
        put_sorts(report, query.region ? open.regions[region_number(*query.region)] : open.nation);
    }
    return report;
}

} // namespace jisr::programmes
