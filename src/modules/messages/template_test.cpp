#include "modules/messages/template.hpp"

#include <gmock/gmock.h>

#include <set>

namespace jisr::messages {
namespace {

using core::Language;

std::vector<std::string> codes_of(const std::vector<core::FieldError>& faults)
{
    std::vector<std::string> codes;
    for (const auto& fault : faults)
        codes.push_back(fault.code);
    return codes;
}

TEST(Templates, NothingToAPersonCanTellWhyWhoOrWhere)
{
    const std::set<std::string_view> harmless{"reference", "phone", "date", "time", "deadline"};
    for (const auto& kind : template_kinds()) {
        if (kind.audience == Audience::Staff)
            continue;
        for (const auto& names : {kind.placeholders, kind.optional})
            for (const auto name : names)
                EXPECT_TRUE(harmless.contains(name)) << kind.code << " may say " << name;
    }
}

TEST(Templates, EveryTextThatTheProgramBringsIsSound)
{
    for (const auto& kind : template_kinds())
        for (const auto& [language, tag] : core::enum_codes<Language>()) {
            const auto text = default_text(kind, language);
            EXPECT_EQ(codes_of(faults_of(kind, text, "/x")), std::vector<std::string>{})
                << kind.code << ' ' << tag;
            EXPECT_EQ(rendered(text, sample_params()).find_first_of("{}[]"), std::string::npos);
        }
}

/// With all that may be known: no gateway can lose a part of what has one.
TEST(Templates, EveryTextToAPersonThatTheProgramBringsIsOneSms)
{
    for (const auto& kind : template_kinds())
        for (const auto& [language, tag] : core::enum_codes<Language>()) {
            const auto size =
                outbound::measured(rendered(default_text(kind, language), sample_params()));
            if (kind.audience == Audience::Person) {
                EXPECT_EQ(size.parts, 1) << kind.code << ' ' << tag;
            }
        }
}

TEST(Templates, WhatIsUnknownFallsAwayWithItsWords)
{
    constexpr auto kPattern = "Call[ on {phone}][ before {deadline}]. {reference}";
    EXPECT_EQ(rendered(kPattern, {{"reference", "R"}}), "Call. R");
    EXPECT_EQ(rendered(kPattern, {{"reference", "R"}, {"phone", ""}}), "Call. R");
    EXPECT_EQ(rendered(kPattern, {{"reference", "R"}, {"deadline", "2027-01-31"}}),
              "Call before 31/01/2027. R");
}

TEST(Templates, FaultsOfATextAreNamed)
{
    const auto& kind = *find_template_kind("promoted");
    const auto faults = [&](std::string_view text) {
        return codes_of(faults_of(kind, text, "/fr"));
    };
    using testing::ElementsAre;
    EXPECT_THAT(faults("Bonjour {name}"), ElementsAre("template_placeholder"));
    EXPECT_THAT(faults("Appelez {phone}"), ElementsAre("template_optional"));
    EXPECT_THAT(faults("Appelez [le {phone}"), ElementsAre("template_brackets"));
    EXPECT_THAT(faults("Appelez {reference"), ElementsAre("template_brackets"));
    EXPECT_THAT(faults("a ] b"), ElementsAre("template_brackets"));
    EXPECT_THAT(faults("Suite à vos Violences"), ElementsAre("template_tells"));
    EXPECT_THAT(faults("بخصوص العنف"), ElementsAre("template_tells"));
    EXPECT_THAT(faults("Place en hebergement"), ElementsAre("template_tells"));
    EXPECT_THAT(faults("مركز الايواء"), ElementsAre("template_tells"));
    EXPECT_THAT(faults("الـعُـنف"), ElementsAre("template_tells"));
    EXPECT_THAT(faults("في وضعية صعبه"), ElementsAre("template_tells"));
    EXPECT_THAT(faults("ملفكم في جسر التمكين"), ElementsAre("template_tells"));
    EXPECT_THAT(faults(std::string(500, 'a')), ElementsAre("template_too_long"));
    EXPECT_THAT(faults("{reference}"), ElementsAre());
}

} // namespace
} // namespace jisr::messages
