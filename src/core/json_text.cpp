#include "core/json_text.hpp"

#include <charconv>

namespace jisr::core {

namespace {

void append_escaped(std::string& out, char c)
{
    static constexpr char kHex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        out += "\\\"";
        break;
    case '\\':
        out += "\\\\";
        break;
    case '\b':
        out += "\\b";
        break;
    case '\f':
        out += "\\f";
        break;
    case '\n':
        out += "\\n";
        break;
    case '\r':
        out += "\\r";
        break;
    case '\t':
        out += "\\t";
        break;
    default:
        out.append({'\\', 'u', '0', '0', kHex[static_cast<unsigned char>(c) >> 4U],
                    kHex[static_cast<unsigned char>(c) & 0x0FU]});
    }
}

bool needs_escape(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

} // namespace

void append_json(std::string& out, std::string_view value)
{
    out += '"';
    const char* plain = value.data(); // since the last escape
    const char* const end = plain + value.size();
    for (const char* at = plain; at != end; ++at)
        if (needs_escape(*at)) {
            out.append(plain, at);
            append_escaped(out, *at);
            plain = at + 1;
        }
    out.append(plain, end);
    out += '"';
}

void append_json(std::string& out, std::int64_t value)
{
    char digits[24];
    const auto written = std::to_chars(digits, digits + sizeof digits, value);
    out.append(digits, written.ptr);
}

void append_json(std::string& out, double value)
{
    out += json::serialize(json::value(value));
}

void append_json(std::string& out, const Date& value)
{
    out.append("\"").append(value.to_iso()).append("\"");
}

void append_json(std::string& out, const Instant& value)
{
    out.append("\"").append(value.to_iso()).append("\"");
}

void append_json(std::string& out, const Id& value)
{
    out.append("\"").append(value.str()).append("\"");
}

void append_json(std::string& out, const json::object& value)
{
    out += json::serialize(value);
}

} // namespace jisr::core
