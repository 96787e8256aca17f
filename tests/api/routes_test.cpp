#include "cli/application.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {

using testing::ElementsAre;
using testing::SizeIs;

class RouteTable : public testing::TestWithParam<Engine>
{
  protected:
    static bool names_if_match(const boost::json::value& operation)
    {
        const auto* parameters = operation.as_object().if_contains("parameters");
        if (parameters == nullptr)
            return false;
        const auto& all = parameters->as_array();
        return std::ranges::any_of(all, [](const auto& parameter) {
            return parameter.at("name") == "If-Match" && parameter.at("required") == true;
        });
    }

    /// "PUT /api/v1/persons/{id}", as the document has them.
    [[nodiscard]] std::vector<std::string> documented() const
    {
        std::vector<std::string> found;
        const auto document = server.get(server.administrator(), "/api/v1/openapi.json");
        for (const auto& [path, operations] : document.at("paths").as_object())
            for (const auto& [method, operation] : operations.as_object())
                if (names_if_match(operation))
                    found.push_back(std::string(method) + ' ' + std::string(path));
        return found;
    }

    mutable TestServer server{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Engines, RouteTable, kEngines, engine_name);

TEST_P(RouteTable, NamesTheVersionWhereverAnEditIsRefusedWithoutOne)
{
    const auto administrator = server.administrator();
    std::vector<std::string> refused;
    for (const auto& route : cli::all_routes()) {
        if (route.method == "GET" || route.path.ends_with("/session"))
            continue;
        auto path = route.path;
        if (const auto at = path.find('{'); at != std::string::npos)
            path.replace(at, path.find('}') - at + 1, core::Id::make().str());
        const auto answer = server.call(administrator, route.method, path, boost::json::object{});
        if (answer.status == 428) {
            auto method = route.method;
            std::ranges::transform(method, method.begin(), ::tolower);
            refused.push_back(method + ' ' + route.path);
        }
    }
    EXPECT_THAT(refused, SizeIs(17));
    EXPECT_THAT(documented(), testing::UnorderedElementsAreArray(refused));
}

namespace json = boost::json;

/// The document as `jisr openapi` prints it.
class OpenApiDocument : public testing::Test
{
  protected:
    [[nodiscard]] const json::value& operation(std::string_view method, std::string_view path) const
    {
        return document_.at("paths").at(std::string("/api/v1").append(path)).at(method);
    }

    /// Null when there is none of the name.
    static json::value parameter(const json::value& operation, std::string_view name)
    {
        if (const auto* all = operation.as_object().if_contains("parameters"))
            for (const auto& one : all->as_array())
                if (one.at("name").as_string() == name)
                    return one;
        return nullptr;
    }

    static std::vector<std::string> names(const json::value& object)
    {
        std::vector<std::string> all;
        for (const auto& member : object.as_object())
            all.emplace_back(member.key());
        return all;
    }

    static std::vector<std::string> types_of(const json::value& holder)
    {
        return names(holder.at("content"));
    }

  private:
    const json::value document_ = service::openapi(cli::all_routes());
};

TEST_F(OpenApiDocument, TellsWhichParametersMustBeGiven)
{
    const std::tuple<const char*, const char*, const char*> needed[] = {
        {"get", "/places", "q"},
        {"get", "/self/communes", "province"},
        {"post", "/convergence/lists", "programme"},
        {"post", "/imports", "edition"},
        {"get", "/self/file", "X-File"},
        {"get", "/self/file/convocations", "X-File"},
        {"post", "/self/registrations", "X-Proof"},
    };
    for (const auto& [method, path, name] : needed)
        EXPECT_EQ(parameter(operation(method, path), name).at("required"), true) << path;
    EXPECT_EQ(parameter(operation("get", "/persons"), "limit").at("required"), false);
}

TEST_F(OpenApiDocument, TellsOfFilesThatAreSentAndGiven)
{
    const auto papers = ElementsAre("application/pdf", "image/jpeg", "image/png", "image/webp");
    for (const auto* path : {"/persons/{id}/attachments", "/organisations/{id}/attachments",
                             "/agreements/{id}/papers", "/self/file/papers"}) {
        const auto& adding = operation("post", path);
        EXPECT_THAT(types_of(adding.at("requestBody")), papers) << path;
        EXPECT_FALSE(parameter(adding, "X-File-Name").is_null()) << path;
    }
    EXPECT_THAT(types_of(operation("get", "/attachments/{id}").at("responses").at("200")), papers);
    const auto& answer = operation("get", "/persons/export").at("responses").at("200");
    EXPECT_THAT(types_of(answer), testing::Contains("text/csv"));
}

TEST_F(OpenApiDocument, AnExportIsNotReadByPages)
{
    for (const auto* list :
         {"/persons", "/organisations", "/agreements", "/convergence/participants"})
        for (const auto* name : {"limit", "cursor"}) {
            const auto path = std::string(list).append("/export");
            EXPECT_FALSE(parameter(operation("get", list), name).is_null()) << list;
            EXPECT_TRUE(parameter(operation("get", path), name).is_null()) << path;
        }
}

TEST_F(OpenApiDocument, TellsWhatAnAnswerIsHeadedWithAndWhatMayGoWrong)
{
    const auto& answers = operation("put", "/centres/{id}").at("responses");
    EXPECT_THAT(names(answers),
                testing::IsSupersetOf({"200", "401", "403", "404", "409", "412", "422", "428"}));
    EXPECT_THAT(names(answers.at("200").at("headers")), ElementsAre("ETag"));
    EXPECT_THAT(names(operation("post", "/centres").at("responses").at("201").at("headers")),
                ElementsAre("ETag", "Location"));
    const auto& anyones = operation("get", "/system");
    EXPECT_THAT(names(anyones.at("responses")), ElementsAre("200", "default"));
    EXPECT_TRUE(anyones.at("security").as_array().empty());
    EXPECT_THAT(names(operation("post", "/centres").at("security").at(0)),
                ElementsAre("session", "csrf"));
}

} // namespace jisr::tests
