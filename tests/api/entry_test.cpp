#include "http/client.hpp"
#include "modules/registry/entry_check.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/registering.hpp"
#include "support/served_program.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

#include <latch>

namespace jisr::tests {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

json::object khadija(const std::string& edition)
{
    return {{"edition_id", edition},          {"given_name_ar", "خديجة"},
            {"family_name_ar", "الإدريسي"},   {"birth_date", "1985-03-07"},
            {"commune_code", "10.261.01.01"}, {"locality", "Douar Oulad Said"},
            {"phone", "0612345678"},          {"consent_given", true}};
}

json::object changed(json::object person, const json::object& changes)
{
    for (const auto& change : changes)
        person[change.key()] = change.value();
    return person;
}

/// The same woman as another agent hears her: Latin letters, day and month exchanged.
json::object as_heard(const std::string& edition)
{
    return changed(khadija(edition), {{"given_name_ar", nullptr},
                                      {"family_name_ar", nullptr},
                                      {"given_name_latin", "Khadija"},
                                      {"family_name_latin", "El Idrissi"},
                                      {"birth_date", "1985-07-03"}});
}

} // namespace

/// Registering a woman who may have a file already.
class Entry : public testing::TestWithParam<Engine>
{
  protected:
    Answer register_as(const Caller& caller, const json::object& person)
    {
        return server.post(caller, "/api/v1/persons", person);
    }

    std::size_t files()
    {
        return server.get(server.administrator(), "/api/v1/persons").at("items").as_array().size();
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
};

INSTANTIATE_TEST_SUITE_P(Engines, Entry, kEngines, engine_name);

TEST_P(Entry, WhoMayNotRegisterThereLearnsOfNoFile)
{
    register_as(agent, khadija(edition));
    EXPECT_EQ(register_as(TestServer::nobody(), as_heard(edition)).status, 401);
    const auto elsewhere = server.as(Role::RegistrationAgent, ScopeLevel::Region, "01");
    const auto refused = register_as(elsewhere, as_heard(edition));
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, Not(HasSubstr("matches")));
}

TEST_P(Entry, WhoMeetsAFileElsewhereIsNamedInItsHistory)
{
    const auto hers = register_as(agent, changed(khadija(edition), {{"national_id", "JB445566"}}));
    ASSERT_EQ(hers.status, 201) << hers.body;
    const auto elsewhere = server.as(Role::RegistrationAgent, ScopeLevel::Region, "01");
    const std::string there = "01.511.01.01";
    const auto history = "/api/v1/persons/" + hers.text("id") + "/history";
    const auto lines = [&] { return server.get(agent, history).at("items").as_array().size(); };
    // By her number, by her names, and by her number in the file of another woman.
    const auto numbered =
        register_as(elsewhere, changed(another_person(edition),
                                       {{"national_id", "JB445566"}, {"commune_code", there}}));
    EXPECT_EQ(numbered.status, 409);
    EXPECT_TRUE(numbered.at("matches/0/person").is_null());
    EXPECT_EQ(lines(), 2U);
    EXPECT_EQ(register_as(elsewhere, changed(as_heard(edition), {{"commune_code", there}})).status,
              409);
    EXPECT_EQ(lines(), 3U);
    const auto other =
        register_as(elsewhere, changed(another_person(edition), {{"commune_code", there}}));
    ASSERT_EQ(other.status, 201) << other.body;
    auto edited =
        changed(another_person(edition), {{"national_id", "JB445566"}, {"commune_code", there}});
    edited.erase("edition_id");
    edited.erase("consent_given");
    const auto taken = server.put(elsewhere, "/api/v1/persons/" + other.text("id"), edited, 1);
    EXPECT_THAT(taken.errors(), ElementsAre("/national_id national_id_taken")) << taken.body;
    EXPECT_EQ(lines(), 4U);
    EXPECT_EQ(server.get(agent, history).text("items/3/operation"), "meet");
    // Whoever sees the file anyway leaves none.
    EXPECT_EQ(register_as(agent, as_heard(edition)).status, 409);
    EXPECT_EQ(lines(), 4U);
}

