#include "core/log.hpp"
#include "service/idempotency_store.hpp"
#include "service/route.hpp"

#include <sodium.h>

/// The one place where a request meets its transaction: who asks, may she at all, parse, run,
/// commit, answer.
namespace jisr::service {

namespace {

using core::Problem;

/// Whatever a handler throws is a fault of ours: it is logged and answered, and the transaction is
/// rolled back.
template <class F>
auto guarded(F&& run) -> std::invoke_result_t<F>
{
    try {
        return run();
    } catch (const std::bad_alloc&) {
        return core::fail(core::problems::unavailable("out of memory"));
    } catch (const std::exception& thrown) {
        return core::fail(core::problems::internal(thrown.what()));
    }
}

/// What one request needs until its answer has left, on whichever thread.
struct Exchange
{
    const Route& route;
    Services& services;
    std::shared_ptr<const Routes> routes; // keeps `route` alive
    std::shared_ptr<Request> request;
    http::Reply reply;
    std::shared_ptr<const Actor> actor;
    core::Language language = core::Language::Ar;
    Response response;

    /// A stream of events outlives its request; it must not outlive the right to it. A handler
    /// whose stream needs no session says itself how long it may go on.
    Response ending_with_its_session(Response answer) const
    {
        if (std::holds_alternative<http::OnOpen>(answer.body) && !answer.may_go_on)
            answer.may_go_on = [&services = services, request = request, actor = actor] {
                const auto still =
                    guarded([&] { return services.still_admits(services, *request, *actor); });
                return still && *still;
            };
        return answer;
    }

    void answer(Result<Response> result)
    {
        if (result)
            return reply(ending_with_its_session(std::move(*result)));
        log(result.error());
        reply(problem_response(result.error(), language, request->request_id));
    }

