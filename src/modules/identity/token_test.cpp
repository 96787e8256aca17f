#include "modules/identity/token.hpp"

#include <gtest/gtest.h>

namespace jisr::identity {
namespace {

TEST(Tokens, ReadTheirOwnText)
{
    const auto id = core::Id::make();
    const auto parts = token_parts(token_text(id, "se_cret-"));
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->id, id);
    EXPECT_EQ(parts->secret, "se_cret-");
}

TEST(Tokens, AreNotReadOutOfAnythingElse)
{
    const auto good = token_text(core::Id::make(), "secret");
    for (const std::string& text :
         {std::string(), std::string("jisr_"), good.substr(1), good.substr(0, 38),
          "jisr_" + std::string(32, 'x') + "_secret", std::string(200, '_')})
        EXPECT_FALSE(token_parts(text)) << text;
}

TEST(UserNames, AreKeptInLowerCaseAndOfPlainCharacters)
{
    UserDraft draft{"Khadija.B", "خديجة", core::Language::Ar, {{}}};
    EXPECT_EQ(checked(draft).value().user_name, "khadija.b");
    for (const char* name : {"ab", ".khadija", "kha dija", "خديجة", "k@d.ma", "kha/dija"}) {
        draft.user_name = name;
        ASSERT_FALSE(checked(draft)) << name;
        EXPECT_EQ(checked(draft).error().errors.at(0).code, "malformed_user_name");
    }
}

TEST(Assignments, AreReadAsTheCommandLineTypesThem)
{
    const auto nation = read_assignment("auditor", "nation").value();
    EXPECT_EQ(nation.role, service::Role::Auditor);
    EXPECT_EQ(nation.scope_code, std::nullopt);
    const auto province = read_assignment("trainer", "province:10.261").value();
    EXPECT_EQ(province.scope_level, service::ScopeLevel::Province);
    EXPECT_EQ(province.scope_code, "10.261");
    EXPECT_FALSE(read_assignment("queen", "nation"));
    EXPECT_FALSE(read_assignment("trainer", "village:1"));
    EXPECT_FALSE(read_assignment("trainer", ""));
}

TEST(UserDrafts, NeedARole)
{
    const auto refused = checked({"khadija", "خديجة", core::Language::Ar, {}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().errors.at(0).pointer, "/assignments");
}

} // namespace
} // namespace jisr::identity
