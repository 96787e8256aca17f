#include "api/self_support.hpp"

#include <chrono>
#include <latch>
#include <thread>

namespace jisr::tests {

using service::Role;
using service::ScopeLevel;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class SelfRegistration : public SelfTest
{
  protected:
    std::int64_t files()
    {
        return static_cast<std::int64_t>(
            server.get(administrator, "/api/v1/persons").at("items").as_array().size());
    }

    /// The file with the reference, as staff see it.
    Answer file_of(const Answer& registered)
    {
        const auto found = server.post(administrator, "/api/v1/persons/search",
                                       {{"q", registered.text("reference")}});
        return server.get(administrator, "/api/v1/persons/" + found.text("items/0/id"));
    }

    std::vector<std::string> open_pairs()
    {
        const auto queue = server.get(administrator, "/api/v1/duplicates");
        std::vector<std::string> found;
        for (const auto& pair : queue.at("items").as_array())
            found.push_back(std::string(pair.at("state").as_string()) + " " +
                            std::string(pair.at("found_in").as_string()));
        return found;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, SelfRegistration, kEngines, engine_name);

TEST_P(SelfRegistration, TellsAnyoneWhatIsOpenAndWhatTheDataServe)
{
    const auto opening = server.get({.token = {}, .language = "fr"}, self);
    ASSERT_EQ(opening.status, 200) << opening.body;
    EXPECT_EQ(opening.text("editions/0/id"), edition);
    EXPECT_EQ(opening.text("editions/0/wanted_papers/0"), "national_id");
    EXPECT_EQ(opening.text("notice/language"), "fr");
    EXPECT_THAT(opening.text("notice/version"), StartsWith("fr-"));
    EXPECT_EQ(opening.at("notice/sections").as_array().size(), 7U);
    EXPECT_THAT(opening.body, HasSubstr("09-08"));
    EXPECT_THAT(opening.body, Not(HasSubstr("self.notice")));
    open_to_all(false);
    EXPECT_EQ(server.get(TestServer::nobody(), self).at("editions").as_array().size(), 0U);
}

TEST_P(SelfRegistration, OpensAndClosesByAProgrammeManagerAlone)
{
    const json::object open{{"open", true}, {"wanted_papers", json::array{"photo"}}};
    EXPECT_EQ(server.get(TestServer::nobody(), setting).status, 401);
    EXPECT_EQ(server.put(TestServer::nobody(), setting, open, 1).status, 401);
    EXPECT_EQ(server.put(server.as(Role::RegistrationAgent), setting, open, 1).status, 403);
    EXPECT_EQ(server.put(administrator, setting, {{"open", 1}}, 1).status, 422);
    EXPECT_EQ(server.put(administrator, setting, open, 0).status, 412);
    const auto nowhere = "/api/v1/editions/" + core::Id::make().str() + "/self-registration";
    EXPECT_EQ(server.put(administrator, nowhere, open, 0).status, 404);
    const auto changed = server.put(administrator, setting, open, 1);
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.at("version").as_int64(), 2);
    const auto agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    EXPECT_EQ(server.get(agent, setting).text("wanted_papers/0"), "photo");
}

TEST_P(SelfRegistration, GivesAReferenceAReceiptThatOpensOnceAndThePassToHerFile)
{
    const auto registered = register_one();
    ASSERT_EQ(registered.status, 201) << registered.body;
    EXPECT_THAT(registered.text("reference"), StartsWith("GON-26-"));
    const auto receipt = server.get(TestServer::nobody(), registered.text("receipt"));
    EXPECT_EQ(receipt.status, 200) << receipt.body;
    EXPECT_EQ(receipt.headers.at("content-type"), "application/pdf");
    EXPECT_EQ(server.get(TestServer::nobody(), registered.text("receipt")).status, 404);
    EXPECT_EQ(server.get(TestServer::nobody(), self + "/receipts/none").status, 404);
    const auto file = with(registered.text("pass/token"), "GET", "");
    ASSERT_EQ(file.status, 200) << file.body;
    EXPECT_EQ(file.text("reference"), registered.text("reference"));
    EXPECT_EQ(file.text("places/0/phase"), "registered");
    EXPECT_EQ(file.text("missing_papers/0"), "national_id");
}

TEST_P(SelfRegistration, SendsHerReferenceInTheLanguageInWhichSheRegistered)
{
    const auto registered = register_one({{"consent", consent("fr")}});
    ASSERT_EQ(registered.status, 201) << registered.body;
    EXPECT_EQ(file_of(registered).text("language"), "fr");
    const auto outbox = server.get(administrator, "/api/v1/messages");
    ASSERT_EQ(outbox.at("items").as_array().size(), 1U);
    EXPECT_EQ(outbox.text("items/0/template_code"), "registered");
    EXPECT_EQ(outbox.text("items/0/address"), "…78");
    EXPECT_EQ(
        server.get(administrator, "/api/v1/messages/" + outbox.text("items/0/id")).text("text"),
        "Votre demande est bien arrivée. Référence " + registered.text("reference") +
            ". Gardez ce numéro.");
}

TEST_P(SelfRegistration, KeepsTheConsentAsItWasShown)
{
    const auto registered = register_one(
        {{"given_name", "Khadija"}, {"family_name", "El Idrissi"}, {"consent", consent("fr")}});
    ASSERT_EQ(registered.status, 201) << registered.body;
    const auto person = file_of(registered);
    EXPECT_EQ(person.text("given_name_latin"), "Khadija");
    EXPECT_EQ(person.text("consent_method"), "online");
    EXPECT_EQ(person.text("registered_by"), "self");
    const auto path = "/api/v1/persons/" + person.text("id") + "/self-entry";
    EXPECT_EQ(server.get(TestServer::nobody(), path).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Auditor), path).status, 403);
    EXPECT_EQ(server.get(server.as(Role::RegistrationAgent, ScopeLevel::Region, "01"), path).status,
              404);
    const auto entry = server.get(administrator, path);
    ASSERT_EQ(entry.status, 200) << entry.body;
    EXPECT_EQ(entry.text("language"), "fr");
    EXPECT_EQ(entry.at("notice_version"), consent("fr").at("notice_version"));
    EXPECT_EQ(entry.text("agreed_at"), "2026-11-22T09:00:00.000Z");
    // The words that she read, not those of today.
    const auto shown = server.get({.token = {}, .language = "fr"}, self);
    EXPECT_EQ(entry.at("notice"), shown.at("notice"));
    const auto history =
        server.get(administrator, "/api/v1/persons/" + person.text("id") + "/history");
    EXPECT_EQ(history.text("items/0/actor"), "self");
    EXPECT_EQ(history.text("items/0/actor_name"), "the woman herself");
}

