#include "modules/centres/centres.hpp"
#include "modules/programmes/programme.hpp"
#include "modules/programmes/programme_store.hpp"
#include "modules/programmes/split.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::programmes {

namespace {

using core::Result;
using service::WriteContext;

/// A programme that comes with the program; `women` and `cooperatives` are for each region and
/// year, 0 for no target.
struct Seed
{
    std::string_view code;
    std::string_view name_ar;
    std::string_view name_fr;
    std::string_view name_en;
    std::string_view object;
    std::int64_t women = 0;
    std::int64_t cooperatives = 0;
};

// R1.2: 36,000 women nationally, 3,000 women and 300 cooperatives in each of the twelve regions.
constexpr Seed kBridge{"bridge",
                       "جسر التمكين والريادة",
                       "Jisr Tamkine et Riyada – pont vers l’autonomisation et l’entrepreneuriat",
                       "Bridge to empowerment and entrepreneurship",
                       "تمكين النساء في وضعية صعبة اقتصاديا، جهة بجهة: التسجيل والانتقاء والتكوين "
                       "والمواكبة والتمويل والولوج إلى السوق، لفائدة "
                       "النساء والمقاولات الذاتية والتعاونيات والشركات.\n"
                       "Autonomiser économiquement, région par région, les femmes en situation "
                       "difficile : inscription, sélection, formation, "
                       "accompagnement, financement et accès au marché, pour les femmes, les "
                       "auto-entrepreneuses, les coopératives et les "
                       "sociétés.",
                       3000,
                       300};

constexpr std::array<Seed, 2> kDemonstration{
    {{"spaces", "التكوين في الفضاءات متعددة الوظائف للنساء",
      "Formation dans les espaces multifonctionnels pour les femmes",
      "Training in multi-purpose spaces for women",
      "تكوين النساء في المهن المدرة للدخل داخل الفضاءات متعددة الوظائف (برنامج تجريبي).\n"
      "Former les femmes aux métiers générateurs de revenus dans les espaces multifonctionnels "
      "(programme de démonstration).",
      400, 0},
     {"activities", "الأنشطة المدرة للدخل لفائدة الأشخاص في وضعية إعاقة",
      "Activités génératrices de revenus des personnes en situation de handicap",
      "Income-generating activities of persons with disabilities",
      "مواكبة الأشخاص في وضعية إعاقة لإنجاز مشاريعهم المدرة للدخل (برنامج تجريبي).\n"
      "Accompagner les personnes en situation de handicap dans leurs activités génératrices de "
      "revenus (programme de "
      "démonstration).",
      150, 10}}};

constexpr std::string_view kFirstSplit =
    "First targets, shared over the provinces by the number of women (RGPH 2024)";

Programme programme_from(const Seed& seed)
{
    return {.id = service::named_id("programme", seed.code),
            .code = std::string(seed.code),
            .name_ar = std::string(seed.name_ar),
            .name_fr = std::string(seed.name_fr),
            .name_en = std::string(seed.name_en),
            .object = std::string(seed.object),
            .state = ProgrammeState::Open};
}

Edition edition_of_year(const Programme& programme, int year)
{
    const std::string code = std::to_string(year);
    return {.id = service::named_id("edition", programme.code + "/" + code),
            .programme_id = programme.id,
            .code = code,
            .name_ar = "دورة " + code,
            .name_fr = "Édition " + code,
            .starts_on = *core::Date::make(year, 1, 1),
            .ends_on = *core::Date::make(year, 12, 31)};
}

Result<void> create_target(WriteContext& context, const Edition& edition,
                           const TargetChange& change)
{
    const Target target{.id = target_id(edition.id, change),
                        .edition_id = edition.id,
                        .region_code = change.region_code,
                        .province_code = change.province_code,
                        .year = change.year,
                        .measure = change.measure,
                        .value = change.value.value_or(0)};
    return service::create_record(context, "target", target, kFirstSplit);
}

Result<void> create_targets(WriteContext& context, const Edition& edition,
                            const territory::Region& region, Measure measure, std::int64_t total)
{
    const std::int64_t year = edition.starts_on.year();
    if (total == 0)
        return {};
    TRY(create_target(context, edition, {region.code, std::nullopt, year, measure, total}));
    std::vector<const territory::Province*> provinces;
    std::vector<std::int64_t> women;
    for (const auto& province : territory::provinces())
        if (province.region_code == region.code) {
            provinces.push_back(&province);
            women.push_back(province.population_women);
        }
    const auto shares = split_by_weight(total, women);
    for (std::size_t i = 0; i < provinces.size(); ++i)
        TRY(create_target(context, edition,
                          {region.code, provinces[i]->code, year, measure, shares[i]}));
    return {};
}

Result<void> plant(WriteContext& context, const Seed& seed)
{
    const auto programme = programme_from(seed);
    TRY(service::create_record(context, "programme", programme));
    const auto edition = edition_of_year(programme, context.clock.today().year());
    TRY(service::create_record(context, "edition", edition));
    for (const auto& region : territory::regions()) {
        TRY(create_targets(context, edition, region, Measure::Women, seed.women));
        TRY(create_targets(context, edition, region, Measure::Cooperatives, seed.cooperatives));
    }
    return {};
}

Result<bool> stands(service::Services& services, const Seed& seed)
{
    return services.database.ask([&](db::Reader& reader) -> Result<bool> {
        return TRY(find_programme_by_code(reader, seed.code)).has_value();
    });
}

Result<void> seed_one(service::Services& services, const Seed& seed)
{
    if (TRY(stands(services, seed)))
        return {};
    auto done = service::write_as(services, service::Actor::system(),
                                  [&](WriteContext& context) { return plant(context, seed); });
    // Two servers that start together both plant; the ids are the same, so one of them is told so.
    if (!done && done.error().status == 409 && TRY(stands(services, seed)))
        return {};
    return done;
}

} // namespace

Result<void> seed_programmes(service::Services& services)
{
    return seed_one(services, kBridge);
}

Result<void> seed_demonstration_programmes(service::Services& services)
{
    for (const auto& seed : kDemonstration)
        TRY(seed_one(services, seed));
    return centres::seed_demonstration_centres(services);
}

} // namespace jisr::programmes
