#include "core/id.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class RegistryTest : public testing::TestWithParam<Engine>
{
  protected:
    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");

    Answer register_some(const json::object& changes = {})
    {
        auto person = some_person(edition);
        for (const auto& change : changes)
            person[change.key()] = change.value();
        return server.post(agent, "/api/v1/persons", person);
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, RegistryTest, kEngines, engine_name);

TEST_P(RegistryTest, NobodyRegistersWithoutSigningIn)
{
    EXPECT_EQ(server.post(TestServer::nobody(), "/api/v1/persons", some_person(edition)).status,
              401);
    EXPECT_EQ(server.get(TestServer::nobody(), "/api/v1/persons").status, 401);
}

TEST_P(RegistryTest, APartnerSeesNumbersAndNoNames)
{
    const auto partner = server.as(Role::Partner);
    EXPECT_EQ(server.post(partner, "/api/v1/persons", some_person(edition)).status, 403);
    EXPECT_EQ(server.get(partner, "/api/v1/persons").status, 403);
    EXPECT_EQ(server.get(partner, "/api/v1/editions/" + edition + "/progress").status, 200);
}

TEST_P(RegistryTest, AnAgentRegistersInHerRegionOnly)
{
    const auto elsewhere = server.as(Role::RegistrationAgent, ScopeLevel::Region, "01");
    const auto refused = server.post(elsewhere, "/api/v1/persons", some_person(edition));
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.errors(), ElementsAre("/commune_code outside_area"));
}

