#include "core/suppression.hpp"

#include <algorithm>

namespace jisr::core {

namespace {

void hide_if_small(TableCell* cell)
{
    if (cell != nullptr)
        cell->hidden = cell->hidden || (!cell->open && cell->value > 0 && cell->value < kSmall);
}

/// The smallest number of the sum that may be hidden; null when none is left.
TableCell* next_to_hide(const TableSum& sum)
{
    TableCell* smallest = nullptr;
    for (TableCell* part : sum.parts)
        if (!part->hidden && !part->open && part->value > 0 &&
            (smallest == nullptr || part->value < smallest->value))
            smallest = part;
    if (smallest == nullptr && sum.total != nullptr && !sum.total->hidden && !sum.total->open &&
        sum.total->value > 0)
        return sum.total;
    return smallest;
}

/// Whether what is hidden can be reckoned, or nearly, from what is shown.
bool tells(const TableSum& sum)
{
    std::int64_t hidden = 0;
    std::int64_t together = 0;
    for (const TableCell* part : sum.parts)
        if (part->hidden) {
            ++hidden;
            together += part->value;
        }
    if (sum.total != nullptr && sum.total->hidden)
        return hidden == 0 && std::any_of(sum.parts.begin(), sum.parts.end(),
                                          [](const TableCell* part) { return part->value > 0; });
    return hidden == 1 || (hidden > 1 && together < kSmall + hidden);
}

/// True when something was hidden.
bool protect(const TableSum& sum)
{
    bool changed = false;
    while (tells(sum)) {
        TableCell* next = next_to_hide(sum);
        if (next == nullptr)
            break;
        next->hidden = changed = true;
    }
    return changed;
}

} // namespace

void suppress(const std::vector<TableSum>& sums)
{
    for (const auto& sum : sums) {
        hide_if_small(sum.total);
        for (auto* part : sum.parts)
            hide_if_small(part);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& sum : sums)
            changed = protect(sum) || changed;
    }
}

} // namespace jisr::core
