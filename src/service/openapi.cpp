#include "service/route.hpp"

#include <set>

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

json::object text_schema()
{
    return {{"type", "string"}};
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
                              {"required", parameter.required},
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
                              {"schema", text_schema()}});
    if (!route.opened_by.empty())
        parameters.push_back({{"name", route.opened_by},
                              {"in", "header"},
                              {"required", true},
                              {"schema", text_schema()}});
    if (!route.file_types.empty())
        parameters.push_back({{"name", "X-File-Name"},
                              {"in", "header"},
                              {"required", false},
                              {"description", "percent-encoded UTF-8"},
                              {"schema", text_schema()}});
    return parameters;
}

json::object content(std::string_view type, json::value schema)
{
    return {{"content", {{type, {{"schema", std::move(schema)}}}}}};
}

/// What is not JSON of ours, in any of the media types.
json::object file_content(const std::vector<std::string>& types)
{
    json::object of_type;
    for (const auto& type : types) {
        auto schema = text_schema();
        if (type.ends_with("json"))
            schema["type"] = "object";
        else if (!type.starts_with("text/"))
            schema["format"] = "binary";
        of_type[type] = {{"schema", std::move(schema)}};
    }
    return {{"content", std::move(of_type)}};
}

json::object header(std::string_view description)
{
    return {{"description", description}, {"schema", text_schema()}};
}

bool is_write(const Route& route)
{
    return route.method != "GET" && !route.read;
}

/// Where somebody is asked who she is.
bool is_closed(const Route& route)
{
    return route.access.kind != Access::Kind::Anyone;
}

/// Paths of what is edited by version: reading it, or making one, gives the version.
using VersionedPaths = std::set<std::string>;

bool tells_version(const Route& route, const VersionedPaths& versioned)
{
    return route.takes_version || (route.method == "GET" && versioned.contains(route.path)) ||
           (route.success == 201 && versioned.contains(route.path + "/{id}"));
}

json::object success_of(const Route& route, core::Schemas& schemas, const VersionedPaths& versioned)
{
    json::object success;
    if (route.response_schema)
        success = content(route.response_types.front(), route.response_schema(schemas));
    else if (route.response_types.front() != "application/json")
        success = file_content(route.response_types);
    success["description"] = "done";
    json::object headers;
    if (tells_version(route, versioned))
        headers["ETag"] = header("the version, for a later If-Match");
    if (route.success == 201)
        headers["Location"] = header("where it stands now, if it has an address");
    if (!headers.empty())
        success["headers"] = std::move(headers);
    return success;
}

/// What the kind of a route makes likely; `default` stands for the rest.
std::vector<int> problems_of(const Route& route)
{
    std::vector<int> statuses;
    const auto add = [&](bool likely, std::initializer_list<int> more) {
        if (likely)
            statuses.insert(statuses.end(), more);
    };
    add(is_closed(route) || !route.opened_by.empty(), {401, 403});
    add(route.path.find('{') != std::string::npos, {404});
    add(is_write(route), {409});
    add(route.takes_version, {412});
    add(!!route.request_schema || !route.file_types.empty(), {413, 415});
    add(!!route.request_schema || !route.file_types.empty() || !route.query.empty(), {422});
    add(route.takes_version, {428});
    return statuses;
}

json::object responses_of(const Route& route, core::Schemas& schemas,
                          const VersionedPaths& versioned)
{
    json::object responses;
    responses[std::to_string(route.success)] = success_of(route, schemas, versioned);
    const json::object problem{{"$ref", "#/components/responses/Problem"}};
    for (const int status : problems_of(route))
        responses[std::to_string(status)] = problem;
    responses["default"] = problem;
    return responses;
}

/// A session or a token. The browser sends the cookie of a session whatever page asks it to, so
/// writing takes the token of our page too.
json::array security(bool writing)
{
    json::object session{{"session", json::array{}}};
    if (writing)
        session["csrf"] = json::array{};
    return {std::move(session), json::object{{"token", json::array{}}}};
}

json::object operation_of(const Route& route, core::Schemas& schemas,
                          const VersionedPaths& versioned)
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
    } else if (!route.file_types.empty()) {
        auto body = file_content(route.file_types);
        body["required"] = true;
        operation["requestBody"] = std::move(body);
    }
    operation["responses"] = responses_of(route, schemas, versioned);
    if (route.access.kind == Access::Kind::Holds)
        operation["x-permission"] = core::to_json(route.access.permission);
    if (!is_closed(route))
        operation["security"] = json::array{};
    else if (route.method != "GET")
        operation["security"] = security(true);
    return operation;
}

json::object problem_schema()
{
    const json::object text = text_schema();
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

json::object problem_response()
{
    json::object problem =
        content("application/problem+json", json::object{{"$ref", "#/components/schemas/Problem"}});
    problem["description"] = "what went wrong (RFC 9457)";
    problem["headers"] = {{"Retry-After", header("with 503 and most 429: the seconds to wait")},
                          {"WWW-Authenticate", header("with 401: Bearer")}};
    return problem;
}

json::object security_schemes()
{
    return {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "jisr_session"}}},
            {"csrf",
             {{"type", "apiKey"},
              {"in", "header"},
              {"name", "X-CSRF-Token"},
              {"description", "csrf_token of /api/v1/session, where the cookie says who asks"}}},
            {"token", {{"type", "http"}, {"scheme", "bearer"}}}};
}

} // namespace

json::value openapi(const Routes& routes)
{
    core::Schemas schemas;
    json::object paths;
    VersionedPaths versioned;
    for (const Route& route : routes)
        if (route.takes_version)
            versioned.insert(route.path);
    for (const Route& route : routes) {
        std::string method = operation_id(route);
        method.resize(route.method.size());
        auto& path = paths[route.path];
        if (!path.is_object())
            path.emplace_object();
        path.get_object()[method] = operation_of(route, schemas, versioned);
    }
    schemas["Problem"] = problem_schema();
    json::object components{{"schemas", std::move(schemas)}};
    components["responses"] = json::object{{"Problem", problem_response()}};
    components["securitySchemes"] = security_schemes();
    return json::object{{"openapi", "3.1.0"},
                        {"info", {{"title", "Jisr"}, {"version", "1"}}},
                        {"security", security(false)},
                        {"paths", std::move(paths)},
                        {"components", std::move(components)}};
}

} // namespace jisr::service
