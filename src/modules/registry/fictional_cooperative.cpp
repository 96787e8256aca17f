#include "modules/registry/fictional_cooperative.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

/// What cooperatives make, and where; everywhere when no region is named.
struct Craft
{
    std::string_view regions;
    Sector sector;
    const char* activity_ar;
    const char* activity_fr;
    const char* name_ar; ///< ends the cooperative's name
    const char* name_fr;
};

constexpr Craft kCrafts[] = {
    {"", Sector::Textiles, "الخياطة والطرز التقليدي", "Couture et broderie traditionnelle",
     "للخياطة والطرز", "de couture et broderie"},
    {"", Sector::FoodProcessing, "صناعة الكسكس والمعجنات التقليدية",
     "Couscous et pâtes traditionnelles", "للكسكس", "de couscous"},
    {"", Sector::FoodProcessing, "الحلويات والمخبوزات المغربية",
     "Pâtisserie et boulangerie marocaines", "للحلويات", "de pâtisserie"},
    {"02 03 05 07 08", Sector::Crafts, "نسج الزرابي", "Tissage de tapis", "لنسج الزرابي",
     "de tapis"},
    {"01 03 06 07", Sector::Crafts, "الفخار والخزف", "Poterie et céramique", "للفخار والخزف",
     "de poterie"},
    {"03 04 06 07", Sector::Crafts, "المنتجات الجلدية", "Maroquinerie", "للمنتجات الجلدية",
     "de maroquinerie"},
    {"04 06 12", Sector::Catering, "الإطعام والتموين", "Restauration et traiteur", "للإطعام",
     "de restauration"},
    {"01 02 03 05", Sector::AromaticPlants, "النباتات العطرية والطبية",
     "Plantes aromatiques et médicinales", "للنباتات العطرية", "de plantes aromatiques"},
    {"01 02 05 09", Sector::Agriculture, "تربية النحل وإنتاج العسل", "Apiculture et miel", "للعسل",
     "de miel"},
    {"01 04", Sector::FoodProcessing, "جبن الماعز", "Fromage de chèvre", "لجبن الماعز",
     "de fromage de chèvre"},
    {"07 09 10", Sector::Argan, "زيت أركان وأملو", "Huile d'argan et amlou", "لزيت أركان",
     "d'huile d'argan"},
    {"09", Sector::Agriculture, "إنتاج الزعفران", "Production de safran", "للزعفران", "de safran"},
    {"08", Sector::AromaticPlants, "ماء الورد ومشتقاته", "Eau de rose et dérivés", "لماء الورد",
     "d'eau de rose"},
    {"08 10", Sector::FoodProcessing, "تثمين التمور", "Valorisation des dattes", "للتمور",
     "de dattes"},
    {"10", Sector::Agriculture, "تثمين الصبار", "Valorisation du cactus", "للصبار", "de cactus"},
    {"10 11 12", Sector::Agriculture, "تثمين حليب الإبل", "Valorisation du lait de chamelle",
     "لحليب الإبل", "de lait de chamelle"},
    {"01 11 12", Sector::Fishing, "تثمين المنتجات البحرية", "Valorisation des produits de la mer",
     "للمنتجات البحرية", "de produits de la mer"},
};

std::vector<const Craft*> crafts_of(std::string_view region_code)
{
    std::vector<const Craft*> crafts;
    for (const auto& craft : kCrafts)
        if (craft.regions.empty() || craft.regions.find(region_code) != std::string_view::npos)
            crafts.push_back(&craft);
    return crafts;
}

MemberRole role_of(std::size_t place)
{
    constexpr MemberRole kOffices[] = {MemberRole::President, MemberRole::Treasurer,
                                       MemberRole::Secretary};
    return place < std::size(kOffices) ? kOffices[place] : MemberRole::Member;
}

} // namespace

void FictionalCooperatives::draw_names(OrganisationDraft& cooperative,
                                       const territory::Commune& commune)
{
    const Craft& craft = *draw_.one_of(crafts_of(commune.region_code));
    const auto& woman = draw_.one_of(fictional_names().female);
    const bool after_commune = draw_.happens(0.3);
    const std::size_t scripts = draw_.below(10); // 2 in 10 Arabic alone, 1 Latin alone
    const std::string after_ar = after_commune ? "نساء " + commune.name_ar : woman.arabic;
    const std::string after_fr =
        after_commune ? "Femmes de " + commune.name_fr : woman.latin.front();
    if (scripts < 9)
        cooperative.name_ar = "تعاونية " + after_ar + " " + craft.name_ar;
    if (scripts >= 2)
        cooperative.name_latin = "Coopérative " + after_fr + " " + craft.name_fr;
    cooperative.sector = craft.sector;
    cooperative.activity = cooperative.name_ar ? craft.activity_ar : craft.activity_fr;
}

