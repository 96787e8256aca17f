#include "modules/centres/centre_store.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::centres {

namespace {

struct Sort
{
    CentreKind kind;
    std::string_view prefix_ar;
    std::string_view prefix_fr;
};

// Plausible, but invented: no such centre is meant.
constexpr std::array<Sort, 3> kSorts{
    {{CentreKind::SocialCentre, "المركز الاجتماعي للمرأة والطفل ",
      "Centre social de la femme et de l’enfant – "},
     {CentreKind::MultiPurposeSpace, "الفضاء متعدد الوظائف للنساء ",
      "Espace multifonctionnel pour les femmes – "},
     {CentreKind::TrainingCentre, "مركز التربية والتكوين ",
      "Centre d’éducation et de formation – "}}};

/// The urban communes of a region, the most populous first.
std::vector<const territory::Commune*> towns_of(std::string_view region_code)
{
    std::vector<const territory::Commune*> towns;
    for (const auto& commune : territory::communes())
        if (commune.region_code == region_code && commune.type == territory::CommuneType::Urban)
            towns.push_back(&commune);
    std::sort(towns.begin(), towns.end(),
              [](const auto* a, const auto* b) { return a->population > b->population; });
    return towns;
}

Centre demonstration_centre(const Sort& sort, const territory::Commune& town, std::size_t number)
{
    const std::string code = "DEMO-" + town.region_code + "-" + std::to_string(number);
    return {.id = service::named_id("centre", code),
            .code = code,
            .name_ar = std::string(sort.prefix_ar) + town.name_ar,
            .name_fr = std::string(sort.prefix_fr) + town.name_fr,
            .kind = sort.kind,
            .commune_code = town.code,
            .province_code = town.province_code,
            .region_code = town.region_code};
}

} // namespace

core::Result<void> seed_demonstration_centres(service::Services& services)
{
    return service::write_as(
        services, service::Actor::system(),
        [](service::WriteContext& context) -> core::Result<void> {
            for (const auto& region : territory::regions()) {
                const auto towns = towns_of(region.code);
                for (std::size_t i = 0; i < kSorts.size(); ++i) {
                    const auto centre =
                        demonstration_centre(kSorts[i], *towns[i % towns.size()], i + 1);
                    if (!TRY(find_centre(context.writer, centre.id)))
                        TRY(service::create_record(context, "centre", centre, "demonstration"));
                }
            }
            return {};
        });
}

} // namespace jisr::centres
