#include "linkage/compounds.hpp"

#include <gtest/gtest.h>

namespace jisr::linkage {
namespace {

TEST(Compounds, AreMadeOfEveryWordThatAMisspeltOneIsTakenFor)
{
    for (const auto script : {Script::Latin, Script::Arabic})
        for (const auto word : words_that_belong(script)) {
            EXPECT_TRUE(belongs_to_next({script, std::string(word)})) << word;
            const std::string name = script == Script::Latin ? "tazi" : "tAzy";
            EXPECT_EQ(joined({{script, std::string(word)}, {script, name}}).size(), 1U) << word;
        }
}

TEST(Compounds, HaveOneSpellingHoweverTheirFiliationIsWritten)
{
    const auto one = [](Script script, const std::string& word, const std::string& name) {
        const auto words = joined({{script, word}, {script, name}});
        return words.size() == 1 ? words.front().letters : "";
    };
    EXPECT_EQ(one(Script::Latin, "ibn", "tazi"), "bentazi");
    EXPECT_EQ(one(Script::Latin, "ouled", "tayma"), "ouladtayma");
    EXPECT_EQ(one(Script::Arabic, "Abn", "tAzy"), one(Script::Arabic, "bn", "tAzy"));
    EXPECT_EQ(one(Script::Arabic, "Im", "klvwm"), "Amklvwm");
}

} // namespace
} // namespace jisr::linkage
