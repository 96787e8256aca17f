#pragma once

#include "core/record.hpp"

#include <string_view>

namespace jisr::db {

/// The row a query stands on. Columns count from 0; texts are borrowed until the next row.
class Row
{
  public:
    virtual ~Row() = default;
    [[nodiscard]] virtual int columns() const = 0;
    [[nodiscard]] virtual std::string_view name(int column) const = 0;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual bool boolean(int column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual double real(int column) const = 0;
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual core::Id id(int column) const = 0;
};

/// Reads one column into `out`. A value that cannot be what the code says (written past the
/// program) reads as T{}.
template <class T>
void get(const Row& row, int column, T& out)
{
    if constexpr (std::is_same_v<T, bool>)
        out = row.boolean(column);
    else if constexpr (std::is_same_v<T, std::int64_t>)
        out = row.integer(column);
    else if constexpr (std::is_same_v<T, double>)
        out = row.real(column);
    else if constexpr (std::is_same_v<T, std::string>)
        out = row.text(column);
    else if constexpr (std::is_same_v<T, core::Id>)
        out = row.id(column);
    else if constexpr (std::is_same_v<T, core::Instant>)
        out = core::Instant{row.integer(column)};
    else if constexpr (std::is_same_v<T, core::Date>)
        out = core::Date::parse_iso(row.text(column)).value_or(core::Date{});
    else if constexpr (core::DescribedEnum<T>)
        out = core::from_code<T>(row.text(column)).value_or(T{});
    else if constexpr (core::IsOptional<T>::value) {
        if (row.is_null(column))
            out.reset();
        else
            get(row, column, out.emplace());
    } else { // lists, records and free objects are JSON text
        if (row.is_null(column))
            return;
        if (const auto value = core::parse_json(row.text(column))) {
            core::JsonFaults faults;
            core::read_json(*value, out, core::field("").length(10'000), faults);
        }
    }
}

template <class T>
T get(const Row& row, int column)
{
    T out{};
    get(row, column, out);
    return out;
}

/// The record whose described members stand in the row in their order (see columns_of).
template <class T>
T from_row(const Row& row, int first_column = 0)
{
    T record{};
    if constexpr (core::Described<T>)
        core::for_each_member<T>(
            [&](std::string_view, auto pointer) { get(row, first_column++, record.*pointer); });
    else
        get(row, first_column, record);
    return record;
}

/// "p.id, p.reference, …": the described members as SQL columns; `alias` may be empty.
template <core::Described T>
std::string columns_of(std::string_view alias = {})
{
    std::string list;
    core::for_each_member<T>([&](std::string_view name, auto) {
        if (!list.empty())
            list += ", ";
        if (!alias.empty())
            list.append(alias).append(".");
        list += name;
    });
    return list;
}

/// ":id, :reference, …", to stand in `values (…)`.
template <core::Described T>
std::string placeholders_of()
{
    std::string list;
    core::for_each_member<T>(
        [&](std::string_view name, auto) { list.append(list.empty() ? ":" : ", :").append(name); });
    return list;
}

/// "name_ar = :name_ar, …" without the members in `kept`, to stand in `update … set`.
template <core::Described T>
std::string assignments_of(std::initializer_list<std::string_view> kept = {"id"})
{
    std::string list;
    core::for_each_member<T>([&](std::string_view name, auto) {
        if (std::find(kept.begin(), kept.end(), name) != kept.end())
            return;
        list.append(list.empty() ? "" : ", ").append(name).append(" = :").append(name);
    });
    return list;
}

} // namespace jisr::db
