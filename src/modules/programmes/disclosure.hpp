#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace jisr::programmes {

/// Numbers below this identify people in a table that outsiders see.
inline constexpr std::int64_t kSmall = 5;

/// A number of a table, and whether it is kept from who may not see the persons.
struct TableCell
{
    std::int64_t number = 0;
    bool hidden = false;

    [[nodiscard]] std::optional<std::int64_t> shown() const
    {
        return hidden ? std::nullopt : std::optional(number);
    }
};

/// Hides the numbers between 1 and kSmall of cells whose sum is known, and the smallest others as
/// long as the hidden ones together are so few that the sum would tell them. True when anything was
/// hidden that was not before.
bool suppress(const std::vector<TableCell*>& cells);

/// The same for a table by rows, every sum of a row's `parts` (the first column of each and how
/// many follow) and of a column being known.
struct Part
{
    std::size_t first = 0;
    std::size_t count = 0;
};

void suppress(std::vector<std::vector<TableCell>>& rows, const std::vector<Part>& parts);

} // namespace jisr::programmes
