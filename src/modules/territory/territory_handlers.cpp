#include "modules/territory/territory_handlers.hpp"

#include "modules/territory/territory_store.hpp"
#include "tabular/text.hpp"

namespace jisr::territory {

namespace {

using service::Page;

bool holds(const Commune& commune, const std::string& folded)
{
    return folded.empty() || tabular::fold(commune.name_fr).find(folded) != std::string::npos ||
           tabular::fold(commune.name_ar).find(folded) != std::string::npos;
}

/// Whoever registers or sees registrants there; a centre's staff see the communes of the centre's
/// region, because women come from beyond its province.
Result<bool> may_see_localities(Context& context, const Commune& commune)
{
    const service::Place place{commune.region_code, commune.province_code};
    for (const auto permission :
         {service::Permission::RegisterRegistrants, service::Permission::ViewRegistrants}) {
        if (context.actor.may(permission, place))
            return true;
        for (const auto& held : context.actor.assignments) {
            const auto centre = core::Id::parse(held.scope.code);
            if (held.scope.level != service::ScopeLevel::Centre || !centre ||
                !service::allows(held.role, permission))
                continue;
            if (TRY(find_region_of_centre(context.reader, *centre)) == commune.region_code)
                return true;
        }
    }
    return false;
}

} // namespace

Result<Response> list_regions(Context&, const Request&, const NoQuery&)
{
    return service::ok(Page<Region>{regions()});
}

Result<Response> list_provinces(Context&, const Request&, const RegionQuery& query)
{
    TRY(require_places(query.region));
    Page<Province> page;
    for (const auto& province : provinces())
        if (!query.region || province.region_code == *query.region)
            page.items.push_back(province);
    return service::ok(page);
}

Result<Response> list_communes(Context&, const Request&, const CommuneQuery& query)
{
    TRY(require_places(query.region, query.province));
    const std::string folded = query.q ? tabular::fold(*query.q) : std::string();
    const auto limit = static_cast<std::size_t>(query.limit.value_or(2000));
    Page<Commune> page;
    for (const auto& commune : communes()) {
        if (page.items.size() == limit)
            break;
        if ((!query.region || commune.region_code == *query.region) &&
            (!query.province || commune.province_code == *query.province) && holds(commune, folded))
            page.items.push_back(commune);
    }
    return service::ok(page);
}

Result<Response> list_places(Context&, const Request&, const PlaceQuery& query)
{
    TRY(require_places(query.region));
    return service::ok(Page<PlaceHit>{
        search_places(query.q, static_cast<std::size_t>(query.limit), query.region.value_or(""))});
}

Result<Response> list_commune_localities(Context& context, const Request& request,
                                         const LocalityQuery& query)
{
    constexpr std::int64_t kMost = 20;
    const auto* commune = find_commune(request.param("code"));
    if (commune == nullptr)
        return core::fail(core::problems::not_found());
    if (!TRY(may_see_localities(context, *commune)))
        return core::fail(core::problems::forbidden());
    const std::string folded = query.q ? tabular::fold(*query.q) : std::string();
    return service::ok(
        Page<Locality>{TRY(list_localities(context.reader, commune->code, folded, kMost))});
}

} // namespace jisr::territory