TEST_P(SelfRegistration, RefusesWhatSheCannotMeanAndSaysWhere)
{
    const auto errors = [&](const json::object& changes) {
        const auto answer = register_one(changes);
        EXPECT_EQ(answer.status, 422) << answer.body;
        return answer.errors();
    };
    EXPECT_THAT(errors({{"nickname", "x"}}), ElementsAre("/nickname unknown_field"));
    EXPECT_THAT(errors({{"centre_id", edition}}), ElementsAre("/centre_id unknown_field"));
    EXPECT_THAT(errors({{"given_name", ""}}), ElementsAre("/given_name required"));
    EXPECT_THAT(errors({{"birth_date", "1985-02-30"}}), ElementsAre("/birth_date no_such_date"));
    EXPECT_THAT(errors({{"birth_date", nullptr}}), ElementsAre("/birth_date required"));
    EXPECT_THAT(errors({{"birth_date", "2031-01-01"}}),
                ElementsAre("/birth_date birth_in_the_future"));
    EXPECT_THAT(errors({{"commune_code", "99.1"}}), ElementsAre("/commune_code unknown_commune"));
    EXPECT_THAT(errors({{"phone", "12"}}), ElementsAre("/phone malformed_phone"));
    EXPECT_THAT(errors({{"national_id", "???"}}),
                ElementsAre("/national_id malformed_national_id"));
    EXPECT_THAT(errors({{"edition_id", core::Id::make().str()}}),
                ElementsAre("/edition_id unknown_edition"));
    auto refused = consent();
    refused["given"] = false;
    EXPECT_THAT(errors({{"consent", refused}}), ElementsAre("/consent/given consent_missing"));
    EXPECT_EQ(files(), 0);
}

