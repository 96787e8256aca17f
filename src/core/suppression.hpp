#pragma once

#include <cstdint>
#include <optional>
#include <vector>

/// What of a table may be told to who may not see the persons behind its numbers.
namespace jisr::core {

/// Numbers below this identify people in a table that outsiders see.
inline constexpr std::int64_t kSmall = 5;

/// A number of a table.
struct TableCell
{
    std::int64_t value = 0;
    bool open = false; ///< the reader may know it whatever it is
    bool hidden = false;
    bool silent = false; ///< stands in no table, and is only reckoned: hidden before all others

    [[nodiscard]] std::optional<std::int64_t> told() const
    {
        return hidden ? std::nullopt : std::optional(value);
    }
};

/// Numbers that add up to `total`; without one, to something that can be reckoned from other
/// numbers of the table.
struct TableSum
{
    std::vector<TableCell*> parts;
    TableCell* total = nullptr;
};

/// Hides the numbers of the sums between 1 and kSmall, and beside them the smallest others that it
/// takes, silent ones first, so that no sum tells them, nor several sums together.
void suppress(const std::vector<TableSum>& sums);

/// Shows the hidden numbers of `wanted`, the first before the others, where no small number follows
/// from the sums then: what is hidden beside it may be more than it takes. Each costs a reckoning
/// of the whole table, so these are the few that matter most.
void reveal(const std::vector<TableSum>& sums, const std::vector<TableCell*>& wanted);

/// The hidden numbers that somebody who knows all the others could reckon from the sums.
std::vector<TableCell*> reckonable(const std::vector<TableSum>& sums);

} // namespace jisr::core
