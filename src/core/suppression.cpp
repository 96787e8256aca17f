#include "core/suppression.hpp"

#include "core/equations.hpp"

#include <algorithm>

namespace jisr::core {

namespace {

/// The sums of a table, with its cells by number.
class Sums
{
  public:
    explicit Sums(const std::vector<TableSum>& sums) : sums_(sums)
    {
        for (const auto& sum : sums_)
            for_each(sum, [&](TableCell* cell, std::int64_t) { cells_.push_back(cell); });
        std::sort(cells_.begin(), cells_.end());
        cells_.erase(std::unique(cells_.begin(), cells_.end()), cells_.end());
        of_cell_.resize(cells_.size());
        unprotected_.resize(sums_.size());
        for (std::size_t i = 0; i < sums_.size(); ++i)
            for_each(sums_[i], [&](TableCell* cell, std::int64_t) {
                of_cell_[number_of(cell)].push_back(i);
            });
    }

    void hide_small();
    /// Hides what single sums would tell.
    void protect();
    /// Hides more beside each small number that can be reckoned; false when there is none, or
    /// nothing left to hide.
    bool hide_beside_reckonable();
    [[nodiscard]] std::vector<TableCell*> reckonable() const;
    /// Shows the cell unless that tells a small number.
    void reveal(TableCell* cell);

  private:
    template <class F>
    static void for_each(const TableSum& sum, F&& f)
    {
        if (sum.total != nullptr)
            f(sum.total, -1);
        for (TableCell* part : sum.parts)
            f(part, 1);
    }

    [[nodiscard]] std::size_t number_of(const TableCell* cell) const
    {
        return static_cast<std::size_t>(std::lower_bound(cells_.begin(), cells_.end(), cell) -
                                        cells_.begin());
    }

    void open_totals();
    void hide(TableCell* cell);
    bool hide_beside(const TableCell* cell, std::vector<bool>& helped);

    const std::vector<TableSum>& sums_;
    std::vector<TableCell*> cells_;                 ///< by address, each once
    std::vector<std::vector<std::size_t>> of_cell_; ///< the sums that name it
    std::vector<bool> unprotected_;                 ///< sums of which something was hidden since
    bool changed_ = false;                          ///< there are such
};

bool may_hide(const TableCell* cell)
{
    return cell != nullptr && !cell->hidden && !cell->open && cell->value > 0;
}

/// The smallest number of the sum that may be hidden, one that is silent before the others and a
/// part before the total; null when none is left.
TableCell* next_to_hide(const TableSum& sum)
{
    TableCell* next = nullptr;
    const auto rank = [](const TableCell* cell) { return std::pair(!cell->silent, cell->value); };
    for (TableCell* part : sum.parts)
        if (may_hide(part) && (next == nullptr || rank(part) < rank(next)))
            next = part;
    const bool is_total =
        may_hide(sum.total) && (next == nullptr || (sum.total->silent && !next->silent));
    return is_total ? sum.total : next;
}

std::int64_t hidden_parts(const TableSum& sum)
{
    return std::ranges::count_if(sum.parts, [](const TableCell* part) { return part->hidden; });
}

/// Whether the hidden parts are so few together that each is nearly known.
bool nearly_tells(const TableSum& sum)
{
    const auto hidden = hidden_parts(sum);
    if (hidden < 2 || (sum.total != nullptr && sum.total->hidden))
        return false;
    std::int64_t together = 0;
    for (const TableCell* part : sum.parts)
        together += part->hidden ? part->value : 0;
    return together < kSmall + hidden;
}

/// Whether what is hidden can be reckoned, or nearly, from what is shown.
bool tells(const TableSum& sum)
{
    const auto hidden = hidden_parts(sum);
    if (sum.total != nullptr && sum.total->hidden)
        return hidden == 0 && std::any_of(sum.parts.begin(), sum.parts.end(),
                                          [](const TableCell* part) { return part->value > 0; });
    return hidden == 1 || nearly_tells(sum);
}

/// Who knows all of the parts that are not nobody knows the total.
void Sums::open_totals()
{
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& sum : sums_) {
            if (sum.total == nullptr || sum.total->open || sum.parts.empty())
                continue;
            sum.total->open =
                std::all_of(sum.parts.begin(), sum.parts.end(),
                            [](const TableCell* part) { return part->open || part->value == 0; });
            changed = changed || sum.total->open;
        }
    }
}

