#include "modules/convergence/table.hpp"

#include "core/suppression.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace jisr::convergence {

namespace {

/// One line before it is told: how many are in at least one, in one, in two, in three or more; what
/// can be reckoned of these and of the programmes; then each programme.
struct Row
{
    std::string region_code;
    std::string province_code;
    std::string commune_code;
    std::vector<core::TableCell> cells;
};

constexpr std::size_t kAny = 0;
constexpr std::size_t kOne = 1;
constexpr std::size_t kTwo = 2;
constexpr std::size_t kThree = 3;
constexpr std::size_t kSeveral = 4; ///< two and three together
constexpr std::size_t kBeyond = 5;  ///< programmes that these have besides two
constexpr std::size_t kHeld = 6;    ///< programmes that all have
constexpr std::size_t kProgrammes = 7;

std::vector<std::int64_t> values_of(const PlaceCount& count)
{
    const auto several = count.two + count.three;
    const auto any = count.one + several;
    const auto held =
        std::accumulate(count.of_programme.begin(), count.of_programme.end(), std::int64_t{0});
    std::vector<std::int64_t> values{
        any, count.one, count.two, count.three, several, held - any - several, held};
    values.insert(values.end(), count.of_programme.begin(), count.of_programme.end());
    return values;
}

void add(Row& row, const std::vector<std::int64_t>& values)
{
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        row.cells[i].value += values[i];
}

/// The sums of one line: one and several programmes make any, two and three several; and what all
/// have is the sum of the programmes, and one each, another of who has several, and those beyond.
void add_sums_of_line(Row& row, std::vector<core::TableSum>& sums)
{
    auto& cells = row.cells;
    sums.push_back({{&cells[kOne], &cells[kSeveral]}, &cells[kAny]});
    sums.push_back({{&cells[kTwo], &cells[kThree]}, &cells[kSeveral]});
    sums.push_back({{&cells[kAny], &cells[kSeveral], &cells[kBeyond]}, &cells[kHeld]});
    core::TableSum by_programme{{}, &cells[kHeld]};
    for (std::size_t i = kProgrammes; i < cells.size(); ++i)
        by_programme.parts.push_back(&cells[i]);
    if (by_programme.parts.size() == 3) // else it is not told how many have four
        sums.push_back({{&cells[kBeyond]}, &cells[kThree]});
    sums.push_back(std::move(by_programme));
}

bool is_part(const Row& row, const Row& whole)
{
    if (whole.region_code.empty())
        return !row.region_code.empty() && row.province_code.empty();
    return whole.province_code.empty() && row.region_code == whole.region_code &&
           !row.province_code.empty() && row.commune_code.empty();
}

using Places = std::tuple<std::string, std::string, std::string>;
using Rows = std::map<Places, Row>; ///< the total first, each region before its provinces

/// The nation's is the regions', a region's the provinces'. Communes are open, all of them.
void add_sums_of_places(Rows& rows, std::vector<core::TableSum>& sums)
{
    for (auto& [unused, whole] : rows) {
        if (!whole.province_code.empty())
            continue;
        for (std::size_t column = 0; column < whole.cells.size(); ++column) {
            core::TableSum sum{{}, &whole.cells[column]};
            for (auto& [other, row] : rows)
                if (is_part(row, whole))
                    sum.parts.push_back(&row.cells[column]);
            if (!sum.parts.empty())
                sums.push_back(std::move(sum));
        }
    }
}

void add_sums_of_lines(Rows& rows, std::vector<core::TableSum>& sums)
{
    for (auto& [unused, row] : rows)
        if (row.commune_code.empty())
            add_sums_of_line(row, sums);
}

std::optional<std::string> code_or_none(const std::string& code)
{
    return code.empty() ? std::nullopt : std::optional(code);
}

Line line_of(const Row& row, const std::vector<core::Id>& programmes)
{
    Line line{.region_code = code_or_none(row.region_code),
              .province_code = code_or_none(row.province_code),
              .commune_code = code_or_none(row.commune_code),
              .any = row.cells[kAny].told(),
              .one = row.cells[kOne].told(),
              .two = row.cells[kTwo].told(),
              .three = row.cells[kThree].told()};
    for (std::size_t i = 0; i < programmes.size(); ++i)
        line.programmes.push_back({programmes[i], row.cells[kProgrammes + i].told()});
    return line;
}

/// With a line for each place of `all`, whatever is counted: tables of several years have the same.
Rows rows_of(const std::vector<PlaceCount>& all, const std::vector<PlaceCount>& counts,
             std::size_t programmes, const Sight& sight)
{
    Rows rows;
    const auto put = [&](const std::string& region, const std::string& province,
                         const std::string& commune) {
        auto [at, is_new] =
            rows.try_emplace({region, province, commune}, Row{region, province, commune, {}});
        if (!is_new)
            return;
        auto& cells = at->second.cells;
        cells.assign(kProgrammes + programmes, {.open = sight.open(region, province)});
        for (auto column = kSeveral; column < kProgrammes; ++column)
            cells[column].silent = true;
    };
    put({}, {}, {});
    for (const auto& region : sight.regions)
        put(region, {}, {});
    for (const auto& place : all) {
        put(place.region_code, {}, {});
        put(place.region_code, place.province_code, {});
        // Communes are small: outsiders are not told of them at all.
        if (sight.open(place.region_code, place.province_code))
            put(place.region_code, place.province_code, place.commune_code);
    }
    for (const auto& count : counts) {
        const auto values = values_of(count);
        const auto& [region, province, commune] =
            std::tie(count.region_code, count.province_code, count.commune_code);
        for (const auto& place : {Places{}, Places{region, {}, {}}, Places{region, province, {}},
                                  Places{region, province, commune}})
            if (const auto at = rows.find(place); at != rows.end())
                add(at->second, values);
    }
    return rows;
}

/// Whether whoever is counted there in a year is counted there among all years as well. Not so of
/// one programme and of two: whoever is in one this year may be in two altogether.
bool is_nested(std::size_t column)
{
    return column != kOne && column != kTwo;
}

/// And whether whoever is counted there among all years is so in one of them.
bool is_counted_once(std::size_t column)
{
    return column == kAny || column >= kProgrammes;
}

using AddsUp = bool(std::size_t column);

/// Whom `part` leaves of `whole`, of which it is a part.
Rows rest_of(Rows whole, const Rows& part, AddsUp adds_up)
{
    for (auto& [place, row] : whole)
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            auto& cell = row.cells[i];
            cell.value = adds_up(i) ? cell.value - part.at(place).cells[i].value : 0;
            cell.silent = true;
        }
    return whole;
}