/// The steps taken until some day of the last years, the last of them some weeks ago at most.
void FictionalCooperatives::draw_steps(OrganisationDraft& cooperative, core::Date today)
{
    // How many of the acts below were done; 0 to 9 of 20 cooperatives are still being founded.
    static constexpr std::size_t kDone[] = {0, 0, 0, 1, 1, 2, 2, 3, 3, 4,
                                            4, 4, 5, 5, 5, 5, 5, 5, 6, 7};
    const std::size_t done = kDone[draw_.below(std::size(kDone))];
    const std::size_t weeks = done < 5 ? 2 + draw_.below(8) : 30 + draw_.below(400);
    std::int32_t day = today.days_since_epoch() - static_cast<std::int32_t>(7 * weeks + 1);
    const auto take = [&](LegalAct act) -> LegalStepDraft& {
        auto& step = cooperative.steps.emplace_back();
        step.act = act;
        step.happened_on = core::Date::from_days(day);
        const auto left = static_cast<std::size_t>(today.days_since_epoch() - day);
        day += static_cast<std::int32_t>(std::min<std::size_t>(1 + draw_.below(12), left));
        return step;
    };
    const std::string number = std::to_string(1'000'000 + drawn_).substr(1);
    const std::string name = cooperative.name_ar.value_or(cooperative.name_latin.value_or(""));
    if (done >= 1)
        take(LegalAct::RequestName).names = {name, name + " 2"};
    if (done == 2 && draw_.happens(0.4)) {
        take(LegalAct::RefuseName).reason = "اسم تحمله تعاونية أخرى";
        return;
    }
    if (done >= 2) {
        auto& approved = take(LegalAct::ApproveName);
        approved.name = name;
        approved.number = "DEMO-C" + number;
        // Some run out soon, or did.
        approved.valid_until = core::Date::from_days(approved.happened_on->days_since_epoch() +
                                                     (draw_.happens(0.3) ? 35 : 365));
    }
    if (done >= 3)
        take(LegalAct::HoldAssembly);
    if (done >= 4) {
        auto& registered = take(LegalAct::Register);
        registered.number = "DEMO-" + number;
        registered.court = "المحكمة الابتدائية";
        cooperative.ice = "999000000" + number;
    }
    if (done >= 5)
        take(LegalAct::Start);
    if (done >= 6)
        take(LegalAct::Suspend).reason = "توقف النشاط في انتظار التمويل";
    if (done >= 7)
        take(LegalAct::Dissolve).reason = "قرار الجمع العام غير العادي";
}

void FictionalCooperatives::draw_members(OrganisationDraft& cooperative, core::Date today)
{
    static constexpr std::int64_t kValues[] = {200'00, 300'00, 500'00};
    const auto& names = fictional_names();
    const bool founded = cooperative.ice.has_value();
    const std::size_t members = (founded ? 5 : 3) + draw_.below(8);
    const std::size_t women = draw_.happens(0.8) ? members : members - 1;
    cooperative.share_value = draw_.one_of(kValues);
    for (std::size_t i = 0; i < members; ++i) {
        const bool woman = i < women;
        const auto& given = draw_.one_of(woman ? names.female : names.male);
        const auto& family = draw_.one_of(names.family);
        OrganisationMember member{.full_name = given.arabic + " " + family.arabic,
                                  .role = role_of(i),
                                  .sex = woman ? Sex::Female : Sex::Male,
                                  .shares = static_cast<std::int64_t>(1 + draw_.below(5))};
        const std::int64_t subscribed = *member.shares * *cooperative.share_value;
        member.paid = draw_.happens(0.6) ? subscribed : subscribed / 4;
        if (founded)
            member.joined_on = cooperative.steps.front().happened_on;
        cooperative.members.push_back(std::move(member));
    }
    if (!founded || !draw_.happens(0.2))
        return;
    auto left = cooperative.members.back(); // one more, who is gone
    left.full_name = draw_.one_of(names.female).arabic + " " + draw_.one_of(names.family).arabic;
    left.sex = Sex::Female;
    left.left_on = core::Date::from_days(today.days_since_epoch() - 10);
    cooperative.members.push_back(std::move(left));
}

OrganisationDraft FictionalCooperatives::next(std::string_view region_code, core::Date today)
{
    ++drawn_;
    OrganisationDraft cooperative;
    const auto& commune = draw_.commune(region_code);
    cooperative.commune_code = commune.code;
    draw_names(cooperative, commune);
    draw_steps(cooperative, today);
    draw_members(cooperative, today);
    const std::string phone = std::to_string(10'000'000 + draw_.below(89'999'999));
    cooperative.phone = "+2126" + phone.substr(0, 8);
    cooperative.consent_given = true;
    return cooperative;
}

} // namespace jisr::registry
