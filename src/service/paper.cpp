#include "service/paper.hpp"

#include "tabular/file_problems.hpp"
#include "tabular/text.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace jisr::service {

namespace {

std::string percent_decoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%' || i + 2 >= text.size()) {
            decoded += text[i];
            continue;
        }
        const std::string hex(text.substr(i + 1, 2));
        decoded += static_cast<char>(std::strtol(hex.c_str(), nullptr, 16));
        i += 2;
    }
    return decoded;
}

using namespace std::string_view_literals;

/// By the first bytes; empty for anything else.
std::string_view sniffed_type(std::string_view content)
{
    if (content.starts_with("%PDF-"))
        return "application/pdf";
    if (content.starts_with("\xFF\xD8\xFF"))
        return "image/jpeg";
    if (content.starts_with("\x89PNG\r\n\x1A\n"))
        return "image/png";
    if (content.starts_with("RIFF") && content.size() > 12 && content.substr(8, 4) == "WEBP")
        return "image/webp";
    return {};
}

std::size_t byte_at(std::string_view bytes, std::size_t at)
{
    return static_cast<unsigned char>(bytes[at]);
}

/// ITU-T T.81, annex B: segments that tell their length, then the scan up to the end of image. In a
/// segment may stand a whole smaller picture.
bool is_whole_jpeg(std::string_view content)
{
    constexpr char kScan = '\xDA';
    std::size_t at = 2;
    while (at + 4 <= content.size() && content[at] == '\xFF') {
        if (content[at + 1] == kScan)
            return content.find("\xFF\xD9"sv, at) != std::string_view::npos;
        if (content[at + 1] == '\xFF') // bytes that fill up
            ++at;
        else
            at += 2 + (byte_at(content, at + 2) << 8U) + byte_at(content, at + 3);
    }
    return false;
}

bool is_whole(std::string_view content, std::string_view type)
{
    if (type == "application/pdf")
        return content.find("%%EOF") != std::string_view::npos;
    if (type == "image/jpeg")
        return is_whole_jpeg(content);
    if (type == "image/png")
        return content.rfind("IEND") != std::string_view::npos &&
               content.find("IDAT") < content.rfind("IEND");
    std::size_t size = 8; // RIFF tells how much follows
    for (std::size_t i = 0; i < 4; ++i)
        size += byte_at(content, 4 + i) << (8 * i);
    return content.size() >= size;
}

struct Ending
{
    std::string_view media_type;
    std::string_view ending;
};

constexpr std::array kEndings{Ending{"application/pdf", ".pdf"}, Ending{"image/jpeg", ".jpg"},
                              Ending{"image/jpeg", ".jpeg"}, Ending{"image/png", ".png"},
                              Ending{"image/webp", ".webp"}};

bool is_ending_of(std::string_view ending, std::string_view media_type)
{
    return std::any_of(kEndings.begin(), kEndings.end(), [&](const Ending& known) {
        return known.media_type == media_type && boost::algorithm::iequals(known.ending, ending);
    });
}

/// `.exe`; none in `Dr. Alaoui`.
std::string_view ending_of(std::string_view name)
{
    constexpr std::size_t kLongest = 6;
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos || name.size() - dot > kLongest)
        return {};
    const auto ending = name.substr(dot);
    return ending.find(' ') == std::string_view::npos ? ending : std::string_view();
}

} // namespace

std::vector<std::string> paper_types()
{
    return {"application/pdf", "image/jpeg", "image/png", "image/webp"};
}

core::Result<std::string_view> type_of_paper(std::string_view content)
{
    const auto type = sniffed_type(content);
    if (type.empty())
        return core::fail({.status = 415, .slug = "file_type_not_accepted"});
    if (!is_whole(content, type))
        return core::fail(tabular::problems::file_cut());
    return type;
}

std::string named_as(std::string name, std::string_view media_type)
{
    const auto ending = ending_of(name);
    if (is_ending_of(ending, media_type))
        return name;
    name.erase(name.size() - ending.size());
    for (const auto& known : kEndings)
        if (known.media_type == media_type)
            return name.append(known.ending);
    return name;
}

std::string file_name_of(const http::Request& request)
{
    constexpr std::size_t kMost = 200;
    std::string name = percent_decoded(request.header("X-File-Name"));
    if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos)
        name.erase(0, slash + 1);
    name = tabular::clean_text(name); // valid UTF-8 from here on
    std::size_t length = std::min(name.size(), kMost);
    while (length < name.size() && length > 0 &&
           (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U)
        --length;
    name.resize(length);
    return name.empty() ? "file" : name;
}

} // namespace jisr::service
