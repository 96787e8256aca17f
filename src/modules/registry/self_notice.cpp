#include "modules/registry/self_notice.hpp"

#include "core/json_text.hpp"

#include <sodium.h>

#include <array>
#include <map>

namespace jisr::registry {

namespace {

constexpr std::array<std::string_view, 7> kSections{
    "responsible", "purpose", "data", "recipients", "retention", "rights", "freedom"};

std::string digest_of(std::string_view text)
{
    constexpr std::size_t kBytes = crypto_generichash_BYTES_MIN;
    std::array<unsigned char, kBytes> digest{};
    crypto_generichash(digest.data(), kBytes, reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), nullptr, 0);
    std::array<char, 2 * kBytes + 1> hexadecimal{};
    return sodium_bin2hex(hexadecimal.data(), hexadecimal.size(), digest.data(), kBytes);
}

PrivacyNotice notice_in(core::Language language)
{
    PrivacyNotice notice{.language = language};
    for (const auto code : kSections) {
        const std::string key = "self.notice." + std::string(code);
        notice.sections.push_back({.code = std::string(code),
                                   .title = core::text(language, key + ".title"),
                                   .text = core::text(language, key + ".text")});
    }
    notice.version = std::string(core::tag_of(language)) + "-" +
                     digest_of(core::json_text(notice.sections)).substr(0, 16);
    return notice;
}

} // namespace

const PrivacyNotice& privacy_notice(core::Language language)
{
    static const auto notices = [] {
        std::map<core::Language, PrivacyNotice> made;
        for (const auto& [each, unused] : core::enum_codes<core::Language>())
            made.emplace(each, notice_in(each));
        return made;
    }();
    return notices.at(language);
}

} // namespace jisr::registry
