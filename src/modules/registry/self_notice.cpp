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

std::vector<NoticeSection> sections_in(core::Language language)
{
    std::vector<NoticeSection> sections;
    for (const auto code : kSections) {
        const std::string key = "self.notice." + std::string(code);
        sections.push_back({.code = std::string(code),
                            .title = core::text(language, key + ".title"),
                            .text = core::text(language, key + ".text")});
    }
    return sections;
}

NoticeSection read_aloud(core::Language language)
{
    return {.code = "read_to_her",
            .title = core::text(language, "registrants.consent.read_to_her"),
            .text = core::text(language, "registrants.consent.text")};
}

PrivacyNotice notice_of(core::Language language, std::vector<NoticeSection> sections)
{
    auto version = std::string(core::tag_of(language))
                       .append("-")
                       .append(digest_of(core::json_text(sections)), 0, 16);
    return {std::move(version), language, std::move(sections)};
}

std::map<core::Language, PrivacyNotice> in_each_language(bool aloud)
{
    std::map<core::Language, PrivacyNotice> made;
    for (const auto& [each, unused] : core::enum_codes<core::Language>()) {
        auto sections = sections_in(each);
        if (aloud)
            sections.insert(sections.begin(), read_aloud(each));
        made.emplace(each, notice_of(each, std::move(sections)));
    }
    return made;
}

} // namespace

const PrivacyNotice& privacy_notice(core::Language language)
{
    static const auto notices = in_each_language(false);
    return notices.at(language);
}

const PrivacyNotice& notice_to_read(core::Language language)
{
    static const auto notices = in_each_language(true);
    return notices.at(language);
}

} // namespace jisr::registry
