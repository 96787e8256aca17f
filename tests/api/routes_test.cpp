#include "cli/application.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {

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

} // namespace jisr::tests
