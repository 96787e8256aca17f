#include "api/messages_support.hpp"
#include "modules/registry/registry.hpp"

/// What women and staff are told by themselves or by hand, and what is no longer said.
namespace jisr::tests {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class TellingsApi : public testing::TestWithParam<Engine>
{
  protected:
    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller administrator = server.administrator();

    Answer woman(const json::object& more = {})
    {
        auto draft = another_person(edition);
        for (const auto& [key, value] : more)
            draft[key] = value;
        auto entered = server.post(administrator, "/api/v1/persons", draft);
        EXPECT_EQ(entered.status, 201) << entered.body;
        return entered;
    }

    static std::string path_of(const Answer& person)
    {
        return "/api/v1/persons/" + person.text("id");
    }

    void put_in_phase(const std::string& registration, std::string_view phase)
    {
        const auto written =
            server.services().database.write([&](db::Writer& writer) -> core::Result<void> {
                TRY(writer.keep("update registration set phase = :phase where id = :id",
                                {{"phase", phase}, {"id", *core::Id::parse(registration)}}));
                return {};
            });
        EXPECT_TRUE(written);
    }

    Answer move(const Answer& person, const std::string& to)
    {
        return server.post(administrator, "/api/v1/phases",
                           {{"registrations", json::array{person.text("registrations/0/id")}},
                            {"to", to},
                            {"reason", "of the commission"}});
    }

    /// Puts a message about her place into the outbox, as a selection does.
    void tell(const Answer& person, const std::string& template_code)
    {
        const auto told = service::write_as(
            server.services(), service::Actor::system(),
            [&](service::WriteContext& context) -> core::Result<void> {
                const auto row = TRY(registry::find_registration(
                    context.writer, *core::Id::parse(person.text("registrations/0/id"))));
                return registry::tell_registrant(
                    context, *row,
                    {.template_code = template_code, .occasion = core::Id::make().str()});
            });
        EXPECT_TRUE(told) << (told ? "" : told.error().cause);
    }

    /// "promoted queued", oldest first.
    std::vector<std::string> outbox_of(const Answer& person)
    {
        std::vector<std::string> messages;
        const auto outbox = server.get(administrator, "/api/v1/messages?limit=200");
        for (const auto& item : outbox.at("items").as_array())
            if (item.at("person_id") == person.at("id"))
                messages.insert(messages.begin(),
                                std::string(item.at("template_code").as_string()) + " " +
                                    std::string(item.at("state").as_string()));
        return messages;
    }

    Answer last_message()
    {
        const auto outbox = server.get(administrator, "/api/v1/messages?limit=1");
        return server.get(administrator, "/api/v1/messages/" + outbox.text("items/0/id"));
    }