TEST_P(Entry, SheIsRecognisedInAnotherScriptAndWithSlipsAndTheReasonsAreTold)
{
    const auto first = register_as(agent, khadija(edition));
    ASSERT_EQ(first.status, 201) << first.body;
    const auto again = register_as(agent, as_heard(edition));
    ASSERT_EQ(again.status, 409) << again.body;
    EXPECT_EQ(again.slug(), "likely_duplicate");
    EXPECT_EQ(again.text("matches/0/person/id"), first.text("id"));
    EXPECT_EQ(again.text("matches/0/person/reference"), first.text("reference"));
    EXPECT_GT(again.at("matches/0/probability").as_double(), 0.9);
    std::vector<std::string> reasons;
    for (const auto& reason : again.at("matches/0/reasons").as_array())
        reasons.push_back(std::string(reason.at("field").as_string()) + " " +
                          std::string(reason.at("level").as_string()));
    EXPECT_THAT(reasons,
                ElementsAre("given_name same_sounds", "family_name same_sounds",
                            "birth_date swapped", "phone equal", "commune equal", "sex equal"));
    EXPECT_EQ(files(), 1U);
}

TEST_P(Entry, HerFathersNameTellsForOrAgainstHer)
{
    register_as(agent, changed(khadija(edition), {{"father_name", "محمد"}}));
    const auto told = [&](const json::value& father) -> std::pair<std::string, double> {
        const auto asked =
            register_as(agent, changed(as_heard(edition), {{"father_name", father}}));
        EXPECT_EQ(asked.status, 409) << asked.body;
        for (const auto& reason : asked.at("matches/0/reasons").as_array())
            if (reason.at("field") == "father_name")
                return {std::string(reason.at("level").as_string()), reason.at("bits").as_double()};
        return {"", 0};
    };
    const auto same = told("Mohamed");
    EXPECT_EQ(same.first, "same_sounds");
    EXPECT_GT(same.second, 0);
    const auto other = told("Brahim");
    EXPECT_EQ(other.first, "different");
    EXPECT_LT(other.second, 0);
    EXPECT_EQ(told(nullptr).first, "");
}

TEST_P(Entry, AnotherWomanIsRegisteredOnceTheAgentSaysWhyForEachFileThatCameNear)
{
    const auto first = register_as(agent, khadija(edition));
    const auto asked = register_as(agent, as_heard(edition));
    const std::string key = asked.text("matches/0/key");
    const auto say = [&](const json::value& other_than) {
        return register_as(agent, changed(as_heard(edition), {{"other_than", other_than}}));
    };
    EXPECT_THAT(say({{"matches", {key}}}).errors(), ElementsAre("/other_than/reason required"));
    EXPECT_THAT(say({{"matches", {key}}, {"reason", ""}}).errors(),
                ElementsAre("/other_than/reason required"));
    EXPECT_EQ(say({{"matches", json::array{}}, {"reason", "twins"}}).status, 409);
    EXPECT_EQ(say({{"matches", {"0123"}}, {"reason", "twins"}}).status, 409);
    EXPECT_EQ(say({{"matches", {first.text("id")}}, {"reason", "twins"}}).status, 409);
    EXPECT_EQ(files(), 1U);

    const auto second = say({{"matches", {key}}, {"reason", "Cousins, both were here"}});
    ASSERT_EQ(second.status, 201) << second.body;
    EXPECT_NE(second.text("id"), first.text("id"));

    // A third time both files come near, and what was said of one says nothing of the other.
    EXPECT_EQ(register_as(agent, as_heard(edition)).at("matches").as_array().size(), 2U);
    const auto third = say({{"matches", {key}}, {"reason", "Cousins"}});
    EXPECT_EQ(third.status, 409);
    EXPECT_EQ(third.text("matches/0/person/id"), second.text("id"));
}

TEST_P(Entry, OfAFileElsewhereAStrangerLearnsNoMoreThanItsRegion)
{
    const auto first = register_as(agent, khadija(edition));
    const auto elsewhere = server.as(Role::RegistrationAgent, ScopeLevel::Region, "01");
    const auto there = changed(as_heard(edition), {{"commune_code", "01.511.01.01"}});
    const auto masked = register_as(elsewhere, there);
    ASSERT_EQ(masked.status, 409) << masked.body;
    EXPECT_EQ(masked.text("matches/0/region_code"), "10");
    EXPECT_TRUE(masked.at("matches/0/person").is_null());
    EXPECT_TRUE(masked.at("matches/0/probability").is_null());
    EXPECT_EQ(masked.at("matches/0/reasons").as_array().size(), 0U);
    for (const auto& secret :
         {std::string("الإدريسي"), first.text("id"), first.text("reference"),
          std::string("612345678"), std::string("1985"), std::string("10.261")})
        EXPECT_THAT(masked.body, Not(HasSubstr(secret)));
    const auto said = changed(there, {{"other_than",
                                       {{"matches", {masked.text("matches/0/key")}},
                                        {"reason", "Her card says another name"}}}});
    EXPECT_EQ(register_as(elsewhere, said).status, 201);
}

