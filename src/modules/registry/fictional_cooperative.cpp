#include "modules/registry/fictional_cooperative.hpp"

namespace jisr::registry {

namespace {

/// What cooperatives make, and where; everywhere when no region is named.
struct Craft
{
    std::string_view regions;
    const char* activity_ar;
    const char* activity_fr;
    const char* name_ar; ///< ends the cooperative's name
    const char* name_fr;
};

constexpr Craft kCrafts[] = {
    {"", "الخياطة والطرز التقليدي", "Couture et broderie traditionnelle", "للخياطة والطرز",
     "de couture et broderie"},
    {"", "صناعة الكسكس والمعجنات التقليدية", "Couscous et pâtes traditionnelles", "للكسكس",
     "de couscous"},
    {"", "الحلويات والمخبوزات المغربية", "Pâtisserie et boulangerie marocaines", "للحلويات",
     "de pâtisserie"},
    {"02 03 05 07 08", "نسج الزرابي", "Tissage de tapis", "لنسج الزرابي", "de tapis"},
    {"01 03 06 07", "الفخار والخزف", "Poterie et céramique", "للفخار والخزف", "de poterie"},
    {"03 04 06 07", "المنتجات الجلدية", "Maroquinerie", "للمنتجات الجلدية", "de maroquinerie"},
    {"04 06 12", "الإطعام والتموين", "Restauration et traiteur", "للإطعام", "de restauration"},
    {"01 02 03 05", "النباتات العطرية والطبية", "Plantes aromatiques et médicinales",
     "للنباتات العطرية", "de plantes aromatiques"},
    {"01 02 05 09", "تربية النحل وإنتاج العسل", "Apiculture et miel", "للعسل", "de miel"},
    {"01 04", "جبن الماعز", "Fromage de chèvre", "لجبن الماعز", "de fromage de chèvre"},
    {"07 09 10", "زيت أركان وأملو", "Huile d'argan et amlou", "لزيت أركان", "d'huile d'argan"},
    {"09", "إنتاج الزعفران", "Production de safran", "للزعفران", "de safran"},
    {"08", "ماء الورد ومشتقاته", "Eau de rose et dérivés", "لماء الورد", "d'eau de rose"},
    {"08 10", "تثمين التمور", "Valorisation des dattes", "للتمور", "de dattes"},
    {"10", "تثمين الصبار", "Valorisation du cactus", "للصبار", "de cactus"},
    {"10 11 12", "تثمين حليب الإبل", "Valorisation du lait de chamelle", "لحليب الإبل",
     "de lait de chamelle"},
    {"01 11 12", "تثمين المنتجات البحرية", "Valorisation des produits de la mer",
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
    cooperative.activity = cooperative.name_ar ? craft.activity_ar : craft.activity_fr;
}

void FictionalCooperatives::draw_register(OrganisationDraft& cooperative, core::Date today)
{
    const auto age_in_days = static_cast<std::int32_t>(90 + draw_.below(9 * 365));
    if (!draw_.happens(0.6))
        return; // still being founded
    const std::string number = std::to_string(1'000'000 + drawn_).substr(1);
    cooperative.legal_state = LegalState::Registered;
    cooperative.founded_on = core::Date::from_days(today.days_since_epoch() - age_in_days);
    cooperative.registration_number = "DEMO-" + number;
    cooperative.ice = "999000000" + number;
}

void FictionalCooperatives::draw_members(OrganisationDraft& cooperative)
{
    const auto& names = fictional_names();
    const std::size_t members =
        (cooperative.legal_state == LegalState::Registered ? 5 : 3) + draw_.below(8);
    const std::size_t women = draw_.happens(0.8) ? members : members - 1;
    for (std::size_t i = 0; i < members; ++i) {
        const auto& given = draw_.one_of(i < women ? names.female : names.male);
        const auto& family = draw_.one_of(names.family);
        cooperative.members.push_back(
            {.full_name = given.arabic + " " + family.arabic, .role = role_of(i)});
    }
    cooperative.members_total = static_cast<std::int64_t>(members);
    cooperative.members_women = static_cast<std::int64_t>(women);
}

OrganisationDraft FictionalCooperatives::next(std::string_view region_code, core::Date today)
{
    ++drawn_;
    OrganisationDraft cooperative;
    const auto& commune = draw_.commune(region_code);
    cooperative.commune_code = commune.code;
    draw_names(cooperative, commune);
    draw_register(cooperative, today);
    draw_members(cooperative);
    const std::string phone = std::to_string(10'000'000 + draw_.below(89'999'999));
    cooperative.phone = "+2126" + phone.substr(0, 8);
    cooperative.consent_given = true;
    return cooperative;
}

} // namespace jisr::registry
