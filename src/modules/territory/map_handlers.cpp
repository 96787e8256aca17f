#include "core/resource.hpp"
#include "modules/territory/territory_handlers.hpp"

#include <sodium.h>

namespace jisr::territory {

namespace {

std::string entity_tag(std::string_view bytes)
{
    std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
    crypto_generichash(digest.data(), digest.size(),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr,
                       0);
    std::array<char, 2 * crypto_generichash_BYTES_MIN + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    std::string tag = "\"";
    return tag.append(hex.data()).append("\"");
}

/// A map with the tag it is cached under; `bytes` live as long as the program.
struct Map
{
    std::string_view bytes;
    std::string tag;
};

Map map_of(std::string_view bytes)
{
    return {bytes, entity_tag(bytes)};
}

const Map& map_from(const char* path)
{
    static const Map regions = map_of(core::resource("data/regions.geojson").value_or("{}"));
    static const Map provinces = map_of(core::resource("data/provinces.geojson").value_or("{}"));
    return std::string_view(path) == "regions" ? regions : provinces;
}

/// The features of one region: the file holds one on each line, and its shape is kept by a test.
std::string features_of(std::string_view region_code)
{
    const std::string wanted = "\"properties\":{\"code\":\"" + std::string(region_code) + ".";
    std::string_view rest = map_from("provinces").bytes;
    std::string features;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.find(wanted) == std::string_view::npos)
            continue;
        if (line.ends_with(','))
            line.remove_suffix(1);
        features.append(features.empty() ? "" : ",\n").append(line);
    }
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

Response empty_map_response(const std::string& tag)
{
    Response response;
    response.content_type = "application/geo+json";
    response.headers.emplace_back("ETag", tag);
    response.headers.emplace_back("Cache-Control", "public, max-age=86400");
    return response;
}

/// 304 when the client has it already. gzip makes another tag weak, so the comparison ignores that
/// mark.
bool client_has(const Request& request, const std::string& tag)
{
    return request.header("If-None-Match").find(tag) != std::string_view::npos;
}

template <class Body>
Response map_response(const Request& request, const std::string& tag, Body&& body)
{
    auto response = empty_map_response(tag);
    if (client_has(request, tag))
        response.status = 304;
    else
        response.body = std::forward<Body>(body);
    return response;
}

} // namespace

Result<Response> map_of_regions(DirectContext&, const std::shared_ptr<Request>& request)
{
    TRY(service::from_query<NoQuery>(*request));
    const auto& map = map_from("regions");
    return map_response(*request, map.tag, map.bytes);
}

Result<Response> map_of_provinces(DirectContext&, const std::shared_ptr<Request>& request)
{
    const auto query = TRY(service::from_query<RegionQuery>(*request));
    const auto& map = map_from("provinces");
    if (!query.region)
        return map_response(*request, map.tag, map.bytes);
    TRY(require_places(query.region));
    auto features = features_of(*query.region);
    const auto tag = entity_tag(features);
    return map_response(*request, tag, std::move(features));
}

} // namespace jisr::territory
