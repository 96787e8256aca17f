#include "api/messages_support.hpp"
#include "modules/messages/message.hpp"

#include <fstream>

/// What becomes of a message when its gateway is away, refuses, hangs or talks nonsense.
namespace jisr::tests {
namespace {

/// An answer of the gateway and what it must lead to.
struct Fault
{
    std::string answer;
    std::string state;
    std::string reason;
};

class MessageFaults : public testing::TestWithParam<Engine>
{
};

INSTANTIATE_TEST_SUITE_P(Engines, MessageFaults, kEngines, engine_name);

TEST_P(MessageFaults, EachAnswerHasOneOutcome)
{
    const std::vector<Fault> faults{
        {http_answer(202, "3: Queued for later delivery"), "sent", "null"},
        {http_answer(403, "Authorization failed for sendsms"), "queued", "gateway_refused"},
        {http_answer(503, "Temporal failure, try again later."), "queued", "gateway_refused"},
        {http_answer(400, "Missing receiver"), "failed", "gateway_rejected"},
        {http_answer(502, "<html>Bad Gateway</html>"), "unsure", "odd_answer"},
        {http_answer(200, "<html>Welcome to our hotel</html>"), "unsure", "odd_answer"},
        {"\x16\x03\x01 nonsense\r\n\r\n", "unsure", "odd_answer"},
        {"", "unsure", "no_answer"},
    };
    for (const auto& fault : faults) {
        const ScriptedServer gateway(always(fault.answer));
        Office office(GetParam(), by_sms(gateway));
        const auto one = office.queue(some_message(new_reference()));
        ASSERT_TRUE(wait_until([&] {
            return office.message(one).at("tries/0/outcome").is_string();
        })) << fault.answer;
        const auto shown = office.message(one);
        EXPECT_EQ(shown.text("state"), fault.state) << shown.body;
        EXPECT_EQ(shown.text("reason"), fault.reason) << shown.body;
        EXPECT_EQ(gateway.received().size(), 1U);
    }
}

TEST_P(MessageFaults, WhatNobodyCanKnowIsSentAgainOnlyByStaff)
{
    ScriptedServer gateway(always(""));
    Office office(GetParam(), by_sms(gateway));
    const auto one = office.queue(some_message(new_reference()));
    ASSERT_TRUE(office.reaches(one, "unsure"));
    gateway.say(always(http_answer(202, "0: Accepted for delivery")));
    office.server.clock().advance(std::chrono::hours(100));
    const auto other = office.queue(some_message(new_reference())); // the sender goes on
    ASSERT_TRUE(office.reaches(other, "sent"));
    EXPECT_EQ(office.message(one).text("state"), "unsure");
    EXPECT_EQ(gateway.received().size(), 2U);
    ASSERT_EQ(office.server.call(office.administrator, "POST", one + "/send-again").status, 200);
    ASSERT_TRUE(office.reaches(one, "sent"));
    EXPECT_EQ(gateway.received().size(), 3U);
}

TEST_P(MessageFaults, AReportSettlesWhatWasUnsure)
{
    const ScriptedServer gateway(always(""));
    Office office(GetParam(), by_sms(gateway));
    const auto one = office.queue(some_message(new_reference()));
    ASSERT_TRUE(office.reaches(one, "unsure"));
    const auto asked = gateway.received().front();
    const auto begin = asked.find("key=") + 4;
    const auto key = asked.substr(begin, asked.find('&', begin) - begin);
    office.server.get(TestServer::nobody(), office.path + "/delivery?type=8&key=" + key);
    EXPECT_EQ(office.message(one).text("state"), "sent");
    office.server.get(TestServer::nobody(), office.path + "/delivery?type=1&key=" + key);
    EXPECT_EQ(office.message(one).text("state"), "delivered");
}

TEST_P(MessageFaults, AGatewayThatIsAwayIsTriedAgainAfterGrowingPauses)
{
    const auto port = free_port();
    Office office(GetParam(), by_sms("http://127.0.0.1:" + std::to_string(port) + "/sendsms"));
    const auto one = office.queue(some_message(new_reference()));
    std::vector<std::int64_t> pauses;
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(wait_until([&] {
            const auto shown = office.message(one);
            return shown.text("reason") == "gateway_away" &&
                   shown.at("attempts").as_int64() == i + 1;
        }));
        const auto due = core::Instant::parse_iso(office.message(one).text("due_at"));
        pauses.push_back((due->milliseconds - office.server.clock().now().milliseconds) / 1000);
        EXPECT_EQ(office.message(one).text("state"), "queued");
        office.server.clock().advance(std::chrono::seconds(pauses.back()));
    }
    EXPECT_EQ(pauses, (std::vector<std::int64_t>{30, 120, 600}));
}

TEST_P(MessageFaults, AfterTwoDaysOfTryingItHasFailed)
{
    const ScriptedServer gateway(always(http_answer(503, "Temporal failure, try again later.")));
    Office office(GetParam(), {}); // its sender is not at work: the rule alone is tried here
    messages::MessageRow row;
    core::Instant now = office.server.clock().now();
    const auto begun = now;
    while (row.state == messages::MessageState::Queued) {
        row.state = messages::MessageState::Sending;
        ++row.attempts;
        ++row.tries;
        messages::settle(row, row.attempts, outbound::Outcome::Refused, now);
        now = std::max(now, row.due_at);
    }
    EXPECT_EQ(row.state, messages::MessageState::Failed);
    EXPECT_NEAR(static_cast<double>(now.milliseconds - begun.milliseconds) / 3'600'000, 39, 6);
}

/// Runs Debian's aiosmtpd with a maildir.
class Postman
{
  public:
    Postman()
        : server_({"/usr/bin/python3", "-m", "aiosmtpd", "-n", "-l",
                   "127.0.0.1:" + std::to_string(port), "-c", "aiosmtpd.handlers.Mailbox",
                   (folder_.path() / "mail").string()},
                  (folder_.path() / "log").string())
    {
        EXPECT_TRUE(wait_until([&] { return answers(port); }));
    }

