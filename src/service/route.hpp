#pragma once

#include "service/context.hpp"
#include "service/query.hpp"
#include "service/response.hpp"

#include <functional>
#include <string>
#include <vector>

/// Routes are data: method, path, permission, handler, and the types of what goes in and comes out.
/// The server, the OpenAPI document and, through it, the types of the web app are made from the
/// same table.
namespace jisr::service {

/// Who may call a route at all; the place is checked in the handler, where it is known.
struct Access
{
    enum class Kind { Anyone, SignedIn, Holds };
    Kind kind = Kind::Holds;
    Permission permission{};

    Access(Permission needed) : permission(needed) {} // NOLINT: a route names its permission

    static Access anyone() { return {Kind::Anyone}; }

    static Access signed_in() { return {Kind::SignedIn}; }

  private:
    Access(Kind open) : kind(open) {} // NOLINT
};

using ReadHandler = std::function<Result<Response>(Context&, const Request&)>;
using WriteHandler = std::function<Result<Response>(WriteContext&, const Request&)>;

/// A handler with the body already parsed and checked.
struct Prepared
{
    WriteHandler handler;
    std::optional<db::Ahead> ahead; ///< of one that may share its transaction with others
};

/// Gives what is to run, or the problem of the body.
using Prepare = std::function<Result<Prepared>(Services&, const Request&)>;

/// Opens its own transactions; for work that must not hold the writer (hashing a password,
/// streaming an upload). The actor is anonymous (no assignments) on routes open to anyone.
struct DirectContext
{
    Services& services;
    const Actor& actor;
    core::Language language;
};

using DirectHandler =
    std::function<Result<Response>(DirectContext&, const std::shared_ptr<Request>&)>;

using SchemaMaker = std::function<core::json::value(core::Schemas&)>;

struct Route
{
    std::string method;
    std::string path; ///< below the server's root, e.g. "/api/v1/persons/{id}"
    Access access;
    std::string summary; ///< one English line for the OpenAPI document
    http::RouteOptions options;
    bool open_when_restricted = false;
    bool takes_key = false; ///< a direct POST that minds `Idempotency-Key`; those with `prepare` do
    bool takes_version = false; ///< `If-Match` names the version that the client has read
    int success = 200;
    SchemaMaker request_schema;  ///< empty: no JSON body
    SchemaMaker response_schema; ///< empty: no JSON answer
    std::vector<std::string> response_types{"application/json"};
    std::vector<std::string> file_types; ///< of a body that is a file; `X-File-Name` names it
    std::string opened_by;               ///< the header that stands for a session, "X-File"
    std::vector<QueryParameter> query;

    ReadHandler read;
    Prepare prepare;
    DirectHandler direct;

