#include "modules/registry/reference.hpp"

#include <gtest/gtest.h>

namespace jisr::registry {

TEST(References, AreReadHoweverTheyAreTyped)
{
    const std::string reference = make_reference("GON", 2026, 123);
    EXPECT_EQ(reference.substr(0, 14), "GON-26-000123-");
    std::string typed = reference;
    for (char& c : typed)
        c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(parse_reference(typed), reference);
    EXPECT_EQ(parse_reference("GON 26 000123 " + reference.substr(14)), reference);
}

TEST(References, WithOneWrongCharacterAreRefused)
{
    for (std::int64_t number = 1; number < 400'000; number += 7919) {
        const std::string right = make_reference("TTA", 2026, number);
        for (std::size_t at = 0; at < right.size(); ++at)
            for (const char other : std::string("0123456789ABGNOTZ")) {
                std::string wrong = right;
                const bool same_kind = (std::isdigit(wrong[at]) != 0) == (std::isdigit(other) != 0);
                if (wrong[at] == '-' || wrong[at] == other || !same_kind)
                    continue;
                wrong[at] = other;
                EXPECT_FALSE(parse_reference(wrong)) << wrong;
            }
    }
}

TEST(References, AreNotWhatIsTooShortOrHoldsOtherSigns)
{
    EXPECT_FALSE(parse_reference(""));
    EXPECT_FALSE(parse_reference("GON-26-7"));
    EXPECT_FALSE(parse_reference("JA102447"));
    EXPECT_FALSE(parse_reference("GON-26-000123-7'; --"));
}

TEST(References, AreCompletedWhereTheirEndWasNotTyped)
{
    const std::string reference = make_reference("GON", 2026, 123);
    for (const auto* typed : {"GON-26-000123", "gon26000123", "gon 26 123", "GON-26-0123"})
        EXPECT_EQ(complete_reference(typed), reference) << typed;
    for (const auto* typed : {"", "GON", "GON-26", "26-123", "GON-26-12x", "JA102447", "Fatima 12"})
        EXPECT_FALSE(complete_reference(typed)) << typed;
    EXPECT_FALSE(complete_reference(reference)) << "it is whole";
}

TEST(References, HoldMoreThanAMillion)
{
    const std::string reference = make_reference("GON", 2026, 12'345'678);
    EXPECT_EQ(parse_reference(reference), reference);
}

} // namespace jisr::registry
