#include "http/client.hpp"
#include "support/database.hpp"
#include "support/served_program.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <fstream>

namespace jisr::tests {

namespace {

namespace json = boost::json;

/// What a served program writes to its log.
class Log : public testing::TestWithParam<Engine>
{
  protected:
    http::ClientResponse ask(const std::string& method, const std::string& target,
                             const json::object& body = {})
    {
        http::Client client("127.0.0.1", program_.port());
        const auto answer = client.request(
            method, target,
            {{"Authorization", "Bearer " + access_.token}, {"Content-Type", "application/json"}},
            method == "GET" ? "" : json::serialize(body));
        EXPECT_TRUE(answer);
        return answer ? *answer : http::ClientResponse{};
    }

    [[nodiscard]] std::vector<std::string> lines() const
    {
        std::ifstream file(folder_.path() / "serve.log");
        std::vector<std::string> lines;
        for (std::string line; std::getline(file, line);)
            lines.push_back(line);
        return lines;
    }

    TestDatabase database_{GetParam()};
    TemporaryFolder folder_;
    Access access_{access_to(database_.url(), folder_.path())};
    ServedProgram program_{database_.url(), folder_.path()};
};

json::object salma()
{
    return {{"given_name_latin", "Salma"}, {"family_name_latin", "Zerouali"},
            {"birth_date", "1990-05-06"},  {"national_id", "JB771177"},
            {"phone", "0612345678"},       {"commune_code", "10.473.05.01"},
            {"consent_given", true},       {"consent_on", "2026-11-20"}};
}

} // namespace

TEST_P(Log, FindsARefusalByTheIdThatItsProblemQuotesAndHoldsNothingPersonal)
{
    auto person = salma();
    person["edition_id"] = access_.edition.str();
    ASSERT_EQ(ask("POST", "/api/v1/persons", person).status, 201);
    ASSERT_EQ(ask("POST", "/api/v1/persons", person).status, 409); // her national id is known
    ASSERT_EQ(ask("POST", "/api/v1/persons/search", {{"q", "Zerouali"}}).status, 200);
    person["birth_date"] = "2023-02-30";
    const auto refused = ask("POST", "/api/v1/persons", person);
    ASSERT_EQ(refused.status, 422);
    ASSERT_EQ(ask("GET", "/api/v1/persons?q=Zerouali").status, 422);
    ASSERT_EQ(ask("GET", "/api/v1/persons/Zerouali").status, 404);
    ASSERT_EQ(ask("GET", "/Zerouali%ff").status, 400);

    const auto id = std::string(json::parse(refused.body).at("request_id").as_string());
    const auto found = lines();
    EXPECT_THAT(found, testing::Contains(testing::AllOf(testing::HasSubstr(id),
                                                        testing::HasSubstr("validation_failed"),
                                                        testing::HasSubstr("/api/v1/persons"))));
    for (const auto& line : found) {
        EXPECT_TRUE(json::parse(line).is_object());
        for (const auto* personal : {"Salma", "Zerouali", "JB771177", "612345678", "1990"})
            EXPECT_EQ(line.find(personal), std::string::npos) << line;
    }
}

INSTANTIATE_TEST_SUITE_P(Engines, Log, kEngines, engine_name);

} // namespace jisr::tests