TEST_P(SelfRegistration, TakesNamesInOneScriptThatStaffCanRead)
{
    EXPECT_EQ(register_one({{"given_name", "Aïcha"}, {"family_name", "Benömar"}}).status, 201);
    EXPECT_THAT(register_one({{"family_name", "Alaoui"}}).errors(),
                ElementsAre("/family_name not_arabic"));
    EXPECT_THAT(register_one({{"given_name", "ⵜⵉⵍⵍⵉ"}, {"family_name", "Alaoui"}}).errors(),
                ElementsAre("/given_name not_latin"));
    EXPECT_THAT(register_one({{"given_name", "李"}, {"family_name", "娜"}}).errors(),
                ElementsAre("/family_name not_latin", "/given_name not_latin"));
}

TEST_P(SelfRegistration, WantsTheNoticeReadThatIsInForce)
{
    auto old = consent();
    old["notice_version"] = "ar-0000000000000000";
    const auto answer = register_one({{"consent", old}});
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.slug(), "notice_changed");
}

TEST_P(SelfRegistration, IsRefusedWhereTheEditionIsClosedToIt)
{
    open_to_all(false);
    const auto answer = register_one();
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.slug(), "self_registration_closed");
    EXPECT_EQ(files(), 0);
}

TEST_P(SelfRegistration, WantsAProofThatIsOursSolvedFreshAndNew)
{
    const auto refused = [&](const std::string& proof) {
        const auto answer = send(someone(), proof);
        EXPECT_EQ(answer.status, 403) << answer.body;
        return answer.slug();
    };
    EXPECT_EQ(refused(""), "proof_missing");
    EXPECT_EQ(refused("abc"), "proof_wrong");
    EXPECT_EQ(refused(solved("abc", 16, 13)), "proof_wrong");
    const auto good = proof();
    EXPECT_EQ(refused(good.substr(0, good.find(':'))), "proof_wrong");
    EXPECT_EQ(refused(good.substr(0, good.rfind(','))), "proof_wrong");
    EXPECT_EQ(refused(good + ",1"), "proof_wrong");
    EXPECT_EQ(refused((good[0] == 'A' ? "B" : "A") + good.substr(1)), "proof_wrong");
    const auto text = good.substr(0, good.find(':'));
    EXPECT_EQ(refused(solved(text, 15, 13) + ",0"), "proof_wrong");
    EXPECT_EQ(send(someone(), good).status, 201);
    EXPECT_EQ(refused(good), "proof_used");
    const auto late = proof();
    server.clock().advance(std::chrono::minutes(31));
    EXPECT_EQ(refused(late), "proof_expired");
}

TEST_P(SelfRegistration, IsSafelySentAgainWhenTheAnswerWasLost)
{
    const auto draft = someone();
    const auto first = send(draft, proof(), {{"Idempotency-Key", "k-1"}});
    ASSERT_EQ(first.status, 201) << first.body;
    server.clock().advance(std::chrono::minutes(45));
    const auto again = send(draft, proof(), {{"Idempotency-Key", "k-1"}});
    ASSERT_EQ(again.status, 201) << again.body;
    EXPECT_EQ(again.text("reference"), first.text("reference"));
    EXPECT_EQ(with(again.text("pass/token"), "GET", "").status, 200);
    EXPECT_EQ(server.get(TestServer::nobody(), again.text("receipt")).status, 200);
    EXPECT_EQ(server.get(TestServer::nobody(), first.text("receipt")).status, 404);
    EXPECT_EQ(files(), 1);
    EXPECT_FALSE(again.at("earlier").as_bool());
}

TEST_P(SelfRegistration, SentAgainCorrectedOrAfterTheTimesOfTheEditionSheIsStillOneWoman)
{
    const auto first =
        send(someone({{"national_id", "JC555001"}}), proof(), {{"Idempotency-Key", "k-2"}});
    ASSERT_EQ(first.status, 201) << first.body;
    const auto again_with = [&](const json::object& changes) {
        const auto again = send(someone(changes), proof(), {{"Idempotency-Key", "k-2"}});
        EXPECT_EQ(again.status, 201) << again.body;
        EXPECT_EQ(again.text("reference"), first.text("reference"));
        return again.at("earlier").as_bool();
    };
    // A closed page has lost the national id, which no device keeps.
    EXPECT_FALSE(again_with({}));
    EXPECT_TRUE(again_with({{"phone", "0698765432"}}));
    server.clock().advance(std::chrono::hours(6 * 24));
    open_to_all(false);
    EXPECT_FALSE(again_with({}));
    EXPECT_EQ(files(), 1);
    open_to_all(true);
    EXPECT_EQ(send(someone(), proof(), {{"Idempotency-Key", std::string(101, 'k')}}).status, 400);
    server.clock().advance(std::chrono::hours(3 * 24));
    EXPECT_NE(send(someone(), proof(), {{"Idempotency-Key", "k-2"}}).text("reference"),
              first.text("reference"));
}

