#include "modules/territory/territory_handlers.hpp"

namespace jisr::territory {

namespace {

using service::Access;
using service::Route;

/// GeoJSON, which has a standard of its own (RFC 7946) instead of a schema of ours.
Route map(std::string path, std::string summary, service::DirectHandler handler,
          std::vector<service::QueryParameter> query = {})
{
    auto route = service::direct<void, void>("GET", std::move(path), Access::anyone(),
                                             std::move(summary), std::move(handler))
                     .answers({"application/geo+json"});
    route.query = std::move(query);
    return route;
}

} // namespace

service::Routes routes()
{
    using service::list;
    service::Routes routes;
    routes.push_back(list<NoQuery, Region>("/api/v1/regions", Access::anyone(),
                                           "The twelve regions", list_regions));
    routes.push_back(list<RegionQuery, Province>("/api/v1/provinces", Access::anyone(),
                                                 "Provinces and prefectures", list_provinces));
    routes.push_back(list<CommuneQuery, Commune>("/api/v1/communes", Access::signed_in(),
                                                 "Communes and arrondissements", list_communes));
    routes.push_back(list<PlaceQuery, PlaceHit>("/api/v1/places", Access::signed_in(),
                                                "Places whose name begins so, in either script",
                                                list_places));
    routes.push_back(list<LocalityQuery, Locality>(
        "/api/v1/communes/{code}/localities", Access::signed_in(),
        "Douars and quarters typed before in the commune", list_commune_localities));
    routes.push_back(map("/api/v1/map/regions", "Outlines of the regions", map_of_regions));
    routes.push_back(map("/api/v1/map/provinces", "Outlines of the provinces", map_of_provinces,
                         service::query_parameters<RegionQuery>()));
    return routes;
}

} // namespace jisr::territory
