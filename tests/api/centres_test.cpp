#include "modules/centres/centres.hpp"
#include "support/server.hpp"

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;

class CentresApi : public testing::TestWithParam<Engine>
{
  protected:
    static json::object draft(std::string_view commune_code = "10.261.01.03")
    {
        return {{"name_ar", "المركز الاجتماعي كلميم"},
                {"name_fr", "Centre social de Guelmim"},
                {"kind", "social_centre"},
                {"commune_code", commune_code}};
    }

    Caller coordinator(std::string region = "10")
    {
        return server_.as(Role::RegionalCoordinator, ScopeLevel::Region, std::move(region));
    }

    TestServer server_{GetParam()};
    const std::string path_ = "/api/v1/centres";
};

INSTANTIATE_TEST_SUITE_P(Engines, CentresApi, kEngines, engine_name);

TEST_P(CentresApi, OnlyWhoManagesTheRegionAddsACentreThere)
{
    EXPECT_EQ(server_.post(TestServer::nobody(), path_, draft()).status, 401);
    EXPECT_EQ(server_.post(server_.as(Role::RegistrationAgent), path_, draft()).status, 403);
    EXPECT_EQ(server_.post(coordinator("09"), path_, draft()).status, 403);
    const auto made = server_.post(coordinator(), path_, draft());
    ASSERT_EQ(made.status, 201);
    EXPECT_EQ(made.text("code"), "GON-C001");
    EXPECT_EQ(made.text("province_code"), "10.261");
    EXPECT_EQ(made.headers.at("etag"), "\"1\"");
    EXPECT_EQ(made.headers.at("location"), path_ + "/" + made.text("id"));
}

TEST_P(CentresApi, EveryFaultIsNamedAndNothingIsKept)
{
    auto faulty = draft("10.261.99.99");
    faulty["phone"] = "12";
    EXPECT_EQ(server_.post(coordinator(), path_, faulty).errors(),
              (std::vector<std::string>{"/commune_code unknown_place", "/phone malformed_phone"}));
    faulty["colour"] = "red";
    EXPECT_EQ(server_.post(coordinator(), path_, faulty).errors(),
              std::vector<std::string>{"/colour unknown_field"});
    EXPECT_TRUE(server_.get(coordinator(), path_).at("items").as_array().empty());
}

TEST_P(CentresApi, ACodeBelongsToOneCentre)
{
    auto coded = draft();
    coded["code"] = "GON-C001";
    ASSERT_EQ(server_.post(coordinator(), path_, coded).status, 201);
    EXPECT_EQ(server_.post(coordinator(), path_, coded).slug(), "code_taken");
    EXPECT_EQ(server_.post(coordinator(), path_, draft()).text("code"), "GON-C002");
}

TEST_P(CentresApi, AStaleEditGetsBothVersionsAndAGoodOneANewOne)
{
    const auto made = server_.post(coordinator(), path_, draft());
    const std::string one = path_ + "/" + made.text("id");
    auto changed = draft();
    changed["name_fr"] = "Centre social Al Amal";
    EXPECT_EQ(server_.call(coordinator(), "PUT", one, changed).status, 428);
    const auto updated = server_.put(coordinator(), one, changed, 1);
    ASSERT_EQ(updated.status, 200);
    EXPECT_EQ(updated.headers.at("etag"), "\"2\"");
    EXPECT_EQ(updated.text("code"), made.text("code"));
    const auto stale = server_.put(coordinator(), one, draft(), 1);
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("current/name_fr"), "Centre social Al Amal");
    EXPECT_EQ(stale.text("yours/name_fr"), "Centre social de Guelmim");
    auto elsewhere = draft("09.001.01.01");
    EXPECT_EQ(server_.put(coordinator(), one, elsewhere, 2).status, 403);
}

TEST_P(CentresApi, ACentreIsClosedAndReopenedButNeverLost)
{
    const auto made = server_.post(coordinator(), path_, draft());
    const std::string one = path_ + "/" + made.text("id");
    EXPECT_EQ(server_.call(coordinator(), "POST", one + "/close").text("state"), "closed");
    EXPECT_EQ(server_.call(coordinator(), "POST", one + "/close").headers.at("etag"), "\"2\"");
    EXPECT_TRUE(server_.get(coordinator(), path_ + "?state=open").at("items").as_array().empty());
    EXPECT_EQ(server_.call(coordinator(), "POST", one + "/reopen").text("state"), "open");
}

TEST_P(CentresApi, ListsGoPageByPageInsideTheScope)
{
    ASSERT_TRUE(centres::seed_demonstration_centres(server_.services()));
    ASSERT_TRUE(centres::seed_demonstration_centres(server_.services())); // again: nothing new
    const auto administrator = server_.administrator();
    std::size_t seen = 0;
    std::string cursor;
    for (int page = 0; page < 10; ++page) {
        const auto list = server_.get(
            administrator, path_ + "?limit=10" + (cursor.empty() ? "" : "&cursor=" + cursor));
        ASSERT_EQ(list.status, 200);
        seen += list.at("items").as_array().size();
        if (list.at("next").is_null())
            break;
        cursor = list.text("next");
    }
    EXPECT_EQ(seen, 36U);
    EXPECT_EQ(server_.get(administrator, path_ + "?cursor=zz").errors(),
              std::vector<std::string>{"?cursor malformed_cursor"});
    const auto list = server_.get(coordinator(), path_);
    EXPECT_EQ(list.at("items").as_array().size(), 3U);
    EXPECT_EQ(list.body.find("\"region_code\":\"09\""), std::string::npos);
}

TEST_P(CentresApi, ACentresStaffSeesItsOwnCentreAndNoOther)
{
    const auto own = server_.post(coordinator(), path_, draft());
    const auto other = server_.post(coordinator(), path_, draft());
    const auto director = server_.as(Role::CentreDirector, ScopeLevel::Centre, own.text("id"));
    EXPECT_EQ(server_.get(director, path_ + "/" + own.text("id")).status, 200);
    EXPECT_EQ(server_.get(director, path_ + "/" + other.text("id")).status, 404);
    EXPECT_EQ(server_.get(director, path_ + "/not-an-id").status, 404);
    EXPECT_EQ(server_.get(director, path_).at("items").as_array().size(), 1U);
    EXPECT_EQ(server_.put(director, path_ + "/" + own.text("id"), draft(), 1).status, 403);
}

} // namespace
} // namespace jisr::tests