TEST_P(SelfRegistration, TwoSendingsAtOnceUnderOneKeyMakeOneFile)
{
    const std::vector<std::string> proofs{proof(), proof()};
    const std::vector<json::object> drafts{someone(), someone({{"family_name", "الادريسي"}})};
    std::array<std::string, 2> references;
    std::latch together(2);
    const auto run = [&](std::size_t i) {
        together.arrive_and_wait();
        references[i] = send(drafts[i], proofs[i], {{"Idempotency-Key", "k-3"}}).text("reference");
    };
    std::thread first(run, 0);
    std::thread second(run, 1);
    first.join();
    second.join();
    EXPECT_EQ(references[0], references[1]);
    EXPECT_EQ(files(), 1);
}

TEST_P(SelfRegistration, AManWithADisabilityWhoWorksForHimselfIsRegisteredAsWhoHeIs)
{
    const auto registered = register_one({{"given_name", "إدريس"},
                                          {"sex", "male"},
                                          {"disability_declared", true},
                                          {"participation", "self_employed"}});
    ASSERT_EQ(registered.status, 201) << registered.body;
    const auto person = file_of(registered);
    EXPECT_EQ(person.text("sex"), "male");
    EXPECT_TRUE(person.at("has_disability").as_bool());
    EXPECT_EQ(person.text("participation"), "self_employed");
    // Who holds the phone learns none of it.
    for (const auto* secret : {"disability", "male", "self_employed"})
        EXPECT_THAT(with(registered.text("pass/token"), "GET", "").body, Not(HasSubstr(secret)));
    const auto unsaid = file_of(register_one({{"phone", "0698765432"}}));
    EXPECT_TRUE(unsaid.at("disability_declared").is_null());
    EXPECT_EQ(unsaid.text("sex"), "female");
    EXPECT_THAT(register_one({{"sex", "other"}}).errors(), ElementsAre("/sex unknown_code"));
}

TEST_P(SelfRegistration, AFileLikeHersWaitsInTheQueueAndSheLearnsNothingOfIt)
{
    auto known = some_person(edition);
    ASSERT_EQ(server.post(administrator, "/api/v1/persons", known).status, 201);
    const auto registered = register_one(
        {{"given_name", "Jalila"}, {"family_name", "Bougrine"}, {"birth_date", "1969-02-27"}});
    ASSERT_EQ(registered.status, 201) << registered.body;
    EXPECT_THAT(open_pairs(), ElementsAre("open entry"));
}

TEST_P(SelfRegistration, ANationalIdThatAnotherFileHoldsIsSetAsideForReview)
{
    auto known = some_person(edition);
    known["national_id"] = "JC621097";
    ASSERT_EQ(server.post(administrator, "/api/v1/persons", known).status, 201);
    const auto registered = register_one({{"national_id", "jc 621-097"}});
    ASSERT_EQ(registered.status, 201) << registered.body;
    const auto person = file_of(registered);
    EXPECT_TRUE(person.at("national_id").is_null());
    EXPECT_EQ(server.get(administrator, "/api/v1/persons/" + person.text("id") + "/self-entry")
                  .text("claimed_national_id"),
              "JC621097");
    EXPECT_THAT(open_pairs(), ElementsAre("open entry"));
    EXPECT_THAT(with(registered.text("pass/token"), "GET", "").body, Not(HasSubstr("621097")));
}

/// What an answer shows of itself: everything but what is random in every one.
std::string shape_of(Answer answer)
{
    std::string shape = std::to_string(answer.status);
    for (const auto& [name, value] : answer.headers)
        if (name != "x-request-id" && name != "date")
            shape += "\n" + name + (name == "content-length" ? "" : ": " + value);
    for (const auto& member : answer.json.as_object())
        shape += "\n" + std::string(member.key());
    for (const std::string secret : {"receipt", "pass/token"})
        shape += " " + std::to_string(answer.text(secret).size());
    return shape;
}

