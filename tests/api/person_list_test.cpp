#include "core/id.hpp"
#include "service/response.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

namespace jisr::tests {
namespace {

using service::Role;
using service::ScopeLevel;
using testing::ElementsAre;

class PersonListApi : public testing::TestWithParam<Engine>
{
  protected:
    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
};

INSTANTIATE_TEST_SUITE_P(Engines, PersonListApi, kEngines, engine_name);

TEST_P(PersonListApi, SkipsNobodyWhenTheLastOfAPageIsRenamed)
{
    for (const auto* name : {"Aicha", "Btissam", "Chaimae", "Dounia", "Fadma", "Ghita"}) {
        auto draft = another_person(edition);
        draft["family_name_latin"] = name;
        ASSERT_EQ(server.post(agent, "/api/v1/persons", draft).status, 201);
    }
    for (const auto* new_name : {"Zineb", "Abla"}) { // behind the others, and before them
        std::vector<std::string> seen;
        const auto look = [&](const std::string& more) {
            auto page = server.get(agent, "/api/v1/persons?sort=name&region=10&limit=2" + more);
            EXPECT_EQ(page.status, 200) << page.body;
            for (const auto& item : page.at("items").as_array())
                seen.emplace_back(item.at("id").as_string());
            return page.at("next").is_string() ? "&cursor=" + page.text("next") : "";
        };
        auto next = look("");
        const auto path = "/api/v1/persons/" + seen.back();
        const auto last = server.get(agent, path);
        auto renamed = some_person(edition);
        for (const auto* only_once : {"edition_id", "consent_given"})
            renamed.erase(only_once);
        renamed["family_name_latin"] = new_name;
        ASSERT_EQ(server.put(agent, path, renamed, last.at("version").as_int64()).status, 200);
        while (!next.empty())
            next = look(next);
        std::ranges::sort(seen);
        seen.erase(std::ranges::unique(seen).begin(), seen.end());
        EXPECT_EQ(seen.size(), 6U) << new_name;
    }
}

TEST_P(PersonListApi, FiltersThatNobodyCanPassAreRefused)
{
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    for (const std::string list : {"/api/v1/persons?", "/api/v1/persons/export?"}) {
        const auto errors = [&](const std::string& filter) {
            return server.get(coordinator, list + filter).errors();
        };
        EXPECT_THAT(errors("region=99"), ElementsAre("?region unknown_place"));
        EXPECT_THAT(errors("region=10&province=10.999&commune=abc"),
                    ElementsAre("?commune unknown_place", "?province unknown_place"));
        EXPECT_THAT(errors("registered_from=2026-11-22&registered_to=2026-11-21"),
                    ElementsAre("?registered_to ends_before_start"));
        EXPECT_THAT(errors("sort=name&sort=reference"), ElementsAre("?sort given_twice"));
    }
    EXPECT_TRUE(std::filesystem::is_empty(server.folder() / "exports"));
    const auto changes = [&](const std::string& filter) {
        return server.get(server.administrator(), "/api/v1/changes?" + filter).errors();
    };
    EXPECT_THAT(changes("from=2026-11-22&to=2026-11-21"), ElementsAre("?to ends_before_start"));
    EXPECT_THAT(changes("cursor=" + service::encode_cursor({"x"})),
                ElementsAre("?cursor malformed_cursor"));
}

} // namespace
} // namespace jisr::tests
