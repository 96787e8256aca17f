#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kNationalId = "ZX987321";
constexpr const char* kMembersId = "ZY456789";
constexpr const char* kCertificate = "CERT-77-HIDDEN";
constexpr const char* kNotes = "Handicap: sourde de naissance";
constexpr const char* kMarried = "abandoned"; ///< a code that stands in no list of offers

/// One woman whose file says what only those who keep it may read, and a cooperative she founded.
class Sensitive : public testing::TestWithParam<Engine>
{
  protected:
    Sensitive()
    {
        auto draft = some_person(edition);
        draft["national_id"] = kNationalId;
        draft["marital_status"] = kMarried;
        draft["priority_groups"] = json::array{"domestic_worker"};
        draft["wg_seeing"] = "cannot_do";
        draft["disability_certificate"] = kCertificate;
        draft["occupation"] = "couture";
        draft["notes"] = kNotes;
        const auto made = server.post(agent, "/api/v1/persons", draft);
        EXPECT_EQ(made.status, 201) << made.body;
        woman = made.text("id");
        registration = made.text("registrations/0/id");
        draft["national_id"] = "ZX987322";
        for (const auto* only_once : {"edition_id", "consent_given"})
            draft.erase(only_once);
        EXPECT_EQ(server.put(agent, person(), draft, 1).status, 200);
        draft["national_id"] = kNationalId;
        EXPECT_EQ(server.put(agent, person(), draft, 2).status, 200);
        const auto founded = server.post(
            agent, "/api/v1/organisations",
            {{"edition_id", edition},
             {"kind", "cooperative"},
             {"name_latin", "Coopérative Ennour"},
             {"commune_code", "10.261.01.01"},
             {"consent_given", true},
             {"members", {{{"full_name", "Amina Tazi"}, {"national_id", kMembersId}}}}});
        EXPECT_EQ(founded.status, 201) << founded.body;
        cooperative = founded.text("id");
        const auto paper =
            server.send(agent, "POST", person() + "/attachments?kind=national_id",
                        "%PDF-1.4\n% " + std::string(kNationalId) + "\n%%EOF\n",
                        {{"Content-Type", "application/pdf"}, {"X-File-Name", "carte.pdf"}});
        EXPECT_EQ(paper.status, 201) << paper.body;
        attachment = paper.text("id");
        const auto members =
            server.send(agent, "POST",
                        "/api/v1/organisations/" + cooperative + "/attachments?kind=members_list",
                        "%PDF-1.4\n% " + std::string(kMembersId) + "\n%%EOF\n",
                        {{"Content-Type", "application/pdf"}, {"X-File-Name", "membres.pdf"}});
        EXPECT_EQ(members.status, 201) << members.body;
        members_list = members.text("id");
    }

    [[nodiscard]] std::string person() const { return "/api/v1/persons/" + woman; }

