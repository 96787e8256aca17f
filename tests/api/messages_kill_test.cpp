#include "api/messages_support.hpp"
#include "support/served_program.hpp"

#include <random>

/// Nothing is sent twice: by two servers over one database, or by one that is killed while it
/// sends.
namespace jisr::tests {
namespace {

/// What `jisr serve` reads of its environment, for as long as this lives.
class Environment
{
  public:
    Environment(std::initializer_list<std::pair<const char*, std::string>> values)
    {
        for (const auto& [name, value] : values) {
            setenv(name, value.c_str(), 1);
            names_.push_back(name);
        }
    }

    ~Environment()
    {
        for (const auto* name : names_)
            unsetenv(name);
    }

    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

  private:
    std::vector<const char*> names_;
};

/// The machine's clock, an hour ahead: what was claimed before is abandoned by now.
class LaterClock : public core::Clock
{
  public:
    [[nodiscard]] core::Instant now() const override
    {
        return core::system_clock().now().plus(std::chrono::hours(1));
    }
};

class SendingOnce : public testing::TestWithParam<Engine>
{
  protected:
    /// Opens the database in this process, without a sender.
    void queue(const std::vector<std::string>& references)
    {
        const auto office = opened(core::system_clock(), {});
        for (const auto& reference : references)
            ASSERT_TRUE(enqueue(office->services(), some_message(reference)));
    }

    std::unique_ptr<cli::Application> opened(const core::Clock& clock,
                                             messages::SendingOptions sending)
    {
        service::Settings settings;
        settings.data_folder = folder_.path();
        auto made =
            cli::Application::make(database_.url(), settings, {}, clock, std::move(sending));
        if (!made)
            throw std::runtime_error("cannot open the database: " + made.error().cause);
        return std::move(*made);
    }

    std::int64_t count(cli::Application& office, const std::string& condition)
    {
        const auto number = office.database().ask([&](db::Reader& reader) {
            return reader.count("select count(*) from message where " + condition);
        });
        return number ? *number : -1;
    }

    Environment settings_of(const std::string& url)
    {
        return Environment{{"JISR_SMS_URL", url},
                           {"JISR_SMS_USER", Kannel::kUser},
                           {"JISR_SMS_PASSWORD", Kannel::kPassword},
                           {"JISR_QUIET_HOURS", "none"}};
    }

    TestDatabase database_{GetParam()};
    TemporaryFolder folder_;
};

INSTANTIATE_TEST_SUITE_P(Engines, SendingOnce, kEngines, engine_name);

std::vector<std::string> references(int count)
{
    std::vector<std::string> list;
    for (int i = 0; i < count; ++i)
        list.push_back(new_reference());
    return list;
}

TEST_P(SendingOnce, AServerKilledBeforeItsAnswerLeavesTheMessageUnsure)
{
    const ScriptedServer gateway(always("")); // takes the message and says nothing
    const std::string url = by_sms(gateway).sms.url;
    const auto settings = settings_of(url);
    const auto reference = new_reference();
    queue({reference});
    {
        ServedProgram program(database_.url(), folder_.path());
        ASSERT_TRUE(wait_until([&] { return count_of(gateway.received(), reference) == 1; }));
        program.kill();
    }
    const LaterClock clock;
    auto sending = by_sms(gateway);
    sending.quiet_hours = *messages::QuietHours::parse("none");
    const auto office = opened(clock, sending);
    ASSERT_EQ(count(*office, "state = 'sending'"), 1);
    ASSERT_TRUE(office->start_following());
    EXPECT_TRUE(wait_until([&] { return count(*office, "state = 'unsure'") == 1; }));
    EXPECT_EQ(count(*office, "reason = 'interrupted' and attempts = 1"), 1);
    EXPECT_EQ(count_of(gateway.received(), reference), 1);
}

TEST_P(SendingOnce, KilledAtAnyMomentNothingIsSentTwice)
{
    constexpr int kKills = 6;
    const auto settings = settings_of(kannel().url());
    const auto told = references(150);
    queue(told);
    std::mt19937 random(20261122);
    const auto arrived = [&] {
        const auto lines = kannel().received();
        return std::count_if(told.begin(), told.end(),
                             [&](const auto& reference) { return count_of(lines, reference) > 0; });
    };
    for (int i = 0; i < kKills; ++i) {
        const auto before = arrived();
        if (count(*opened(core::system_clock(), {}), "state = 'queued'") == 0)
            break; // a busy machine kills late, and what is claimed waits to be abandoned
        ServedProgram program(database_.url(), folder_.path());
        ASSERT_TRUE(wait_until([&] { return arrived() > before; }));
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000)); // any moment
        program.kill();
    }
    auto sending = by_sms(kannel().url());
    sending.quiet_hours = *messages::QuietHours::parse("none");
    const LaterClock clock;
    const auto office = opened(clock, sending);
    ASSERT_TRUE(office->start_following());
    ASSERT_TRUE(wait_until([&] { return count(*office, "state in ('queued', 'sending')") == 0; }));
    const auto unsure = count(*office, "state = 'unsure'");
    EXPECT_LE(unsure, kKills);
    ASSERT_TRUE(wait_until([&] { return arrived() >= count(*office, "state = 'sent'"); }));
    const auto lines = kannel().received();
    for (const auto& reference : told)
        EXPECT_LE(count_of(lines, reference), 1) << reference;
    EXPECT_EQ(count(*office, "state = 'sent'") + unsure, 150);
    RecordProperty("unsure", std::to_string(unsure));
}

TEST_P(SendingOnce, TwoServersOverOneDatabaseSendEachMessageOnce)
{
    if (GetParam() == Engine::Sqlite)
        GTEST_SKIP() << "one server has the file";
    const auto settings = settings_of(kannel().url());
    const auto told = references(200);
    queue(told);
    const ServedProgram one(database_.url(), folder_.path());
    const ServedProgram other(database_.url(), folder_.path());
    const auto office = opened(core::system_clock(), {});
    ASSERT_TRUE(wait_until([&] { return count(*office, "state = 'sent'") == 200; }));
    ASSERT_TRUE(wait_until([&] {
        const auto lines = kannel().received();
        return std::all_of(told.begin(), told.end(),
                           [&](const auto& reference) { return count_of(lines, reference) >= 1; });
    }));
    const auto lines = kannel().received();
    for (const auto& reference : told)
        EXPECT_EQ(count_of(lines, reference), 1) << reference;
    EXPECT_EQ(count(*office, "attempts = 1"), 200);
}

} // namespace
} // namespace jisr::tests
