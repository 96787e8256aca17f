#include "support/server.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class TrainingApi : public testing::TestWithParam<Engine>
{
  protected:
    static json::object some_session()
    {
        return {{"subject", "entrepreneurship"},
                {"title_ar", "بناء المشروع"},
                {"title_fr", "Construire son projet"},
                {"commune_code", "10.261.01.01"},
                {"place_fr", "Salle des fêtes"},
                {"held_on", "2026-12-03"},
                {"starts_at", "09:30"},
                {"ends_at", "12:00"}};
    }

    std::string add_session(json::object more = {})
    {
        auto session = some_session();
        for (const auto& [key, value] : more)
            session[key] = value;
        const auto added = server.post(trainer, sessions, session);
        EXPECT_EQ(added.status, 201) << added.body;
        return "/api/v1/sessions/" + added.text("id");
    }

    /// The registration of a woman who was selected.
    std::string selected_woman(const json::object& more = {})
    {
        auto person = another_person(edition);
        for (const auto& [key, value] : more)
            person[key] = value;
        const auto entered = server.post(administrator, "/api/v1/persons", person);
        const auto id = entered.text("registrations/0/id");
        const auto written =
            server.services().database.write([&](db::Writer& writer) -> core::Result<void> {
                TRY(writer.keep("update registration set phase = 'selected' where id = :id",
                                {{"id", *core::Id::parse(id)}}));
                return {};
            });
        EXPECT_TRUE(written);
        return id;
    }

    /// How many messages of a template were queued.
    std::int64_t told(std::string_view template_code, std::string_view state = "")
    {
        const auto outbox = server.get(administrator, "/api/v1/messages?limit=200");
        return std::ranges::count_if(outbox.at("items").as_array(), [&](const json::value& item) {
            return item.at("template_code").as_string() == template_code &&
                   (state.empty() || item.at("state").as_string() == state);
        });
    }

    static json::object named(const std::vector<std::string>& ids)
    {
        json::array list;
        for (const auto& id : ids)
            list.emplace_back(id);
        return {{"registrations", list}};
    }

    static json::object attendance(const std::string& registration, const std::string& how)
    {
        return {{"items", json::array{{{"registration_id", registration}, {"attendance", how}}}}};
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const std::string sessions = "/api/v1/editions/" + edition + "/sessions";
    const Caller administrator = server.administrator();
    const Caller trainer = server.as(Role::Trainer, ScopeLevel::Province, "10.261");
};

INSTANTIATE_TEST_SUITE_P(Engines, TrainingApi, kEngines, engine_name);

TEST_P(TrainingApi, ATrainerPlansSessionsWhereSheWorks)
{
    EXPECT_EQ(server.post(Caller{}, sessions, some_session()).status, 401);
    EXPECT_EQ(server.post(server.as(Role::RegistrationAgent), sessions, some_session()).status,
              403);
    const auto elsewhere = server.as(Role::Trainer, ScopeLevel::Province, "01.511");
    EXPECT_EQ(server.post(elsewhere, sessions, some_session()).status, 403);
    const auto path = add_session({{"title_fr", " \u202EConstruire  son projet"}});
    EXPECT_EQ(server.get(trainer, path).text("title_fr"), "Construire son projet");
    EXPECT_EQ(server.get(elsewhere, path).status, 404);
    EXPECT_EQ(server.get(trainer, path).text("province_code"), "10.261");
    EXPECT_EQ(server.get(elsewhere, sessions).at("items").as_array().size(), 0U);
    EXPECT_EQ(server.get(trainer, sessions).text("items/0/convoked"), "0");
}

TEST_P(TrainingApi, ACentreSeesASessionElsewhereToWhichItsOwnWomenAreConvokedAndThemAlone)
{
    const auto centre = server
                            .post(administrator, "/api/v1/centres",
                                  {{"code", "GON-C101"},
                                   {"name_ar", "مركز أمل"},
                                   {"name_fr", "Centre Amal"},
                                   {"kind", "social_centre"},
                                   {"commune_code", "10.261.01.01"}})
                            .text("id");
    const auto director = server.as(Role::CentreDirector, ScopeLevel::Centre, centre);
    const auto path = add_session({{"capacity", 20}});
    const auto other = selected_woman();
    ASSERT_EQ(server.post(trainer, path + "/convocations", named({other})).status, 200);
    EXPECT_EQ(server.get(director, path).status, 404);
    EXPECT_EQ(server.get(director, path + "/convocations").status, 404);
    EXPECT_EQ(server.get(director, sessions).at("items").as_array().size(), 0U);

    const auto hers = selected_woman({{"centre_id", centre}});
    ASSERT_EQ(server.post(trainer, path + "/convocations", named({hers})).status, 200);
    const auto seen = server.get(director, path);
    ASSERT_EQ(seen.status, 200) << seen.body;
    EXPECT_EQ(seen.text("title_fr"), "Construire son projet");
    EXPECT_EQ(seen.text("convoked"), "1");
    EXPECT_TRUE(seen.at("capacity").is_null());
    EXPECT_FALSE(seen.at("recordable").as_bool());
    EXPECT_EQ(server.get(director, sessions).text("items/0/convoked"), "1");
    const auto list = server.get(director, path + "/convocations");
    ASSERT_EQ(list.at("items").as_array().size(), 1U) << list.body;
    EXPECT_EQ(list.text("items/0/registration_id"), hers);
    EXPECT_EQ(server.get(director, path + "/letters").status, 200);

    // She sees it, and plans nothing there.
    EXPECT_EQ(server.post(director, path + "/convocations", named({hers})).status, 403);
    EXPECT_EQ(server.post(director, path + "/attendance", attendance(hers, "present")).status, 403);
    EXPECT_EQ(server.call(director, "POST", path + "/cancel").status, 403);
    const auto whole = server.get(trainer, path);
    EXPECT_EQ(whole.text("convoked"), "2");
    EXPECT_EQ(whole.text("capacity"), "20");
    EXPECT_TRUE(whole.at("recordable").as_bool());
    EXPECT_EQ(server.get(trainer, path + "/convocations").at("items").as_array().size(), 2U);
}

TEST_P(TrainingApi, ASessionThatCannotBeIsRefusedFieldByField)
{
    auto faulty = some_session();
    faulty["commune_code"] = "99.1";
    faulty["starts_at"] = "25:00";
    faulty["ends_at"] = "9h";
    faulty["held_on"] = "2026-11-01";
    EXPECT_THAT(server.post(administrator, sessions, faulty).errors(),
                ElementsAre("/commune_code unknown_place", "/ends_at malformed_time",
                            "/held_on in_the_past", "/starts_at malformed_time"));
    faulty = some_session();
    faulty["ends_at"] = "9h";
    faulty["given_by"] = edition;
    faulty["centre_id"] = edition;
    faulty["resit_of"] = edition;
    EXPECT_THAT(server.post(administrator, sessions, faulty).errors(),
                ElementsAre("/centre_id unknown_centre", "/ends_at malformed_time",
                            "/given_by unknown_partner", "/resit_of unknown_session"));
    auto reversed = some_session();
    reversed["ends_at"] = "09:00";
    EXPECT_THAT(server.post(administrator, sessions, reversed).errors(),
                ElementsAre("/ends_at before_start"));
    auto resit = some_session();
    resit["resit_of"] = edition;
    EXPECT_THAT(server.post(administrator, sessions, resit).errors(),
                ElementsAre("/resit_of unknown_session"));
}

TEST_P(TrainingApi, ASessionLiesWithinItsEditionAndAResitAfterWhatItRepeats)
{
    auto late = some_session();
    late["held_on"] = "2031-01-15";
    EXPECT_THAT(server.post(administrator, sessions, late).errors(),
                ElementsAre("/held_on outside_edition"));
    const auto path = add_session();
    auto resit = some_session();
    resit["resit_of"] = path.substr(17);
    EXPECT_THAT(server.post(administrator, sessions, resit).errors(),
                ElementsAre("/held_on before_missed"));
    resit["held_on"] = "2026-12-02";
    EXPECT_THAT(server.post(administrator, sessions, resit).errors(),
                ElementsAre("/held_on before_missed"));
    resit["held_on"] = "2026-12-04";
    EXPECT_EQ(server.post(administrator, sessions, resit).status, 201);
}

TEST_P(TrainingApi, WhoWasSelectedIsConvokedOnceAndGetsALetter)
{
    const auto path = add_session();
    const auto first = selected_woman();
    const auto second = selected_woman();
    const auto not_selected = server.post(administrator, "/api/v1/persons", another_person(edition))
                                  .text("registrations/0/id");
    EXPECT_EQ(server.get(trainer, path + "/letters").slug(), "nobody_convoked");
    EXPECT_THAT(server.post(trainer, path + "/convocations", named({first, not_selected})).errors(),
                ElementsAre("/registrations/1 cannot_be_convoked"));
    EXPECT_EQ(server.get(trainer, path + "/convocations").at("items").as_array().size(), 0U);
    server.post(trainer, path + "/convocations", named({first}));
    const auto everyone = server.post(trainer, path + "/convocations", {{"everyone", true}});
    EXPECT_EQ(everyone.text("convoked"), "1") << everyone.body;
    EXPECT_EQ(everyone.text("already"), "1");
    EXPECT_EQ(told("convoked"), 2); // each of them once
    const auto letters = server.get(trainer, path + "/letters");
    EXPECT_THAT(letters.body, HasSubstr("%PDF"));
    const auto log = server.get(administrator, "/api/v1/changes?entity=export");
    EXPECT_EQ(log.text("items/0/operation"), "print_convocations");
    EXPECT_EQ(log.at("items").as_array().size(), 1U);
    const auto own = server.get(administrator, "/api/v1/registrations/" + second + "/convocations");
    EXPECT_EQ(own.text("items/0/held_on"), "2026-12-03");
}

TEST_P(TrainingApi, ConvokingIsPreviewedWithThoseWhomNoMessageReaches)
{
    const auto path = add_session({{"capacity", 2}});
    const auto preview = path + "/convocations/preview";
    const json::object everyone{{"everyone", true}};
    EXPECT_EQ(server.post(Caller{}, preview, everyone).status, 401);
    EXPECT_EQ(server.post(server.as(Role::RegistrationAgent), preview, everyone).status, 403);
    const auto elsewhere = server.as(Role::Trainer, ScopeLevel::Province, "01.511");
    EXPECT_EQ(server.post(elsewhere, preview, everyone).status, 404);
    EXPECT_THAT(server.post(trainer, preview, json::object{}).errors(),
                ElementsAre("/registrations required"));

    server.post(trainer, path + "/convocations", named({selected_woman()}));
    const auto silent = selected_woman();
    const auto written =
        server.services().database.write([&](db::Writer& writer) -> core::Result<void> {
            TRY(writer.keep("update person set phone = null, email = null where id = "
                            "(select person_id from registration where id = :id)",
                            {{"id", *core::Id::parse(silent)}}));
            return {};
        });
    EXPECT_TRUE(written);
    selected_woman();
    const auto seen = server.post(trainer, preview, everyone);
    EXPECT_EQ(seen.status, 200) << seen.body;
    EXPECT_EQ(seen.text("convoked"), "1");
    EXPECT_EQ(seen.text("already"), "1");
    EXPECT_EQ(seen.text("left"), "1");
    EXPECT_EQ(seen.at("unreached").as_array().size(), 1U);
    EXPECT_EQ(seen.text("unreached/0/registration_id"), silent);
    EXPECT_EQ(server.get(trainer, path).text("convoked"), "1"); // nobody was convoked by looking
    server.call(trainer, "POST", path + "/cancel");
    EXPECT_EQ(server.post(trainer, preview, everyone).slug(), "session_cancelled");
}

TEST_P(TrainingApi, ConvocationsAreTakenBackUntilTheirMessageHasLeft)
{
    const auto path = add_session();
    const auto undo = path + "/convocations/undo";
    const std::vector<std::string> women{selected_woman(), selected_woman()};
    const auto convoked = server.post(trainer, path + "/convocations", {{"everyone", true}});
    EXPECT_EQ(convoked.at("registrations").as_array().size(), 2U) << convoked.body;
    EXPECT_EQ(server.post(Caller{}, undo, named(women)).status, 401);
    EXPECT_EQ(server.post(server.as(Role::RegistrationAgent), undo, named(women)).status, 403);
    const auto elsewhere = server.as(Role::Trainer, ScopeLevel::Province, "01.511");
    EXPECT_EQ(server.post(elsewhere, undo, named(women)).status, 404);

    const auto written =
        server.services().database.write([&](db::Writer& writer) -> core::Result<void> {
            TRY(writer.keep("update message set state = 'sent' where subject = :id "
                            "and template_code = 'convoked'",
                            {{"id", *core::Id::parse(women[0])}}));
            return {};
        });
    EXPECT_TRUE(written);
    const auto undone = server.post(trainer, undo, named(women));
    EXPECT_EQ(undone.text("undone"), "1") << undone.body;
    EXPECT_EQ(undone.text("left"), "1"); // she knows of it
    EXPECT_EQ(server.get(trainer, path + "/convocations").text("items/0/registration_id"),
              women[0]);
    EXPECT_EQ(told("convoked", "cancelled"), 1);

    // Convoked again, she is told again.
    server.clock().advance(std::chrono::minutes(1));
    EXPECT_EQ(server.post(trainer, path + "/convocations", {{"everyone", true}}).text("convoked"),
              "1");
    EXPECT_EQ(told("convoked", "queued"), 1);
}

TEST_P(TrainingApi, WhoWithdrewGivesHerSeatToTheNextAndGetsNoLetter)
{
    const auto path = add_session({{"capacity", 1}});
    const auto leaves = selected_woman();
    const auto next = selected_woman();
    server.post(trainer, path + "/convocations", named({leaves}));
    EXPECT_EQ(server.post(trainer, path + "/convocations", named({next})).slug(), "session_full");
    server.post(administrator, "/api/v1/registrations/" + leaves + "/withdraw",
                {{"reason", "found work"}});

    const auto list = server.get(trainer, path + "/convocations");
    EXPECT_EQ(list.text("items/0/has_seat"), "false") << list.body;
    EXPECT_EQ(server.get(trainer, path).text("convoked"), "0");
    EXPECT_EQ(server.get(trainer, path + "/letters").slug(), "nobody_convoked");
    const auto convoked = server.post(trainer, path + "/convocations", named({next}));
    EXPECT_EQ(convoked.text("convoked"), "1") << convoked.body;
    EXPECT_EQ(server.get(trainer, path).text("convoked"), "1");
    EXPECT_EQ(server.get(trainer, path + "/letters").status, 200);

    // Who came before she left has been there.
    server.clock().advance(std::chrono::hours(24 * 12));
    server.post(trainer, path + "/attendance", attendance(next, "present"));
    server.post(administrator, "/api/v1/registrations/" + next + "/withdraw",
                {{"reason", "found work"}});
    EXPECT_EQ(server.get(trainer, path).text("present"), "1");
    EXPECT_EQ(server.get(trainer, path).text("convoked"), "1");
}

TEST_P(TrainingApi, NobodyIsConvokedToTwoSessionsAtTheSameHours)
{
    const auto first = add_session();
    const auto second = add_session(
        {{"title_ar", "حصة"}, {"title_fr", "Autre"}, {"starts_at", "11:00"}, {"ends_at", "13:00"}});
    const auto after = add_session({{"title_ar", "حصة"},
                                    {"title_fr", "Encore"},
                                    {"starts_at", "12:00"},
                                    {"ends_at", "13:00"}});
    const auto woman = selected_woman();
    const auto free = selected_woman();
    server.post(trainer, first + "/convocations", named({woman}));
    EXPECT_THAT(server.post(trainer, second + "/convocations", named({free, woman})).errors(),
                ElementsAre("/registrations/1 convoked_elsewhere"));
    EXPECT_EQ(told("convoked"), 1);
    const json::object everyone{{"everyone", true}};
    const auto preview = server.post(trainer, second + "/convocations/preview", everyone);
    EXPECT_EQ(preview.text("elsewhere/0/registration_id"), woman) << preview.body;
    const auto others = server.post(trainer, second + "/convocations", everyone);
    EXPECT_EQ(others.text("convoked"), "1") << others.body;
    EXPECT_EQ(others.text("engaged"), "1");
    EXPECT_EQ(server.post(trainer, after + "/convocations", named({woman})).status, 200);
    server.call(trainer, "POST", first + "/cancel");
    server.call(trainer, "POST", after + "/cancel");
    EXPECT_EQ(server.post(trainer, second + "/convocations", named({woman})).status, 200);
}

TEST_P(TrainingApi, ASessionIsNotMovedOntoTheHoursOfAnotherOfTheSameWomen)
{
    const auto first = add_session();
    json::object other{
        {"title_ar", "حصة"}, {"title_fr", "Autre"}, {"starts_at", "14:00"}, {"ends_at", "16:00"}};
    const auto second = add_session(other);
    const auto woman = selected_woman();
    const auto free = selected_woman();
    server.post(trainer, first + "/convocations", named({woman}));
    server.post(trainer, second + "/convocations", named({woman, free}));
    const auto moved_to = [&](std::string_view starts_at, std::string_view ends_at, int version) {
        auto session = some_session();
        for (const auto& [key, value] : other)
            session[key] = value;
        session["starts_at"] = starts_at;
        session["ends_at"] = ends_at;
        return server.put(trainer, second, session, version);
    };
    const auto refused = moved_to("11:00", "13:00", 1);
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_THAT(refused.errors(), ElementsAre("/starts_at engaged_elsewhere"));
    EXPECT_THAT(refused.body, AllOf(HasSubstr("09:30"), HasSubstr("How many: 1.")));
    EXPECT_THAT(refused.body, testing::Not(HasSubstr(woman)));
    EXPECT_EQ(server.get(trainer, second).text("starts_at"), "14:00");
    EXPECT_EQ(told("convocation_changed"), 0);
    EXPECT_EQ(moved_to("12:00", "13:00", 1).status, 200); // when the first has ended
    EXPECT_EQ(told("convocation_changed"), 2);
    server.post(administrator, "/api/v1/registrations/" + woman + "/withdraw",
                {{"reason", "found work"}});
    EXPECT_EQ(moved_to("11:00", "13:00", 2).status, 200);
}

TEST_P(TrainingApi, AttendanceIsNotedFromItsDayOnAndAResitIsForThoseWhoMissedIt)
{
    const auto path = add_session();
    const auto came = selected_woman();
    const auto missed = selected_woman();
    server.post(trainer, path + "/convocations", {{"everyone", true}});
    EXPECT_EQ(server.post(trainer, path + "/attendance", attendance(came, "present")).slug(),
              "session_not_held");
    const auto resit = add_session({{"held_on", "2026-12-20"}, {"resit_of", path.substr(17)}});
    server.clock().advance(std::chrono::hours(24 * 12));
    server.post(trainer, path + "/attendance", attendance(came, "present"));
    const auto noted = server.post(trainer, path + "/attendance", attendance(missed, "absent"));
    EXPECT_EQ(noted.status, 200) << noted.body;
    EXPECT_THAT(server.post(trainer, path + "/attendance", attendance(edition, "absent")).errors(),
                ElementsAre("/items/0/registration_id not_convoked"));
    EXPECT_EQ(server.post(trainer, resit + "/convocations", {{"everyone", true}}).text("convoked"),
              "1");
    EXPECT_EQ(server.get(trainer, resit + "/convocations").text("items/0/registration_id"), missed);
    const auto list = server.get(trainer, sessions);
    EXPECT_EQ(list.text("items/1/present"), "1");
    EXPECT_EQ(list.text("items/1/absent"), "1");
}

TEST_P(TrainingApi, ASessionThatMovesIsToldToThoseWhoAreExpected)
{
    const auto path = add_session();
    const auto stays = selected_woman();
    const auto leaves = selected_woman();
    server.post(trainer, path + "/convocations", named({stays, leaves}));
    server.post(administrator, "/api/v1/registrations/" + leaves + "/withdraw",
                {{"reason", "found work"}});
    auto session = some_session();
    session["title_fr"] = "Bâtir son projet";
    session["ends_at"] = "13:00";
    EXPECT_EQ(server.put(trainer, path, session, 1).status, 200);
    EXPECT_EQ(told("convocation_changed"), 0); // nothing that she must know
    EXPECT_EQ(told("convoked", "queued"), 1);

    session["held_on"] = "2026-12-10";
    session["starts_at"] = "12:15";
    EXPECT_EQ(server.put(trainer, path, session, 2).status, 200);
    EXPECT_EQ(told("convocation_changed", "queued"), 1);
    EXPECT_EQ(told("convoked", "queued"), 0); // the old day is said to nobody any more
    EXPECT_EQ(told("convoked", "cancelled"), 2);
    const auto newest = server.get(administrator, "/api/v1/messages?limit=1").text("items/0/id");
    EXPECT_THAT(server.get(administrator, "/api/v1/messages/" + newest).text("text"),
                AllOf(HasSubstr("10/12/2026"), HasSubstr("12:15")));

    // Back to where it was, which she has to hear as well; then another hall.
    session["held_on"] = "2026-12-03";
    session["starts_at"] = "09:30";
    EXPECT_EQ(server.put(trainer, path, session, 3).status, 200);
    EXPECT_EQ(told("convocation_changed"), 2);
    session["place_fr"] = "Maison des jeunes";
    EXPECT_EQ(server.put(trainer, path, session, 4).status, 200);
    EXPECT_EQ(told("convocation_changed"), 3);
    EXPECT_EQ(told("convocation_changed", "queued"), 1);
}

TEST_P(TrainingApi, ASessionConvokesWhileItHasRoomAndTheNextOfItsTitleTheOthers)
{
    auto faulty = some_session();
    faulty["capacity"] = 0;
    EXPECT_THAT(server.post(trainer, sessions, faulty).errors(),
                ElementsAre("/capacity out_of_range"));
    const auto path = add_session({{"capacity", 2}});
    std::vector<std::string> women;
    for (int i = 0; i < 3; ++i)
        women.push_back(selected_woman());
    const auto first = server.post(trainer, path + "/convocations", {{"everyone", true}});
    EXPECT_EQ(first.text("convoked"), "2") << first.body;
    EXPECT_EQ(first.text("left"), "1");
    EXPECT_EQ(server.post(trainer, path + "/convocations", named({women[2]})).slug(),
              "session_full");
    const auto second = add_session({{"capacity", 2}, {"held_on", "2026-12-04"}});
    const auto others = server.post(trainer, second + "/convocations", {{"everyone", true}});
    EXPECT_EQ(others.text("convoked"), "1") << others.body; // who has had no place, and she alone
    EXPECT_EQ(others.text("left"), "0");
}

TEST_P(TrainingApi, WhoPassedAResitIsNotConvokedToTheNext)
{
    const auto path = add_session();
    const auto woman = selected_woman();
    server.post(trainer, path + "/convocations", {{"everyone", true}});
    const auto id = path.substr(17);
    const auto resit = add_session({{"held_on", "2026-12-12"}, {"resit_of", id}});
    const auto next = add_session({{"held_on", "2026-12-29"}, {"resit_of", id}});
    server.clock().advance(std::chrono::hours(24 * 20));
    server.post(trainer, path + "/attendance", attendance(woman, "absent"));
    EXPECT_EQ(server.post(trainer, resit + "/convocations", {{"everyone", true}}).text("convoked"),
              "1");
    server.post(trainer, resit + "/attendance", attendance(woman, "present"));
    EXPECT_EQ(server.post(trainer, next + "/convocations", {{"everyone", true}}).text("convoked"),
              "0");
    EXPECT_EQ(server.post(trainer, path + "/convocations", {{"everyone", true}}).slug(),
              "session_over"); // nobody is asked to come to what has been
}

TEST_P(TrainingApi, ASessionThatWasHeldIsNotCancelled)
{
    const auto path = add_session();
    const auto woman = selected_woman();
    server.post(trainer, path + "/convocations", named({woman}));
    server.clock().advance(std::chrono::hours(24 * 11)); // on the day itself
    EXPECT_EQ(server.post(trainer, path + "/attendance", attendance(woman, "present")).status, 200);
    EXPECT_EQ(server.call(trainer, "POST", path + "/cancel").slug(), "session_over");
    EXPECT_EQ(server.get(trainer, path).text("present"), "1");
    EXPECT_EQ(told("convocation_cancelled"), 0);
    const auto later = add_session({{"held_on", "2026-12-05"}});
    server.clock().advance(std::chrono::hours(24 * 3));
    EXPECT_EQ(server.call(trainer, "POST", later + "/cancel").slug(), "session_over");
}

TEST_P(TrainingApi, ACancelledSessionConvokesNobody)
{
    const auto path = add_session();
    server.post(trainer, path + "/convocations", named({selected_woman()}));
    EXPECT_EQ(server.call(trainer, "POST", path + "/cancel").text("state"), "cancelled");
    EXPECT_EQ(told("convocation_cancelled"), 1);
    EXPECT_EQ(server.post(trainer, path + "/convocations", {{"everyone", true}}).slug(),
              "session_cancelled");
    EXPECT_EQ(server.put(trainer, path, some_session(), 2).slug(), "session_cancelled");
    server.call(trainer, "POST", path + "/cancel");
    EXPECT_EQ(told("convocation_cancelled"), 1);
    EXPECT_EQ(server.put(trainer, path, some_session(), 1).status, 412);
}

} // namespace
} // namespace jisr::tests
