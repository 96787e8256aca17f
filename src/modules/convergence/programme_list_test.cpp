#include "modules/convergence/programme_list.hpp"

#include <gtest/gtest.h>

namespace jisr::convergence {
namespace {

registry::Likeness likeness(double probability, const std::string& field = "given_name",
                            const std::string& level = "equal")
{
    return {core::Id::make(), probability, {{field, level, 5}}};
}

TEST(SureMatch, IsTheOnlyFileThatResemblesForCertainAndInMoreThanTheName)
{
    const auto hers = likeness(0.995, "birth_date");
    EXPECT_EQ(sure_match({hers}), hers.person_id);
    EXPECT_EQ(sure_match({likeness(0.995)}), std::nullopt);
    EXPECT_EQ(sure_match({likeness(0.995, "birth_date", "year_only")}), std::nullopt);
    EXPECT_EQ(sure_match({likeness(0.9, "birth_date")}), std::nullopt);
    EXPECT_EQ(sure_match({}), std::nullopt);
}

TEST(SureMatch, TrustsACardNumberOnlyWhereTheRestDoesNotContradict)
{
    const auto hers = likeness(0.6, "national_id");
    EXPECT_EQ(sure_match({hers}), hers.person_id);
    EXPECT_EQ(sure_match({likeness(0.2, "national_id")}), std::nullopt);
}

TEST(SureMatch, AsksWhereTwoFilesComeNear)
{
    EXPECT_EQ(sure_match({likeness(0.999, "phone"), likeness(0.6)}), std::nullopt);
    EXPECT_EQ(sure_match({likeness(0.999, "phone"), likeness(0.1, "national_id")}), std::nullopt);
}

} // namespace
} // namespace jisr::convergence