TEST_P(RegistryTest, EveryFaultyFieldIsNamed)
{
    const auto answer = register_some({{"birth_date", "2023-02-30"},
                                       {"phone", 12},
                                       {"given_name_latin", std::string(81, 'a')},
                                       {"favourite_colour", "green"},
                                       {"schooling", "phd"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.errors(),
                ElementsAre("/birth_date no_such_date", "/favourite_colour unknown_field",
                            "/given_name_latin too_long", "/phone wrong_type",
                            "/schooling unknown_code"));
}

TEST_P(RegistryTest, WhatOneFieldCannotTellIsCheckedToo)
{
    const auto answer = register_some({{"birth_date", "2031-03-12"},
                                       {"given_name_latin", nullptr},
                                       {"commune_code", "99.999.99.99"},
                                       {"national_id", "12-34-??"},
                                       {"phone", "12"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.errors(),
                ElementsAre("/birth_date birth_in_the_future", "/commune_code unknown_commune",
                            "/given_name_latin given_name_missing",
                            "/national_id malformed_national_id", "/phone malformed_phone"));
    EXPECT_THAT(register_some({{"birth_date", "1899-12-31"}}).errors(),
                ElementsAre("/birth_date birth_before_1900"));
}

TEST_P(RegistryTest, ANameIsLettersAndWhatStandsBetweenThem)
{
    for (const auto* name : {"<b>Salma</b>", "Salma 2", "=1+1 Salma", "Salma 😀", "Salma;Nour"})
        EXPECT_THAT(register_some({{"given_name_latin", name}}).errors(),
                    ElementsAre("/given_name_latin signs_in_name"))
            << name;
    for (const auto* name : {"فاطمة", "12", "...", "😀"})
        EXPECT_THAT(register_some({{"given_name_latin", name}}).errors(),
                    ElementsAre("/given_name_latin not_latin"))
            << name;
    const auto kept = register_some({{"given_name_latin", "Fatima-Zahra M’Barka (née d'Aït Ö.)"},
                                     {"given_name_ar", "فَاطِمَة الزّهـراء"},
                                     {"family_name_ar", "آيت‌علي"}});
    ASSERT_EQ(kept.status, 201) << kept.body;
    EXPECT_EQ(kept.text("given_name_ar"), "فَاطِمَة الزّهراء");
}

TEST_P(RegistryTest, TheNamesOfFatherAndHusbandAreInEitherScript)
{
    const auto kept = register_some({{"father_name", "مـحمد بن علي"}, {"husband_name", "Brahim"}});
    ASSERT_EQ(kept.status, 201) << kept.body;
    EXPECT_EQ(kept.text("father_name"), "محمد بن علي");
    EXPECT_EQ(kept.text("husband_name"), "Brahim");
    EXPECT_THAT(register_some({{"father_name", "Mohamed 2"}, {"husband_name", "12"}}).errors(),
                ElementsAre("/father_name signs_in_name", "/husband_name not_latin"));
    EXPECT_THAT(register_some({{"father_name", "محمد Ali"}}).errors(),
                ElementsAre("/father_name not_arabic"));
}

TEST_P(RegistryTest, NothingIsKeptWithoutConsent)
{
    EXPECT_THAT(register_some({{"consent_given", false}}).errors(),
                ElementsAre("/consent_given consent_missing"));
    EXPECT_EQ(server.get(agent, "/api/v1/persons").at("items").as_array().size(), 0U);
}

TEST_P(RegistryTest, WhatWasReadToHerIsKeptWordForWord)
{
    const std::string path = "/api/v1/privacy-notice";
    EXPECT_EQ(server.get(TestServer::nobody(), path).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Partner), path).status, 403);
    const auto notice = server.get({agent.token, "fr"}, path);
    ASSERT_EQ(notice.status, 200) << notice.body;
    EXPECT_EQ(notice.text("language"), "fr");
    EXPECT_EQ(notice.text("sections/0/code"), "read_to_her");
    EXPECT_NE(server.get({agent.token, "ar"}, path).text("version"), notice.text("version"));

    const auto refused = register_some({{"notice_version", "fr-0123456789abcdef"}});
    EXPECT_EQ(refused.slug(), "notice_changed") << refused.body;
    const auto silent = register_some();
    EXPECT_TRUE(silent.at("notice_version").is_null());
    EXPECT_EQ(server.get(agent, "/api/v1/persons/" + silent.text("id") + "/notice").status, 404);

    auto other = another_person(edition);
    other["notice_version"] = notice.text("version");
    const auto told = server.post(agent, "/api/v1/persons", other);
    ASSERT_EQ(told.status, 201) << told.body;
    EXPECT_EQ(told.text("notice_version"), notice.text("version"));
    const auto file = "/api/v1/persons/" + told.text("id");
    EXPECT_EQ(server.get(agent, file + "/notice").body, notice.body);
    EXPECT_EQ(server.get(server.as(Role::Partner), file + "/notice").status, 403);
    EXPECT_THAT(server.get(agent, file + "/history").body, HasSubstr(notice.text("version")));
}

TEST_P(RegistryTest, ACentreIsOneOfHerRegionInWhichTheAgentWorks)
{
    const auto add_centre = [&](const char* commune) {
        return server
            .post(server.administrator(), "/api/v1/centres",
                  {{"name_ar", "مركز"},
                   {"name_fr", "Centre"},
                   {"kind", "social_centre"},
                   {"commune_code", commune}})
            .text("id");
    };
    const auto here = add_centre("10.261.01.01");
    const auto elsewhere = add_centre("01.511.01.01");
    for (const auto& wrong : {core::Id::make().str(), elsewhere}) {
        EXPECT_THAT(register_some({{"centre_id", wrong}}).errors(),
                    ElementsAre("/centre_id unknown_centre"));
        auto of_the_nation = some_person(edition);
        of_the_nation["centre_id"] = wrong;
        EXPECT_THAT(server.post(server.administrator(), "/api/v1/persons", of_the_nation).errors(),
                    ElementsAre("/centre_id unknown_centre"));
    }
    EXPECT_EQ(server.get(agent, "/api/v1/persons").at("items").as_array().size(), 0U);

    const auto created = register_some({{"centre_id", here}});
    ASSERT_EQ(created.status, 201) << created.body;
    EXPECT_EQ(created.text("centre_id"), here);
    auto fields = some_person(edition);
    for (const auto* name : {"edition_id", "consent_given"})
        fields.erase(name);
    fields["centre_id"] = elsewhere;
    EXPECT_THAT(server.put(agent, "/api/v1/persons/" + created.text("id"), fields, 1).errors(),
                ElementsAre("/centre_id unknown_centre"));

    const auto staff = server.as(Role::RegistrationAgent, ScopeLevel::Centre, elsewhere);
    auto neighbour = another_person(edition);
    const auto received = server.post(staff, "/api/v1/persons", neighbour);
    ASSERT_EQ(received.status, 201) << received.body;
    EXPECT_EQ(received.text("centre_id"), elsewhere);
}

TEST_P(RegistryTest, BodiesThatAreNoJsonAreRefused)
{
    const auto send = [&](std::string body) {
        return server.send(agent, "POST", "/api/v1/persons", std::move(body),
                           {{"Content-Type", "application/json"}});
    };
    EXPECT_EQ(send("{").slug(), "malformed_json");
    EXPECT_EQ(send(std::string(100'000, '[')).slug(), "malformed_json");
    EXPECT_EQ(send("{\"notes\":\"\xC3\x28\"}").slug(), "malformed_json");
    EXPECT_EQ(send(R"({"sex":"female","phone":"a:\"b","se\u0078":"male"})").slug(),
              "malformed_json");
    EXPECT_EQ(send(R"({"sex":"female","phone":"a:\"b"})").status, 422);
    EXPECT_EQ(send("\"\\u0000\"").status, 422);
    EXPECT_EQ(send(std::string(10 << 20, 'x')).status, 413);
    EXPECT_EQ(server.send(agent, "POST", "/api/v1/persons", "{}").status, 415);
    EXPECT_THAT(register_some({{"notes", std::string("a\0b", 3)}}).errors(),
                ElementsAre("/notes control_character"));
}

TEST_P(RegistryTest, FaultsAreToldInTheLanguageOfTheReader)
{
    auto arabic = agent;
    arabic.language = "ar";
    const auto answer = server.post(arabic, "/api/v1/persons", json::object{});
    EXPECT_EQ(answer.text("title"), "بعض المعطيات غير صحيحة");
}

TEST_P(RegistryTest, AWomanGetsAReferenceAndIsFoundByIt)
{
    const auto created = register_some({{"national_id", "jc 621097"}});
    ASSERT_EQ(created.status, 201) << created.body;
    EXPECT_THAT(created.text("reference"), testing::MatchesRegex("GON-26-[0-9]{6}-[0-9]"));
    EXPECT_EQ(created.text("national_id"), "JC621097");
    EXPECT_EQ(created.text("phone"), "+212612345678");
    EXPECT_EQ(created.headers.at("etag"), "\"1\"");
    EXPECT_EQ(created.text("registrations/0/programme_code"), "bridge");

    const auto shown = server.get(agent, created.headers.at("location"));
    EXPECT_EQ(shown.json, created.json);
    const auto reference = created.text("reference");
    for (const std::string& typed :
         {reference, reference.substr(0, reference.size() - 2), std::string("٠٦١٢٣٤٥٦٧٨"),
          std::string("06.12.34.56.78"), std::string("JC-621097"), std::string("bougrine jal")}) {
        const auto found = server.post(agent, "/api/v1/persons/search", {{"q", typed}});
        EXPECT_EQ(found.text("items/0/id"), created.text("id")) << typed;
    }
}

TEST_P(RegistryTest, AWomanIsFoundByANameInAnotherScriptMisspeltOrOnlyBegun)
{
    const auto fatima = register_some({{"given_name_ar", "فاطمة الزهراء"},
                                       {"family_name_ar", "الإدريسي"},
                                       {"given_name_latin", nullptr},
                                       {"family_name_latin", nullptr}});
    ASSERT_EQ(fatima.status, 201) << fatima.body;
    register_some({{"given_name_ar", nullptr},
                   {"family_name_ar", nullptr},
                   {"given_name_latin", "Khadija"},
                   {"family_name_latin", "Benjelloun"}});
    const auto find = [&](const std::string& typed) {
        return server.post(agent, "/api/v1/persons/search", {{"q", typed}});
    };
    for (const std::string typed :
         {"Fatima Zahra El Idrissi", "idrissi fatima", "Fatima-Zohra Idrisi",
          "فاطمه الزهراء ادريسي", "الادريسي", "Idri"})
        EXPECT_EQ(find(typed).text("items/0/id"), fatima.text("id")) << typed;
    EXPECT_EQ(find("خديجة بنجلون").text("items/0/full_name_latin"), "Khadija Benjelloun");
    for (const std::string typed : {"Mokhtari", "***", "🙂", "\u200f"})
        EXPECT_EQ(find(typed).at("items").as_array().size(), 0U) << typed;
}

TEST_P(RegistryTest, AWomanIsFoundByEitherPhoneAndByAPartOfIt)
{
    auto other = another_person(edition);
    other["phone"] = "07 99 88 77 66";
    ASSERT_EQ(server.post(agent, "/api/v1/persons", other).status, 201);
    const auto created = register_some({{"second_phone", "06 55 44 33 22"}});
    ASSERT_EQ(created.status, 201) << created.body;
    const auto find = [&](const Caller& caller, const std::string& q) {
        return server.post(caller, "/api/v1/persons/search", {{"q", q}});
    };
    for (const auto* typed : {"0655443322", "+212 6 55 44 33 22", "3322", "44 33 22", "0655 44",
                              "+21265544", "0021265544", "5678", "0612", "٣٣٢٢"}) {
        const auto found = find(agent, typed);
        ASSERT_EQ(found.at("items").as_array().size(), 1U) << typed;
        EXPECT_EQ(found.text("items/0/id"), created.text("id")) << typed;
    }
    for (const auto* typed : {"322", "5544", "0633"})
        EXPECT_EQ(find(agent, typed).at("items").as_array().size(), 0U) << typed;
    const auto elsewhere = server.as(Role::RegistrationAgent, ScopeLevel::Region, "01");
    EXPECT_EQ(find(elsewhere, "3322").at("items").as_array().size(), 0U);
}

TEST_P(RegistryTest, AFileOfAnotherRegionDoesNotExist)
{
    const auto created = register_some();
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    const std::string path = "/api/v1/persons/" + created.text("id");
    EXPECT_EQ(server.get(elsewhere, path).status, 404);
    EXPECT_EQ(server.get(elsewhere, path + "/history").status, 404);
    EXPECT_EQ(server.get(elsewhere, "/api/v1/persons").at("items").as_array().size(), 0U);
    const auto found = server.post(elsewhere, "/api/v1/persons/search", {{"q", "Bougrine"}});
    EXPECT_EQ(found.at("items").as_array().size(), 0U);
}

TEST_P(RegistryTest, ASecondFileForOneNationalIdIsRefusedAndTellsAStrangerLittle)
{
    const auto first = register_some({{"national_id", "JA10244"}});
    const auto again = register_some({{"national_id", "ja-10244"}, {"given_name_latin", "Jamila"}});
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.slug(), "likely_duplicate");
    EXPECT_EQ(again.text("matches/0/person/id"), first.text("id"));
    EXPECT_TRUE(again.at("matches/0/key").is_null()) << "no other woman has this card";

    const auto elsewhere = server.as(Role::RegistrationAgent, ScopeLevel::Region, "01");
    auto person = some_person(edition);
    person["national_id"] = "JA10244";
    person["commune_code"] = "01.511.01.01";
    const auto masked = server.post(elsewhere, "/api/v1/persons", person);
    EXPECT_EQ(masked.status, 409);
    EXPECT_THAT(masked.body, Not(HasSubstr("Bougrine")));
    EXPECT_THAT(masked.body, Not(HasSubstr(first.text("reference"))));
    EXPECT_THAT(masked.body, Not(HasSubstr(first.text("id"))));
}

TEST_P(RegistryTest, ARepeatedPostGivesTheFirstAnswer)
{
    const auto person = some_person(edition);
    const auto once =
        server.call(agent, "POST", "/api/v1/persons", person, {{"Idempotency-Key", "k1"}});
    const auto twice =
        server.call(agent, "POST", "/api/v1/persons", person, {{"Idempotency-Key", "k1"}});
    EXPECT_EQ(twice.status, 201);
    EXPECT_EQ(twice.text("id"), once.text("id"));
    EXPECT_EQ(twice.headers.at("idempotency-replayed"), "true");
    auto other = person;
    other["given_name_latin"] = "Nadia";
    EXPECT_EQ(
        server.call(agent, "POST", "/api/v1/persons", other, {{"Idempotency-Key", "k1"}}).slug(),
        "idempotency_key_reused");
    const auto papers = "/api/v1/persons/" + once.text("id") + "/attachments?kind=";
    const auto add = [&](const std::string& kind) {
        return server.send(agent, "POST", papers + kind, "%PDF-1.4\n%%EOF\n",
                           {{"Content-Type", "application/pdf"}, {"Idempotency-Key", "k2"}});
    };
    EXPECT_EQ(add("photo").status, 201);
    EXPECT_EQ(add("diploma").slug(), "idempotency_key_reused");
}

TEST_P(RegistryTest, AStaleEditGetsBothVersions)
{
    const auto created = register_some();
    const std::string path = "/api/v1/persons/" + created.text("id");
    auto fields = some_person(edition);
    fields.erase("edition_id");
    fields.erase("consent_given");
    EXPECT_EQ(server.call(agent, "PUT", path, fields).status, 428);

    fields["occupation"] = "couture";
    const auto edited = server.put(agent, path, fields, 1);
    ASSERT_EQ(edited.status, 200) << edited.body;
    EXPECT_EQ(edited.headers.at("etag"), "\"2\"");

    fields["occupation"] = "broderie";
    const auto stale = server.put(agent, path, fields, 1);
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("yours/occupation"), "broderie");
    EXPECT_EQ(stale.text("current/occupation"), "couture");
    const auto history = server.get(agent, path + "/history");
    EXPECT_EQ(history.text("items/1/difference/occupation/1"), "couture");
}

TEST_P(RegistryTest, AWithdrawnWomanIsNoLongerCountedUntilSheIsRestored)
{
    const auto created = register_some();
    const std::string path = "/api/v1/persons/" + created.text("id");
    EXPECT_EQ(server.post(agent, path + "/withdraw", json::object{}).status, 422);
    const auto withdrawn = server.post(agent, path + "/withdraw", {{"reason", "left the region"}});
    EXPECT_EQ(withdrawn.text("state"), "withdrawn");
    EXPECT_EQ(withdrawn.text("registrations/0/state"), "withdrawn");
    const auto restored = server.post(agent, path + "/restore", {{"reason", "came back"}});
    EXPECT_EQ(restored.text("registrations/0/state"), "active");
    EXPECT_EQ(restored.text("version"), "3");
}

TEST_P(RegistryTest, NoPlaceOfAWithdrawnFileIsRestored)
{
    const auto created = register_some();
    const auto path = "/api/v1/persons/" + created.text("id");
    const auto place = "/api/v1/registrations/" + created.text("registrations/0/id");
    const auto withdraw = [&](const std::string& what) {
        return server.post(agent, what + "/withdraw", {{"reason", "left the region"}}).status;
    };
    const auto restore = [&](const std::string& what) {
        return server.post(agent, what + "/restore", {{"reason", "came back"}});
    };
    EXPECT_EQ(withdraw(path), 200);
    const auto refused = restore(place);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.slug(), "file_withdrawn");
    EXPECT_EQ(server.get(agent, path).text("registrations/0/state"), "withdrawn");
    EXPECT_EQ(restore(path).text("registrations/0/state"), "active");
    EXPECT_EQ(withdraw(place), 200);
    EXPECT_EQ(restore(place).status, 200); // of a file that stands
}

TEST_P(RegistryTest, EveryOrderOfTheListPagesThroughEveryoneOnce)
{
    for (int i = 0; i < 23; ++i)
        ASSERT_EQ(server.post(agent, "/api/v1/persons", another_person(edition)).status, 201);
    for (const std::string sort : {"newest_first", "oldest_first", "name", "reference"}) {
        std::set<std::string> seen;
        std::string cursor;
        int pages = 0;
        do {
            std::string target = "/api/v1/persons?limit=5&sort=";
            target.append(sort).append(cursor);
            const auto page = server.get(agent, target);
            ASSERT_EQ(page.status, 200) << page.body;
            for (const auto& item : page.at("items").as_array())
                EXPECT_TRUE(seen.insert(std::string(item.at("id").as_string())).second);
            cursor = page.at("next").is_string() ? "&cursor=" + page.text("next") : "";
        } while (!cursor.empty() && ++pages < 20);
        EXPECT_EQ(seen.size(), 23U) << sort;
    }
    // The whole nation's list by name is put together from the regions' lists.
    const auto nation = server.get(server.administrator(), "/api/v1/persons?sort=name&limit=200");
    EXPECT_EQ(nation.at("items").as_array().size(), 23U);
}

TEST_P(RegistryTest, FiltersNarrowTheListAndUnknownOnesAreRefused)
{
    register_some({{"disability_declared", true}, {"priority_groups", {"rural", "illiterate"}}});
    auto other = another_person(edition);
    other["schooling"] = "primary";
    server.post(agent, "/api/v1/persons", other);
    const auto count = [&](const std::string& filter) {
        const auto page = server.get(agent, "/api/v1/persons?" + filter);
        EXPECT_EQ(page.status, 200) << filter << page.body;
        return page.at("items").as_array().size();
    };
    EXPECT_EQ(count("disability=true"), 1U);
    EXPECT_EQ(count("priority_group=rural"), 1U);
    EXPECT_EQ(count("schooling=primary&sort=name"), 1U);
    EXPECT_EQ(count("province=10.261&sort=name"), 2U);
    EXPECT_EQ(count("commune=10.261.01.01&sort=name"), 2U);
    EXPECT_EQ(count("region=01"), 0U);
    EXPECT_EQ(count("edition=" + edition), 2U);
    EXPECT_EQ(count("registered_from=2026-11-22&registered_to=2026-11-22"), 2U);
    EXPECT_EQ(count("registered_to=2026-11-21"), 0U);
    EXPECT_THAT(server.get(agent, "/api/v1/persons?colour=red").errors(),
                ElementsAre("?colour unknown_field"));
    EXPECT_THAT(server.get(agent, "/api/v1/persons?limit=0").errors(),
                ElementsAre("?limit out_of_range"));
    EXPECT_THAT(server.get(agent, "/api/v1/persons?cursor=zzz").errors(),
                ElementsAre("?cursor malformed_cursor"));
}

TEST_P(RegistryTest, WhatIsSaidTwiceIsKeptOnce)
{
    const auto created = register_some({{"priority_groups", {"rural", "illiterate", "rural"}},
                                        {"other_programmes", {"awrach", "awrach"}}});
    ASSERT_EQ(created.status, 201) << created.body;
    EXPECT_EQ(created.at("priority_groups"), (json::array{"rural", "illiterate"}));
    EXPECT_EQ(created.at("other_programmes"), (json::array{"awrach"}));
}

TEST_P(RegistryTest, PapersAreWhatTheirBytesSay)
{
    const auto created = register_some();
    const std::string path = "/api/v1/persons/" + created.text("id") + "/attachments";
    const std::string png = "\x89PNG\r\n\x1A\n the IDAT and the IEND";
    EXPECT_EQ(server.send(agent, "POST", path, "<script>alert(1)</script>").status, 415);
    const auto added = server.send(agent, "POST", path + "?kind=photo", png,
                                   {{"X-File-Name", "..%2F..%2Fphoto%20d%27identit%C3%A9.png"}});
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("content_type"), "image/png");
    EXPECT_EQ(added.text("file_name"), "photo d'identité.png");
    const auto opened = server.get(agent, added.headers.at("location"));
    EXPECT_EQ(opened.body, png);
    const auto as_program =
        server.send(agent, "POST", path + "?kind=photo", png, {{"X-File-Name", "gnp.exe"}});
    EXPECT_THAT(server.get(agent, as_program.headers.at("location")).headers["content-disposition"],
                HasSubstr("gnp.png"));
    EXPECT_EQ(server.send(agent, "POST", path, png.substr(0, 8)).slug(), "file_cut");
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    EXPECT_EQ(server.get(elsewhere, added.headers.at("location")).status, 404);
    EXPECT_EQ(server.call(agent, "DELETE", added.headers.at("location")).status, 204);
    EXPECT_EQ(server.get(agent, added.headers.at("location")).status, 404);
}

TEST_P(RegistryTest, AnExportHoldsNoNationalIdAndStandsInTheChangeLog)
{
    register_some({{"national_id", "JA10244"}, {"notes", "private"}});
    EXPECT_EQ(server.get(agent, "/api/v1/persons/export").status, 403);
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const auto csv = server.get(coordinator, "/api/v1/persons/export?format=csv");
    ASSERT_EQ(csv.status, 200) << csv.body;
    EXPECT_THAT(csv.body, HasSubstr("Bougrine"));
    EXPECT_THAT(csv.body, Not(HasSubstr("JA10244")));
    EXPECT_THAT(csv.body, Not(HasSubstr("private")));
    EXPECT_EQ(server.get(coordinator, "/api/v1/persons/export?format=xlsx").body.substr(0, 2),
              "PK");
    const auto log = server.get(server.administrator(), "/api/v1/changes?entity=export");
    EXPECT_EQ(log.at("items").as_array().size(), 2U);
}

TEST_P(RegistryTest, AKnownWomanJoinsAnotherProgrammeWithTheSameFile)
{
    const auto created = register_some();
    const std::string path = "/api/v1/persons/" + created.text("id") + "/registrations";
    EXPECT_EQ(server.post(agent, path, {{"edition_id", edition}}).slug(), "already_registered");
    EXPECT_THAT(server.post(agent, path, {{"edition_id", core::Id::make().str()}}).errors(),
                ElementsAre("/edition_id unknown_edition"));
}

TEST_P(RegistryTest, AWithdrawnWomanJoinsNoFurtherProgramme)
{
    const auto created = register_some();
    const std::string path = "/api/v1/persons/" + created.text("id");
    ASSERT_EQ(server.post(agent, path + "/withdraw", {{"reason", "moved"}}).status, 200);
    const auto refused = server.post(agent, path + "/registrations", {{"edition_id", edition}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.slug(), "file_withdrawn");
}

TEST_P(RegistryTest, ACompanyNeedsTwoPartnersAndARegisteredCooperativeFiveMembers)
{
    json::object organisation{
        {"edition_id", edition},          {"kind", "company"},
        {"name_latin", "Tissage du Sud"}, {"commune_code", "10.261.01.01"},
        {"consent_given", true},          {"members", {{{"full_name", "Jalila Bougrine"}}}}};
    const std::string all = "/api/v1/organisations";
    EXPECT_THAT(server.post(agent, all, organisation).errors(),
                ElementsAre("/members too_few_members"));
    organisation["kind"] = "cooperative";
    organisation["steps"] = json::array{json::object{{"act", "register"}}};
    organisation["members_total"] = 7;
    organisation["members_women"] = 8;
    EXPECT_THAT(server.post(agent, all, organisation).errors(),
                ElementsAre("/members_women more_women_than_members"));
    organisation.erase("members");
    organisation["members_total"] = 4;
    EXPECT_THAT(
        server.post(agent, all, organisation).errors(),
        ElementsAre("/members_total too_few_members", "/members_women more_women_than_members"));
    organisation["members_total"] = 7;
    organisation["members_women"] = 7;
    const auto created = server.post(agent, all, organisation);
    ASSERT_EQ(created.status, 201) << created.body;
    EXPECT_EQ(server.get(agent, all).text("items/0/id"), created.text("id"));
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    EXPECT_EQ(server.get(elsewhere, created.headers.at("location")).status, 404);
}

TEST_P(RegistryTest, EverythingThatIsWrongWithACooperativeIsToldAtOnce)
{
    const std::string all = "/api/v1/organisations";
    json::object cooperative{{"edition_id", edition},
                             {"kind", "cooperative"},
                             {"consent_given", false},
                             {"phone", "12"},
                             {"members_total", 3},
                             {"steps", {{{"act", "register"}, {"happened_on", "2027-09-01"}}}}};
    const auto refused = server.post(agent, all, cooperative);
    EXPECT_THAT(refused.errors(),
                ElementsAre("/commune_code required", "/consent_given consent_missing",
                            "/members_total too_few_members", "/name_ar one_name_required",
                            "/phone malformed_phone", "/steps/0/happened_on date_in_the_future"))
        << refused.body;
}

TEST_P(RegistryTest, ACooperativeWhoseMembersNobodyCountedYetIsRegistered)
{
    const std::string all = "/api/v1/organisations";
    json::object cooperative{{"edition_id", edition},
                             {"kind", "cooperative"},
                             {"name_latin", "Tissage du Sud"},
                             {"commune_code", "10.261.01.01"},
                             {"consent_given", true}};
    EXPECT_EQ(server.post(agent, all, cooperative).status, 201);
    cooperative["name_latin"] = "Argan du Sud";
    cooperative["steps"] = json::array{json::object{{"act", "register"}}};
    const auto created = server.post(agent, all, cooperative);
    EXPECT_EQ(created.status, 201) << created.body;
    EXPECT_TRUE(created.at("membership/members").is_null());
}

} // namespace jisr::tests
