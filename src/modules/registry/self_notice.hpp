#pragma once

#include "core/record.hpp"
#include "core/text.hpp"

namespace jisr::registry {

struct NoticeSection
{
    std::string code; ///< e.g. "purpose"
    std::string title;
    std::string text;

    static constexpr std::string_view kRecord = "registry.NoticeSection";
    static constexpr std::array kFields{core::field("text").length(4000).lines()};
};
BOOST_DESCRIBE_STRUCT(NoticeSection, (), (code, title, text))

/// What law 09-08 wants told before anything is asked, as it stands in locales/self.json.
struct PrivacyNotice
{
    std::string version; ///< language and digest of the text: another text is another version
    core::Language language = core::Language::Ar;
    std::vector<NoticeSection> sections;

    static constexpr std::string_view kRecord = "registry.PrivacyNotice";
};
BOOST_DESCRIBE_STRUCT(PrivacyNotice, (), (version, language, sections))

const PrivacyNotice& privacy_notice(core::Language language);

/// What an agent reads out before she registers somebody, with the same notice behind it.
const PrivacyNotice& notice_to_read(core::Language language);

} // namespace jisr::registry