    /// Every address that can be read, with each of the known ids where it takes one.
    [[nodiscard]] std::vector<std::string> addresses() const
    {
        std::vector<std::string> all;
        for (const auto& route : cli::all_routes()) {
            if (route.method != "GET" || route.response_types.front() == "text/event-stream" ||
                route.path.ends_with("openapi.json"))
                continue;
            const auto at = route.path.find("{id}");
            if (at == std::string::npos)
                all.push_back(route.path);
            else
                for (const auto& id :
                     {woman, registration, cooperative, attachment, members_list, edition})
                    all.push_back(std::string(route.path).replace(at, 4, id));
        }
        return all;
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    std::string woman, registration, cooperative, attachment, members_list;
};

TEST_P(Sensitive, ReachesNobodyWhoDoesNotKeepTheFile)
{
    const auto read_by = [&](const Caller& reader) {
        int read = 0;
        for (const auto& address : addresses()) {
            const auto answer = server.get(reader, address);
            read += answer.status == 200 ? 1 : 0;
            for (const auto* secret :
                 {kNationalId, kMembersId, kCertificate, kNotes, "domestic_worker"})
                if (std::string_view(secret) != "domestic_worker" ||
                    address.find("/report") == std::string::npos) { // numbers by group
                    EXPECT_THAT(answer.body, Not(HasSubstr(secret))) << address;
                }
            EXPECT_THAT(answer.body, Not(HasSubstr(kMarried))) << address;
        }
        return read;
    };
    EXPECT_GT(read_by(server.as(Role::Trainer, ScopeLevel::Region, "10")), 20);
    EXPECT_GT(read_by(server.as(Role::AccompanimentOfficer, ScopeLevel::Region, "10")), 20);
    EXPECT_GT(read_by(server.as(Role::Auditor)), 10);
    EXPECT_GT(read_by(server.as(Role::Partner)), 10);
}

TEST_P(Sensitive, IsToldAsHiddenToWhoMaySeeTheRest)
{
    const auto trainer = server.as(Role::Trainer, ScopeLevel::Region, "10");
    const auto shown = server.get(trainer, person());
    ASSERT_EQ(shown.status, 200) << shown.body;
    EXPECT_EQ(shown.text("occupation"), "couture");
    EXPECT_TRUE(shown.at("national_id").is_null());
    EXPECT_TRUE(shown.at("has_disability").is_null());
    const auto& hidden = shown.at("hidden").as_array();
    for (const auto* field :
         {"national_id", "marital_status", "priority_groups", "wg_seeing", "disability_declared",
          "disability_certificate", "has_disability", "notes"})
        EXPECT_THAT(hidden, Contains(json::value(field)));
    const auto history = server.get(trainer, person() + "/history");
    // Neither what was said nor that something was: a null beside what was never asked would tell.
    for (const auto* field : {"national_id", "wg_", "has_disability", "marital_status"})
        EXPECT_THAT(history.body, Not(HasSubstr(field)));
    EXPECT_EQ(server.get(trainer, person() + "/attachments").status, 403);
    EXPECT_EQ(server.get(trainer, "/api/v1/attachments/" + attachment).status, 403);
    EXPECT_EQ(server.get(trainer, "/api/v1/organisations/" + cooperative + "/attachments").status,
              403);
    EXPECT_EQ(server.get(trainer, "/api/v1/attachments/" + members_list).status, 403);
    EXPECT_EQ(server.get(trainer, "/api/v1/persons?disability=true").status, 403);
    EXPECT_EQ(server.get(trainer, "/api/v1/persons?priority_group=domestic_worker").status, 403);
    EXPECT_EQ(server.get(trainer, "/api/v1/persons").status, 200);
}

TEST_P(Sensitive, IsNotFoundByWhatIsHidden)
{
    const auto found_by = [&](const Caller& reader) {
        return server.post(reader, "/api/v1/persons/search", {{"q", kNationalId}})
            .at("items")
            .as_array()
            .size();
    };
    EXPECT_EQ(found_by(server.as(Role::Trainer, ScopeLevel::Region, "10")), 0U);
    EXPECT_EQ(found_by(server.as(Role::AccompanimentOfficer, ScopeLevel::Region, "10")), 0U);
    EXPECT_EQ(found_by(agent), 1U);
}

TEST_P(Sensitive, IsNotAskedAboutThroughACentreThatDoesNotExist)
{
    const auto asks_with = [&](const char* national_id) {
        auto draft = another_person(edition);
        draft["national_id"] = national_id;
        draft["centre_id"] = core::Id::make().str();
        return server.post(agent, "/api/v1/persons", draft);
    };
    const auto known = asks_with(kNationalId);
    const auto unknown = asks_with("ZX555444");
    EXPECT_EQ(known.status, 422) << known.body;
    EXPECT_EQ(known.errors(), unknown.errors());
}

TEST_P(Sensitive, IsReadByThoseWhoKeepTheFile)
{
    for (const auto role : {Role::RegistrationAgent, Role::CentreDirector, Role::SocialWorker,
                            Role::RegionalCoordinator}) {
        const auto reader = server.as(role, ScopeLevel::Region, "10");
        const auto shown = server.get(reader, person());
        EXPECT_EQ(shown.text("national_id"), kNationalId);
        EXPECT_EQ(shown.text("notes"), kNotes);
        EXPECT_TRUE(shown.at("has_disability").as_bool());
        EXPECT_THAT(shown.at("hidden").as_array(), IsEmpty());
        EXPECT_EQ(
            server.get(reader, person() + "/history").text("items/1/difference/national_id/1"),
            "ZX987322");
        EXPECT_EQ(server.get(reader, "/api/v1/attachments/" + attachment).status, 200);
        EXPECT_EQ(
            server.get(reader, "/api/v1/persons?disability=true").at("items").as_array().size(),
            1U);
    }
}

TEST_P(Sensitive, AnAuditorSeesWhoDidWhatAndNotWhatWasWritten)
{
    const auto path = "/api/v1/changes?entity=person&entity_id=" + woman;
    const auto audited = server.get(server.as(Role::Auditor), path);
    ASSERT_EQ(audited.status, 200) << audited.body;
    EXPECT_EQ(audited.text("items/0/operation"), "update");
    EXPECT_TRUE(audited.at("items/0/difference/national_id").is_null());
    EXPECT_THAT(audited.body, Not(HasSubstr("Jalila")));
    EXPECT_THAT(audited.body, Not(HasSubstr("+212612345678")));
    EXPECT_EQ(server.get(server.administrator(), path).text("items/0/difference/national_id/1"),
              kNationalId);
    const auto programmes =
        server.get(server.as(Role::Auditor), "/api/v1/changes?entity=programme&limit=1");
    EXPECT_THAT(programmes.body, HasSubstr("bridge")) << "what is of nobody is shown";
}

TEST_P(Sensitive, WhoeverMayChangeAFileMayReadItWhole)
{
    for (const auto& [role, code] : core::enum_codes<Role>())
        EXPECT_TRUE(!service::allows(role, service::Permission::EditRegistrants) ||
                    service::allows(role, service::Permission::ViewSensitive))
            << code;
}

INSTANTIATE_TEST_SUITE_P(Engines, Sensitive, kEngines, engine_name);

} // namespace
} // namespace jisr::tests
