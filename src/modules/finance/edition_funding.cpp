#include "modules/finance/edition_funding.hpp"

#include "modules/finance/agreement_list_store.hpp"
#include "modules/finance/agreement_store.hpp"
#include "modules/programmes/programmes.hpp"

#include <map>

namespace jisr::finance {

namespace {

using namespace service;

/// 404 for an edition that there is not, or of a programme that is still prepared by others.
Result<void> require_visible_edition(const Context& context, const core::Id& id)
{
    const auto edition = TRY(programmes::find_edition(context.reader, id));
    const auto programme =
        edition ? TRY(programmes::find_programme(context.reader, edition->programme_id))
                : std::nullopt;
    if (!programme || (programme->state == programmes::ProgrammeState::Draft &&
                       !context.actor.may(Permission::ManageProgrammes, {})))
        return core::fail(core::problems::not_found());
    return {};
}

/// The sums of those that bind, and apart from them of those that may come to.
void add_up(EditionFunding& funding)
{
    std::map<std::int64_t, std::int64_t> years;
    for (const auto& [agreement, by_year] : funding.agreements) {
        if (agreement.state == AgreementState::AwaitingRatification)
            funding.awaiting_centimes += agreement.centimes;
        if (!binds(agreement.state))
            continue;
        funding.centimes += agreement.centimes;
        for (const auto& [year, centimes] : by_year)
            years[year] += centimes;
    }
    for (const auto& [year, centimes] : years)
        funding.by_year.push_back({year, centimes});
}

// GET /api/v1/editions/{id}/agreements
Result<Response> show_funding(Context& context, const Request& request)
{
    const auto id = TRY(path_id(request));
    TRY(require_visible_edition(context, id));
    const auto sight = TRY(sight_of(context.actor, context.reader));
    EditionFunding funding;
    for (auto& agreement :
         TRY(all_agreements(context.reader, sight, context.clock.today(), {.edition = id}))) {
        auto by_year = TRY(year_totals(context.reader, agreement.id));
        funding.agreements.push_back({std::move(agreement), std::move(by_year)});
    }
    add_up(funding);
    return ok(funding);
}

} // namespace

Routes edition_funding_routes()
{
    Routes routes;
    routes.push_back(get<EditionFunding>("/api/v1/editions/{id}/agreements",
                                         Permission::ViewAgreements,
                                         "What an edition rests on, year by year", show_funding));
    return routes;
}

} // namespace jisr::finance
