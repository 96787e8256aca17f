#include "outbound/mail_server.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace jisr::outbound {

namespace {

constexpr std::size_t kLine = 76;
constexpr std::size_t kBytesOfWord = 39; // with "=?UTF-8?B?" and "?=" they stay within the line

std::string base64(std::string_view bytes)
{
    constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), kVariant);
    text.pop_back(); // the C string's end
    return text;
}

/// RFC 2047; no letter is cut in two.
std::string encoded_words(std::string_view text)
{
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    std::string words;
    while (!text.empty()) {
        auto length = std::min(kBytesOfWord, text.size());
        while (length < text.size() && continues(text[length]))
            --length;
        words.append(words.empty() ? "" : "\r\n ")
            .append("=?UTF-8?B?" + base64(text.substr(0, length)) + "?=");
        text.remove_prefix(length);
    }
    return words;
}

/// RFC 5322, in the words of no locale.
std::string date_of(core::Instant instant)
{
    static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed",
                                                      "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = instant.milliseconds / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 64> time{};
    std::strftime(time.data(), time.size(), "%Y %H:%M:%S +0000", &utc);
    return std::string(kDays.at(static_cast<std::size_t>(utc.tm_wday))) + ", " +
           std::to_string(utc.tm_mday) + ' ' + kMonths.at(static_cast<std::size_t>(utc.tm_mon)) +
           ' ' + time.data();
}

} // namespace

std::string mime_text(const Mail& mail, const std::string& from)
{
    const auto at = from.find('@');
    const std::string domain = at == std::string::npos ? "localhost" : from.substr(at + 1);
    std::string text =
        "From: <" + from + ">\r\nTo: <" + mail.to + ">\r\nSubject: " + encoded_words(mail.subject) +
        "\r\nDate: " + date_of(mail.at) + "\r\nMessage-ID: <" + mail.id + "@" + domain +
        ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=UTF-8\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n";
    const auto body = base64(mail.text);
    for (std::size_t i = 0; i < body.size(); i += kLine)
        text.append(body, i, kLine).append("\r\n");
    return text;
}

} // namespace jisr::outbound
