#pragma once

#include "core/record.hpp"

/// Described records as JSON text, written without the tree of values that `to_json` makes: the
/// same text as `json::serialize(to_json(value))`.
namespace jisr::core {

/// In quotes, with escapes.
void append_json(std::string& out, std::string_view value);
/// In digits.
void append_json(std::string& out, std::int64_t value);
/// As Boost.JSON writes it: 1E-1.
void append_json(std::string& out, double value);
/// "yyyy-mm-dd".
void append_json(std::string& out, const Date& value);
/// "yyyy-mm-ddThh:mm:ss.mmmZ".
void append_json(std::string& out, const Instant& value);
/// The 36 characters.
void append_json(std::string& out, const Id& value);
/// As it stands.
void append_json(std::string& out, const json::object& value);

inline void append_json(std::string& out, const std::string& value)
{
    append_json(out, std::string_view(value));
}

template <std::same_as<bool> B>
void append_json(std::string& out, B value)
{
    out += value ? "true" : "false";
}

/// The code is snake_case and needs no escapes.
template <DescribedEnum E>
void append_json(std::string& out, E value)
{
    out.append("\"").append(code_of(value)).append("\"");
}

template <Described T>
void append_json(std::string& out, const T& record);
template <class T>
void append_json(std::string& out, const std::vector<T>& list);

template <class T>
void append_json(std::string& out, const std::optional<T>& value)
{
    if (value)
        append_json(out, *value);
    else
        out += "null";
}

template <class T>
void append_json(std::string& out, const std::vector<T>& list)
{
    char before = '[';
    for (const auto& entry : list) {
        out += std::exchange(before, ',');
        append_json(out, entry);
    }
    out += list.empty() ? "[]" : "]";
}

template <Described T>
void append_json(std::string& out, const T& record)
{
    char before = '{';
    for_each_member<T>([&](std::string_view name, auto pointer) {
        out += std::exchange(before, ',');
        out.append("\"").append(name).append("\":");
        append_json(out, record.*pointer);
    });
    out += before == '{' ? "{}" : "}";
}

/// The JSON of a value, a list or a record.
template <class T>
std::string json_text(const T& value)
{
    std::string text;
    append_json(text, value);
    return text;
}

/// The text of `difference(nullptr, to_json(record))`: all that a new record says.
template <Described T>
std::string difference_of_new(const T& record)
{
    std::string text;
    char before = '{';
    for_each_member<T>([&](std::string_view name, auto pointer) {
        const auto& member = record.*pointer;
        if constexpr (IsOptional<std::remove_cvref_t<decltype(member)>>::value)
            if (!member)
                return;
        text += std::exchange(before, ',');
        text.append("\"").append(name).append("\":[null,");
        append_json(text, member);
        text += ']';
    });
    text += before == '{' ? "{}" : "}";
    return text;
}

} // namespace jisr::core
