#pragma once

#include "modules/territory/territory.hpp"

namespace jisr::territory {

/// The handlers behind routes.cpp, and what their queries may say.

struct NoQuery
{
};
BOOST_DESCRIBE_STRUCT(NoQuery, (), ())

struct RegionQuery
{
    std::optional<std::string> region;

    static constexpr std::array kFields{core::field("region").length(2)};
};
BOOST_DESCRIBE_STRUCT(RegionQuery, (), (region))

struct CommuneQuery
{
    std::optional<std::string> region;
    std::optional<std::string> province;
    std::optional<std::string> q;
    std::optional<std::int64_t> limit;

    static constexpr std::array kFields{
        core::field("region").length(2), core::field("province").length(6),
        core::field("q").length(100), core::field("limit").range(1, 2000)};
};
BOOST_DESCRIBE_STRUCT(CommuneQuery, (), (region, province, q, limit))

struct PlaceQuery
{
    std::string q;
    std::optional<std::string> region;
    std::int64_t limit = 10;

    static constexpr std::array kFields{core::field("q").length(100),
                                        core::field("region").length(2),
                                        core::field("limit").range(1, 50).defaulted()};
};
BOOST_DESCRIBE_STRUCT(PlaceQuery, (), (q, region, limit))

struct LocalityQuery
{
    std::optional<std::string> q;

    static constexpr std::array kFields{core::field("q").length(100)};
};
BOOST_DESCRIBE_STRUCT(LocalityQuery, (), (q))

using core::Result;
using service::Context;
using service::DirectContext;
using service::Request;
using service::Response;

Result<Response> list_regions(Context& context, const Request& request, const NoQuery& query);
Result<Response> list_provinces(Context& context, const Request& request, const RegionQuery& query);
Result<Response> list_communes(Context& context, const Request& request, const CommuneQuery& query);
Result<Response> list_places(Context& context, const Request& request, const PlaceQuery& query);
Result<Response> list_commune_localities(Context& context, const Request& request,
                                         const LocalityQuery& query);
Result<Response> map_of_regions(DirectContext& context, const std::shared_ptr<Request>& request);
Result<Response> map_of_provinces(DirectContext& context, const std::shared_ptr<Request>& request);

} // namespace jisr::territory
