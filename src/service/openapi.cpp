#include "service/route.hpp"

namespace jisr::service {

namespace json = core::json;

namespace {

/// "/api/v1/persons/{id}" → "persons": the tag under which the document groups the route.
std::string tag_of(std::string_view path)
{
    constexpr std::string_view kPrefix = "/api/v1/";
    if (!path.starts_with(kPrefix))
        return "system";
    path.remove_prefix(kPrefix.size());
    return std::string(path.substr(0, path.find('/')));
}

/// "GET", "/api/v1/persons/{id}" → "get_persons_id"
std::string operation_id(const Route& route)
{
    std::string id;
    for (const char c : route.method)
        id += static_cast<char>(c - 'A' + 'a');
    std::string_view path = route.path;
    if (path.starts_with("/api/v1"))
        path.remove_prefix(7);
    for (const char c : path)
        if (c == '/' || c == '-' || c == '.')
            id += '_';
        else if (c != '{' && c != '}')
            id += c;
    return id;
}

json::array parameters_of(const Route& route)
{
    json::array parameters;
    std::string_view path = route.path;
    for (auto open = path.find('{'); open != std::string_view::npos;
         open = path.find('{', open + 1)) {
        const auto name = path.substr(open + 1, path.find('}', open) - open - 1);
        parameters.push_back(
            {{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
    }
    for (const auto& parameter : route.query)
        parameters.push_back({{"name", parameter.name},
                              {"in", "query"},
                              {"required", false},
                              {"schema", parameter.schema}});
    if (route.method == "POST" && (route.prepare || route.takes_key))
        parameters.push_back({{"name", "Idempotency-Key"},
                              {"in", "header"},
                              {"required", false},
                              {"schema", {{"type", "string"}, {"maxLength", 100}}}});
    if (route.takes_version)
        parameters.push_back({{"name", "If-Match"},
                              {"in", "header"},
                              {"required", true},
                              {"description", "the ETag of the version that was read"},
                              {"schema", {{"type", "string"}}}});
    return parameters;
}

json::object content(std::string_view type, json::value schema)
{
    return {{"content", {{type, {{"schema", std::move(schema)}}}}}};
}

json::object responses_of(const Route& route, core::Schemas& schemas)
{
    json::object success{{"description", "done"}};
    if (route.response_schema)
        success["content"] =
            content(route.response_type, route.response_schema(schemas))["content"];
    else if (route.response_type != "application/json")
        success["content"] =
            content(route.response_type, json::object{{"type", "string"}})["content"];
    json::object responses;
    responses[std::to_string(route.success)] = std::move(success);
    responses["default"] = {{"$ref", "#/components/responses/Problem"}};
    return responses;
}

json::object operation_of(const Route& route, core::Schemas& schemas)
{
    json::object operation{{"operationId", operation_id(route)},
                           {"summary", route.summary},
                           {"tags", {tag_of(route.path)}}};
    if (auto parameters = parameters_of(route); !parameters.empty())
        operation["parameters"] = std::move(parameters);
    if (route.request_schema) {
        auto body = content("application/json", route.request_schema(schemas));
        body["required"] = true;
        operation["requestBody"] = std::move(body);
    } else if (route.options.body_to_file)
        operation["requestBody"] =
            content("application/octet-stream", {{"type", "string"}, {"format", "binary"}});
    operation["responses"] = responses_of(route, schemas);
    if (route.access.kind == Access::Kind::Holds)
        operation["x-permission"] = core::to_json(route.access.permission);
    if (route.access.kind == Access::Kind::Anyone)
        operation["security"] = json::array{};
    return operation;
}

json::object problem_schema()
{
    const json::object text{{"type", "string"}};
    json::object error{{"type", "object"},
                       {"properties",
                        {{"pointer", text},
                         {"code", text},
                         {"message", text},
                         {"params", {{"type", "object"}, {"additionalProperties", true}}}}},
                       {"required", {"pointer", "code", "message"}}};
    return {{"type", "object"},
            {"properties",
             {{"type", text},
              {"title", text},
              {"detail", text},
              {"slug", text},
              {"status", {{"type", "integer"}}},
              {"request_id", text},
              {"errors", {{"type", "array"}, {"items", std::move(error)}}}}},
            {"required", {"type", "title", "status", "slug"}},
            {"additionalProperties", true}};
}

} // namespace

json::value openapi(const Routes& routes)
{
    core::Schemas schemas;
    json::object paths;
    for (const Route& route : routes) {
        std::string method = operation_id(route);
        method.resize(route.method.size());
        auto& path = paths[route.path];
        if (!path.is_object())
            path.emplace_object();
        path.get_object()[method] = operation_of(route, schemas);
    }
    schemas["Problem"] = problem_schema();
    json::object components{{"schemas", std::move(schemas)}};
    components["responses"] = {{"Problem",
                                {{"description", "what went wrong (RFC 9457)"},
                                 {"content",
                                  {{"application/problem+json",
                                    {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}};
    components["securitySchemes"] = {
        {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "jisr_session"}}},
        {"token", {{"type", "http"}, {"scheme", "bearer"}}}};
    return json::object{{"openapi", "3.1.0"},
                        {"info", {{"title", "Jisr"}, {"version", "1"}}},
                        {"security", json::array{json::object{{"session", json::array{}}},
                                                 json::object{{"token", json::array{}}}}},
                        {"paths", std::move(paths)},
                        {"components", std::move(components)}};
}

} // namespace jisr::service
