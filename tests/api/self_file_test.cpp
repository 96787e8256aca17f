#include "api/self_support.hpp"
#include "modules/registry/reference.hpp"
#include "modules/registry/registry.hpp"

#include <algorithm>
#include <chrono>

namespace jisr::tests {

using service::Role;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Her own file, by its number and her birth date.
class SelfFile : public SelfTest
{
  protected:
    SelfFile()
    {
        const auto registered = register_one();
        reference = registered.text("reference");
        const auto found = server.post(administrator, "/api/v1/persons/search", {{"q", reference}});
        path = "/api/v1/persons/" + found.text("items/0/id");
    }

    std::string pass()
    {
        const auto opened = open({{"reference", reference}, {"birth_date", "1985-03-07"}});
        EXPECT_EQ(opened.status, 200) << opened.body;
        return opened.text("pass/token");
    }

    Answer as_staff_see_it() { return server.get(administrator, path); }

    Answer add_paper(const std::string& token, std::string bytes, const std::string& kind)
    {
        return server.send(TestServer::nobody(), "POST", self + "/file/papers?kind=" + kind,
                           std::move(bytes), {{"X-File", token}, {"Content-Type", "image/jpeg"}});
    }

    /// Milliseconds until the answer to a wrong key.
    double time_of(const json::object& key, const std::string& address)
    {
        const auto began = std::chrono::steady_clock::now();
        const auto answer = server.call(TestServer::nobody(), "POST", self + "/file", key,
                                        {{"X-Forwarded-For", address}});
        EXPECT_EQ(answer.status, 404) << answer.body;
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began)
            .count();
    }

    /// The names of the users who were told of what the link leads to.
    std::vector<std::string> told_by_link(const std::string& link)
    {
        return server.services()
            .database
            .ask([&](db::Reader& reader) {
                return reader.all<std::string>("select u.user_name from message m join app_user u "
                                               "on u.id = m.user_id where m.link = :link "
                                               "order by u.user_name",
                                               {{"link", link}});
            })
            .value();
    }

    /// As a selection would.
    void select(const std::string& registration)
    {
        const auto done = service::write_as(
            server.services(), service::Actor::system("test"),
            [&](service::WriteContext& context) -> core::Result<void> {
                const auto row = TRY(
                    registry::find_registration(context.reader, *core::Id::parse(registration)));
                TRY(registry::change_phase(
                    context, *row,
                    {.to = registry::Phase::Selected, .operation = "select", .reason = {}}));
                return {};
            });
        ASSERT_TRUE(done) << done.error().slug;
    }

    std::string reference;
    std::string path;
};

INSTANTIATE_TEST_SUITE_P(Engines, SelfFile, kEngines, engine_name);

TEST_P(SelfFile, OpensByNumberAndBirthDateAndShowsWhereSheStandsAndNoMore)
{
    const auto opened =
        open({{"reference", "gon 26 " + reference.substr(7)}, {"birth_date", "1985-03-07"}});
    ASSERT_EQ(opened.status, 200) << opened.body;
    EXPECT_EQ(opened.text("file/given_name"), "خديجة");
    EXPECT_EQ(opened.text("file/phone_end"), "78");
    for (const auto* secret : {"الإدريسي", "612345678", "1985", "10.261"})
        EXPECT_THAT(opened.body, Not(HasSubstr(secret)));
}

TEST_P(SelfFile, OpensByTheYearOnlyWithTheEndOfHerPhone)
{
    EXPECT_THAT(open({{"reference", reference}, {"birth_year", 1985}}).errors(),
                ElementsAre("/phone_end required"));
    const auto by_year = [&](int year, const std::string& end) {
        return open({{"reference", reference}, {"birth_year", year}, {"phone_end", end}}).status;
    };
    EXPECT_EQ(by_year(1985, "5678"), 200);
    EXPECT_EQ(by_year(1985, "5679"), 404);
    EXPECT_EQ(by_year(1986, "5678"), 404);
}