    [[nodiscard]] std::vector<std::string> mail() const
    {
        std::vector<std::string> all;
        std::error_code none;
        for (const auto& entry :
             std::filesystem::directory_iterator(folder_.path() / "mail" / "new", none)) {
            std::ifstream file(entry.path());
            all.emplace_back(std::istreambuf_iterator<char>(file),
                             std::istreambuf_iterator<char>());
        }
        return all;
    }

    const std::uint16_t port = free_port();

  private:
    TemporaryFolder folder_;
    Process server_;
};

messages::SendingOptions by_mail(std::uint16_t port)
{
    messages::SendingOptions options;
    options.mail.url = "smtp://127.0.0.1:" + std::to_string(port);
    options.mail.from = "centre@jisr.example";
    options.mail.patience = std::chrono::milliseconds(1500);
    options.quiet_hours = *messages::QuietHours::parse("00:00-23:59"); // of SMS alone
    return options;
}

messages::MessageDraft some_mail()
{
    auto draft = some_message(new_reference());
    draft.recipient.phone.reset();
    draft.recipient.email = "fatima@example.org";
    draft.recipient.language = core::Language::Fr;
    return draft;
}

TEST_P(MessageFaults, AnEMailGoesOutAtAnyHour)
{
    const Postman postman;
    Office office(GetParam(), by_mail(postman.port));
    const auto one = office.queue(some_mail());
    ASSERT_TRUE(office.reaches(one, "sent"));
    const auto mail = postman.mail();
    ASSERT_EQ(mail.size(), 1U);
    EXPECT_THAT(mail.front(), testing::HasSubstr("To: <fatima@example.org>"));
    EXPECT_THAT(mail.front(), testing::HasSubstr("From: <centre@jisr.example>"));
    EXPECT_THAT(mail.front(), testing::HasSubstr("TWVzc2FnZSBkZSB2b3RyZSBjZW50cmU=")); // subject
    EXPECT_THAT(mail.front(), testing::HasSubstr("VW5lIHBsYWNlIHMnZXN0IGxpYsOpcsOpZSBwb3Vy"));
    EXPECT_EQ(office.message(one).text("address"), "f…@example.org");
}

/// A mail server that says `answer` to lines that begin with `to`, and is content with all others.
ScriptedServer::Script mail_server(std::string to, std::string answer)
{
    return [to = std::move(to), answer = std::move(answer)](const std::string& received) {
        if (received.empty())
            return std::string("220 here\r\n");
        const bool in_text = received.find("DATA\r\n") != std::string::npos;
        if (in_text && !received.ends_with("DATA\r\n"))
            return !received.ends_with("\r\n.\r\n") ? std::string()
                   : to == "."                      ? answer
                                                    : std::string("250 taken\r\n");
        const auto line = received.substr(received.rfind('\n', received.size() - 2) + 1);
        if (line.starts_with(to))
            return answer;
        return std::string(line.starts_with("DATA") ? "354 go on\r\n" : "250 good\r\n");
    };
}

TEST_P(MessageFaults, EachAnswerOfAMailServerHasOneOutcome)
{
    struct MailFault
    {
        std::string to;
        std::string answer;
        std::string state;
        std::string reason;
    };

    const std::vector<MailFault> faults{
        {"none", "", "sent", "null"},
        {"RCPT", "550 no such user\r\n", "failed", "gateway_rejected"},
        {"RCPT", "450 busy\r\n", "queued", "gateway_refused"},
        {"MAIL", "", "queued", "gateway_away"}, // it hangs before it was given anything
        {".", "452 full\r\n", "queued", "gateway_refused"},
        {".", "554 no\r\n", "failed", "gateway_rejected"},
        {".", "", "unsure", "no_answer"},
        {".", "what\r\n", "unsure", "no_answer"}, // no line of an answer, so it is waited for one
    };
    for (const auto& fault : faults) {
        const ScriptedServer server(mail_server(fault.to, fault.answer));
        Office office(GetParam(), by_mail(server.port()));
        const auto one = office.queue(some_mail());
        ASSERT_TRUE(wait_until([&] {
            return office.message(one).at("tries/0/outcome").is_string();
        })) << fault.to
            << fault.answer;
        const auto shown = office.message(one);
        EXPECT_EQ(shown.text("state"), fault.state) << fault.to << fault.answer << shown.body;
        EXPECT_EQ(shown.text("reason"), fault.reason) << fault.to << fault.answer << shown.body;
    }
}

TEST_P(MessageFaults, AMailServersPasswordIsSaidToNobodyInTheClear)
{
    const ScriptedServer server(mail_server("none", ""));
    auto sending = by_mail(server.port());
    sending.mail.user = "jisr";
    sending.mail.password = "a password of the mail server";
    // This machine by a name that is not its own: a server somewhere in a network that cannot
    // encrypt.
    sending.mail.url = "smtp://0.0.0.0:" + std::to_string(server.port());
    Office office(GetParam(), sending);
    const auto one = office.queue(some_mail());
    ASSERT_TRUE(wait_until([&] { return office.message(one).at("tries/0/outcome").is_string(); }));
    EXPECT_EQ(office.message(one).text("state"), "queued");
    EXPECT_EQ(office.message(one).text("reason"), "gateway_away");
    for (const auto& said : server.received()) {
        EXPECT_EQ(said.find("AUTH"), std::string::npos) << said;
        EXPECT_EQ(said.find("MAIL FROM"), std::string::npos) << said;
    }
}

} // namespace
} // namespace jisr::tests
