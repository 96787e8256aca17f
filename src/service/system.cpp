#include "service/system.hpp"

#include "service/bearer.hpp"
#include "service/passing_file.hpp"
#include "service/secret.hpp"

namespace jisr::service {

namespace {

Response plain(std::string text)
{
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = std::move(text);
    return response;
}

/// No address opens it: a proxy on this machine makes everybody look as if they were on it.
bool has_token(const Request& request, const std::string& token)
{
    return !token.empty() && same_secret(bearer_token(request), token);
}

Result<Response> ready(DirectContext& context, const std::shared_ptr<Request>&)
{
    TRY(context.services.database.ask([](db::Reader& reader) { return reader.count("select 1"); }));
    TRY(require_disk_space(context.services.settings.data_folder));
    return ok(Sign{"ready"});
}

} // namespace

Routes system_routes(std::shared_ptr<Metrics> metrics,
                     std::function<Result<bool>(db::Reader&)> has_users,
                     std::function<std::string()> openapi_document)
{
    Routes routes;
    routes.push_back(
        direct<void, Sign>("GET", "/health", Access::anyone(), "The process lives",
                           [](DirectContext&, const std::shared_ptr<Request>&) -> Result<Response> {
                               return ok(Sign{"ok"});
                           }));
    routes.push_back(direct<void, Sign>("GET", "/ready", Access::anyone(),
                                        "The database answers and the disk has room; else 503",
                                        ready));
    routes.push_back(
        direct<void, void>("GET", "/metrics", Access::anyone(), "Prometheus metrics",
                           [metrics](DirectContext& context,
                                     const std::shared_ptr<Request>& request) -> Result<Response> {
                               if (!has_token(*request, context.services.settings.metrics_token))
                                   return core::fail(core::problems::not_found());
                               return plain(metrics->text());
                           })
            .answers({"text/plain"}));
    routes.push_back(get<SystemState>(
        "/api/v1/system", Access::anyone(), "What the page must know before anyone signs in",
        [has_users](Context& context, const Request&) -> Result<Response> {
            SystemState state;
            state.version = JISR_VERSION;
            state.demonstration = context.services.settings.demonstration;
            state.needs_first_administrator = !TRY(has_users(context.reader));
            state.languages = {"ar", "fr", "zgh", "en"};
            state.today = context.clock.today();
            return ok(state);
        }));
    routes.push_back(direct<void, core::json::object>(
        "GET", "/api/v1/openapi.json", Access::anyone(), "This document",
        [openapi_document](DirectContext&, const std::shared_ptr<Request>&) -> Result<Response> {
            Response response;
            response.body = openapi_document();
            return response;
        }));
    return routes;
}

} // namespace jisr::service