TEST_P(SelfRegistration, NobodyLearnsFromItWhoIsKnown)
{
    auto known = some_person(edition);
    known["national_id"] = "JC621097";
    ASSERT_EQ(server.post(administrator, "/api/v1/persons", known).status, 201);
    const json::object same_woman{
        {"given_name", "Jalila"}, {"family_name", "Bougrine"}, {"birth_date", "1969-02-27"}};
    const json::object same_phone{{"phone", "0612345678"}};
    const json::object other_phone{{"phone", "0698765432"}};
    auto same_number = other_phone;
    same_number["national_id"] = "JC621097";
    auto other_number = other_phone;
    other_number["national_id"] = "JC621098";
    std::vector<std::string> shapes;
    for (const auto& changes : {same_woman, same_phone, other_phone, same_number, other_number}) {
        const auto registered = register_one(changes);
        EXPECT_EQ(registered.status, 201) << registered.body;
        shapes.push_back(shape_of(registered));
        auto file = with(registered.text("pass/token"), "GET", "");
        shapes.back() += "\n" + std::to_string(file.json.as_object().size()) +
                         json::serialize(file.at("missing_papers")) + file.text("state") +
                         file.text("places/0/phase");
        server.clock().advance(std::chrono::hours(25));
    }
    for (const auto& shape : shapes)
        EXPECT_EQ(shape, shapes.front());
}

TEST_P(SelfRegistration, TwoAtOnceWithOneNationalIdAreBothRegistered)
{
    const auto draft = someone({{"national_id", "JC555001"}});
    const auto other = someone({{"national_id", "JC555001"},
                                {"given_name", "زينب"},
                                {"family_name", "العلوي"},
                                {"birth_date", "1990-01-01"},
                                {"phone", "0677777777"}});
    const std::vector<std::string> proofs{proof(), proof()};
    std::array<int, 2> status{};
    std::latch together(2);
    const auto run = [&](std::size_t i, const json::object& one) {
        together.arrive_and_wait();
        status[i] = send(one, proofs[i]).status;
    };
    std::thread first(run, 0, draft);
    std::thread second(run, 1, other);
    first.join();
    second.join();
    EXPECT_THAT(status, ElementsAre(201, 201));
    EXPECT_THAT(open_pairs(), ElementsAre("open entry"));
}

TEST_P(SelfRegistration, AHundredQuickTriesFromOneAddressAreSlowedDownAndOthersAreNot)
{
    int taken = 0;
    Answer last;
    for (int i = 0; i < 100; ++i) {
        last = send(someone({{"phone", "06" + std::to_string(10'000'000 + i)}}), proof(),
                    {{"X-Forwarded-For", "196.12.1.7"}});
        if (last.status != 201)
            break;
        ++taken;
    }
    EXPECT_EQ(taken, 80);
    EXPECT_EQ(last.status, 429) << last.body;
    EXPECT_EQ(last.slug(), "too_many_registrations");
    EXPECT_EQ(last.headers.at("retry-after"), "900");
    EXPECT_EQ(send(someone({{"phone", "0655555555"}}), proof(), {{"X-Forwarded-For", "41.140.0.1"}})
                  .status,
              201);
    server.clock().advance(std::chrono::minutes(16));
    EXPECT_EQ(send(someone({{"phone", "0655555556"}}), proof(), {{"X-Forwarded-For", "196.12.1.7"}})
                  .status,
              201);
}

TEST_P(SelfRegistration, OnePhoneRegistersThreeADayFromOneAddress)
{
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(register_one().status, 201);
    const auto refused = register_one();
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.headers.at("retry-after"), "86400");
    // Whoever holds the phone elsewhere is not kept out by it.
    EXPECT_EQ(send(someone(), proof(), {{"X-Forwarded-For", "41.140.0.1"}}).status, 201);
    server.clock().advance(std::chrono::hours(24));
    EXPECT_EQ(register_one().status, 201);
}

TEST_P(SelfRegistration, NamesTheCommunesOfAProvince)
{
    const auto communes = server.get(TestServer::nobody(), self + "/communes?province=10.261");
    ASSERT_EQ(communes.status, 200) << communes.body;
    EXPECT_THAT(communes.body, HasSubstr("10.261.01.01"));
    EXPECT_EQ(server.get(TestServer::nobody(), self + "/communes?province=99").status, 422);
    EXPECT_EQ(server.get(TestServer::nobody(), self + "/communes").status, 422);
}

} // namespace jisr::tests