TEST_P(SelfFile, RefusesAKeyThatCannotBeOne)
{
    auto mistyped = reference;
    mistyped.back() = mistyped.back() == '9' ? '0' : static_cast<char>(mistyped.back() + 1);
    EXPECT_THAT(open({{"reference", mistyped}, {"birth_date", "1985-03-07"}}).errors(),
                ElementsAre("/reference malformed_reference"));
    EXPECT_THAT(open({{"reference", reference}}).errors(),
                ElementsAre("/birth_date required", "/phone_end required"));
    EXPECT_THAT(
        open({{"reference", reference}, {"birth_year", 1985}, {"phone_end", "56x8"}}).errors(),
        ElementsAre("/phone_end malformed_phone"));
}

TEST_P(SelfFile, AnswersAWrongNumberAndAWrongDateAlikeAndInTheSameTime)
{
    const auto other = register_one({{"phone", "0698765432"}}).text("reference");
    const json::object wrong_date{{"reference", other}, {"birth_date", "1985-03-08"}};
    // A number whose check digit is right and that nobody has: another region.
    const json::object wrong_number{{"reference", registry::make_reference("TTA", 2026, 777)},
                                    {"birth_date", "1985-03-07"}};
    auto dates = open(wrong_date);
    auto numbers = open(wrong_number);
    EXPECT_EQ(dates.status, 404);
    for (auto* answer : {&dates, &numbers})
        answer->json.as_object().erase("request_id");
    EXPECT_EQ(dates.json, numbers.json);
    // What other work of the machine adds is in the slow ones.
    const auto quick = [](std::vector<double>& list) {
        std::nth_element(list.begin(), list.begin() + 7, list.end());
        return list[7];
    };
    const auto ratio = [&] {
        std::vector<double> of_dates;
        std::vector<double> of_numbers;
        for (int i = 0; i < 31; ++i) {
            server.clock().advance(std::chrono::hours(25)); // what was counted is forgotten
            // Whichever comes first sweeps the counts away: they take turns.
            for (const bool date : {i % 2 == 0, i % 2 != 0})
                (date ? of_dates : of_numbers)
                    .push_back(time_of(date ? wrong_date : wrong_number,
                                       date ? "41.140.0.1" : "41.140.0.2"));
        }
        return quick(of_dates) / quick(of_numbers);
    };
    // Another's work may meet one kind alone for a while; what tells them apart shows every time.
    std::vector<double> seen;
    const auto is_alike = [](double each) { return each > 0.5 && each < 2.0; };
    while (seen.size() < 5 && std::ranges::none_of(seen, is_alike))
        seen.push_back(ratio());
    EXPECT_THAT(seen, testing::Contains(testing::Truly(is_alike)));
}

TEST_P(SelfFile, GuessingIsSlowedDownByNumberAndByAddress)
{
    const json::object wrong{{"reference", reference}, {"birth_date", "1985-03-08"}};
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(open(wrong).status, 404);
    const auto refused = open({{"reference", reference}, {"birth_date", "1985-03-07"}});
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.headers.at("retry-after"), "60");
    server.clock().advance(std::chrono::seconds(61));
    EXPECT_EQ(open({{"reference", reference}, {"birth_date", "1985-03-07"}}).status, 200);
    // The address tries many numbers.
    int refusals = 0;
    for (int i = 0; i < 30; ++i) {
        const auto number = registry::make_reference("TTA", 2026, 100 + i);
        refusals +=
            open({{"reference", number}, {"birth_date", "1990-01-01"}}).status == 429 ? 1 : 0;
    }
    EXPECT_GT(refusals, 5);
}

TEST_P(SelfFile, GuessingFromOneLineIsSlowedDownHoweverManyAddressesItHas)
{
    const auto refusals_of = [&](const std::string& network) {
        int refusals = 0;
        for (int i = 0; i < 30; ++i) {
            const json::object wrong{{"reference", registry::make_reference("TTA", 2026, 100 + i)},
                                     {"birth_date", "1990-01-01"}};
            const auto answer =
                server.call(TestServer::nobody(), "POST", self + "/file", wrong,
                            {{"X-Forwarded-For", network + std::to_string(1000 + i)}});
            refusals += answer.status == 429 ? 1 : 0;
        }
        return refusals;
    };
    EXPECT_GT(refusals_of("2001:db8:7:1::"), 5);
    EXPECT_GT(refusals_of("196.12.1.7:"), 5); // each from another port
    // Another line is not kept out by it.
    const auto beside = server.call(TestServer::nobody(), "POST", self + "/file",
                                    {{"reference", reference}, {"birth_date", "1985-03-07"}},
                                    {{"X-Forwarded-For", "2001:db8:7:2::1"}});
    EXPECT_EQ(beside.status, 200) << beside.body;
}