TEST_P(Entry, TwinsMotherAndDaughterSistersAndNamesakesAreNotHeldUp)
{
    ASSERT_EQ(register_as(agent, khadija(edition)).status, 201);
    const json::object traps[]{
        // her twin, of whom all but the given name is the same
        {{"given_name_ar", "فاطمة"}},
        // her daughter, at the same phone
        {{"given_name_ar", "سلمى"}, {"birth_date", "2006-11-21"}},
        // her sister
        {{"given_name_ar", "نعيمة"}, {"birth_date", "1988-09-15"}, {"phone", nullptr}},
        // one of the same name in the same douar
        {{"birth_date", "1961-10-29"}, {"phone", "0698765432"}},
        // and one more, of whom nobody knows a phone
        {{"birth_date", "1974-05-02"}, {"phone", nullptr}},
    };
    for (const auto& trap : traps) {
        const auto answer = register_as(agent, changed(khadija(edition), trap));
        EXPECT_EQ(answer.status, 201) << json::serialize(trap) << answer.body;
    }
}

TEST_P(Entry, ARetryMeetsItsOwnFileAsItsOwn)
{
    const auto person = changed(khadija(edition), {{"id", core::Id::make().str()}});
    const auto send = [&](const std::string& key) {
        return server.call(agent, "POST", "/api/v1/persons", person, {{"Idempotency-Key", key}});
    };
    EXPECT_EQ(send("one").status, 201);
    EXPECT_EQ(send("one").status, 201);
    EXPECT_EQ(send("two").slug(), "already_exists");
    EXPECT_EQ(files(), 1U);
}

TEST_P(Entry, AClientGivesNoFileAnIdThatIsNone)
{
    for (const std::string id :
         {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"}) {
        const auto refused = register_as(agent, changed(khadija(edition), {{"id", id}}));
        EXPECT_EQ(refused.status, 422) << refused.body;
        EXPECT_THAT(refused.errors(), ElementsAre("/id not_an_id"));
        EXPECT_EQ(server.get(agent, "/api/v1/persons/" + id).status, 404);
    }
    EXPECT_EQ(files(), 0U);
    const auto own = changed(khadija(edition), {{"id", "0199f000-0000-4000-8000-00000000000a"}});
    EXPECT_EQ(register_as(agent, own).text("id"), own.at("id").as_string());
}

TEST_P(Entry, EveryoneHasAKeyOfTheirOwnForWhatWaitsOnTheirDevice)
{
    const std::string path = "/api/v1/device-key";
    EXPECT_EQ(server.get(TestServer::nobody(), path).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Auditor), path).status, 200);
    const auto key = server.get(agent, path);
    ASSERT_EQ(key.status, 200) << key.body;
    EXPECT_EQ(key.headers.at("cache-control"), "no-store");
    EXPECT_GE(key.text("key").size(), 32U);
    EXPECT_EQ(server.get(agent, path).text("key"), key.text("key"));
    const auto other = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    EXPECT_NE(server.get(other, path).text("key"), key.text("key"));
}

TEST_P(Entry, AWomanWhosePhoneOrNameWasCorrectedIsRecognisedByWhatIsNowKnown)
{
    const auto first = register_as(
        agent, changed(khadija(edition),
                       {{"phone", "0655555555"}, {"birth_date", nullptr}, {"birth_year", 1961}}));
    ASSERT_EQ(first.status, 201) << first.body;
    auto fields = khadija(edition);
    fields.erase("edition_id");
    fields.erase("consent_given");
    const auto edited = server.put(agent, "/api/v1/persons/" + first.text("id"), fields, 1);
    ASSERT_EQ(edited.status, 200) << edited.body;
    // The index hears of it from the log: whoever lists sees what the log says.
    server.get(agent, "/api/v1/persons");
    EXPECT_EQ(register_as(agent, as_heard(edition)).status, 409);
}

