#include "modules/convergence/table.hpp"

#include "core/suppression.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace jisr::convergence {

namespace {

/// One line before it is told: any, one, two, three, then each programme.
struct Row
{
    std::string region_code;
    std::string province_code;
    std::string commune_code;
    std::vector<core::TableCell> cells;
};

constexpr std::size_t kAny = 0;
constexpr std::size_t kOne = 1;
constexpr std::size_t kProgrammes = 4;

std::vector<std::int64_t> values_of(const PlaceCount& count)
{
    std::vector<std::int64_t> values{count.one + count.two + count.three, count.one, count.two,
                                     count.three};
    values.insert(values.end(), count.of_programme.begin(), count.of_programme.end());
    return values;
}

void add(Row& row, const std::vector<std::int64_t>& values)
{
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        row.cells[i].value += values[i];
}

/// The sums of one line: one, two and three programmes make any; and the programmes, whose sum
/// follows from these.
void add_sums_of_line(Row& row, std::vector<core::TableSum>& sums)
{
    core::TableSum by_number{{}, &row.cells[kAny]};
    for (std::size_t i = kOne; i < kProgrammes; ++i)
        by_number.parts.push_back(&row.cells[i]);
    core::TableSum by_programme;
    for (std::size_t i = kProgrammes; i < row.cells.size(); ++i)
        by_programme.parts.push_back(&row.cells[i]);
    sums.push_back(std::move(by_number));
    sums.push_back(std::move(by_programme));
}

bool is_part(const Row& row, const Row& whole)
{
    if (whole.region_code.empty())
        return !row.region_code.empty() && row.province_code.empty();
    return whole.province_code.empty() && row.region_code == whole.region_code &&
           !row.province_code.empty();
}

std::vector<core::TableSum> sums_of(const std::vector<Row*>& rows)
{
    std::vector<core::TableSum> sums;
    for (Row* const line : rows) {
        auto& whole = *line;
        add_sums_of_line(whole, sums);
        if (!whole.province_code.empty())
            continue;
        for (std::size_t column = 0; column < whole.cells.size(); ++column) {
            core::TableSum sum{{}, &whole.cells[column]};
            for (Row* const row : rows)
                if (is_part(*row, whole))
                    sum.parts.push_back(&row->cells[column]);
            if (!sum.parts.empty())
                sums.push_back(std::move(sum));
        }
    }
    return sums;
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
              .two = row.cells[kOne + 1].told(),
              .three = row.cells[kOne + 2].told()};
    for (std::size_t i = 0; i < programmes.size(); ++i)
        line.programmes.push_back({programmes[i], row.cells[kProgrammes + i].told()});
    return line;
}

using Places = std::tuple<std::string, std::string, std::string>;
using Rows = std::map<Places, Row>; ///< the total first, each region before its provinces

/// With a line for each place of `all`, whatever is counted: tables of several years have the same.
Rows rows_of(const std::vector<PlaceCount>& all, const std::vector<PlaceCount>& counts,
             std::size_t programmes, const Sight& sight)
{
    Rows rows;
    const auto put = [&](const std::string& region, const std::string& province,
                         const std::string& commune) {
        auto [at, is_new] =
            rows.try_emplace({region, province, commune}, Row{region, province, commune, {}});
        if (is_new)
            at->second.cells.assign(kProgrammes + programmes,
                                    {.open = sight.open(region, province)});
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

/// Of those who take part in any year, who does not in this one. In how many programmes says
/// nothing here: whoever is in one this year may be in two altogether.
Rows rest_of(Rows all, const Rows& year)
{
    for (auto& [place, row] : all) {
        const auto& other = year.at(place).cells;
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            row.cells[i].value -= other[i].value;
        row.cells[kOne].value = row.cells[kAny].value;
        for (std::size_t i = kOne + 1; i < kProgrammes; ++i)
            row.cells[i].value = 0;
    }
    return all;
}

/// Leaves out of each what is left out of any. The tables have the same lines.
void suppress_together(std::vector<Rows>& tables)
{
    std::vector<bool> hidden;
    for (bool changed = true; changed;) {
        changed = false;
        for (auto& table : tables) {
            std::vector<core::TableCell*> cells;
            std::vector<Row*> lines;
            for (auto& [unused, row] : table) {
                if (!row.commune_code.empty())
                    continue; // open, all of them
                lines.push_back(&row);
                for (auto& cell : row.cells)
                    cells.push_back(&cell);
            }
            hidden.resize(cells.size());
            for (std::size_t i = 0; i < cells.size(); ++i)
                cells[i]->hidden = hidden[i];
            core::suppress(sums_of(lines));
            for (std::size_t i = 0; i < cells.size(); ++i)
                if (cells[i]->hidden != hidden[i])
                    hidden[i] = changed = true;
        }
    }
}

} // namespace

std::vector<Line> table_of(const YearCounts& counts, std::optional<std::int64_t> year,
                           const std::vector<core::Id>& programmes, const Sight& sight)
{
    std::vector<Rows> tables{rows_of(counts.all, counts.all, programmes.size(), sight)};
    std::size_t shown = 0;
    for (const auto& [each, of_year] : counts.of_year) {
        if (each == year)
            shown = tables.size();
        tables.push_back(rows_of(counts.all, of_year, programmes.size(), sight));
        tables.push_back(rest_of(tables.front(), tables.back()));
    }
    if (year && shown == 0) { // nobody that year
        shown = tables.size();
        tables.push_back(rows_of(counts.all, {}, programmes.size(), sight));
    }
    suppress_together(tables);
    std::vector<Line> table;
    for (const auto& [unused, row] : tables[shown])
        table.push_back(line_of(row, programmes));
    return table;
}

} // namespace jisr::convergence