TEST_P(SelfFile, IsClosedWithoutAPassThatIsOursAndFresh)
{
    const auto token = pass();
    EXPECT_EQ(with("", "GET", "").status, 401);
    EXPECT_EQ(with((token[0] == 'A' ? "B" : "A") + token.substr(1), "GET", "").slug(),
              "self_pass_ended");
    // What was sealed for something else opens nothing.
    const auto challenge = server.get(TestServer::nobody(), self + "/challenge").text("text");
    EXPECT_EQ(with(challenge, "GET", "").status, 401);
    for (const auto* action : {"/withdraw", "/restore", "/papers"})
        EXPECT_EQ(with("", "POST", action, json::object{}).status, 401) << action;
    EXPECT_EQ(with("", "PUT", "/phone", {{"phone", "0611111111"}}).status, 401);
    EXPECT_EQ(with("", "GET", "/receipt.pdf").status, 401);
    EXPECT_EQ(with(token, "GET", "").status, 200);
    server.clock().advance(std::chrono::minutes(31));
    EXPECT_EQ(with(token, "GET", "").status, 401);
}

TEST_P(SelfFile, SheCorrectsHerPhone)
{
    const auto token = pass();
    EXPECT_THAT(with(token, "PUT", "/phone", {{"phone", "12"}}).errors(),
                ElementsAre("/phone malformed_phone"));
    const auto changed = with(token, "PUT", "/phone", {{"phone", "0698765432"}});
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("phone_end"), "32");
    EXPECT_EQ(as_staff_see_it().text("phone"), "+212698765432");
    const auto history = server.get(administrator, path + "/history");
    const auto& line = history.at("items").as_array().back();
    EXPECT_EQ(line.at("actor").as_string(), "self");
    EXPECT_EQ(line.at("operation").as_string(), "update");
}

TEST_P(SelfFile, BothNumbersHearThatHerPhoneWasChangedAndTheOldOneNotOfWhom)
{
    const auto token = pass();
    EXPECT_EQ(with(token, "PUT", "/phone", {{"phone", "0698765432"}}).status, 200);
    const auto outbox = server.get(administrator, "/api/v1/messages?limit=10").at("items");
    std::map<std::string, std::string> texts;
    for (const auto& item : outbox.as_array()) {
        const auto shown =
            server.get(administrator, "/api/v1/messages/" + std::string(item.at("id").as_string()));
        texts[shown.text("template_code")] = shown.text("text") + " -> " + shown.text("address");
    }
    EXPECT_THAT(texts["phone_taken"], testing::AllOf(HasSubstr(reference), HasSubstr("32")));
    EXPECT_THAT(texts["phone_left"], testing::AllOf(Not(HasSubstr(reference)), HasSubstr("78")));
    EXPECT_EQ(with(token, "PUT", "/phone", {{"phone", "0698765432"}}).status, 200); // the same

    for (const auto* phone : {"0698765433", "0698765434"})
        EXPECT_EQ(with(token, "PUT", "/phone", {{"phone", phone}}).status, 200);
    const auto often = with(token, "PUT", "/phone", {{"phone", "0698765435"}});
    EXPECT_EQ(often.status, 429);
    EXPECT_EQ(often.slug(), "self_phone_changed_often");
    EXPECT_EQ(as_staff_see_it().text("phone"), "+212698765434");
}

