#include "modules/convergence/table.hpp"

#include "core/suppression.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace jisr::convergence {

namespace {

/// One line before it is told: any, one, two, three, then each programme.
struct Row
{
    std::string region_code;
    std::string province_code;
    std::vector<core::TableCell> cells;
};

constexpr std::size_t kAny = 0;
constexpr std::size_t kOne = 1;
constexpr std::size_t kProgrammes = 4;

std::vector<std::int64_t> values_of(const ProvinceCount& count)
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

std::vector<core::TableSum> sums_of(std::vector<Row>& rows)
{
    std::vector<core::TableSum> sums;
    for (auto& whole : rows) {
        add_sums_of_line(whole, sums);
        if (!whole.province_code.empty())
            continue;
        for (std::size_t column = 0; column < whole.cells.size(); ++column) {
            core::TableSum sum{{}, &whole.cells[column]};
            for (auto& row : rows)
                if (is_part(row, whole))
                    sum.parts.push_back(&row.cells[column]);
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
              .any = row.cells[kAny].told(),
              .one = row.cells[kOne].told(),
              .two = row.cells[kOne + 1].told(),
              .three = row.cells[kOne + 2].told()};
    for (std::size_t i = 0; i < programmes.size(); ++i)
        line.programmes.push_back({programmes[i], row.cells[kProgrammes + i].told()});
    return line;
}

} // namespace

std::vector<Line> table_of(const std::vector<ProvinceCount>& counts,
                           const std::vector<core::Id>& programmes, const Sight& sight)
{
    // Sorted, the total comes first and each region before its provinces.
    std::map<std::pair<std::string, std::string>, Row> lines;
    const auto row_of = [&](const std::string& region, const std::string& province) -> Row& {
        auto [at, is_new] = lines.try_emplace({region, province}, Row{region, province, {}});
        if (is_new)
            at->second.cells.assign(kProgrammes + programmes.size(),
                                    {.open = sight.open(region, province)});
        return at->second;
    };
    row_of({}, {});
    for (const auto& region : sight.regions)
        row_of(region, {});
    for (const auto& count : counts) {
        const auto values = values_of(count);
        add(row_of({}, {}), values);
        add(row_of(count.region_code, {}), values);
        add(row_of(count.region_code, count.province_code), values);
    }
    std::vector<Row> rows;
    for (auto& [unused, row] : lines)
        rows.push_back(std::move(row));
    core::suppress(sums_of(rows));
    std::vector<Line> table;
    for (const auto& row : rows)
        table.push_back(line_of(row, programmes));
    return table;
}

} // namespace jisr::convergence
