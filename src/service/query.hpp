#pragma once

#include "core/record.hpp"
#include "http/message.hpp"

#include <charconv>
#include <string>
#include <vector>

namespace jisr::service {

/// A parameter as the OpenAPI document names it.
struct QueryParameter
{
    std::string name;
    core::json::value schema;
    bool required = false;
};

namespace detail {

/// The text of a parameter as the JSON value that a member of type T is read from.
template <class T>
core::json::value query_json(std::string_view text)
{
    if constexpr (core::IsOptional<T>::value)
        return query_json<typename T::value_type>(text);
    else if constexpr (std::is_same_v<T, bool>) {
        if (text == "true" || text == "false")
            return text == "true";
    } else if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, double>) {
        T number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec == std::errc{} && read.ptr == text.data() + text.size())
            return number;
    }
    return core::json::value(core::json::string(text));
}

/// The parameters as one JSON object: an unknown one stays in it, to be refused as an unknown
/// field. 422 for those without a value: a variable that a client left empty must not take a filter
/// away.
core::Result<core::json::object> query_object(const http::Request& request);

/// "/region" → "?region"
core::Problem as_query_problem(core::Problem problem);

} // namespace detail

/// The described record that the query names; a faulty, empty, missing or unknown parameter gives
/// 422 with pointer "?name".
template <core::Described Query>
core::Result<Query> from_query(const http::Request& request)
{
    core::json::object given = TRY(detail::query_object(request));
    core::for_each_member<Query>([&](std::string_view name, auto pointer) {
        using Member = std::remove_cvref_t<decltype(std::declval<Query>().*pointer)>;
        const auto values = request.query_values(name);
        if (values.empty())
            return;
        if constexpr (core::IsVector<Member>::value) {
            core::json::array list;
            for (const auto text : values)
                list.push_back(detail::query_json<typename Member::value_type>(text));
            given[name] = std::move(list);
        } else
            given[name] = detail::query_json<Member>(values.front());
    });
    auto query = core::from_json<Query>(given);
    if (!query)
        return core::fail(detail::as_query_problem(std::move(query).error()));
    return query;
}

template <core::Described Query>
std::vector<QueryParameter> query_parameters()
{
    std::vector<QueryParameter> parameters;
    core::for_each_member<Query>([&](std::string_view name, auto pointer) {
        using Member = std::remove_cvref_t<decltype(std::declval<Query>().*pointer)>;
        core::Schemas unused;
        const auto rule = core::rules_of<Query>(name);
        if constexpr (core::IsOptional<Member>::value)
            parameters.push_back(
                {std::string(name), core::schema_of<typename Member::value_type>(unused, rule)});
        else
            parameters.push_back({std::string(name), core::schema_of<Member>(unused, rule),
                                  !core::IsVector<Member>::value && !rule.has_default});
    });
    return parameters;
}

} // namespace jisr::service