TEST_P(SelfFile, ANumberThatWasReplacedHearsForAMonthOfWhatIsAskedNext)
{
    // How often the number of `end` was told that something was asked.
    const auto told = [&](const std::string& end) {
        std::int64_t count = 0;
        const auto outbox = server.get(administrator, "/api/v1/messages?limit=50").at("items");
        for (const auto& item : outbox.as_array()) {
            const auto shown = server.get(
                administrator, "/api/v1/messages/" + std::string(item.at("id").as_string()));
            if (shown.text("template_code") != "file_changed" || shown.text("address") != "…" + end)
                continue;
            EXPECT_EQ(shown.text("text").find(reference) == std::string::npos, end == "78");
            ++count;
        }
        return count;
    };
    const auto token = pass();
    EXPECT_EQ(with(token, "PUT", "/phone", {{"phone", "0698765432"}}).status, 200);
    EXPECT_EQ(told("78"), 0); // it heard that it was replaced
    EXPECT_EQ(with(token, "PUT", "/phone", {{"phone", "0698765433"}}).status, 200);
    EXPECT_EQ(told("78"), 1);
    EXPECT_EQ(with(token, "POST", "/withdraw", json::object{}).status, 200);
    EXPECT_EQ(told("78"), 2);
    EXPECT_EQ(told("33"), 1);
    EXPECT_EQ(with(token, "POST", "/restore").status, 200);
    server.clock().advance(std::chrono::hours(31 * 24));
    EXPECT_EQ(with(pass(), "POST", "/withdraw", json::object{}).status, 200);
    EXPECT_EQ(told("78"), 2);
    EXPECT_EQ(told("33"), 2);
}

TEST_P(SelfFile, SheWithdrawsAndTakesItBackWithinTheHour)
{
    const auto token = pass();
    const auto withdrawn = with(token, "POST", "/withdraw", {{"reason", "je déménage"}});
    ASSERT_EQ(withdrawn.status, 200) << withdrawn.body;
    EXPECT_EQ(withdrawn.text("state"), "withdrawn");
    EXPECT_TRUE(withdrawn.at("may_restore").as_bool());
    EXPECT_EQ(with(token, "PUT", "/phone", {{"phone", "0698765432"}}).slug(), "self_withdrawn");
    EXPECT_EQ(as_staff_see_it().text("registrations/0/state"), "withdrawn");
    const auto restored = with(token, "POST", "/restore");
    ASSERT_EQ(restored.status, 200) << restored.body;
    EXPECT_EQ(restored.text("state"), "active");
    EXPECT_EQ(as_staff_see_it().text("registrations/0/state"), "active");
    EXPECT_EQ(with(token, "POST", "/withdraw", json::object{}).status, 200);
    server.clock().advance(std::chrono::minutes(61));
    EXPECT_EQ(with(pass(), "POST", "/restore").slug(), "self_restore_too_late");
}

TEST_P(SelfFile, HerCentresStaffHearThatSheLeftAndWithoutOneTheCoordinatorsAlone)
{
    const auto centre = server.post(administrator, "/api/v1/centres",
                                    {{"name_ar", "مركز كلميم"},
                                     {"name_fr", "Centre de Guelmim"},
                                     {"kind", "social_centre"},
                                     {"commune_code", "10.261.01.01"}});
    ASSERT_EQ(centre.status, 201) << centre.body;
    const auto add_user = [&](const std::string& user_name, const std::string& role,
                              const std::string& level, const std::string& code) {
        const auto made = server.post(
            administrator, "/api/v1/users",
            {{"user_name", user_name},
             {"full_name", "نعيمة بوزيد"},
             {"assignments",
              json::array{{{"role", role}, {"scope_level", level}, {"scope_code", code}}}}});
        EXPECT_EQ(made.status, 201) << made.body;
    };
    add_user("coordinator", "regional_coordinator", "region", "10");
    add_user("agent", "registration_agent", "region", "10");
    add_user("delegate", "provincial_delegate", "province", "10.261");
    add_user("director", "centre_director", "centre", centre.text("id"));
    add_user("trainer", "trainer", "centre", centre.text("id"));

    const auto told_that_one_left = [&](const json::object& more) {
        auto person = another_person(edition);
        for (const auto& [key, value] : more)
            person[key] = value;
        const auto entered = server.post(administrator, "/api/v1/persons", person);
        EXPECT_EQ(entered.status, 201) << entered.body;
        const auto opened = open(
            {{"reference", entered.text("reference")}, {"birth_date", entered.text("birth_date")}});
        const auto token = opened.text("pass/token");
        EXPECT_EQ(with(token, "POST", "/withdraw", json::object{}).status, 200);
        return told_by_link("/persons/" + entered.text("id"));
    };
    EXPECT_THAT(told_that_one_left({{"centre_id", centre.text("id")}}), ElementsAre("director"));
    EXPECT_THAT(told_that_one_left({}), ElementsAre("coordinator"));
}

