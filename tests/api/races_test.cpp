#include "support/server.hpp"

#include <gmock/gmock.h>

#include <latch>

namespace jisr::tests {

namespace json = boost::json;
using service::Role;

/// Several who change one file at the same moment: SQLite takes them one after the other, on
/// PostgreSQL their transactions overlap.
class Races : public testing::TestWithParam<Engine>
{
  protected:
    using Call = std::function<Answer()>;

    /// Their answers, in the order of the calls, which begin together.
    static std::vector<Answer> at_once(const std::vector<Call>& calls)
    {
        std::latch together(static_cast<std::ptrdiff_t>(calls.size()));
        std::vector<Answer> answers(calls.size());
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < calls.size(); ++i)
            threads.emplace_back([&, i] {
                together.arrive_and_wait();
                answers[i] = calls[i]();
            });
        for (auto& thread : threads)
            thread.join();
        return answers;
    }

    json::object fields_of(const Answer& person)
    {
        auto fields = another_person(edition);
        for (const auto* name : {"edition_id", "consent_given", "id"})
            fields.erase(name);
        for (auto& field : fields)
            field.value() = person.at(field.key());
        return fields;
    }

    Answer withdraw(const std::string& path, const std::string& reason)
    {
        return server.post(administrator, path + "/withdraw", json::object{{"reason", reason}});
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller administrator = server.administrator();
    static constexpr int kRounds = 12;
};

INSTANTIATE_TEST_SUITE_P(Engines, Races, kEngines, engine_name);

TEST_P(Races, AnEditTakesNoWithdrawalBack)
{
    for (int round = 0; round < kRounds; ++round) {
        const auto person = server.post(administrator, "/api/v1/persons", another_person(edition));
        ASSERT_EQ(person.status, 201) << person.body;
        const std::string path = "/api/v1/persons/" + person.text("id");
        const std::string registration =
            "/api/v1/registrations/" + person.text("registrations/0/id");
        auto fields = fields_of(person);
        fields["commune_code"] = "10.261.01.03";
        const auto answers = at_once({[&] { return withdraw(registration, "she left"); },
                                      [&] { return server.put(administrator, path, fields, 1); }});
        EXPECT_EQ(answers[0].status, 200) << answers[0].body;
        EXPECT_EQ(answers[1].status, 200) << answers[1].body;
        const auto after = server.get(administrator, path);
        EXPECT_EQ(after.text("registrations/0/state"), "withdrawn") << "round " << round;
        EXPECT_EQ(after.text("commune_code"), "10.261.01.03");
    }
}

TEST_P(Races, OfManyWithdrawalsOneIsKept)
{
    for (int round = 0; round < kRounds / 2; ++round) {
        const auto person = server.post(administrator, "/api/v1/persons", another_person(edition));
        const std::string registration =
            "/api/v1/registrations/" + person.text("registrations/0/id");
        std::vector<Call> calls;
        for (int i = 0; i < 6; ++i)
            calls.emplace_back(
                [&, i] { return withdraw(registration, "for " + std::to_string(i)); });
        const auto answers = at_once(calls);
        const auto kept = std::ranges::count(answers, 200, &Answer::status);
        EXPECT_EQ(kept, 1);
        const auto lines = server.services().database.ask([&](db::Reader& reader) {
            return reader.count("select count(*) from change_line where entity = 'registration' "
                                "and operation = 'withdraw'");
        });
        ASSERT_TRUE(lines);
        EXPECT_EQ(*lines, round + 1);
    }
}

TEST_P(Races, OfManyWhoWithdrawAFileEachIsToldThatItIsWithdrawn)
{
    const auto person = server.post(administrator, "/api/v1/persons", another_person(edition));
    const std::string path = "/api/v1/persons/" + person.text("id");
    const Call call = [&] { return withdraw(path, "she left"); };
    for (const auto& answer : at_once({call, call, call, call, call, call})) {
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.text("state"), "withdrawn");
    }
}

TEST_P(Races, OfTwoEditsOneIsShownTheOther)
{
    for (int round = 0; round < kRounds; ++round) {
        const auto person = server.post(administrator, "/api/v1/persons", another_person(edition));
        const std::string path = "/api/v1/persons/" + person.text("id");
        const auto editing = [&](const std::string& locality) {
            return [&, locality] {
                auto fields = fields_of(person);
                fields["locality"] = locality;
                return server.put(administrator, path, fields, 1);
            };
        };
        const auto answers = at_once({editing("Douar Lfoq"), editing("Douar Ltaht")});
        const auto& refused = answers[0].status == 200 ? answers[1] : answers[0];
        EXPECT_EQ(answers[0].status + answers[1].status, 200 + 412);
        EXPECT_EQ(refused.slug(), "stale") << refused.body;
        EXPECT_EQ(refused.text("current/version"), "2") << refused.body;
    }
}

TEST_P(Races, OfManyWithOneNationalIdTheOthersAreToldWhoseItIs)
{
    for (int round = 0; round < kRounds / 2; ++round) {
        std::vector<Call> calls;
        for (int i = 0; i < 6; ++i)
            calls.emplace_back([&, round, draft = another_person(edition)] {
                auto person = draft;
                person["national_id"] = "JA4455" + std::to_string(round);
                return server.post(administrator, "/api/v1/persons", person);
            });
        const auto answers = at_once(calls);
        EXPECT_EQ(std::ranges::count(answers, 201, &Answer::status), 1);
        for (const auto& answer : answers)
            if (answer.status != 201) {
                EXPECT_EQ(answer.slug(), "likely_duplicate") << answer.body;
            }
    }
}

} // namespace jisr::tests
