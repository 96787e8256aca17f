#include "core/record.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace jisr::core {

namespace {

constexpr std::size_t kMaxJsonDepth = 32;

std::size_t code_points(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// Marks of direction and spaces of any width alone say nothing.
bool says_something(std::string_view text)
{
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 character = 0;
        U8_NEXT(text.data(), at, length, character);
        if (character >= 0 && u_isgraph(character) != 0)
            return true;
    }
    return false;
}

bool is_forbidden_control(char c, bool many_lines)
{
    if (many_lines && (c == '\n' || c == '\r' || c == '\t'))
        return false;
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool in_range(std::int64_t value, const Field& rule)
{
    return (!rule.least || value >= *rule.least) && (!rule.most || value <= *rule.most);
}

json::object range_params(const Field& rule)
{
    json::object params;
    if (rule.least)
        params["least"] = *rule.least;
    if (rule.most)
        params["most"] = *rule.most;
    return params;
}

template <class T>
void read_parsed(const json::value& value, T& out, JsonFaults& faults, const char* code,
                 std::optional<T> (*parse)(std::string_view))
{
    const auto* text = value.if_string();
    if (text == nullptr)
        return faults.add("wrong_type", {{"expected", "string"}});
    if (const auto parsed = parse(*text))
        out = *parsed;
    else
        faults.add(code);
}

} // namespace

std::string snake_case(std::string_view camel)
{
    std::string snake;
    for (const char c : camel) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !snake.empty())
            snake += '_';
        snake += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return snake;
}

void report_unknown_code(JsonFaults& faults, std::vector<std::string_view> known)
{
    json::array codes;
    for (const auto code : known)
        codes.push_back(json::string(code));
    faults.add("unknown_code", {{"allowed", std::move(codes)}});
}

void read_json(const json::value& value, std::string& out, const Field& rule, JsonFaults& faults)
{
    const auto* text = value.if_string();
    if (text == nullptr)
        return faults.add("wrong_type", {{"expected", "string"}});
    const std::string_view kept = trimmed(*text);
    if (kept.empty())
        return faults.add("required");
    if (std::any_of(kept.begin(), kept.end(),
                    [&](char c) { return is_forbidden_control(c, rule.many_lines); }))
        return faults.add("control_character");
    if (rule.many_lines && !says_something(kept)) // a reason, a note
        return faults.add("required");
    if (kept.size() > rule.max_length && code_points(kept) > rule.max_length)
        return faults.add("too_long", {{"most", rule.max_length}});
    out = kept;
}

void read_json(const json::value& value, bool& out, const Field&, JsonFaults& faults)
{
    if (const auto* flag = value.if_bool())
        out = *flag;
    else
        faults.add("wrong_type", {{"expected", "boolean"}});
}

void read_json(const json::value& value, std::int64_t& out, const Field& rule, JsonFaults& faults)
{
    const auto* number = value.if_int64();
    if (number == nullptr)
        return faults.add("wrong_type", {{"expected", "integer"}});
    if (!in_range(*number, rule))
        return faults.add("out_of_range", range_params(rule));
    out = *number;
}

void read_json(const json::value& value, double& out, const Field& rule, JsonFaults& faults)
{
    if (!value.is_number())
        return faults.add("wrong_type", {{"expected", "number"}});
    out = value.to_number<double>();
    if ((rule.least && out < static_cast<double>(*rule.least)) ||
        (rule.most && out > static_cast<double>(*rule.most)))
        faults.add("out_of_range", range_params(rule));
}

void read_json(const json::value& value, Date& out, const Field&, JsonFaults& faults)
{
    read_parsed<Date>(value, out, faults, "no_such_date", &Date::parse_iso);
}

void read_json(const json::value& value, Instant& out, const Field&, JsonFaults& faults)
{
    read_parsed<Instant>(value, out, faults, "no_such_moment", &Instant::parse_iso);
}

void read_json(const json::value& value, Id& out, const Field&, JsonFaults& faults)
{
    read_parsed<Id>(value, out, faults, "not_an_id", &Id::parse);
}

void read_json(const json::value& value, json::object& out, const Field&, JsonFaults& faults)
{
    if (const auto* object = value.if_object())
        out = *object;
    else
        faults.add("wrong_type", {{"expected", "object"}});
}

Result<json::value> parse_json(std::string_view text)
{
    json::parse_options options;
    options.max_depth = kMaxJsonDepth;
    boost::system::error_code error;
    json::value value = json::parse(text, error, {}, options);
    if (error)
        return fail(problems::malformed("json"));
    return value;
}

json::object difference(const json::value& before, const json::value& after)
{
    json::object changed;
    static const json::object kNothing;
    const json::object& old = before.is_object() ? before.get_object() : kNothing;
    const json::object& now = after.is_object() ? after.get_object() : kNothing;
    for (const auto& entry : now) {
        const auto* was = old.if_contains(entry.key());
        if (was == nullptr ? !entry.value().is_null() : *was != entry.value())
            changed[entry.key()] =
                json::array{was == nullptr ? json::value(nullptr) : *was, entry.value()};
    }
    for (const auto& entry : old)
        if (!now.contains(entry.key()) && !entry.value().is_null())
            changed[entry.key()] = json::array{entry.value(), nullptr};
    return changed;
}

namespace detail {

json::object text_schema(const Field& rule)
{
    return {{"type", "string"}, {"maxLength", rule.max_length}};
}

json::object integer_schema(const Field& rule)
{
    json::object schema{{"type", "integer"}};
    if (rule.least)
        schema["minimum"] = *rule.least;
    if (rule.most)
        schema["maximum"] = *rule.most;
    return schema;
}

json::object enum_schema(const std::vector<std::string>& codes)
{
    json::array list;
    for (const auto& code : codes)
        list.push_back(json::string(code));
    return {{"type", "string"}, {"enum", std::move(list)}};
}

std::pair<std::string_view, std::string_view> split_record_name(std::string_view record)
{
    const auto dot = record.find('.');
    return {record.substr(0, dot), record.substr(dot + 1)};
}

} // namespace detail
} // namespace jisr::core