TEST_P(SelfFile, BothHerPhonesAndStaffHearThatSheLeftAndNobodyElseWhat)
{
    const auto coordinator =
        server.post(administrator, "/api/v1/users",
                    {{"user_name", "coordinator"},
                     {"full_name", "Coordinator"},
                     {"language", "fr"},
                     {"assignments", json::array{{{"role", "regional_coordinator"},
                                                  {"scope_level", "region"},
                                                  {"scope_code", "10"}}}}});
    ASSERT_EQ(coordinator.status, 201) << coordinator.body;
    auto person = some_person(edition);
    person["phone"] = "0655443399";
    person["second_phone"] = "0698765432";
    const auto entered = server.post(administrator, "/api/v1/persons", person);
    ASSERT_EQ(entered.status, 201) << entered.body;
    const auto opened = open(
        {{"reference", entered.text("reference")}, {"birth_date", entered.text("birth_date")}});
    ASSERT_EQ(opened.status, 200) << opened.body;
    const auto token = opened.text("pass/token");
    const auto place = opened.text("file/places/0/id");
    ASSERT_EQ(with(token, "POST", "/places/" + place + "/decline", json::object{}).status, 200);
    ASSERT_EQ(with(token, "POST", "/withdraw", json::object{}).status, 200);

    std::multimap<std::string, std::string> texts;
    const auto outbox = server.get(administrator, "/api/v1/messages?limit=50").at("items");
    for (const auto& item : outbox.as_array()) {
        const auto shown =
            server.get(administrator, "/api/v1/messages/" + std::string(item.at("id").as_string()));
        if (shown.text("template_code") == "file_changed")
            texts.emplace(shown.text("address"), shown.text("text"));
    }
    EXPECT_EQ(texts.count("…99"), 2U);
    EXPECT_EQ(texts.count("…32"), 2U);
    for (const auto& [address, text] : texts)
        EXPECT_EQ(text.find(entered.text("reference")) == std::string::npos, address == "…32");
    const auto told_staff = server.services().database.ask([&](db::Reader& reader) {
        return reader.count("select count(*) from message where template_code = 'staff_self_left' "
                            "and user_id = :user and link = :link",
                            {{"user", *core::Id::parse(coordinator.text("user/id"))},
                             {"link", "/persons/" + entered.text("id")}});
    });
    EXPECT_EQ(told_staff.value_or(-1), 2);
}

TEST_P(SelfFile, WhatStaffWithdrewIsNotHersToTakeBack)
{
    ASSERT_EQ(server.post(administrator, path + "/withdraw", {{"reason", "fraud"}}).status, 200);
    const auto token = pass();
    EXPECT_FALSE(with(token, "GET", "").at("may_restore").as_bool());
    EXPECT_EQ(with(token, "POST", "/restore").slug(), "self_restore_too_late");
}

TEST_P(SelfFile, SheAddsPapersAndRemovesHerOwn)
{
    const auto token = pass();
    const std::string photograph("\xFF\xD8\xFF\xDA card \xFF\xD9");
    EXPECT_EQ(add_paper(token, "#!/bin/sh", "national_id").status, 415);
    EXPECT_EQ(add_paper(token, photograph, "passport").status, 422);
    EXPECT_EQ(add_paper(token, std::string(3 << 20, 'x'), "photo").status, 413);
    const auto added = add_paper(token, photograph, "national_id");
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.at("missing_papers").as_array().size(), 0U);
    const auto paper = added.text("papers/0/id");
    const auto by_staff = server.send(administrator, "POST", path + "/attachments?kind=diploma",
                                      "%PDF-1.7 %%EOF", {{"Content-Type", "application/pdf"}});
    EXPECT_EQ(with(token, "DELETE", "/papers/" + by_staff.text("id")).status, 404);
    const auto both = with(token, "GET", "");
    for (const auto& one : both.at("papers").as_array())
        EXPECT_EQ(one.at("own").as_bool(), one.at("id").as_string() == paper);
    const auto removed = with(token, "DELETE", "/papers/" + paper);
    ASSERT_EQ(removed.status, 200) << removed.body;
    EXPECT_EQ(removed.at("missing_papers").as_array().size(), 1U);
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(add_paper(token, photograph, "other").status, 201);
    EXPECT_EQ(add_paper(token, photograph, "other").slug(), "too_many_papers");
}