    std::string add_centre(const json::value& phone)
    {
        return server
            .post(administrator, "/api/v1/centres",
                  {{"name_ar", "المركز الاجتماعي"},
                   {"name_fr", "Centre social"},
                   {"kind", "social_centre"},
                   {"commune_code", "10.261.01.03"},
                   {"phone", phone}})
            .text("id");
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, TellingsApi, kEngines, engine_name);

TEST_P(TellingsApi, WhoIsRejectedHearsThatThereIsAnAnswerAndAnUndoneMoveTakesItBack)
{
    const auto person = woman();
    put_in_phase(person.text("registrations/0/id"), "waiting");
    const auto moved = move(person, "rejected");
    ASSERT_EQ(moved.status, 201) << moved.body;
    EXPECT_THAT(outbox_of(person), ElementsAre("answer queued"));
    EXPECT_THAT(last_message().text("text"), Not(HasSubstr("commission")));
    server.call(administrator, "POST", "/api/v1/phase-moves/" + moved.text("id") + "/undo");
    EXPECT_THAT(outbox_of(person), ElementsAre("answer cancelled", "waiting queued"));
}

TEST_P(TellingsApi, WhatNoLongerHoldsIsNotSent)
{
    const auto rejected = woman();
    put_in_phase(rejected.text("registrations/0/id"), "selected");
    tell(rejected, "selected");
    move(rejected, "rejected");
    EXPECT_THAT(outbox_of(rejected), ElementsAre("selected cancelled", "answer queued"));

    const auto goes_on = woman();
    put_in_phase(goes_on.text("registrations/0/id"), "selected");
    tell(goes_on, "selected");
    move(goes_on, "trained"); // her place stays hers
    EXPECT_THAT(outbox_of(goes_on), ElementsAre("selected queued"));

    const auto leaves = woman();
    tell(leaves, "waiting");
    server.post(administrator,
                "/api/v1/registrations/" + leaves.text("registrations/0/id") + "/withdraw",
                {{"reason", "asked for it"}});
    EXPECT_THAT(outbox_of(leaves), ElementsAre("waiting cancelled"));

    const auto withdrawn = woman();
    server.post(administrator, path_of(withdrawn) + "/notices", {{"kind", "call_centre"}});
    EXPECT_THAT(outbox_of(withdrawn), ElementsAre("call_centre queued"));
    server.post(administrator, path_of(withdrawn) + "/withdraw", {{"reason", "moved away"}});
    EXPECT_THAT(outbox_of(withdrawn), ElementsAre("call_centre cancelled"));
}

TEST_P(TellingsApi, WhatNoLongerHoldsIsNotSentAgain)
{
    const auto again = [&] {
        const auto id = last_message().text("id");
        EXPECT_FALSE(last_message().at("may_send_again").as_bool());
        return server.call(administrator, "POST", "/api/v1/messages/" + id + "/send-again").slug();
    };
    const auto leaves = woman();
    tell(leaves, "waiting");
    server.post(administrator,
                "/api/v1/registrations/" + leaves.text("registrations/0/id") + "/withdraw",
                {{"reason", "asked for it"}});
    EXPECT_EQ(again(), "message_moved_on");
    EXPECT_THAT(outbox_of(leaves), ElementsAre("waiting cancelled"));

    // Whoever was not reached while it held is not told of it later.
    const auto silent = woman({{"phone", nullptr}});
    tell(silent, "selected");
    EXPECT_THAT(outbox_of(silent), ElementsAre("selected failed"));
    server.post(administrator,
                "/api/v1/registrations/" + silent.text("registrations/0/id") + "/withdraw",
                {{"reason", "asked for it"}});
    const auto written =
        server.services().database.write([&](db::Writer& writer) -> core::Result<void> {
            TRY(writer.keep("update person set phone = '+212612345678' where id = :id",
                            {{"id", *core::Id::parse(silent.text("id"))}}));
            return {};
        });
    EXPECT_TRUE(written);
    EXPECT_EQ(again(), "message_moved_on");
}

TEST_P(TellingsApi, ANoticeIsShownBeforeItIsSentAndSentOnceADay)
{
    const auto person = woman({{"centre_id", add_centre("05 28 87 12 34")}, {"language", "fr"}});
    const std::string path = path_of(person) + "/notices";
    const json::object paper{{"kind", "paper_missing"}, {"deadline", "2026-11-30"}};
    EXPECT_EQ(server.post(TestServer::nobody(), path, paper).status, 401);
    EXPECT_EQ(server.post(server.as(Role::SocialWorker), path, paper).status, 403);
    EXPECT_EQ(server.post(server.as(Role::SocialWorker), path + "/preview", paper).status, 403);
    const auto stranger = server.as(Role::RegistrationAgent, ScopeLevel::Region, "01");
    EXPECT_EQ(server.post(stranger, path, paper).status, 404);
    EXPECT_EQ(server.post(stranger, path + "/preview", paper).status, 404);
    EXPECT_THAT(server.post(administrator, path, {{"kind", "promoted"}}).errors(),
                ElementsAre("/kind unknown_code"));
    EXPECT_THAT(
        server.post(administrator, path, {{"kind", "paper_missing"}, {"deadline", "2026-11-21"}})
            .errors(),
        ElementsAre("/deadline in_the_past"));

    const auto agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    const auto preview = server.post(agent, path + "/preview", paper);
    ASSERT_EQ(preview.status, 200) << preview.body;
    EXPECT_EQ(preview.text("text"),
              "Il manque un document à votre dossier. Merci d'appeler votre centre au 0528871234 "
              "avant le 30/11/2026. Référence " +
                  person.text("reference") + ".");
    EXPECT_EQ(preview.text("told_today"), "false");
    EXPECT_THAT(outbox_of(person), IsEmpty());

    EXPECT_EQ(server.post(agent, path, paper).status, 201);
    EXPECT_EQ(last_message().text("text"), preview.text("text"));
    EXPECT_EQ(last_message().text("language"), "fr");
    EXPECT_EQ(server.post(agent, path, paper).slug(), "told_today");
    EXPECT_EQ(server.post(agent, path + "/preview", paper).text("told_today"), "true");
    EXPECT_THAT(outbox_of(person), ElementsAre("paper_missing queued"));
    server.clock().advance(std::chrono::hours(24));
    EXPECT_EQ(server.post(agent, path, {{"kind", "registered"}}).status, 201);
    EXPECT_EQ(server.post(agent, path, paper).status, 201);
    EXPECT_EQ(outbox_of(person).size(), 3U);
}

TEST_P(TellingsApi, NobodyIsWrittenToWithoutAnAddressOrAfterWithdrawing)
{
    const auto silent = woman({{"phone", nullptr}});
    const json::object call{{"kind", "call_centre"}};
    const auto preview = server.post(administrator, path_of(silent) + "/notices/preview", call);
    EXPECT_TRUE(preview.at("address").is_null()) << preview.body;
    EXPECT_EQ(server.post(administrator, path_of(silent) + "/notices", call).slug(),
              "person_unreachable");
    EXPECT_THAT(outbox_of(silent), IsEmpty());
    server.post(administrator, path_of(silent) + "/withdraw", {{"reason", "moved away"}});
    EXPECT_EQ(server.post(administrator, path_of(silent) + "/notices", call).slug(),
              "file_withdrawn");
}

TEST_P(TellingsApi, ACentreWithoutAPhoneLeavesTheSentenceOut)
{
    const auto person = woman({{"centre_id", add_centre(nullptr)}, {"language", "en"}});
    tell(person, "selected");
    EXPECT_EQ(last_message().text("text"),
              "Your request was accepted. Please call your centre. Reference " +
                  person.text("reference") + ".");
}

TEST_P(TellingsApi, AMessageWithoutAnAddressIsSentOnceAPhoneIsKnown)
{
    auto draft = some_person(edition);
    draft["phone"] = nullptr;
    const auto person = server.post(administrator, "/api/v1/persons", draft);
    tell(person, "waiting");
    const auto failed = last_message();
    const std::string path = "/api/v1/messages/" + failed.text("id");
    EXPECT_EQ(failed.text("reason"), "no_address");
    EXPECT_EQ(failed.text("may_send_again"), "false");
    draft["phone"] = "06 98 76 54 32";
    draft.erase("edition_id");
    draft.erase("consent_given");
    ASSERT_EQ(server.put(administrator, path_of(person), draft, 1).status, 200);
    EXPECT_EQ(server.get(administrator, path).text("may_send_again"), "true");
    const auto again = server.call(administrator, "POST", path + "/send-again");
    EXPECT_EQ(again.text("state"), "queued") << again.body;
    EXPECT_EQ(again.text("address"), "…32");
    EXPECT_EQ(again.text("parts"), "1");
}

TEST_P(TellingsApi, TheLanguageOfHerMessagesIsKeptWithHerFile)
{
    auto draft = some_person(edition);
    draft["language"] = "de";
    EXPECT_THAT(server.post(administrator, "/api/v1/persons", draft).errors(),
                ElementsAre("/language unknown_code"));
    draft.erase("language");
    const auto person = server.post(administrator, "/api/v1/persons", draft);
    EXPECT_EQ(person.text("language"), "ar");
    draft.erase("edition_id");
    draft.erase("consent_given");
    draft["language"] = "zgh";
    EXPECT_EQ(server.put(administrator, path_of(person), draft, 1).text("language"), "zgh");
    tell(person, "waiting");
    EXPECT_EQ(last_message().text("language"), "zgh");
}

/// What leaves this server while she corrects her file.
TEST_P(TellingsApi, AWaitingMessageGoesToThePhoneThatSheHasNow)
{
    const ScriptedServer gateway(always(http_answer(202, "0: Accepted for delivery")));
    auto sending = by_sms(gateway);
    sending.quiet_hours = *messages::QuietHours::parse("09:00-11:00"); // it is 10:00 in Morocco
    Office office(GetParam(), sending);
    auto fields = some_person(office.server.bridge_edition());
    const auto person = office.server.post(office.administrator, "/api/v1/persons", fields);
    const std::string path = path_of(person);
    ASSERT_EQ(office.server.post(office.administrator, path + "/notices", {{"kind", "call_centre"}})
                  .status,
              201);
    fields.erase("edition_id");
    fields.erase("consent_given");
    fields["phone"] = "06 98 76 54 32";
    ASSERT_EQ(office.server.put(office.administrator, path, fields, 1).status, 200);
    office.server.clock().advance(std::chrono::hours(1));
    const auto list = office.server.get(office.administrator, office.path);
    const std::string one = office.path + "/" + list.text("items/0/id");
    ASSERT_TRUE(office.reaches(one, "sent"));
    ASSERT_EQ(gateway.received().size(), 1U);
    EXPECT_THAT(gateway.received().front(), HasSubstr("698765432"));
    EXPECT_THAT(gateway.received().front(), Not(HasSubstr("612345678")));
}

} // namespace
} // namespace jisr::tests
