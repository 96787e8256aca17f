#include "http/text.hpp"

#include <algorithm>
#include <array>

namespace jisr::http {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Length of the sequence that `lead` begins, and the range allowed for the byte after it (Unicode
/// 15, table 3-7).
struct Sequence
{
    std::size_t length;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

Sequence sequence_of(unsigned char lead)
{
    if (lead >= 0x01 && lead <= 0x7F)
        return {1};
    if (lead >= 0xC2 && lead <= 0xDF)
        return {2};
    if (lead == 0xE0)
        return {3, 0xA0, 0xBF};
    if (lead == 0xED)
        return {3, 0x80, 0x9F};
    if (lead >= 0xE1 && lead <= 0xEF)
        return {3};
    if (lead == 0xF0)
        return {4, 0x90, 0xBF};
    if (lead >= 0xF1 && lead <= 0xF3)
        return {4};
    if (lead == 0xF4)
        return {4, 0x80, 0x8F};
    return {0};
}

bool takes_sequence(std::string_view& text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const Sequence sequence = sequence_of(byte(0));
    if (sequence.length == 0 || text.size() < sequence.length)
        return false;
    if (sequence.length > 1 && (byte(1) < sequence.low || byte(1) > sequence.high))
        return false;
    for (std::size_t i = 2; i < sequence.length; ++i)
        if ((byte(i) & 0xC0U) != 0x80U)
            return false;
    text.remove_prefix(sequence.length);
    return true;
}

/// The origin form of a target, whose scheme and authority do not matter to us.
std::string_view origin_form(std::string_view target)
{
    for (const std::string_view scheme : {"http://", "https://"})
        if (target.starts_with(scheme)) {
            target.remove_prefix(scheme.size());
            target.remove_prefix(std::min(target.find('/'), target.size()));
        }
    return target;
}

bool has_escaped_slash(std::string_view path)
{
    return path.find("%2F") != path.npos || path.find("%2f") != path.npos;
}

bool parse_query(std::string_view query, Fields& fields)
{
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty())
            continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = percent_decoded(pair.substr(0, equals), true);
        auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value)
            return false;
        fields.emplace_back(std::move(*name), std::move(*value));
    }
    return true;
}

} // namespace

bool same_name(std::string_view left, std::string_view right)
{
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_clean_utf8(std::string_view text)
{
    while (!text.empty())
        if (!takes_sequence(text))
            return false;
    return true;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)
                return std::nullopt;
            decoded += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        }
    }
    if (!is_clean_utf8(decoded))
        return std::nullopt;
    return decoded;
}

std::optional<Target> parse_target(std::string_view target)
{
    const auto origin = origin_form(target);
    const auto path = origin.substr(0, origin.find('?'));
    if (!path.starts_with('/') || has_escaped_slash(path) || origin.find('#') != origin.npos)
        return std::nullopt;
    auto decoded = percent_decoded(path, false);
    Target result;
    if (!decoded ||
        !parse_query(origin.substr(std::min(path.size() + 1, origin.size())), result.query))
        return std::nullopt;
    result.path = std::move(*decoded);
    return result;
}

bool is_compressible(std::string_view content_type)
{
    static constexpr std::array<std::string_view, 6> kTypes = {
        "application/json",     "application/problem+json",  "application/javascript",
        "application/geo+json", "application/manifest+json", "image/svg+xml"};
    const auto type = trimmed(content_type.substr(0, content_type.find(';')));
    return type.starts_with("text/") || std::ranges::find(kTypes, type) != kTypes.end();
}

bool accepts_gzip(std::string_view accept_encoding)
{
    while (!accept_encoding.empty()) {
        const auto end = std::min(accept_encoding.find(','), accept_encoding.size());
        const auto entry = accept_encoding.substr(0, end);
        accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
        const auto coding = trimmed(entry.substr(0, entry.find(';')));
        if (!same_name(coding, "gzip") && coding != "*")
            continue;
        const auto weight = entry.find("q=");
        // q=0, q=0.0 and so on refuse the coding
        return weight == entry.npos || entry.find_first_of("123456789", weight) != entry.npos;
    }
    return false;
}

} // namespace jisr::http
