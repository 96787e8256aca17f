#include "service/paper.hpp"

#include "tabular/text.hpp"

#include <algorithm>
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

} // namespace

std::string_view sniffed_type(std::string_view content)
{
    using namespace std::string_view_literals;
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
