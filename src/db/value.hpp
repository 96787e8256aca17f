#pragma once

#include "core/json_text.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace jisr::db {

/// A value bound to a statement. Texts passed as views are borrowed: they must live until the call
/// returns. Dates go as `yyyy-mm-dd`, instants as milliseconds, enums as their code, lists and
/// records as JSON text.
class Value
{
  public:
    using Held = std::variant<std::monostate, bool, std::int64_t, double, std::string_view,
                              std::string, core::Id>;

    Value() = default; ///< null

    Value(std::nullptr_t) {}

    Value(bool value) : held_(value) {}

    Value(int value) : held_(std::int64_t{value}) {}

    Value(std::int64_t value) : held_(value) {}

    Value(std::size_t value) : held_(static_cast<std::int64_t>(value)) {}

    Value(double value) : held_(value) {}

    Value(const char* value) : held_(std::string_view(value)) {}

    Value(std::string_view value) : held_(value) {}

    Value(const std::string& value) : held_(std::string_view(value)) {}

    Value(std::string&& value) : held_(std::move(value)) {}

    Value(const core::Id& value) : held_(value) {}

    Value(const core::Date& value) : held_(value.to_iso()) {}

    Value(const core::Instant& value) : held_(value.milliseconds) {}

    Value(const core::json::object& value) : held_(core::json_text(value)) {}

    template <core::DescribedEnum E>
    Value(E value) : held_(core::code_of(value))
    {
    }

    template <class T>
    Value(const std::optional<T>& value) : held_(value ? Value(*value).held_ : Held{})
    {
    }

    template <class T>
    Value(const std::vector<T>& value) : held_(core::json_text(value))
    {
    }

    template <core::Described T>
    Value(const T& value) : held_(core::json_text(value))
    {
    }

    [[nodiscard]] const Held& held() const { return held_; }

  private:
    Held held_;
};

/// `:name` in the statement, and what stands for it.
struct Param
{
    std::string_view name;
    Value value;
};

/// The parameters of one call: a braced list, or a vector built for a dynamic statement. Borrowed
/// for the call.
class Params
{
  public:
    Params() = default;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winit-list-lifetime" // borrowed for the call, as said above

    Params(std::initializer_list<Param> list) : begin_(list.begin()), size_(list.size()) {}

#pragma GCC diagnostic pop

    Params(const std::vector<Param>& list) : begin_(list.data()), size_(list.size()) {}

    [[nodiscard]] const Param* begin() const
    {
        return begin_;
    }

    [[nodiscard]] const Param* end() const
    {
        return begin_ + size_;
    }

    [[nodiscard]] std::size_t size() const
    {
        return size_;
    }

  private:
    const Param* begin_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace jisr::db
