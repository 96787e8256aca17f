#include "api/messages_support.hpp"

namespace jisr::tests {
namespace {

class MessagesApi : public testing::TestWithParam<Engine>
{
};

INSTANTIATE_TEST_SUITE_P(Engines, MessagesApi, kEngines, engine_name);

TEST_P(MessagesApi, AnSmsGoesOutByTheGatewayAndIsReportedAsDelivered)
{
    Office office(GetParam(), by_sms(kannel().url()));
    const auto reference = new_reference();
    const auto one = office.queue(some_message(reference));
    ASSERT_TRUE(office.reaches(one, "delivered"));
    const auto shown = office.message(one);
    EXPECT_EQ(shown.text("address"), "…78");
    EXPECT_EQ(shown.text("tries/0/outcome"), "taken");
    EXPECT_EQ(shown.text("tries/0/report"), "delivered");
    EXPECT_EQ(shown.at("parts").as_int64(), 1);
    EXPECT_EQ(count_of(kannel().received(), reference), 1);
    EXPECT_EQ(count_of(kannel().received(),
                       "1300 +212612345678 text A place has become free for you. Please call "
                       "your centre. Reference " +
                           reference + "."),
              1);
}

TEST_P(MessagesApi, ArabicArrivesLetterByLetter)
{
    Office office(GetParam(), by_sms(kannel().url()));
    auto draft = some_message(new_reference());
    draft.recipient.language = core::Language::Ar;
    draft.recipient.phone = "+212600000042";
    const auto one = office.queue(draft);
    ASSERT_TRUE(office.reaches(one, "delivered"));
    // The operator writes UTF-16 with most of its bytes escaped: صبح stands within the first word.
    EXPECT_GE(count_of(kannel().received(), "+212600000042 "), 1);
    EXPECT_GE(count_of(kannel().received(), "%065%06(%06-"), 1)
        << testing::PrintToString(kannel().received());
}

TEST_P(MessagesApi, AnOccasionIsToldOnceAndOnlyIfItCameToBe)
{
    Office office(GetParam(), {});
    const auto draft = some_message(new_reference());
    const auto failed =
        service::write_as(office.server.services(), service::Actor::system(),
                          [&](service::WriteContext& context) -> core::Result<void> {
                              TRY(messages::enqueue(context, draft));
                              return core::fail(core::problems::conflict("stale"));
                          });
    EXPECT_FALSE(failed);
    EXPECT_TRUE(
        office.server.get(office.administrator, office.path).at("items").as_array().empty());
    const auto first = office.queue(draft);
    EXPECT_EQ(office.queue(draft), first);
    EXPECT_EQ(office.server.get(office.administrator, office.path).at("items").as_array().size(),
              1U);
}

TEST_P(MessagesApi, FaultsOfWhoeverQueuesAreRefused)
{
    Office office(GetParam(), {});
    auto draft = some_message("R");
    draft.template_code = "nonsense";
    EXPECT_EQ(enqueue(office.server.services(), draft).error().status, 500);
    draft = some_message("R");
    draft.params = {};
    EXPECT_EQ(enqueue(office.server.services(), draft).error().status, 500);
    draft = some_message("R");
    draft.template_code = "staff_promoted"; // but to a phone
    EXPECT_EQ(enqueue(office.server.services(), draft).error().status, 500);
}

TEST_P(MessagesApi, WhoCannotBeReachedIsNotForgotten)
{
    Office office(GetParam(), {});
    auto draft = some_message(new_reference());
    draft.recipient.phone.reset();
    const auto one = office.message(office.queue(draft));
    EXPECT_EQ(one.text("state"), "failed");
    EXPECT_EQ(one.text("reason"), "no_address");
    EXPECT_FALSE(one.at("may_send_again").as_bool());
    draft = some_message(new_reference());
    draft.recipient.phone = "+2126\r\nX-Kannel-To: 1";
    EXPECT_EQ(office.message(office.queue(draft)).text("reason"), "no_address");
}

TEST_P(MessagesApi, StaffSeeTheOutboxOfTheirAreaAndNoMoreThanTheyMaySee)
{
    Office office(GetParam(), {});
    auto& server = office.server;
    const auto person =
        server.post(office.administrator, "/api/v1/persons", some_person(server.bridge_edition()));
    ASSERT_EQ(person.status, 201) << person.body;
    auto draft = some_message(person.text("reference"));
    draft.recipient.person_id = core::Id::parse(person.text("id"));
    const auto one = office.queue(draft);
    auto elsewhere = draft;
    elsewhere.place = {.region_code = "09", .province_code = "09.001"};
    elsewhere.occasion = "elsewhere";
    const auto other = office.queue(elsewhere);

    EXPECT_EQ(server.get(TestServer::nobody(), office.path).status, 401);
    const auto trainer = server.as(Role::Trainer);
    EXPECT_EQ(server.get(trainer, office.path).status, 403);
    EXPECT_EQ(server.get(trainer, one).status, 403);
    EXPECT_EQ(server.get(office.administrator, office.path + "?state=lost").status, 422);
    EXPECT_EQ(server.get(office.administrator, office.path + "/x").status, 404);

    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    EXPECT_EQ(server.get(coordinator, other).status, 404);
    const auto list = server.get(coordinator, office.path + "?state=queued&channel=sms");
    ASSERT_EQ(list.at("items").as_array().size(), 1U);
    EXPECT_EQ(list.body.find("612345678"), std::string::npos);
    EXPECT_EQ(list.body.find("free for you"), std::string::npos);
    EXPECT_EQ(list.text("items/0/reference"), person.text("reference"));
    EXPECT_NE(server.get(coordinator, one).text("text").find("free for you"), std::string::npos);

    // Her file is of region 10: whoever works in region 09 sees that something was sent, not what.
    const auto stranger = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "09");
    const auto seen = server.get(stranger, other);
    ASSERT_EQ(seen.status, 200);
    EXPECT_EQ(seen.body.find("free for you"), std::string::npos);
    EXPECT_EQ(seen.body.find(person.text("reference")), std::string::npos);
    EXPECT_EQ(seen.body.find(person.text("id")), std::string::npos);
    EXPECT_EQ(server.call(stranger, "POST", one + "/cancel").status, 404);
}

TEST_P(MessagesApi, TheOutboxGoesPageByPageNewestFirst)
{
    Office office(GetParam(), {});
    for (int i = 0; i < 5; ++i)
        office.queue(some_message(new_reference()));
    std::vector<std::string> seen;
    std::string cursor;
    do {
        const auto page = office.server.get(office.administrator,
                                            office.path + "?limit=2" +
                                                (cursor.empty() ? "" : "&cursor=" + cursor));
        ASSERT_EQ(page.status, 200) << page.body;
        for (const auto& item : page.at("items").as_array())
            seen.emplace_back(item.at("id").as_string());
        cursor = page.at("next").is_null() ? "" : page.text("next");
    } while (!cursor.empty());
    EXPECT_EQ(seen.size(), 5U);
    EXPECT_TRUE(std::is_sorted(seen.rbegin(), seen.rend()));
    EXPECT_EQ(office.server.get(office.administrator, office.path + "?cursor=zz").status, 422);
    const auto summary = office.server.get(office.administrator, office.path + "/summary");
    EXPECT_EQ(summary.text("states/0/state"), "queued");
    EXPECT_EQ(summary.at("states/0/count").as_int64(), 5);
    EXPECT_FALSE(summary.at("sms_gateway").as_bool());
}

TEST_P(MessagesApi, QuietHoursHoldSmsBackUntilMorning)
{
    const ScriptedServer gateway(always(http_answer(202, "0: Accepted for delivery")));
    auto sending = by_sms(gateway);
    sending.quiet_hours = *messages::QuietHours::parse("09:00-11:00"); // it is 10:00 in Morocco
    Office office(GetParam(), sending);
    const auto one = office.queue(some_message(new_reference()));
    const auto summary = office.server.get(office.administrator, office.path + "/summary");
    EXPECT_TRUE(summary.at("quiet").as_bool());
    EXPECT_TRUE(office.message(one).at("held_back").as_bool());
    EXPECT_EQ(office.message(one).text("state"), "queued");
    EXPECT_TRUE(gateway.received().empty());
    office.server.clock().advance(std::chrono::hours(1));
    EXPECT_TRUE(office.reaches(one, "sent"));
    EXPECT_EQ(gateway.received().size(), 1U);
}

TEST_P(MessagesApi, QuietHoursThatBeginWhileSmsAreSentHoldTheNextBack)
{
    ScriptedServer gateway(always(http_answer(202, "0: Accepted for delivery")));
    auto sending = by_sms(gateway);
    sending.quiet_hours = *messages::QuietHours::parse("09:00-11:00"); // it is 10:00 in Morocco
    Office office(GetParam(), sending);
    auto& clock = office.server.clock();
    gateway.say([&, answer = always(http_answer(202, "0: Accepted for delivery"))](
                    const std::string& received) {
        auto said = answer(received);
        if (!said.empty())
            clock.advance(std::chrono::hours(23)); // it took until 10:00 of the next day
        return said;
    });
    const std::vector<std::string> both{office.queue(some_message(new_reference())),
                                        office.queue(some_message(new_reference()))};
    clock.advance(std::chrono::hours(1));
    ASSERT_TRUE(wait_until([&] {
        return office.message(both[0]).text("state") == "sent" ||
               office.message(both[1]).text("state") == "sent";
    }));
    clock.advance(std::chrono::hours(1));
    for (const auto& one : both) {
        ASSERT_TRUE(office.reaches(one, "sent"));
        const auto begun = core::Instant::parse_iso(office.message(one).text("tries/0/started_at"));
        EXPECT_FALSE(sending.quiet_hours.include(*begun)) << begun->to_iso();
    }
}

TEST_P(MessagesApi, StaffCancelWhatWaitsAndNothingElse)
{
    Office office(GetParam(), {});
    auto& server = office.server;
    const auto one = office.queue(some_message(new_reference()));
    EXPECT_EQ(server.call(TestServer::nobody(), "POST", one + "/cancel").status, 401);
    EXPECT_EQ(server.call(server.as(Role::Trainer), "POST", one + "/cancel").status, 403);
    EXPECT_EQ(server.call(office.administrator, "POST", office.path + "/x/cancel").status, 404);
    EXPECT_EQ(server.call(office.administrator, "POST", one + "/send-again").slug(),
              "message_moved_on");
    EXPECT_EQ(server.call(office.administrator, "POST", one + "/cancel").text("state"),
              "cancelled");
    EXPECT_EQ(server.call(office.administrator, "POST", one + "/cancel").status, 409);
    EXPECT_EQ(server.call(office.administrator, "POST", one + "/send-again").text("state"),
              "queued");
}

TEST_P(MessagesApi, AReportIsAnsweredTheSameWhateverItsKey)
{
    const ScriptedServer gateway(always(http_answer(202, "0: Accepted for delivery")));
    Office office(GetParam(), by_sms(gateway));
    const auto one = office.queue(some_message(new_reference()));
    ASSERT_TRUE(office.reaches(one, "sent"));
    const auto asked = gateway.received().front();
    const auto begin = asked.find("key=") + 4;
    const auto key = asked.substr(begin, asked.find('&', begin) - begin);
    EXPECT_EQ(key.size(), 43U);

    const auto report = [&](const std::string& query) {
        const auto answer =
            office.server.get(TestServer::nobody(), office.path + "/delivery" + query);
        return std::to_string(answer.status) + answer.body;
    };
    EXPECT_EQ(report(""), "200");
    EXPECT_EQ(report("?key=guess&type=1"), "200");
    EXPECT_EQ(report("?key=" + key + "&type=3"), "200");
    EXPECT_EQ(office.message(one).text("state"), "sent");
    EXPECT_EQ(report("?key=" + key + "&type=2"), "200");
    EXPECT_EQ(office.message(one).text("state"), "failed");
    EXPECT_EQ(office.message(one).text("reason"), "not_delivered");
    EXPECT_EQ(report("?key=" + key + "&type=1"), "200"); // it arrived after all
    EXPECT_EQ(office.message(one).text("state"), "delivered");
    EXPECT_EQ(report("?key=" + key + "&type=2"), "200");
    EXPECT_EQ(office.message(one).text("state"), "delivered");
}

TEST_P(MessagesApi, AfterTheirTimeAddressAndTextAreForgotten)
{
    auto sending = messages::SendingOptions{};
    sending.kept_days = 1;
    TestDatabase database(GetParam());
    TemporaryFolder folder;
    service::Settings settings;
    settings.data_folder = folder.path();
    StandingClock clock;
    auto first = cli::Application::make(database.url(), settings, {}, clock);
    ASSERT_TRUE(first);
    auto draft = some_message("R-OLD");
    draft.recipient.phone.reset(); // failed at once: at rest
    draft.recipient.email = "fatima@example.org";
    draft.channel = messages::Channel::Sms;
    ASSERT_TRUE(enqueue((*first)->services(), draft));
    first->reset();
    clock.advance(std::chrono::hours(25));
    auto later = cli::Application::make(database.url(), settings, {}, clock, sending);
    ASSERT_TRUE(later && (*later)->start_following());
    EXPECT_TRUE(wait_until([&] {
        const auto kept = (*later)->database().ask([](db::Reader& reader) {
            return reader.count("select count(*) from message where text <> ''");
        });
        return kept && *kept == 0;
    }));
}

} // namespace
} // namespace jisr::tests
