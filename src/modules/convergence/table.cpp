#include "modules/convergence/table.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace jisr::convergence {

namespace {

struct Cell
{
    std::int64_t value = 0;
    bool open = false; ///< the reader may know it whatever it is
    bool hidden = false;
};

/// One line before it is told: any, one, two, three, then each programme.
struct Row
{
    std::string region_code;
    std::string province_code;
    std::vector<Cell> cells;
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

/// Numbers that add up to `total`; without one, to something that can be reckoned from other
/// numbers of the line.
struct Sum
{
    std::vector<Cell*> parts;
    Cell* total = nullptr;
};

/// The smallest number of the sum that may be hidden; null when none is left.
Cell* next_to_hide(const Sum& sum)
{
    Cell* smallest = nullptr;
    for (Cell* part : sum.parts)
        if (!part->hidden && !part->open && part->value > 0 &&
            (smallest == nullptr || part->value < smallest->value))
            smallest = part;
    if (smallest == nullptr && sum.total != nullptr && !sum.total->hidden && !sum.total->open &&
        sum.total->value > 0)
        return sum.total;
    return smallest;
}

/// Whether what is hidden can be reckoned, or nearly, from what is shown.
bool tells(const Sum& sum)
{
    std::int64_t hidden = 0;
    std::int64_t together = 0;
    for (const Cell* part : sum.parts)
        if (part->hidden) {
            ++hidden;
            together += part->value;
        }
    if (sum.total != nullptr && sum.total->hidden)
        return hidden == 0 && std::any_of(sum.parts.begin(), sum.parts.end(),
                                          [](const Cell* part) { return part->value > 0; });
    return hidden == 1 || (hidden > 1 && together < kSmall + hidden);
}

/// True when something was hidden.
bool protect(const Sum& sum)
{
    bool changed = false;
    while (tells(sum)) {
        Cell* next = next_to_hide(sum);
        if (next == nullptr)
            break;
        next->hidden = changed = true;
    }
    return changed;
}

/// The sums of one line: one, two and three programmes make any; and the programmes, whose sum
/// follows from these.
void add_sums_of_line(Row& row, std::vector<Sum>& sums)
{
    Sum by_number{{}, &row.cells[kAny]};
    for (std::size_t i = kOne; i < kProgrammes; ++i)
        by_number.parts.push_back(&row.cells[i]);
    Sum by_programme;
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

std::vector<Sum> sums_of(std::vector<Row>& rows)
{
    std::vector<Sum> sums;
    for (auto& whole : rows) {
        add_sums_of_line(whole, sums);
        if (!whole.province_code.empty())
            continue;
        for (std::size_t column = 0; column < whole.cells.size(); ++column) {
            Sum sum{{}, &whole.cells[column]};
            for (auto& row : rows)
                if (is_part(row, whole))
                    sum.parts.push_back(&row.cells[column]);
            if (!sum.parts.empty())
                sums.push_back(std::move(sum));
        }
    }
    return sums;
}

void suppress(std::vector<Row>& rows)
{
    for (auto& row : rows)
        for (auto& cell : row.cells)
            cell.hidden = !cell.open && cell.value > 0 && cell.value < kSmall;
    const auto sums = sums_of(rows);
    bool changed = true;
    while (changed) {
        changed = false;
        for (const auto& sum : sums)
            changed = protect(sum) || changed;
    }
}

std::optional<std::int64_t> told(const Cell& cell)
{
    return cell.hidden ? std::nullopt : std::optional(cell.value);
}

std::optional<std::string> code_or_none(const std::string& code)
{
    return code.empty() ? std::nullopt : std::optional(code);
}

Line line_of(const Row& row, const std::vector<core::Id>& programmes)
{
    Line line{.region_code = code_or_none(row.region_code),
              .province_code = code_or_none(row.province_code),
              .any = told(row.cells[kAny]),
              .one = told(row.cells[kOne]),
              .two = told(row.cells[kOne + 1]),
              .three = told(row.cells[kOne + 2])};
    for (std::size_t i = 0; i < programmes.size(); ++i)
        line.programmes.push_back({programmes[i], told(row.cells[kProgrammes + i])});
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
    suppress(rows);
    std::vector<Line> table;
    for (const auto& row : rows)
        table.push_back(line_of(row, programmes));
    return table;
}

} // namespace jisr::convergence
