#include "db/postgres/rendered.hpp"

#include "core/problem.hpp"
#include "db/statement_text.hpp"

#include <array>
#include <charconv>

namespace jisr::db::postgres {

namespace {

/// Renders a value behind what stands in the arena; false for null.
struct Renderer
{
    std::string& arena;

    bool operator()(std::monostate) const { return false; }

    bool operator()(bool value) const
    {
        arena += value ? 't' : 'f';
        return true;
    }

    bool operator()(std::int64_t value) const { return number(value); }

    bool operator()(double value) const { return number(value); }

    bool operator()(std::string_view value) const
    {
        arena += value;
        return true;
    }

    bool operator()(const std::string& value) const { return (*this)(std::string_view(value)); }

    bool operator()(const core::Id& value) const
    {
        arena += value.str();
        return true;
    }

    template <class T>
    bool number(T value) const
    {
        std::array<char, 32> digits;
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        arena.append(digits.data(), end);
        return true;
    }
};

core::Problem fault(std::string what, std::string_view sql)
{
    return core::problems::internal(what.append(": ").append(sql));
}

} // namespace

core::Result<void> Rendered::take(std::span<const std::string> names, const Params& params,
                                  std::string_view sql)
{
    arena_.clear();
    offsets_.clear();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Value* value = find_param(params, names[i], i);
        if (value == nullptr)
            return core::fail(fault("no value for :" + names[i], sql));
        const std::size_t start = arena_.size();
        const bool present = std::visit(Renderer{arena_}, value->held());
        if (arena_.find('\0', start) != std::string::npos)
            return core::fail(fault("a text holds NUL", sql));
        offsets_.push_back(present ? start : std::string::npos);
        arena_ += '\0';
    }
    return {};
}

void Rendered::append_to(std::vector<const char*>& values) const
{
    for (const std::size_t offset : offsets_)
        values.push_back(offset == std::string::npos ? nullptr : arena_.data() + offset);
}

} // namespace jisr::db::postgres
