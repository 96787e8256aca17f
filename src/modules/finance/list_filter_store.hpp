#pragma once

#include "db/database.hpp"
#include "modules/finance/sight.hpp"

#include <string>
#include <vector>

namespace jisr::finance {

/// The conditions of a list, all of which hold, and the values that they name.
class ListFilter
{
  public:
    /// Keeps the value and gives the name that stands for it: ":p3".
    std::string bind(db::Value value);

    void add(std::string_view condition) { where_.append(" and ").append(condition); }

    /// `column operator value` where there is a value.
    template <class T>
    void compare(std::string_view column, std::string_view operation, const std::optional<T>& value)
    {
        if (value)
            add(std::string(column).append(operation).append(bind(db::Value(*value))));
    }

    /// Every word of `typed`, folded, must stand in `column`.
    void add_words(std::string_view column, std::string_view typed);

    /// `column in (…)` of what is given; "false" of nothing.
    template <class List>
    std::string in(std::string_view column, const List& values)
    {
        std::string names;
        for (const auto& value : values)
            names.append(names.empty() ? "" : ", ").append(bind(db::Value(value)));
        return names.empty() ? "false" : std::string(column) + " in (" + names + ")";
    }

    /// Whether `column`, a region or null for the nation, is covered.
    std::string covered(std::string_view column, const Sight& sight);

    [[nodiscard]] const std::string& where() const { return where_; }

    [[nodiscard]] const std::vector<db::Param>& params() const { return params_; }

  private:
    std::string where_ = "true";
    std::vector<db::Param> params_;
};

} // namespace jisr::finance
