#include "db/seal.hpp"
#include "http/client.hpp"
#include "modules/registry/fictional.hpp"
#include "support/database.hpp"
#include "support/served_program.hpp"

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace jisr::tests {

namespace {

namespace json = boost::json;

constexpr std::size_t kClerks = 8;
constexpr std::uint32_t kSeed = 20261122;

/// The persons still to come and those whom a server said to have registered.
class Desk
{
  public:
    explicit Desk(Access access) : access_(std::move(access)), persons_(kSeed) {}

    json::object next_person()
    {
        const std::lock_guard lock(mutex_);
        auto draft = persons_.next("", core::system_clock().today());
        draft.id = core::Id::make();
        draft.edition_id = access_.edition;
        return core::to_json(draft).as_object();
    }

    void acknowledged(std::string id, std::string reference)
    {
        const std::lock_guard lock(mutex_);
        registered_.emplace_back(std::move(id), std::move(reference));
        more_.notify_all();
    }

    /// False when the count is not reached in a minute.
    bool wait_for(std::size_t count)
    {
        std::unique_lock lock(mutex_);
        return more_.wait_for(lock, std::chrono::minutes(1),
                              [&] { return registered_.size() >= count; });
    }

    std::size_t count()
    {
        const std::lock_guard lock(mutex_);
        return registered_.size();
    }

    [[nodiscard]] const std::string& token() const { return access_.token; }

    /// (id, reference), when no clerk works.
    [[nodiscard]] const auto& registered() const { return registered_; }

  private:
    Access access_;
    registry::FictionalPersons persons_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::vector<std::pair<std::string, std::string>> registered_;
};

/// Registers one person after the other. One that the server left unanswered is asked for again,
/// of the next server, as the web app does.
class Clerk
{
  public:
    explicit Clerk(Desk& desk) : desk_(desk) {}

    /// Until the server is gone.
    void work(std::uint16_t port)
    {
        http::Client client("127.0.0.1", port);
        while (register_one(client))
            continue;
    }

  private:
    bool register_one(http::Client& client)
    {
        if (person_.empty())
            person_ = desk_.next_person();
        const std::string id(person_.at("id").as_string());
        const auto answer = client.request("POST", "/api/v1/persons",
                                           {{"Authorization", "Bearer " + desk_.token()},
                                            {"Content-Type", "application/json"},
                                            {"Idempotency-Key", id}},
                                           json::serialize(person_));
        if (!answer)
            return false;
        // Among thousands of fictional persons one may resemble another: the next, please.
        if (answer->body.find("likely_duplicate") != std::string::npos) {
            person_.clear();
            return true;
        }
        EXPECT_EQ(answer->status, 201) << answer->body;
        if (answer->status != 201)
            return false;
        desk_.acknowledged(id, std::string(json::parse(answer->body).at("reference").as_string()));
        person_.clear();
        return true;
    }

    Desk& desk_;
    json::object person_;
};

class Killing : public testing::TestWithParam<Engine>
{
  protected:
    /// Serves until some registrations were acknowledged and a moment more, then kills.
    void serve_and_kill()
    {
        ServedProgram program(database_.url(), folder_.path());
        std::vector<std::thread> threads;
        threads.reserve(clerks_.size());
        for (auto& clerk : clerks_)
            threads.emplace_back([&clerk, &program] { clerk.work(program.port()); });
        EXPECT_TRUE(desk_.wait_for(desk_.count() + 1 + random_() % 100));
        // Answers leave together after a commit: the moment more puts the kill anywhere between.
        std::this_thread::sleep_for(std::chrono::microseconds(random_() % 20'000));
        program.kill();
        for (auto& thread : threads)
            thread.join();
    }

    void find_every_acknowledged()
    {
        const ServedProgram program(database_.url(), folder_.path());
        http::Client client("127.0.0.1", program.port());
        std::set<std::string> references;
        for (const auto& [id, reference] : desk_.registered()) {
            const auto answer = client.request("GET", "/api/v1/persons/" + id,
                                               {{"Authorization", "Bearer " + desk_.token()}});
            ASSERT_TRUE(answer);
            ASSERT_EQ(answer->status, 200) << reference;
            EXPECT_EQ(json::parse(answer->body).at("reference").as_string(), reference);
            EXPECT_TRUE(references.insert(reference).second) << reference << " was given twice";
        }
    }

    void find_the_change_log_intact()
    {
        const auto opened = database_.open();
        ASSERT_TRUE(db::seal(*opened));
        const auto found =
            opened->ask([](db::Reader& reader) { return db::verify(reader, [](std::int64_t) {}); });
        ASSERT_TRUE(found);
        EXPECT_TRUE(found->intact());
        EXPECT_GE(found->sealed_lines, 2 * static_cast<std::int64_t>(desk_.registered().size()));
    }

    std::int64_t count(std::string_view sql)
    {
        const auto opened = database_.open();
        const auto number = opened->ask([&](db::Reader& reader) { return reader.count(sql); });
        return number ? *number : -1;
    }

    TestDatabase database_{GetParam()};
    TemporaryFolder folder_;
    Desk desk_{access_to(database_.url(), folder_.path())};
    std::vector<Clerk> clerks_{kClerks, Clerk(desk_)};
    std::mt19937 random_{kSeed};
};

} // namespace

TEST_P(Killing, LosesNoAcknowledgedRegistrationAndRegistersNobodyTwice)
{
    const int kills = GetParam() == Engine::Sqlite ? 50 : 10;
    for (int i = 0; i < kills && !HasFailure(); ++i)
        serve_and_kill();
    ASSERT_NO_FATAL_FAILURE(find_every_acknowledged());

    const auto persons = count("select count(*) from person");
    const auto acknowledged = static_cast<std::int64_t>(desk_.registered().size());
    EXPECT_GE(persons, acknowledged);
    EXPECT_LE(persons, acknowledged + static_cast<std::int64_t>(kClerks)); // written, unanswered
    EXPECT_EQ(count("select count(*) from registration"), persons);
    EXPECT_EQ(count("select count(distinct reference) from person"), persons);
    EXPECT_EQ(count("select count(*) from change where entity = 'person'"), persons);
    EXPECT_EQ(count("select count(*) from change where entity = 'registration'"), persons);
    find_the_change_log_intact();
    RecordProperty("acknowledged", std::to_string(acknowledged));
}

INSTANTIATE_TEST_SUITE_P(Engines, Killing, kEngines, engine_name);

} // namespace jisr::tests
