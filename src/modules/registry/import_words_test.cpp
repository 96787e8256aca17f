#include "modules/registry/import_words.hpp"

#include "tabular/word_lists.hpp"

#include <gtest/gtest.h>

namespace jisr::registry {
namespace {

using core::Language;
using tabular::code_of_word;

constexpr Language kLanguages[] = {Language::Ar, Language::Fr, Language::Zgh, Language::En};

/// The text that heads a field in an export and labels it in the form; empty where nothing does.
std::string label_of(std::string_view field)
{
    const auto key =
        std::string("registry.").append(field == "situation" ? "work_situation" : field);
    return core::has_text(key) ? key : std::string();
}

// What is exported is imported again: in any language each heading is understood …
TEST(ImportWords, KnowTheHeadingsOfAnExport)
{
    int known = 0;
    for (const auto& field : import_fields())
        if (const auto label = label_of(field); !label.empty())
            for (const auto language : kLanguages) {
                const auto heading = core::text(language, label);
                EXPECT_EQ(code_of_word("headings", heading), field) << heading;
                ++known;
            }
    EXPECT_GE(known, 80); // or the labels have other keys, and nothing was compared
}

// … and each answer that has a code.
TEST(ImportWords, KnowTheAnswersOfAnExport)
{
    for (const std::string list :
         {"sex", "schooling", "work_situation", "marital_status", "participation", "language"})
        for (const auto& code : tabular::codes_of_list(list))
            for (const auto language : kLanguages) {
                auto key = std::string("registry.").append(list).append(".").append(code);
                const auto answer = core::text(language, key);
                EXPECT_EQ(code_of_word(list, answer), code) << answer;
            }
}

} // namespace
} // namespace jisr::registry
