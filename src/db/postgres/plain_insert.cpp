#include "db/postgres/plain_insert.hpp"

#include <algorithm>

namespace jisr::db::postgres {

namespace {

constexpr std::string_view kValues = " values (";

/// The names of ":a, :b"; nothing where anything else stands there.
std::optional<std::vector<std::string>> names_in(std::string_view list)
{
    std::vector<std::string> names;
    while (true) {
        const auto end = std::min(list.find(", "), list.size());
        const auto item = list.substr(0, end);
        const auto is_of_name = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        };
        if (item.size() < 2 || item.front() != ':' ||
            !std::all_of(item.begin() + 1, item.end(), is_of_name))
            return std::nullopt;
        names.emplace_back(item.substr(1));
        if (end == list.size())
            return names;
        list.remove_prefix(end + 2);
    }
}

} // namespace

core::Result<void> PlainInsert::send(Connection& connection, std::span<const Rendered> rows) const
{
    for (std::size_t i = 0; i < kRows.size(); ++i)
        for (; rows.size() >= kRows[i]; rows = rows.subspan(kRows[i]))
            TRY(connection.send(texts_[i], rows.first(kRows[i])));
    return {};
}

std::optional<PlainInsert> PlainInsert::of(std::string_view sql)
{
    const auto values = sql.find(kValues);
    if (!sql.starts_with("insert into ") || values == std::string_view::npos || !sql.ends_with(')'))
        return std::nullopt;
    const auto from = values + kValues.size();
    auto names = names_in(sql.substr(from, sql.size() - from - 1));
    if (!names)
        return std::nullopt;
    PlainInsert insert;
    insert.names_ = std::move(*names);
    for (std::size_t i = 0; i < kRows.size(); ++i) {
        auto& text = insert.texts_[i];
        text = sql.substr(0, from - 1);
        for (std::size_t value = 0; value < kRows[i] * insert.names_.size(); ++value) {
            const bool begins = value % insert.names_.size() == 0;
            text += !begins ? ", :p" : value == 0 ? "(:p" : "), (:p";
            text += std::to_string(value);
        }
        text += ')';
    }
    return insert;
}

} // namespace jisr::db::postgres
