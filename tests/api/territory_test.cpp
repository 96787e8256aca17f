#include "modules/territory/territory.hpp"
#include "support/server.hpp"

namespace jisr::tests {
namespace {

using service::Role;
using service::ScopeLevel;

class TerritoryApi : public testing::TestWithParam<Engine>
{
  protected:
    void note(std::string_view commune_code, std::string_view name)
    {
        ASSERT_TRUE(server_.services().database.write([&](db::Writer& writer) {
            return territory::note_locality(writer, commune_code, name);
        }));
    }

    TestServer server_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Engines, TerritoryApi, kEngines, engine_name);

TEST_P(TerritoryApi, RegionsProvincesAndTheMapAreOpenToAll)
{
    EXPECT_EQ(server_.get(TestServer::nobody(), "/api/v1/communes").status, 401);
    EXPECT_EQ(server_.get(TestServer::nobody(), "/api/v1/places?q=a").status, 401);
    const auto regions = server_.get(TestServer::nobody(), "/api/v1/regions");
    ASSERT_EQ(regions.status, 200);
    EXPECT_EQ(regions.at("items").as_array().size(), 12U);
    EXPECT_EQ(regions.text("items/9/reference_prefix"), "GON");
    const auto provinces = server_.get(TestServer::nobody(), "/api/v1/provinces?region=10");
    EXPECT_EQ(provinces.at("items").as_array().size(), 4U);
}

TEST_P(TerritoryApi, UnknownPlacesAndParametersAreNamed)
{
    const auto administrator = server_.administrator();
    EXPECT_EQ(server_.get(administrator, "/api/v1/provinces?region=99").errors(),
              std::vector<std::string>{"?region unknown_place"});
    EXPECT_EQ(server_.get(administrator, "/api/v1/map/provinces?region=x").status, 422);
    EXPECT_EQ(server_.get(administrator, "/api/v1/regions?colour=red").errors(),
              std::vector<std::string>{"?colour unknown_field"});
    EXPECT_EQ(server_.get(administrator, "/api/v1/communes/10.261.99.99/localities").status, 404);
}

TEST_P(TerritoryApi, CommunesOfAProvinceAndPlacesByTheirBeginning)
{
    const auto administrator = server_.administrator();
    const auto communes = server_.get(administrator, "/api/v1/communes?province=10.261");
    EXPECT_EQ(communes.at("items").as_array().size(), 20U);
    const auto rabat = server_.get(administrator, "/api/v1/communes?province=04.421&q=souissi");
    EXPECT_EQ(rabat.text("items/0/type"), "arrondissement");
    EXPECT_EQ(rabat.text("items/0/parent_code"), "04.421.01.0");
    const auto places = server_.get(administrator, "/api/v1/places?q=sidi%20ifni&limit=1");
    ASSERT_EQ(places.at("items").as_array().size(), 1U);
    EXPECT_EQ(places.text("items/0/region_name_fr"), "Guelmim-Oued Noun");
}

TEST_P(TerritoryApi, AMapIsSentOnceAndThenConfirmed)
{
    const auto map = server_.get(TestServer::nobody(), "/api/v1/map/provinces?region=10");
    ASSERT_EQ(map.status, 200);
    EXPECT_EQ(map.headers.at("content-type"), "application/geo+json");
    EXPECT_EQ(map.at("features").as_array().size(), 4U);
    EXPECT_EQ(map.at("features/0/properties").as_object().size(), 3U);
    const auto again = server_.call(TestServer::nobody(), "GET", "/api/v1/map/provinces?region=10",
                                    nullptr, {{"If-None-Match", map.headers.at("etag")}});
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(
        server_.get(TestServer::nobody(), "/api/v1/map/regions").at("features").as_array().size(),
        12U);
    EXPECT_EQ(
        server_.get(TestServer::nobody(), "/api/v1/map/provinces").at("features").as_array().size(),
        75U);
}

TEST_P(TerritoryApi, LocalitiesTypedInACommuneAreSuggestedToThoseWhoWorkThere)
{
    const std::string douar = "Douar " + core::Id::make().str();
    note("10.261.01.03", douar);
    note("10.261.01.03", "  " + douar + " "); // the same again
    note("10.261.01.03", "   ");
    const std::string target = "/api/v1/communes/10.261.01.03/localities?q=douar";
    EXPECT_EQ(server_.get(TestServer::nobody(), target).status, 401);
    EXPECT_EQ(server_.get(server_.as(Role::Partner), target).status, 403);
    EXPECT_EQ(
        server_.get(server_.as(Role::RegistrationAgent, ScopeLevel::Region, "09"), target).status,
        403);
    const auto agent = server_.as(Role::RegistrationAgent, ScopeLevel::Province, "10.261");
    const auto found = server_.get(agent, target);
    ASSERT_EQ(found.at("items").as_array().size(), 1U);
    EXPECT_EQ(found.text("items/0/name"), douar);
    EXPECT_TRUE(server_.get(agent, "/api/v1/communes/10.261.01.01/localities?q=douar")
                    .at("items")
                    .as_array()
                    .empty());
}

TEST_P(TerritoryApi, TheTablesForReportsHoldTheTerritory)
{
    const auto counted = server_.services().database.ask([](db::Reader& reader) {
        return reader.count("select count(*) from commune c join province p on p.code = "
                            "c.province_code join region r on r.code = p.region_code");
    });
    EXPECT_EQ(counted.value_or(-1), 1503 + 41);
    EXPECT_TRUE(territory::seed_territory(server_.services())); // a second time changes nothing
    const auto logged = server_.services().database.ask([](db::Reader& reader) {
        return reader.count("select count(*) from change where entity = 'territory'");
    });
    EXPECT_EQ(logged.value_or(-1), 1);
}

} // namespace
} // namespace jisr::tests
