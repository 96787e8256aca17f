#include "http/static_files.hpp"

#include <gtest/gtest.h>

namespace jisr::http {
namespace {

const std::string kScript(3000, ';');

Handler app()
{
    return static_files({{"web/dist/index.html", "<!doctype html>"},
                         {"web/dist/s/index.html", "<title>"},
                         {"web/dist/assets/app-1a2b.js", kScript},
                         {"web/dist/manifest.webmanifest", "{}"}},
                        "web/dist/", [](const Request&, const core::Problem& problem) {
                            return Response{.status = problem.status, .body = problem.slug};
                        });
}

Response ask(std::string_view path, Fields headers = {}, std::string_view method = "GET")
{
    auto request = std::make_shared<Request>();
    request->method = method;
    request->path = path;
    request->headers = std::move(headers);
    const Handler handler = app();
    Response answer;
    handler(request, [&](Response response) { answer = std::move(response); });
    if (const auto* bytes = std::get_if<std::string_view>(&answer.body))
        answer.body = std::string(*bytes); // outlives the handler
    return answer;
}

std::string_view header(const Response& response, std::string_view name)
{
    for (const auto& [field, value] : response.headers)
        if (field == name)
            return value;
    return {};
}

const std::string& body(const Response& response)
{
    return std::get<std::string>(response.body);
}

TEST(StaticFiles, ServesTheAppForEveryPageButNotForTheApi)
{
    for (const auto* path : {"/", "/index.html", "/persons/GON-26-000123-7", "/apiary"}) {
        const auto answer = ask(path);
        EXPECT_EQ(answer.status, 200) << path;
        EXPECT_EQ(body(answer), "<!doctype html>") << path;
        EXPECT_EQ(answer.content_type, "text/html; charset=utf-8");
        EXPECT_EQ(header(answer, "Cache-Control"), "no-cache");
    }
    for (const auto* path :
         {"/api", "/api/v1/nobody", "//api/v1/nobody", "/assets/gone.js", "/favicon.ico"})
        EXPECT_EQ(ask(path).status, 404) << path;
}

TEST(StaticFiles, ServesAnAppOfAFolderForThePagesBelowIt)
{
    for (const auto* path : {"/s", "/s/", "/s/file"})
        EXPECT_EQ(body(ask(path)), "<title>") << path;
    for (const auto* path : {"/", "/session", "s", "*"})
        EXPECT_EQ(body(ask(path)), "<!doctype html>") << path;
}

TEST(StaticFiles, LetsHashedFilesBeCachedForGood)
{
    const auto answer = ask("/assets/app-1a2b.js");
    EXPECT_EQ(answer.content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(header(answer, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(body(answer), kScript);
}

TEST(StaticFiles, SendsTheSmallerFormToWhoTakesIt)
{
    const auto answer = ask("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(header(answer, "Content-Encoding"), "gzip");
    EXPECT_LT(body(answer).size(), 100U);
    EXPECT_EQ(header(ask("/", {{"Accept-Encoding", "gzip"}}), "Content-Encoding"),
              ""); // not smaller
}

TEST(StaticFiles, Answers304ToWhoHasItAlready)
{
    const std::string etag(header(ask("/"), "ETag"));
    ASSERT_EQ(etag.size(), 34U);
    for (const auto& known : {etag, "W/" + etag, "\"other\", " + etag, std::string("*")})
        EXPECT_EQ(ask("/", {{"If-None-Match", known}}).status, 304) << known;
    EXPECT_EQ(ask("/", {{"If-None-Match", "\"other\""}}).status, 200);
    const Fields gzip = {{"Accept-Encoding", "gzip"}};
    EXPECT_NE(header(ask("/assets/app-1a2b.js"), "ETag"),
              header(ask("/assets/app-1a2b.js", gzip), "ETag"));
}

TEST(StaticFiles, LeadsOutOfTheFolderNowhere)
{
    for (const auto* path :
         {"/../../etc/passwd", "/assets/../../secret.txt", "//etc/passwd.txt", "/assets/.."})
        EXPECT_EQ(ask(path).status, 404) << path;
}

TEST(StaticFiles, IsReadOnly)
{
    EXPECT_EQ(ask("/", {}, "POST").status, 405);
    EXPECT_EQ(header(ask("/", {}, "POST"), "Allow"), "GET, HEAD");
}

TEST(StaticFiles, KnowsTheMediaTypesOfTheApp)
{
    EXPECT_EQ(media_type_of("a.woff2"), "font/woff2");
    EXPECT_EQ(media_type_of("a.webmanifest"), "application/manifest+json");
    EXPECT_EQ(media_type_of("regions.geojson"), "application/geo+json");
    EXPECT_EQ(media_type_of("a.b.svg"), "image/svg+xml");
    EXPECT_EQ(media_type_of("unknown"), "application/octet-stream");
}

TEST(StaticFiles, GivesThePartThatIsAskedFor)
{
    const auto part = [](const char* range, Fields more = {}) {
        more.emplace_back("range", range);
        return ask("/index.html", std::move(more)); // "<!doctype html>", 15 bytes
    };
    EXPECT_EQ(header(ask("/index.html"), "Accept-Ranges"), "bytes");
    const auto first = part("bytes=0-1");
    EXPECT_EQ(first.status, 206);
    EXPECT_EQ(body(first), "<!");
    EXPECT_EQ(header(first, "Content-Range"), "bytes 0-1/15");
    EXPECT_EQ(body(part("bytes=10-")), "html>");
    EXPECT_EQ(body(part("bytes=-5")), "html>");
    EXPECT_EQ(body(part("bytes=10-900")), "html>");
    EXPECT_EQ(header(part("bytes=-900"), "Content-Range"), "bytes 0-14/15");
    for (const auto* outside : {"bytes=15-", "bytes=-0"}) {
        const auto none = part(outside);
        EXPECT_EQ(none.status, 416) << outside;
        EXPECT_EQ(header(none, "Content-Range"), "bytes */15");
        EXPECT_EQ(body(none), "");
    }
    for (const auto* other : {"bytes=", "bytes=-", "bytes=2-1", "bytes=0-1,3-4", "lines=0-1",
                              "bytes=x-1", "bytes=99999999999999999999-"})
        EXPECT_EQ(part(other).status, 200) << other;
    const auto etag = std::string(header(first, "ETag"));
    EXPECT_EQ(part("bytes=0-1", {{"if-range", etag}}).status, 206);
    EXPECT_EQ(part("bytes=0-1", {{"if-range", "\"older\""}}).status, 200);
    const auto script =
        ask("/assets/app-1a2b.js", {{"accept-encoding", "gzip"}, {"range", "bytes=0-1"}});
    EXPECT_EQ(script.status, 200);
    EXPECT_EQ(header(script, "Content-Encoding"), "gzip");
}

} // namespace
} // namespace jisr::http
