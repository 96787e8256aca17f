#pragma once

#include "core/problem.hpp"

#include <tl/expected.hpp>

#include <type_traits>
#include <utility>

namespace jisr::core {

/// A value, or the Problem that kept it from being made.
template <class T>
using Result = tl::expected<T, Problem>;

/// `return fail(problems::not_found());`
inline tl::unexpected<Problem> fail(Problem problem)
{
    return tl::unexpected<Problem>(std::move(problem));
}

namespace detail {

template <class T>
T take(Result<T>&& result)
{
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace detail
} // namespace jisr::core

/// Gives the value of a Result, or returns its Problem from the enclosing function.
#define TRY(expression)                                                                            \
    __extension__({                                                                                \
        auto try_result_ = (expression);                                                           \
        if (!try_result_)                                                                          \
            return ::jisr::core::fail(std::move(try_result_).error());                             \
        ::jisr::core::detail::take(std::move(try_result_));                                        \
    })
