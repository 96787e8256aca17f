#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class TrainingReportApi : public testing::TestWithParam<Engine>
{
  protected:
    std::string partner(const std::string& name, const std::string& role, const json::value& region)
    {
        json::object fields{{"name_ar", "شريك " + name},
                            {"name_fr", name},
                            {"kind", "ads"},
                            {"roles", json::array{json::value(role)}}};
        if (!region.is_null())
            fields["region_code"] = region;
        const auto added = server.post(administrator, "/api/v1/partners", fields);
        EXPECT_EQ(added.status, 201) << added.body;
        return added.text("id");
    }

    static json::object some_session(const std::string& subject)
    {
        return {{"subject", subject},      {"title_ar", "تكوين"},
                {"title_fr", "Formation"}, {"commune_code", "10.261.01.01"},
                {"held_on", "2026-12-03"}, {"starts_at", "09:30"}};
    }

    std::string add_session(const std::string& subject)
    {
        const auto added = server.post(administrator, sessions, some_session(subject));
        EXPECT_EQ(added.status, 201) << added.body;
        return "/api/v1/sessions/" + added.text("id");
    }

    void convoke(const std::string& session, int women)
    {
        json::array ids;
        for (int i = 0; i < women; ++i) {
            const auto entered =
                server.post(administrator, "/api/v1/persons", another_person(edition));
            ids.emplace_back(entered.text("registrations/0/id"));
            EXPECT_TRUE(server.services().database.write(
                [&](db::Writer& writer) { return select(writer, ids.back().as_string()); }));
        }
        const auto convoked = server.post(administrator, session + "/convocations",
                                          json::object{{"registrations", ids}});
        EXPECT_EQ(convoked.text("convoked"), std::to_string(women)) << convoked.body;
    }

    static core::Result<void> select(db::Writer& writer, std::string_view id)
    {
        TRY(writer.keep("update registration set phase = 'selected' where id = :id",
                        {{"id", *core::Id::parse(id)}}));
        return {};
    }

    /// What a caller is told to be invited in the region, subject by subject, "all" first.
    std::vector<std::string> invited_in_region(const Caller& caller)
    {
        std::vector<std::string> told;
        const auto answer = server.get(caller, report);
        for (const auto& item : answer.at("items").as_array())
            if (item.at("region_code") == "10" && item.at("province_code").is_null())
                told.push_back(json::serialize(item.at("subject")) + " " +
                               json::serialize(item.at("invited")));
        return told;
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const std::string sessions = "/api/v1/editions/" + edition + "/sessions";
    const std::string report = "/api/v1/editions/" + edition + "/training-report";
    const Caller administrator = server.administrator();
    const Caller coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const Caller outsider = server.as(Role::Partner, ScopeLevel::Region, "10");
};

INSTANTIATE_TEST_SUITE_P(Engines, TrainingReportApi, kEngines, engine_name);

TEST_P(TrainingReportApi, ASessionSaysItsSubjectAndWhichPartnerOfItsPlaceGivesIt)
{
    const auto agency = partner("Agence", "training", nullptr);
    const auto funder = partner("Bailleur", "funding", nullptr);
    const auto north = partner("Nord", "training", "01");
    auto session = some_session("soft_skills");
    session.erase("subject");
    EXPECT_THAT(server.post(coordinator, sessions, session).errors(),
                ElementsAre("/subject required"));
    session["subject"] = "sewing";
    EXPECT_THAT(server.post(coordinator, sessions, session).errors(),
                ElementsAre("/subject unknown_code"));
    session["subject"] = "soft_skills";
    for (const auto& giver : {funder, north, edition}) {
        session["given_by"] = giver;
        EXPECT_THAT(server.post(coordinator, sessions, session).errors(),
                    ElementsAre("/given_by unknown_partner"));
    }
    session["given_by"] = agency;
    const auto added = server.post(coordinator, sessions, session);
    EXPECT_EQ(added.status, 201) << added.body;
    const auto path = "/api/v1/sessions/" + added.text("id");
    EXPECT_EQ(server.get(coordinator, path).text("giver_fr"), "Agence");

    // It stays with who gave it, after the partner has left.
    server.post(administrator, "/api/v1/partners/" + agency + "/withdraw", {{"reason", "ended"}});
    session["title_fr"] = "Autre titre";
    EXPECT_EQ(server.put(coordinator, path, session, 1).status, 200);
    EXPECT_EQ(server.post(coordinator, sessions, session).status, 422);
}

TEST_P(TrainingReportApi, WhoPlansIsOfferedThePartnersOfHerRegionAndOfTheNation)
{
    const std::string offered = "/api/v1/training-partners";
    partner("Agence", "training", nullptr);
    partner("Nord", "training", "01");
    partner("Sud", "training", "10");
    partner("Bailleur", "funding", "10");
    EXPECT_EQ(server.get(Caller{}, offered).status, 401);
    EXPECT_EQ(server.get(outsider, offered).status, 403);
    const auto trainer = server.as(Role::Trainer, ScopeLevel::Province, "10.261");
    const auto list = server.get(trainer, offered);
    ASSERT_EQ(list.at("items").as_array().size(), 2U) << list.body;
    EXPECT_EQ(list.text("items/0/name_fr"), "Agence");
    EXPECT_EQ(list.text("items/1/name_fr"), "Sud");
    EXPECT_EQ(server.get(administrator, offered).at("items").as_array().size(), 3U);
}

TEST_P(TrainingReportApi, SessionsAreFilteredBySubjectAndAudience)
{
    add_session("soft_skills");
    add_session("digital_tools");
    EXPECT_EQ(server.get(coordinator, sessions + "?subject=sewing").status, 422);
    const auto found = server.get(coordinator, sessions + "?subject=digital_tools");
    ASSERT_EQ(found.at("items").as_array().size(), 1U);
    EXPECT_EQ(found.text("items/0/subject"), "digital_tools");
    EXPECT_THAT(server.get(coordinator, sessions + "?audience=staff").at("items").as_array(),
                IsEmpty());
}

TEST_P(TrainingReportApi, TheReportAddsUpWhatTheReaderMaySee)
{
    convoke(add_session("soft_skills"), 6);
    convoke(add_session("entrepreneurship"), 2);
    server.call(administrator, "POST", add_session("other") + "/cancel");
    EXPECT_EQ(server.get(Caller{}, report).status, 401);
    EXPECT_EQ(
        server.get(administrator, "/api/v1/editions/" + core::Id::make().str() + "/training-report")
            .status,
        404);
    EXPECT_THAT(invited_in_region(coordinator),
                ElementsAre("null 8", "\"soft_skills\" 6", "\"entrepreneurship\" 2"));
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    EXPECT_THAT(server.get(elsewhere, report).at("items").as_array(), IsEmpty());
    const auto delegate = server.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.261");
    EXPECT_EQ(server.get(delegate, report).at("items").as_array().size(), 3U); // of her province
    EXPECT_EQ(server.get(administrator, report).at("items").as_array().size(), 9U);
}

TEST_P(TrainingReportApi, SmallNumbersAreKeptFromWhoMayNotSeeThePersons)
{
    convoke(add_session("soft_skills"), 6);
    convoke(add_session("entrepreneurship"), 2);
    for (const auto& line : invited_in_region(outsider))
        EXPECT_THAT(line, Not(HasSubstr("entrepreneurship\" 2")));
    const auto told = invited_in_region(outsider);
    ASSERT_EQ(told.size(), 3U);
    EXPECT_EQ(told[2], "\"entrepreneurship\" null");
    EXPECT_FALSE(told[0] == "null 8" && told[1] == "\"soft_skills\" 6") << "8 less 6 are two";
}

TEST_P(TrainingReportApi, TheReportIsAFileAndItsLineInTheChangeLog)
{
    convoke(add_session("soft_skills"), 6);
    const auto file = report + "/export";
    EXPECT_EQ(server.get(Caller{}, file).status, 401);
    EXPECT_EQ(server.get(coordinator, file + "?format=pdf").status, 422);
    const auto csv = server.get({coordinator.token, "fr"}, file + "?format=csv");
    EXPECT_EQ(csv.status, 200);
    EXPECT_THAT(csv.body, HasSubstr("Compétences comportementales (soft skills)"));
    EXPECT_THAT(csv.body, HasSubstr("Tous les thèmes"));
    EXPECT_THAT(server.get({outsider.token, "fr"}, file + "?format=csv").status, 200);
    const auto log = server.get(administrator, "/api/v1/changes?entity=export");
    EXPECT_EQ(log.text("items/0/operation"), "export_trainings");
}

} // namespace
} // namespace jisr::tests
