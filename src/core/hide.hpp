#pragma once

#include "core/record.hpp"

/// What a reader may not see is taken out of what he is shown.
namespace jisr::core {

/// Empties the fields of this sensitivity and above, in nested records and lists too. Returns the
/// names of those of the record itself: a reader is told that they are hidden, and not whether
/// they hold anything.
template <Described T>
std::vector<std::string> hide(T& record, Sensitivity least);

namespace detail {

template <class T>
void hide_within(T& value, Sensitivity least)
{
    if constexpr (Described<T>)
        hide(value, least);
    else if constexpr (IsOptional<T>::value) {
        if (value)
            hide_within(*value, least);
    } else if constexpr (IsVector<T>::value)
        for (auto&& held : value)
            hide_within(held, least);
}

/// Whether a value of this type, in a field of these rules, holds anything to be hidden.
template <class T>
bool is_hidden(const Field& rules, Sensitivity least)
{
    if (rules.sensitivity >= least)
        return true;
    bool within = false;
    if constexpr (Described<T>)
        for_each_member<T>([&]<class M, class R>(std::string_view name, M R::*) {
            within = within || is_hidden<M>(rules_of<T>(name), least);
        });
    else if constexpr (IsOptional<T>::value || IsVector<T>::value)
        within = is_hidden<typename T::value_type>(rules, least);
    return within;
}

} // namespace detail

template <Described T>
std::vector<std::string> hide(T& record, Sensitivity least)
{
    std::vector<std::string> hidden;
    for_each_member<T>([&](std::string_view name, auto member) {
        if (rules_of<T>(name).sensitivity >= least) {
            record.*member = {};
            hidden.emplace_back(name);
        } else
            detail::hide_within(record.*member, least);
    });
    return hidden;
}

/// The same in a difference() of two records of this type: not even that such a field was changed
/// is told, as an answer that was never given, or one that turned, would show by it. A list of
/// records that hold some stands there as null: that it was changed, not into what.
template <Described T>
void hide_changes(json::object& difference, Sensitivity least)
{
    for_each_member<T>([&]<class M, class R>(std::string_view name, M R::*) {
        const auto& rules = rules_of<T>(name);
        if (rules.sensitivity >= least)
            difference.erase(name);
        else if (auto* change = difference.if_contains(name))
            if (detail::is_hidden<M>(rules, least))
                *change = nullptr;
    });
}

} // namespace jisr::core