void add_sums_of_parts(Rows& part, Rows& rest, Rows& whole, AddsUp adds_up,
                       std::vector<core::TableSum>& sums)
{
    for (auto& [place, row] : whole)
        for (std::size_t i = 0; row.commune_code.empty() && i < row.cells.size(); ++i)
            if (adds_up(i))
                sums.push_back(
                    {{&part.at(place).cells[i], &rest.at(place).cells[i]}, &row.cells[i]});
}

/// The table of all years and those of each, as they are told together.
class Tables
{
  public:
    Tables(const YearCounts& counts, std::size_t programmes, const Sight& sight)
        : all_(rows_of(counts.all, counts.all, programmes, sight))
    {
        for (const auto& [year, of_year] : counts.of_year) {
            auto rows = rows_of(counts.all, of_year, programmes, sight);
            rests_.emplace(year, rest_of(all_, rows, is_nested));
            years_.emplace(year, std::move(rows));
        }
        if (years_.size() == 2)
            both_ = rest_of(years_.begin()->second, rests_.rbegin()->second, is_counted_once);
        const auto all_sums = sums();
        core::suppress(all_sums);
        core::reveal(all_sums, wanted());
    }

    /// Null for a year of which no list says anything.
    [[nodiscard]] const Rows* find(std::optional<std::int64_t> year) const
    {
        const auto found = year ? years_.find(*year) : years_.end();
        return !year ? &all_ : found == years_.end() ? nullptr : &found->second;
    }

  private:
    std::vector<core::TableSum> sums()
    {
        std::vector<core::TableSum> sums;
        add_sums_of_places(all_, sums);
        for (auto& [year, rows] : years_)
            add_sums_of_places(rows, sums);
        for (auto& [year, rows] : rests_)
            add_sums_of_places(rows, sums);
        for (auto& [year, rows] : years_)
            add_sums_of_parts(rows, rests_.at(year), all_, is_nested, sums);
        if (years_.size() == 2)
            add_sums_of_both(sums);
        add_sums_of_lines(all_, sums);
        for (auto& [year, rows] : years_)
            add_sums_of_lines(rows, sums);
        return sums;
    }

    /// What says most: the nation's lines, of all years first, then how many are in any in regions.
    std::vector<core::TableCell*> wanted()
    {
        std::vector<core::TableCell*> cells;
        const auto want = [&](Row& row) {
            cells.push_back(&row.cells[kAny]);
            for (auto column = kProgrammes; column < row.cells.size(); ++column)
                cells.push_back(&row.cells[column]);
            for (const auto column : {kOne, kTwo, kThree})
                cells.push_back(&row.cells[column]);
        };
        want(all_.begin()->second);
        for (auto& [year, rows] : years_)
            want(rows.begin()->second);
        for (auto& [place, row] : all_)
            if (!row.region_code.empty() && row.province_code.empty())
                cells.push_back(&row.cells[kAny]);
        return cells;
    }

    /// Who is in no other year than the two, and not in the one, is in the other.
    void add_sums_of_both(std::vector<core::TableSum>& sums)
    {
        add_sums_of_places(both_, sums);
        add_sums_of_parts(both_, rests_.rbegin()->second, years_.begin()->second, is_counted_once,
                          sums);
        add_sums_of_parts(both_, rests_.begin()->second, years_.rbegin()->second, is_counted_once,
                          sums);
    }

    Rows all_;
    std::map<std::int64_t, Rows> years_;
    std::map<std::int64_t, Rows> rests_; ///< who takes part, and not in that year
    Rows both_;                          ///< who takes part in each year, where these are two
};

} // namespace

std::vector<Line> table_of(const YearCounts& counts, std::optional<std::int64_t> year,
                           const std::vector<core::Id>& programmes, const Sight& sight)
{
    const Tables tables(counts, programmes.size(), sight);
    const auto* found = tables.find(year);
    std::vector<Line> table;
    for (const auto& [unused, row] :
         found != nullptr ? *found : rows_of(counts.all, {}, programmes.size(), sight))
        table.push_back(line_of(row, programmes));
    return table;
}

} // namespace jisr::convergence
