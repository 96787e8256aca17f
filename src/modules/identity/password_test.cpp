#include "modules/identity/password.hpp"

#include "service/secret.hpp"

#include <gtest/gtest.h>

namespace jisr::identity {
namespace {

std::string fault_of(std::string_view password)
{
    const auto checked = check_password(password, "khadija", "/password");
    return checked ? "" : checked.error().errors.at(0).code;
}

TEST(Passwords, MustBeLongEnoughAndNeedNoKindsOfCharacters)
{
    EXPECT_EQ(fault_of("tree house"), "");
    EXPECT_EQ(fault_of("tree hous"), "password_too_short");
    EXPECT_EQ(fault_of("شجرة الأركان"), "");
    EXPECT_EQ(fault_of("شجرة"), "password_too_short");
    EXPECT_EQ(fault_of(std::string(60, 'a') + "bcd" + std::string(65, 'e')), "");
    EXPECT_EQ(fault_of(std::string(60, 'a') + "bcd" + std::string(66, 'e')), "too_long");
}

TEST(Passwords, MustNotBeCommonOrRepetitive)
{
    EXPECT_EQ(fault_of("Azerty1234"), "password_too_common");
    EXPECT_EQ(fault_of("aaaaaaaaaaaa"), "password_too_common");
    EXPECT_EQ(fault_of("1212121212"), "password_too_common");
    for (const auto* simple :
         {"123456789012", "109876543210", "abcd1abcd1ab", "MotDePasseMotDePasse", "QsdfghJklm",
          "Motdepasse@2026", "maroc2030!!!", "شجرةشجرةشجرة"})
        EXPECT_EQ(fault_of(simple), "password_too_common") << simple;
    for (const auto* good : {"casablanca by the sea", "2026 motdepasse", "1234567890 amlou"})
        EXPECT_EQ(fault_of(good), "") << good;
}

TEST(Passwords, MustNotHoldTheUserName)
{
    EXPECT_EQ(fault_of("my-Khadija-2026"), "password_holds_user_name");
}

TEST(Passwords, VerifyAgainstTheirOwnHashOnly)
{
    const auto hash = hash_password("argan oil of Sidi Ifni").value();
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << hash;
    EXPECT_TRUE(verify_password(hash, "argan oil of Sidi Ifni"));
    EXPECT_FALSE(verify_password(hash, "argan oil of Sidi Ifnu"));
    EXPECT_FALSE(verify_password("", "no user has this password"));
    EXPECT_FALSE(needs_rehash(hash));
    EXPECT_TRUE(needs_rehash("$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                             "aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"));
}

TEST(Passwords, AreTheSameHoweverTheKeyboardComposesThem)
{
    EXPECT_EQ(normalised_password("e\u0301t\u00e9"), normalised_password("\u00e9te\u0301"));
    EXPECT_NE(normalised_password("A"), normalised_password("a"));
}

TEST(Secrets, AreLongEnoughAndNeverTheSame)
{
    EXPECT_EQ(service::random_secret().size(), 43);
    EXPECT_NE(service::random_secret(), service::random_secret());
    EXPECT_EQ(service::readable_secret().size(), 19);
    EXPECT_EQ(service::readable_secret().find_first_of("ilo01ILO"), std::string::npos);
    EXPECT_EQ(fault_of(service::readable_secret()), "");
}

TEST(Secrets, DigestsOfOnePurposeDoNotStandForAnother)
{
    EXPECT_EQ(service::digest("session", "x"), service::digest("session", "x"));
    EXPECT_NE(service::digest("session", "x"), service::digest("token", "x"));
    EXPECT_NE(service::digest("a", "bc"), service::digest("ab", "c"));
    EXPECT_EQ(service::digest("session", "x").size(), 64);
}

} // namespace
} // namespace jisr::identity