    /// Under the id that the problem quotes, so that whoever is asked about it can find it.
    void log(const core::Problem& problem) const
    {
        if (problem.status < 500)
            return core::log_info("request_refused", {{"request_id", request->request_id},
                                                      {"method", route.method},
                                                      {"route", route.path},
                                                      {"status", problem.status},
                                                      {"slug", problem.slug}});
        core::log_error("request_failed", {{"request_id", request->request_id},
                                           {"route", route.path},
                                           {"slug", problem.slug},
                                           {"cause", problem.cause}});
    }
};

const std::shared_ptr<const Actor>& nobody()
{
    static const auto actor = std::make_shared<const Actor>();
    return actor;
}

bool csrf_token_fits(const Actor& actor, const Request& request)
{
    const auto given = request.header("X-CSRF-Token");
    return given.size() == actor.csrf_token.size() && !given.empty() &&
           sodium_memcmp(given.data(), actor.csrf_token.data(), given.size()) == 0;
}

Result<std::shared_ptr<const Actor>> admitted(const Route& route, Services& services,
                                              const Request& request)
{
    auto found = guarded([&] { return services.authenticate(services, request); });
    if (route.access.kind == Access::Kind::Anyone)
        return found && *found ? *found : nobody();
    auto actor = TRY(std::move(found));
    if (!actor)
        return core::fail(core::problems::unauthenticated());
    if (actor->by_cookie && request.method != "GET" && request.method != "HEAD" &&
        !csrf_token_fits(*actor, request))
        return core::fail({.status = 403, .slug = "csrf_failed"});
    if (actor->restricted && !route.open_when_restricted)
        return core::fail({.status = 403, .slug = "password_change_required"});
    if (route.access.kind == Access::Kind::Holds && !actor->may(route.access.permission))
        return core::fail(core::problems::forbidden());
    return actor;
}

/// Of two values for what takes one nobody knows which was meant.
Result<void> refuse_repeated(const Route& route, const Request& request)
{
    for (const auto& [name, schema, required] : route.query) {
        if (request.query_values(name).size() < 2)
            continue;
        const auto* type = schema.is_object() ? schema.get_object().if_contains("type") : nullptr;
        if (type == nullptr || *type != "array")
            return core::fail(core::problems::invalid("?" + name, "given_twice"));
    }
    return {};
}

void serve_read(const std::shared_ptr<Exchange>& exchange)
{
    auto& services = exchange->services;
    exchange->answer(services.database.ask([&](db::Reader& reader) -> Result<Response> {
        Context context{services, *exchange->actor, exchange->language, reader, services.clock};
        return guarded([&] { return exchange->route.read(context, *exchange->request); });
    }));
}

Result<void> run_write(Exchange& exchange, const WriteHandler& handler,
                       const Idempotency& idempotency, db::Writer& writer)
{
    WriteContext context{
        {exchange.services, *exchange.actor, exchange.language, writer, exchange.services.clock},
        writer};
    if (auto kept = TRY(idempotency.kept(writer))) {
        exchange.response = std::move(*kept);
        return {};
    }
    exchange.response = TRY(guarded([&] { return handler(context, *exchange.request); }));
    return idempotency.keep(writer, exchange.response, context.clock.now());
}

void serve_write(const std::shared_ptr<Exchange>& exchange)
{
    // The body is parsed and checked on this thread, so that the writer only writes.
    auto prepared =
        guarded([&] { return exchange->route.prepare(exchange->services, *exchange->request); });
    auto made = Idempotency::of(*exchange->request, *exchange->actor);
    if (!prepared)
        return exchange->answer(core::fail(std::move(prepared).error()));
    if (!made)
        return exchange->answer(core::fail(std::move(made).error()));
    const auto idempotency = std::make_shared<const Idempotency>(std::move(*made));
    auto work = [exchange, handler = std::move(prepared->handler),
                 idempotency](db::Writer& writer) {
        return run_write(*exchange, handler, *idempotency, writer);
    };
    auto done = [exchange](Result<void> outcome) {
        if (outcome)
            exchange->answer(std::move(exchange->response));
        else
            exchange->answer(core::fail(std::move(outcome).error()));
    };
    if (!prepared->ahead)
        return exchange->services.database.write(std::move(work), std::move(done));
    if (auto asked = idempotency->query())
        prepared->ahead->queries.push_back(std::move(*asked));
    exchange->services.database.write_together(std::move(*prepared->ahead), std::move(work),
                                               std::move(done));
}

void serve_direct(const std::shared_ptr<Exchange>& exchange)
{
    DirectContext context{exchange->services, *exchange->actor, exchange->language};
    exchange->answer(guarded([&] { return exchange->route.direct(context, exchange->request); }));
}

void serve(const std::shared_ptr<Exchange>& exchange)
{
    auto actor = admitted(exchange->route, exchange->services, *exchange->request);
    exchange->language =
        language_of(*exchange->request, actor ? (*actor)->language : core::Language::Ar);
    if (!actor)
        return exchange->answer(core::fail(std::move(actor).error()));
    exchange->actor = std::move(*actor);
    if (auto once = refuse_repeated(exchange->route, *exchange->request); !once)
        return exchange->answer(core::fail(std::move(once).error()));
    if (exchange->route.takes_version && exchange->request->header("If-Match").empty())
        return exchange->answer(core::fail({.status = 428, .slug = "precondition_required"}));
    if (exchange->route.read)
        return serve_read(exchange);
    if (exchange->route.prepare)
        return serve_write(exchange);
    serve_direct(exchange);
}

/// Uploads reach the disk before their handler runs: whoever may not call it is refused before.
http::RouteOptions options_of(const Route& route, Services& services)
{
    auto options = route.options;
    if (options.body_to_file)
        options.admit = [&route, &services](const Request& request) -> Result<void> {
            TRY(admitted(route, services, request));
            return {};
        };
    return options;
}

} // namespace

void mount(http::Router& router, Services& services, std::shared_ptr<const Routes> routes)
{
    for (const Route& route : *routes)
        router.add(
            route.method, route.path, options_of(route, services),
            [&route, &services, routes](std::shared_ptr<Request> request, http::Reply reply) {
                serve(std::make_shared<Exchange>(Exchange{.route = route,
                                                          .services = services,
                                                          .routes = routes,
                                                          .request = std::move(request),
                                                          .reply = std::move(reply)}));
            });
}

} // namespace jisr::service