void Sums::hide(TableCell* cell)
{
    cell->hidden = true;
    for (const auto sum : of_cell_[number_of(cell)])
        unprotected_[sum] = changed_ = true;
}

void Sums::hide_small()
{
    open_totals();
    for (auto* cell : cells_)
        if (cell->hidden || (!cell->open && cell->value > 0 && cell->value < kSmall))
            hide(cell);
}

/// Round by round in the order of the sums: the totals first, so that less needs to be hidden of
/// their parts.
void Sums::protect()
{
    while (changed_) {
        changed_ = false;
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            if (!unprotected_[i])
                continue;
            unprotected_[i] = false;
            TableCell* next = nullptr;
            while (tells(sums_[i]) && (next = next_to_hide(sums_[i])) != nullptr)
                hide(next);
        }
    }
}

/// In a sum that names the cell, or, where nothing is left to hide in these, in the nearest that
/// hangs together with them. `helped`: sums in which something was hidden in this round, and that
/// are looked at anew before more is.
bool Sums::hide_beside(const TableCell* cell, std::vector<bool>& helped)
{
    std::vector<std::size_t> near = of_cell_[number_of(cell)];
    std::vector<bool> reached(sums_.size());
    for (std::size_t i = 0; i < near.size(); ++i) {
        const auto at = near[i];
        if (helped[at])
            return true;
        if (TableCell* next = next_to_hide(sums_[at])) {
            hide(next);
            return helped[at] = true;
        }
        for_each(sums_[at], [&](const TableCell* other, std::int64_t) {
            if (!other->hidden)
                return;
            for (const auto sum : of_cell_[number_of(other)])
                if (!reached[sum]) {
                    reached[sum] = true;
                    near.push_back(sum);
                }
        });
    }
    return false;
}

bool Sums::hide_beside_reckonable()
{
    bool changed = false;
    std::vector<bool> helped(sums_.size());
    for (const auto* cell : reckonable())
        if (cell->value < kSmall)
            changed = hide_beside(cell, helped) || changed;
    return changed;
}

void Sums::reveal(TableCell* cell)
{
    if (!cell->hidden || cell->value < kSmall)
        return;
    cell->hidden = false;
    const auto& near = of_cell_[number_of(cell)];
    cell->hidden = std::ranges::any_of(near, [&](auto sum) { return nearly_tells(sums_[sum]); }) ||
                   std::ranges::any_of(
                       reckonable(), [](const TableCell* other) { return other->value < kSmall; });
}

std::vector<TableCell*> Sums::reckonable() const
{
    std::vector<TableCell*> unknown;
    std::vector<std::size_t> numbers(cells_.size());
    for (std::size_t i = 0; i < cells_.size(); ++i)
        if (cells_[i]->hidden) {
            numbers[i] = unknown.size();
            unknown.push_back(cells_[i]);
        }
    std::vector<Equation> equations;
    for (const auto& sum : sums_) {
        Equation equation;
        for_each(sum, [&](const TableCell* cell, std::int64_t times) {
            if (!cell->hidden)
                return;
            equation.terms.push_back({numbers[number_of(cell)], times});
            equation.result += times * cell->value;
        });
        std::sort(equation.terms.begin(), equation.terms.end(),
                  [](const auto& a, const auto& b) { return a.unknown < b.unknown; });
        if (!equation.terms.empty())
            equations.push_back(std::move(equation));
    }
    std::vector<Bounds> bounds(unknown.size(), {.least = 1}); // who is nobody is not hidden
    narrow(bounds, equations);
    const auto known = determined(std::move(equations), unknown.size());
    std::vector<TableCell*> cells;
    for (std::size_t i = 0; i < unknown.size(); ++i)
        if (known[i] || bounds[i].least == bounds[i].most)
            cells.push_back(unknown[i]);
    return cells;
}

} // namespace

void reveal(const std::vector<TableSum>& sums, const std::vector<TableCell*>& wanted)
{
    Sums table(sums);
    for (auto* cell : wanted)
        table.reveal(cell);
}

std::vector<TableCell*> reckonable(const std::vector<TableSum>& sums)
{
    return Sums(sums).reckonable();
}

void suppress(const std::vector<TableSum>& sums)
{
    Sums table(sums);
    table.hide_small();
    do
        table.protect();
    while (table.hide_beside_reckonable());
}

} // namespace jisr::core
