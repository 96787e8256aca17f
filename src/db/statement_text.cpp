#include "db/statement_text.hpp"

#include <algorithm>

namespace jisr::db {

namespace {

bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The end of the literal, quoted name or comment that begins at `at`, or `at` when none does. A
/// doubled quote inside a literal needs no care: it reads as two literals side by side.
std::size_t skip_quoted(std::string_view sql, std::size_t at)
{
    const auto past = [&](std::string_view closing, std::size_t from) {
        const auto found = sql.find(closing, from);
        return found == std::string_view::npos ? sql.size() : found + closing.size();
    };
    if (sql[at] == '\'' || sql[at] == '"')
        return past(sql.substr(at, 1), at + 1);
    if (sql.substr(at, 2) == "--")
        return past("\n", at + 2);
    if (sql.substr(at, 2) == "/*")
        return past("*/", at + 2);
    return at;
}

std::size_t number_of(std::vector<std::string>& names, std::string_view name)
{
    const auto known = std::find(names.begin(), names.end(), name);
    const auto index = known - names.begin();
    if (known == names.end())
        names.emplace_back(name);
    return static_cast<std::size_t>(index) + 1;
}

} // namespace

StatementText number_parameters(std::string_view sql, char mark)
{
    StatementText text;
    for (std::size_t at = 0; at < sql.size();) {
        std::size_t end = skip_quoted(sql, at);
        if (end == at && sql.substr(at, 2) == "::")
            end = at + 2;
        if (end != at) {
            text.sql += sql.substr(at, end - at);
        } else if (sql[at] == ':' && at + 1 < sql.size() && is_name_character(sql[at + 1])) {
            end = at + 1;
            while (end < sql.size() && is_name_character(sql[end]))
                ++end;
            text.sql += mark;
            text.sql += std::to_string(number_of(text.names, sql.substr(at + 1, end - at - 1)));
        } else {
            text.sql += sql[at];
            end = at + 1;
        }
        at = end;
    }
    return text;
}

const Value* find_param(const Params& params, std::string_view name, std::size_t guess)
{
    if (guess < params.size() && params.begin()[guess].name == name)
        return &params.begin()[guess].value;
    for (const Param& param : params)
        if (param.name == name)
            return &param.value;
    return nullptr;
}

} // namespace jisr::db
