#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {
namespace {

using testing::ElementsAre;

/// What is the same of every route: how a body is written, who asks, what stands in the query.
class Protocol : public testing::TestWithParam<Engine>
{
  protected:
    /// The answer to a search that is written as the headers say.
    Answer search(std::vector<std::pair<std::string, std::string>> headers)
    {
        return server.send(administrator, "POST", "/api/v1/persons/search", R"({"q":"Amina"})",
                           std::move(headers));
    }

    TestServer server{GetParam()};
    Caller administrator = server.administrator();
};

INSTANTIATE_TEST_SUITE_P(Engines, Protocol, kEngines, engine_name);

TEST_P(Protocol, ABodyIsJsonInUtf8)
{
    for (const auto* type :
         {"application/json", "Application/JSON", "application/json; charset=UTF-8",
          "application/json;charset=\"utf-8\""})
        EXPECT_EQ(search({{"Content-Type", type}}).status, 200) << type;
    for (const auto* type :
         {"text/json", "application/jsonl", "application/json; charset=iso-8859-1",
          "application/json; v=1; Charset=latin1"})
        EXPECT_EQ(search({{"Content-Type", type}}).slug(), "unsupported_media_type") << type;
}

TEST_P(Protocol, ABodyIsNotCompressed)
{
    const auto refused =
        search({{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}});
    EXPECT_EQ(refused.status, 415);
    EXPECT_EQ(refused.slug(), "unsupported_media_type");
    EXPECT_EQ(
        search({{"Content-Type", "application/json"}, {"Content-Encoding", "identity"}}).status,
        200);
}

TEST_P(Protocol, AnEmptyParameterTakesNoFilterAway)
{
    const auto refused = server.get(administrator, "/api/v1/persons?region=&limit=");
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.errors(), ElementsAre("?limit required", "?region required"));
}

TEST_P(Protocol, WhatMustBeGivenIsAskedFor)
{
    EXPECT_THAT(server.send(administrator, "POST", "/api/v1/imports", "a;b").errors(),
                ElementsAre("?edition required"));
    EXPECT_THAT(server.send(administrator, "POST", "/api/v1/convergence/lists", "a;b").errors(),
                ElementsAre("?programme required"));
}

TEST_P(Protocol, AnExportHasNoPages)
{
    for (const auto* list :
         {"persons", "organisations", "agreements", "convergence/participants"}) {
        const auto file = std::string("/api/v1/").append(list).append("/export");
        EXPECT_EQ(server.get(administrator, file).status, 200) << file;
        EXPECT_THAT(server.get(administrator, file + "?limit=10").errors(),
                    ElementsAre("?limit unknown_field"))
            << file;
    }
}

TEST_P(Protocol, WhoAsksIsToldByABearerInAnyCase)
{
    const auto asked_with = [&](const std::string& scheme) {
        return server.send({}, "GET", "/api/v1/centres", {},
                           {{"Authorization", scheme + administrator.token}});
    };
    EXPECT_EQ(asked_with("bearer ").status, 200);
    EXPECT_EQ(asked_with("BEARER ").status, 200);
    const auto refused = asked_with("Basic ");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.headers.at("www-authenticate"), "Bearer");
}

} // namespace
} // namespace jisr::tests