TEST_P(SelfFile, SheSeesWhatSheIsConvokedTo)
{
    const auto token = pass();
    EXPECT_EQ(with("", "GET", "/convocations").status, 401);
    EXPECT_EQ(with(token, "GET", "/convocations").at("items").as_array().size(), 0U);
    const auto registration = as_staff_see_it().text("registrations/0/id");
    const auto session = server.post(administrator, "/api/v1/editions/" + edition + "/sessions",
                                     {{"subject", "soft_skills"},
                                      {"title_ar", "تكوين"},
                                      {"title_fr", "Formation"},
                                      {"commune_code", "10.261.01.01"},
                                      {"held_on", "2026-12-01"},
                                      {"starts_at", "09:30"}});
    ASSERT_EQ(session.status, 201) << session.body;
    select(registration);
    const auto convoked =
        server.post(administrator, "/api/v1/sessions/" + session.text("id") + "/convocations",
                    {{"registrations", json::array{registration}}});
    ASSERT_EQ(convoked.status, 200) << convoked.body;
    const auto coming = with(token, "GET", "/convocations");
    ASSERT_EQ(coming.status, 200) << coming.body;
    EXPECT_EQ(coming.text("items/0/held_on"), "2026-12-01");
    EXPECT_EQ(with(token, "GET", "").text("places/0/phase"), "selected");
    ASSERT_EQ(with(token, "POST", "/withdraw", json::object{}).status, 200);
    EXPECT_EQ(with(token, "GET", "/convocations").at("items").as_array().size(), 0U);
}

TEST_P(SelfFile, PrintsHerReceiptAgain)
{
    const auto receipt = with(pass(), "GET", "/receipt.pdf");
    ASSERT_EQ(receipt.status, 200) << receipt.body;
    EXPECT_EQ(receipt.headers.at("content-type"), "application/pdf");
}

TEST_P(SelfFile, OfAMergedFileTheNumberShowsNothingOfTheOther)
{
    auto known = some_person(edition);
    known["national_id"] = "JC621097";
    const auto older = server.post(administrator, "/api/v1/persons", known);
    const auto claimed = register_one({{"given_name", "زينب"},
                                       {"family_name", "العلوي"},
                                       {"birth_date", "1990-01-01"},
                                       {"national_id", "JC621097"},
                                       {"phone", "0698765432"}});
    const auto pair = server.get(administrator, "/api/v1/duplicates").text("items/0/id");
    const auto detail = server.get(administrator, "/api/v1/duplicates/" + pair);
    const auto version_of = [&](const std::string& id) {
        return server.get(administrator, "/api/v1/persons/" + id).at("version");
    };
    const auto other = detail.text("a/id") == older.text("id") ? "b/id" : "a/id";
    const auto merged = server.post(administrator, "/api/v1/duplicates/" + pair + "/merge",
                                    {{"kept", older.text("id")},
                                     {"take", json::array{}},
                                     {"kept_version", version_of(older.text("id"))},
                                     {"merged_version", version_of(detail.text(other))}});
    ASSERT_EQ(merged.status, 200) << merged.body;
    const auto opened =
        open({{"reference", claimed.text("reference")}, {"birth_date", "1990-01-01"}});
    ASSERT_EQ(opened.status, 200) << opened.body;
    EXPECT_EQ(opened.text("file/state"), "at_centre");
    EXPECT_EQ(opened.at("file/places").as_array().size(), 0U);
    EXPECT_TRUE(opened.at("file/phone_end").is_null());
    EXPECT_EQ(with(opened.text("pass/token"), "PUT", "/phone", {{"phone", "0611111111"}}).slug(),
              "file_merged");
}

} // namespace jisr::tests
