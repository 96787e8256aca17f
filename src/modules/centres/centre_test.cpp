#include "modules/centres/centre.hpp"

#include <gtest/gtest.h>

namespace jisr::centres {
namespace {

CentreDraft good_draft()
{
    return {.name_ar = "المركز الاجتماعي كلميم",
            .name_fr = " Centre social  de Guelmim ",
            .kind = CentreKind::SocialCentre,
            .commune_code = "10.261.01.03",
            .phone = "0528 87 12 34"};
}

TEST(Centres, ProvinceAndRegionFollowFromTheCommune)
{
    const auto centre = apply(good_draft(), {});
    ASSERT_TRUE(centre);
    EXPECT_EQ(centre->province_code, "10.261");
    EXPECT_EQ(centre->region_code, "10");
    EXPECT_EQ(centre->phone, "+212528871234");
    EXPECT_EQ(centre->name_fr, "Centre social de Guelmim");
}

TEST(Centres, KeepTheirCodeWhenTheDraftHasNone)
{
    Centre known;
    known.code = "GON-C001";
    EXPECT_EQ(apply(good_draft(), known)->code, "GON-C001");
}

TEST(Centres, EveryFaultOfADraftIsNamed)
{
    auto draft = good_draft();
    draft.code = "a b";
    draft.name_ar = "  ";
    draft.commune_code = "10.261.99.99";
    draft.phone = "12";
    const auto centre = apply(draft, {});
    ASSERT_FALSE(centre);
    std::vector<std::string> pointers;
    for (const auto& error : centre.error().errors)
        pointers.push_back(error.pointer);
    EXPECT_EQ(pointers, (std::vector<std::string>{"/name_ar", "/commune_code", "/phone", "/code"}));
}

} // namespace
} // namespace jisr::centres