    /// The body is a file of one of these media types.
    Route&& file(std::vector<std::string> types, std::int64_t most_bytes) &&;
    /// The same, and it goes to Request::body_file.
    Route&& upload(std::vector<std::string> types, std::int64_t most_bytes) &&;
    Route&& slow() &&;       ///< runs on the pool for long work
    Route&& restricted() &&; ///< answers before a forced password change too
    Route&& keyed() &&;      ///< minds `Idempotency-Key` itself
    Route&& versioned() &&;  ///< without `If-Match` it answers 428, whatever else it was sent
    Route&& opened_with(std::string header) &&;                 ///< see `opened_by`
    Route&& answers(std::vector<std::string> content_types) &&; ///< not JSON
};

namespace detail {

template <class T>
SchemaMaker schema_maker()
{
    if constexpr (std::is_void_v<T>)
        return {};
    else
        return [](core::Schemas& schemas) { return core::schema_of<T>(schemas); };
}

template <class T>
SchemaMaker page_schema_maker()
{
    return [](core::Schemas& schemas) -> core::json::value {
        core::json::object next{{"type", {"string", "null"}}};
        return core::json::object{
            {"type", "object"},
            {"required", {"items", "next"}},
            {"properties",
             {{"items", {{"type", "array"}, {"items", core::schema_of<T>(schemas)}}},
              {"next", std::move(next)},
              {"total", {{"type", {"integer", "null"}}}}}}};
    };
}

/// Body parsing shared by all typed routes: 415 for what is not JSON, not UTF-8 or compressed.
Result<core::json::value> json_body(const Request& request);

/// `ahead` tells of the checked body what db::Ahead asks for, or nothing.
template <class Body, class F, class Check, class Tell>
Prepare preparing(F handler, Check check, Tell ahead)
{
    return [handler, check, ahead](Services& services, const Request& request) -> Result<Prepared> {
        const auto value = TRY(json_body(request));
        auto checked = TRY(check(services, TRY(core::from_json<Body>(value))));
        const auto body = std::make_shared<const decltype(checked)>(std::move(checked));
        return Prepared{.handler =
                            [handler, body](WriteContext& context, const Request& request) {
                                return handler(context, request, *body);
                            },
                        .ahead = ahead(*body)};
    };
}

inline constexpr auto kAlone = [](const auto&) -> std::optional<db::Ahead> { return {}; };

template <class Body>
Result<Body> as_parsed(Services&, Body body)
{
    return body;
}

template <class Body, class Answer>
Route writing(std::string method, std::string path, Access access, std::string summary, int success)
{
    return Route{.method = std::move(method),
                 .path = std::move(path),
                 .access = access,
                 .summary = std::move(summary),
                 .success = success,
                 .request_schema = schema_maker<Body>(),
                 .response_schema = schema_maker<Answer>()};
}

} // namespace detail

/// GET of one thing: `Result<Response> f(Context&, const Request&)`.
template <class Answer>
Route get(std::string path, Access access, std::string summary, ReadHandler handler)
{
    auto route =
        detail::writing<void, Answer>("GET", std::move(path), access, std::move(summary), 200);
    route.read = std::move(handler);
    return route;
}

/// GET of a list: `Result<Response> f(Context&, const Request&, const Query&)`; Query is a
/// described record, and any other parameter is refused.
template <class Query, class Item, class F>
Route list(std::string path, Access access, std::string summary, F handler)
{
    auto route =
        detail::writing<void, void>("GET", std::move(path), access, std::move(summary), 200);
    route.response_schema = detail::page_schema_maker<Item>();
    route.query = query_parameters<Query>();
    route.read = [handler](Context& context, const Request& request) -> Result<Response> {
        const auto query = TRY(from_query<Query>(request));
        return handler(context, request, query);
    };
    return route;
}

/// GET of a whole list without parameters.
template <class Item>
Route items(std::string path, Access access, std::string summary, ReadHandler handler)
{
    auto route =
        detail::writing<void, void>("GET", std::move(path), access, std::move(summary), 200);
    route.response_schema = detail::page_schema_maker<Item>();
    route.read = std::move(handler);
    return route;
}

/// POST that only reads: what is looked for is personal and must not stand in a URL.
/// `Result<Response> f(Context&, const Request&, const Body&)`.
template <class Body, class Item, class F>
Route search(std::string path, Access access, std::string summary, F handler)
{
    auto route =
        detail::writing<Body, void>("POST", std::move(path), access, std::move(summary), 200);
    route.response_schema = detail::page_schema_maker<Item>();
    route.read = [handler](Context& context, const Request& request) -> Result<Response> {
        const auto value = TRY(detail::json_body(request));
        const auto body = TRY(core::from_json<Body>(value));
        return handler(context, request, body);
    };
    return route;
}

/// POST that only tells what another would do: `Result<Response> f(Context&, const Request&, const
/// Body&)`.
template <class Body, class Answer, class F>
Route preview(std::string path, Access access, std::string summary, F handler)
{
    auto route =
        detail::writing<Body, Answer>("POST", std::move(path), access, std::move(summary), 200);
    route.read = [handler](Context& context, const Request& request) -> Result<Response> {
        const auto value = TRY(detail::json_body(request));
        const auto body = TRY(core::from_json<Body>(value));
        return handler(context, request, body);
    };
    return route;
}

/// POST with a body: `Result<Response> f(WriteContext&, const Request&, const Body&)`.
template <class Body, class Answer, class F>
Route post(std::string path, Access access, std::string summary, F handler, int success = 201)
{
    auto route =
        detail::writing<Body, Answer>("POST", std::move(path), access, std::move(summary), success);
    route.prepare =
        detail::preparing<Body>(std::move(handler), detail::as_parsed<Body>, detail::kAlone);
    return route;
}

/// The same; `Result<Checked> check(Services&, Body)` does all that need not stand in the
/// transaction, so that the one writer does not wait for it, and the handler gets what it made.
/// `db::Ahead ahead(const Checked&)` makes it one of those that may share a transaction.
template <class Body, class Answer, class Check, class Tell, class F>
Route post_checked(std::string path, Access access, std::string summary, Check check, Tell ahead,
                   F handler)
{
    auto route =
        detail::writing<Body, Answer>("POST", std::move(path), access, std::move(summary), 201);
    route.prepare = detail::preparing<Body>(std::move(handler), check, ahead);
    return route;
}

/// PUT with a body, as `post`.
template <class Body, class Answer, class F>
Route put(std::string path, Access access, std::string summary, F handler)
{
    auto route =
        detail::writing<Body, Answer>("PUT", std::move(path), access, std::move(summary), 200);
    route.prepare =
        detail::preparing<Body>(std::move(handler), detail::as_parsed<Body>, detail::kAlone);
    return route;
}

/// A write without a body: `Result<Response> f(WriteContext&, const Request&)`.
template <class Answer>
Route act(std::string method, std::string path, Access access, std::string summary,
          WriteHandler handler, int success = 200)
{
    auto route = detail::writing<void, Answer>(std::move(method), std::move(path), access,
                                               std::move(summary), success);
    route.prepare = [handler = std::move(handler)](Services&, const Request&) -> Result<Prepared> {
        return Prepared{.handler = handler, .ahead = {}};
    };
    return route;
}

/// A route that opens its own transactions (see DirectContext); Body names what it reads from
/// `json_body` itself.
template <class Body, class Answer>
Route direct(std::string method, std::string path, Access access, std::string summary,
             DirectHandler handler, int success = 200)
{
    auto route = detail::writing<Body, Answer>(std::move(method), std::move(path), access,
                                               std::move(summary), success);
    route.direct = std::move(handler);
    return route;
}

/// The typed body of a direct route.
template <class Body>
Result<Body> body_of(const Request& request)
{
    const auto value = TRY(detail::json_body(request));
    return core::from_json<Body>(value);
}

using Routes = std::vector<Route>;

/// Puts the routes of all modules on the router.
void mount(http::Router& router, Services& services, std::shared_ptr<const Routes> routes);

/// The OpenAPI 3.1 document of the routes.
core::json::value openapi(const Routes& routes);

} // namespace jisr::service
