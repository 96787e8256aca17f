#include "modules/programmes/disclosure.hpp"

#include <algorithm>

namespace jisr::programmes {

namespace {

bool is_small(const TableCell& cell)
{
    return cell.number > 0 && cell.number < kSmall;
}

} // namespace

bool suppress(const std::vector<TableCell*>& cells)
{
    bool changed = false;
    std::int64_t sum = 0; // of what is hidden
    std::vector<TableCell*> open;
    for (auto* cell : cells) {
        changed = changed || (is_small(*cell) && !cell->hidden);
        cell->hidden = cell->hidden || is_small(*cell);
        if (cell->hidden)
            sum += cell->number;
        else if (cell->number > 0)
            open.push_back(cell);
    }
    if (sum == 0)
        return changed;
    std::sort(open.begin(), open.end(),
              [](const TableCell* a, const TableCell* b) { return a->number < b->number; });
    const bool alone =
        std::count_if(cells.begin(), cells.end(), [](auto* cell) { return cell->hidden; }) == 1;
    // Two hidden numbers of at most four each that add up to eight are four and four.
    for (auto next = open.begin();
         next != open.end() && (sum < 2 * kSmall || (alone && next == open.begin())); ++next) {
        (*next)->hidden = true;
        sum += (*next)->number;
        changed = true;
    }
    return changed;
}

void suppress(std::vector<std::vector<TableCell>>& rows, const std::vector<Part>& parts)
{
    const std::size_t columns = rows.empty() ? 0 : rows.front().size();
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t column = 0; column < columns; ++column) {
            std::vector<TableCell*> cells;
            for (auto& row : rows)
                cells.push_back(&row[column]);
            changed = suppress(cells) || changed;
        }
        for (auto& row : rows)
            for (const auto& part : parts) {
                std::vector<TableCell*> cells;
                for (std::size_t i = 0; i < part.count; ++i)
                    cells.push_back(&row[part.first + i]);
                changed = suppress(cells) || changed;
            }
    }
}

} // namespace jisr::programmes
