#include "http/router.hpp"

#include <gtest/gtest.h>

namespace jisr::http {
namespace {

Handler nothing()
{
    return [](std::shared_ptr<Request>, Reply) {};
}

Router sample()
{
    Router router;
    router.add("GET", "/api/v1/persons", {}, nothing());
    router.add("POST", "/api/v1/persons", {.body_limit = 7}, nothing());
    router.add("GET", "/api/v1/persons/{id}", {}, nothing());
    router.add("GET", "/api/v1/persons/export", {.slow = true}, nothing());
    router.add("PUT", "/api/v1/persons/{person}/papers/{paper}", {}, nothing());
    return router;
}

TEST(Router, FindsARouteByMethodAndPath)
{
    const auto router = sample();
    EXPECT_EQ(router.match("GET", "/api/v1/persons").pattern, "/api/v1/persons");
    EXPECT_EQ(router.match("POST", "/api/v1/persons").options->body_limit, 7);
}

TEST(Router, NamesTheParametersOfThePath)
{
    const auto router = sample();
    const auto match = router.match("PUT", "/api/v1/persons/17/papers/card");
    ASSERT_NE(match.handler, nullptr);
    EXPECT_EQ(match.path_params, (Fields{{"person", "17"}, {"paper", "card"}}));
}

TEST(Router, PrefersALiteralToAParameter)
{
    const auto router = sample();
    EXPECT_TRUE(router.match("GET", "/api/v1/persons/export").options->slow);
    EXPECT_EQ(router.match("GET", "/api/v1/persons/exports").pattern, "/api/v1/persons/{id}");
}

TEST(Router, TakesNoEmptyParameter)
{
    EXPECT_EQ(sample().match("GET", "/api/v1/persons/").handler, nullptr);
}

TEST(Router, SaysWhichMethodsAPathTakes)
{
    const auto router = sample();
    const auto match = router.match("DELETE", "/api/v1/persons");
    EXPECT_EQ(match.options, nullptr);
    EXPECT_EQ(match.allowed, "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(router.match("DELETE", "/api/v1/nobody").allowed, "");
}

TEST(Router, AnswersHeadWithTheRouteOfGet)
{
    const auto router = sample();
    EXPECT_EQ(router.match("HEAD", "/api/v1/persons/3").pattern, "/api/v1/persons/{id}");
    EXPECT_EQ(router.match("HEAD", "/api/v1/persons/3/papers/4").handler, nullptr);
}

TEST(Router, LeavesUnknownPathsToTheApp)
{
    auto router = sample();
    router.otherwise(nothing());
    EXPECT_NE(router.match("GET", "/anything").handler, nullptr);
    EXPECT_EQ(router.match("GET", "/anything").pattern, "");
    EXPECT_EQ(router.match("DELETE", "/api/v1/persons").handler, nullptr);
}

} // namespace
} // namespace jisr::http
