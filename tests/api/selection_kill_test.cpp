#include "cli/application.hpp"
#include "http/client.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/registering.hpp"
#include "modules/registry/registry.hpp"
#include "support/database.hpp"
#include "support/process.hpp"
#include "support/served_program.hpp"

#include <gtest/gtest.h>

#include <random>
#include <thread>

/// A server that is killed while a selection is confirmed: nobody drops out of a list, nobody is
/// moved or told twice.
namespace jisr::tests {
namespace {

namespace json = boost::json;

constexpr std::size_t kWomen = 4'000; // eight transactions of settling: time enough to be killed in
constexpr auto* kRegion = "10";

class ConfirmingKilled : public testing::TestWithParam<Engine>
{
  protected:
    ConfirmingKilled() : access_(access_to(database_.url(), folder_.path()))
    {
        service::Settings settings;
        settings.data_folder = folder_.path();
        const auto office = cli::Application::make(database_.url(), settings, {});
        if (!office)
            throw std::runtime_error(office.error().cause);
        registry::FictionalPersons persons(5);
        const auto entered = service::write_as(
            (*office)->services(), service::Actor::system("test"),
            [&](service::WriteContext& context) -> core::Result<void> {
                registry::FictionalPersons drawn = persons; // a write may run twice
                for (std::size_t i = 0; i < kWomen; ++i) {
                    auto draft = drawn.next(kRegion, context.clock.today());
                    draft.edition_id = access_.edition;
                    const auto one = TRY(registry::enter_person(context, draft));
                    TRY(registry::change_phase(context, one.registration,
                                               {registry::Phase::Eligible, "admit", {}}));
                }
                return {};
            });
        if (!entered)
            throw std::runtime_error(entered.error().slug);
        connection_ = database_.open();
    }

    http::ClientResponse ask(const ServedProgram& program, std::string_view method,
                             const std::string& path, const json::value& body = nullptr,
                             const http::Fields& more = {})
    {
        http::Fields headers{{"Authorization", "Bearer " + access_.token},
                             {"Content-Type", "application/json"},
                             {"Idempotency-Key", core::Id::make().str()}};
        headers.insert(headers.end(), more.begin(), more.end());
        http::Client client("127.0.0.1", program.port());
        auto answer = client.request(method, path, headers,
                                     body.is_null() ? std::string() : json::serialize(body));
        return answer ? *answer : http::ClientResponse{};
    }

    /// A drawn-up selection of the region, under its provinces' targets of so many together.
    std::string drawn_up(const ServedProgram& program)
    {
        const std::string edition = "/api/v1/editions/" + access_.edition.str();
        const json::value plan = json::parse(R"({"rules": [{"field": "age", "least": 10}],
            "criteria": [{"code": "age", "name_ar": "السن", "name_fr": "Âge", "weight": 1,
                          "most": 10, "bands": [{"when": {"field": "age", "most": 35},
                                                 "points": 10}]}],
            "reserves": [{"group": {"field": "rural", "is": true}, "percent": 30}],
            "scoring_open": false, "reason": "test"})");
        EXPECT_LT(
            ask(program, "PUT", edition + "/selection-plan", plan, {{"If-Match", "\"0\""}}).status,
            300);
        json::array targets;
        for (const auto* province : {"10.261", "10.473", "10.071", "10.521"})
            targets.push_back({{"region_code", kRegion},
                               {"province_code", province},
                               {"year", 2026},
                               {"measure", "women"},
                               {"value", 625}});
        EXPECT_LT(ask(program, "PUT", edition + "/targets",
                      json::object{{"items", targets}, {"reason", "test"}}, {{"If-Match", "*"}})
                      .status,
                  300);
        const auto drawn =
            ask(program, "POST", edition + "/selections", json::object{{"region_code", kRegion}});
        EXPECT_EQ(drawn.status, 201) << drawn.body;
        const std::string run(json::parse(drawn.body).at("id").as_string());
        EXPECT_EQ(ask(program, "POST", "/api/v1/selections/" + run + "/draw").status, 200);
        return run;
    }

    std::int64_t count(const std::string& sql)
    {
        const auto number =
            connection_->ask([&](db::Reader& reader) { return reader.count("select " + sql); });
        return number ? *number : -1;
    }

    std::int64_t moved()
    {
        return count("count(*) from registration where phase in ('selected', 'waiting')");
    }

    TestDatabase database_{GetParam()};
    TemporaryFolder folder_;
    Access access_;
    std::unique_ptr<db::Database> connection_;
};

INSTANTIATE_TEST_SUITE_P(Engines, ConfirmingKilled, kEngines, engine_name);

TEST_P(ConfirmingKilled, AtAnyMomentItGoesOnAndEveryoneIsMovedOnce)
{
    constexpr int kKills = 3;
    std::string run;
    std::int64_t interrupted = 0;
    std::mt19937 random(20261122);
    for (int i = 0; i < kKills; ++i) {
        ServedProgram program(database_.url(), folder_.path());
        if (run.empty())
            run = drawn_up(program);
        std::thread confirming(
            [&] { ask(program, "POST", "/api/v1/selections/" + run + "/confirm"); });
        const auto before = moved();
        EXPECT_TRUE(wait_until([&] { return moved() > before || moved() == kWomen; }));
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000)); // any moment
        program.kill();
        confirming.join();
        interrupted += count("count(*) from selection_run where state = 'confirming'");
    }
    EXPECT_GT(interrupted, 0);
    const ServedProgram program(database_.url(), folder_.path());
    EXPECT_TRUE(wait_until(
        [&] { return count("count(*) from selection_run where state = 'confirmed'") == 1; }));

    EXPECT_EQ(moved(), static_cast<std::int64_t>(kWomen));
    EXPECT_EQ(count("count(*) from registration r join selection_entry e on e.registration_id = "
                    "r.id where (e.seat <> -2) <> (r.phase = 'selected')"),
              0);
    EXPECT_EQ(
        count("count(*) from (select entity_id from change where entity = 'registration' and "
              "operation in ('select', 'wait') group by entity_id having count(*) > 1) twice"),
        0);
    EXPECT_EQ(count("count(*) from message where template_code in ('selected', 'waiting')"),
              count("count(distinct person_id) from message where template_code in ('selected', "
                    "'waiting')"));
    const auto verification = ask(program, "GET", "/api/v1/selections/" + run + "/verification");
    EXPECT_EQ(json::parse(verification.body).at("same"), true) << verification.body;
}

} // namespace
} // namespace jisr::tests
