#include "http/client.hpp"
#include "modules/registry/fictional.hpp"
#include "support/database.hpp"
#include "support/process.hpp"
#include "support/served_program.hpp"

#include <vector>

namespace jisr::tests {

namespace {

namespace json = boost::json;

/// A server that made its database itself, as the first start after an installation does, and
/// commands that are run beside it.
class BesideAServer : public testing::TestWithParam<Engine>
{
  protected:
    void register_one()
    {
        auto draft = persons_.next("", core::system_clock().today());
        draft.id = core::Id::make();
        draft.edition_id = access_.edition;
        http::Client client("127.0.0.1", program_.port());
        const auto answer = client.request("POST", "/api/v1/persons", headers(),
                                           json::serialize(core::to_json(draft)));
        ASSERT_TRUE(answer);
        ASSERT_EQ(answer->status, 201) << answer->body;
        acknowledged_.push_back(*draft.id);
    }

    void run(const std::vector<std::string>& arguments)
    {
        std::vector<std::string> command{program_path().string()};
        command.insert(command.end(), arguments.begin(), arguments.end());
        command.insert(command.end(), {"--database", database_.url()});
        const Process process(std::move(command), (folder_.path() / "command.log").string());
        ASSERT_TRUE(wait_until([&] { return !process.runs(); }));
    }

    void find_all_after_a_kill()
    {
        program_.kill();
        const ServedProgram next(database_.url(), folder_.path());
        http::Client client("127.0.0.1", next.port());
        for (const auto& id : acknowledged_) {
            const auto answer = client.request("GET", "/api/v1/persons/" + id.str(), headers());
            ASSERT_TRUE(answer);
            EXPECT_EQ(answer->status, 200) << answer->body;
        }
    }

    [[nodiscard]] http::Fields headers() const
    {
        return {{"Authorization", "Bearer " + access_.token}, {"Content-Type", "application/json"}};
    }

    TestDatabase database_{GetParam(), TestDatabase::Content::Empty};
    TemporaryFolder folder_;
    ServedProgram program_{database_.url(), folder_.path()};
    Access access_{access_to(database_.url(), folder_.path())};
    registry::FictionalPersons persons_{7};
    std::vector<core::Id> acknowledged_;
};

} // namespace

TEST_P(BesideAServer, CommandsLoseNothingOfWhatItAcknowledges)
{
    register_one();
    run({"backup", (folder_.path() / "copy.backup").string()});
    register_one();
    run({"audit", "verify"});
    register_one();
    run({"token", "create", "--role", "auditor"});
    register_one();
    find_all_after_a_kill();
}

INSTANTIATE_TEST_SUITE_P(Engines, BesideAServer, kEngines, engine_name);

} // namespace jisr::tests