TEST_P(Entry, OfManyAgentsAtOnceOnlyOnePasses)
{
    constexpr int kAgents = 8;
    std::latch together(kAgents);
    std::atomic<int> registered = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < kAgents; ++i)
        threads.emplace_back([&, i] {
            const auto person = i % 2 == 0 ? khadija(edition) : as_heard(edition);
            together.arrive_and_wait();
            const auto answer = register_as(agent, person);
            if (answer.status == 201)
                ++registered;
            else
                EXPECT_EQ(answer.slug(), "likely_duplicate") << answer.body;
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(registered, 1);
    EXPECT_EQ(files(), 1U);
}

/// A program whose index of persons takes in nobody by itself, beside another that registers.
class EntryBehindOthers : public testing::TestWithParam<Engine>
{
  protected:
    static std::unique_ptr<cli::Application> program(const std::string& url)
    {
        auto made = cli::Application::make(url, {});
        EXPECT_TRUE(made);
        return std::move(*made);
    }

    registry::PersonDraft someone() { return drawn_.next("", *core::Date::make(2026, 11, 22)); }

    core::Id other_enters(registry::PersonDraft person)
    {
        core::Id id;
        EXPECT_TRUE(service::write_as(
            other_->services(), service::Actor::system("test"),
            [&](service::WriteContext& context) -> core::Result<void> {
                person.edition_id = TRY(context.reader.first<core::Id>("select id from edition"))
                                        .value_or(core::Id{});
                id = TRY(registry::enter_person(context, person)).person.id;
                return {};
            }));
        return id;
    }

    /// What a registration of her meets.
    std::vector<core::Id> met_by(const registry::PersonDraft& person)
    {
        std::vector<core::Id> met;
        auto& check = *program_->entry_check();
        const auto look = check.look(program_->database(), person);
        EXPECT_TRUE(look);
        EXPECT_TRUE(program_->database().write([&](db::Writer& writer) -> core::Result<void> {
            TRY(registry::EntryCheck::hold(writer, std::span(&look->keys, 1)));
            for (const auto& match : TRY(check.matches(writer, person, *look, {})))
                met.push_back(match.person.id);
            return {};
        }));
        return met;
    }

    TestDatabase database_{GetParam()};
    std::unique_ptr<cli::Application> program_ = program(database_.url());
    std::unique_ptr<cli::Application> other_ = program(database_.url());
    registry::FictionalPersons drawn_{7};
};

INSTANTIATE_TEST_SUITE_P(Engines, EntryBehindOthers, kEngines, engine_name);

TEST_P(EntryBehindOthers, WhomTheyEnteredIsMetByOneAfterTheOtherAndTheLogOfItIsReadOnce)
{
    const auto first = someone();
    EXPECT_THAT(met_by(first), IsEmpty()); // the index is read, of nobody
    const auto entered = other_enters(first);
    const auto second = someone();
    const auto entered_too = other_enters(second);
    for (int i = 0; i < 50; ++i)
        other_enters(someone());
    EXPECT_THAT(met_by(first), ElementsAre(entered));

    // Whoever read these lines again would find none of those who were entered.
    tamper(database_.url(), "update change set version = 2");
    EXPECT_THAT(met_by(first), ElementsAre(entered));
    EXPECT_THAT(met_by(second), ElementsAre(entered_too));
    const auto third = someone();
    EXPECT_THAT(met_by(third), IsEmpty());
    const auto entered_later = other_enters(third);
    EXPECT_THAT(met_by(third), ElementsAre(entered_later));
    EXPECT_THAT(met_by(first), ElementsAre(entered));
}

/// Two servers over one database.
class EntryAtTwoServers : public testing::TestWithParam<Engine>
{
  protected:
    /// The status that the server gave.
    int send(const ServedProgram& program, const json::object& person)
    {
        http::Client client("127.0.0.1", program.port());
        const auto answer = client.request("POST", "/api/v1/persons",
                                           {{"Authorization", "Bearer " + access_.token},
                                            {"Content-Type", "application/json"},
                                            {"Idempotency-Key", core::Id::make().str()}},
                                           json::serialize(person));
        return answer ? answer->status : 0;
    }

    TestDatabase database_{GetParam()};
    TemporaryFolder folder_;
    Access access_ = access_to(database_.url(), folder_.path());
};

INSTANTIATE_TEST_SUITE_P(Engines, EntryAtTwoServers, kEngines, engine_name);

TEST_P(EntryAtTwoServers, OfAgentsAtOnceOnlyOnePasses)
{
    const ServedProgram one(database_.url(), folder_.path());
    const ServedProgram other(database_.url(), folder_.path());
    const auto edition = access_.edition.str();
    constexpr int kWomen = 20;
    for (int woman = 0; woman < kWomen; ++woman) {
        const json::object of_her{
            {"phone", "06" + std::to_string(20'000'000 + 1'234'567 * woman)},
            {"birth_date", core::Date::from_days(-7'000 + 777 * woman).to_iso()}};
        std::latch together(4);
        std::array<int, 4> statuses{};
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < statuses.size(); ++i)
            threads.emplace_back([&, i] {
                const auto person = i % 2 == 0 ? khadija(edition) : as_heard(edition);
                together.arrive_and_wait();
                statuses[i] = send(i < 2 ? one : other, changed(person, of_her));
            });
        for (auto& thread : threads)
            thread.join();
        std::sort(statuses.begin(), statuses.end());
        EXPECT_THAT(statuses, ElementsAre(201, 409, 409, 409)) << woman;
    }
}

} // namespace jisr::tests
