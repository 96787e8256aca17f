#include "cli/application.hpp"

#include "core/log.hpp"
#include "core/resource.hpp"
#include "http/static_files.hpp"
#include "modules/centres/centres.hpp"
#include "modules/convergence/convergence.hpp"
#include "modules/finance/finance.hpp"
#include "modules/identity/identity.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/registry/entry_check.hpp"
#include "modules/registry/import_desk.hpp"
#include "modules/registry/person_index.hpp"
#include "modules/registry/person_store.hpp"
#include "modules/registry/registering.hpp"
#include "modules/registry/registry.hpp"
#include "modules/selection/promoter.hpp"
#include "modules/selection/selection.hpp"
#include "modules/territory/territory.hpp"
#include "modules/training/training.hpp"
#include "service/audit.hpp"
#include "service/demonstration_store.hpp"
#include "service/passing_file.hpp"
#include "service/system.hpp"

namespace jisr::cli {

namespace {

void append(service::Routes& routes, service::Routes more)
{
    std::move(more.begin(), more.end(), std::back_inserter(routes));
}

/// A message to a person is read by those who may see her file, where it stands now.
core::Result<bool> may_see_file(const service::Context& context, const core::Id& person_id)
{
    const auto person = TRY(registry::find_person(context.reader, person_id));
    return person &&
           context.actor.may(service::Permission::ViewRegistrants, registry::place_of(*person));
}

/// Where her file is reached now; that of the other when it was merged.
core::Result<messages::Reach> find_reach(db::Reader& reader, const core::Id& person_id)
{
    auto person = TRY(registry::find_person(reader, person_id));
    if (!person)
        return messages::Reach{};
    const auto holder = TRY(registry::holder_of(reader, std::move(*person)));
    return messages::Reach{holder.phone, holder.email};
}

service::Routes routes_with(const std::shared_ptr<service::Metrics>& metrics,
                            const std::shared_ptr<registry::ImportDesk>& desk,
                            const std::shared_ptr<registry::PersonIndex>& persons,
                            const std::shared_ptr<registry::EntryCheck>& check,
                            const std::shared_ptr<convergence::ListDesk>& lists,
                            const std::shared_ptr<messages::Sender>& sender)
{
    const auto document = [] {
        static const std::string text = core::json::serialize(service::openapi(all_routes()));
        return text;
    };
    service::Routes routes = service::system_routes(metrics, identity::has_users, document);
    append(routes, service::audit_routes());
    append(routes, identity::routes());
    append(routes, territory::routes());
    append(routes, centres::routes());
    append(routes, programmes::routes());
    append(routes, finance::routes());
    append(routes, registry::routes(desk, persons, check));
    append(routes, selection::routes());
    append(routes, training::routes());
    append(routes, convergence::routes(lists));
    append(routes, messages::routes(sender, may_see_file, find_reach));
    return routes;
}

void log_request(const http::Observation& seen)
{
    if (core::debug_is_logged())
        core::log_debug("request", {{"request_id", seen.request_id},
                                    {"method", seen.method},
                                    {"route", seen.pattern},
                                    {"status", seen.status},
                                    {"microseconds", seen.took.count()},
                                    {"bytes", seen.bytes_out}});
}

core::Result<void> seed(service::Services& services)
{
    TRY(territory::seed_territory(services));
    TRY(programmes::seed_programmes(services));
    return convergence::seed_other_programmes(services);
}

} // namespace

service::Routes all_routes()
{
    return routes_with(std::make_shared<service::Metrics>(), nullptr, nullptr, nullptr, nullptr,
                       nullptr);
}

core::Result<std::unique_ptr<Application>>
Application::make(const std::string& database, service::Settings settings, db::Options options,
                  const core::Clock& clock, messages::SendingOptions sending)
{
    identity::find_organisations_by(
        {registry::find_organisation_place, finance::find_partner_place});
    std::unique_ptr<Application> made(new Application);
    made->database_ = TRY(db::Database::open(database, options));
    if (TRY(made->database_->ask(service::is_demonstration)))
        settings.demonstration = true;
    made->feed_ = std::make_unique<service::ChangeFeed>(*made->database_);
    made->jobs_ = std::make_unique<service::Jobs>();
    made->services_ = std::make_unique<service::Services>(
        service::Services{*made->database_, clock, std::move(settings), *made->feed_, *made->jobs_,
                          identity::authenticate, identity::still_admits});
    made->persons_ = std::make_shared<registry::PersonIndex>();
    made->entry_check_ = std::make_shared<registry::EntryCheck>(made->persons_);
    made->import_desk_ =
        std::make_shared<registry::ImportDesk>(*made->services_, made->entry_check_);
    made->lists_ = convergence::make_list_desk(*made->services_, made->entry_check_);
    made->sender_ =
        std::make_shared<messages::Sender>(*made->services_, std::move(sending), find_reach);
    TRY(seed(*made->services_));
    return made;
}

Application::~Application()
{
    daily_.reset();
    if (jobs_)
        jobs_->stop();
    if (feed_)
        feed_->stop();
    if (persons_)
        persons_->stop();
    if (sender_)
        sender_->stop();
    if (database_)
        database_->finish(); // works that wait use all of the above
}

core::Result<void> Application::start_following()
{
    programmes::follow_progress(*services_);
    persons_->start(*database_, *feed_, services_->settings.data_folder / "persons.index");
    promoter_ = std::make_shared<selection::Promoter>(*services_);
    feed_->listen([promoter = promoter_.get()](const auto& lines) { promoter->notice(lines); });
    if (!services_->settings
             .demonstration) // its people are invented, their numbers may be anybody's
        sender_->start();
    TRY(feed_->start());
    daily_ = std::make_unique<service::Daily>(
        *services_, [desk = import_desk_](service::Services& services) -> core::Result<void> {
            service::remove_left_behind(services.settings.data_folder);
            TRY(desk->remove_lists());
            return finance::tell_of_endings(services);
        });
    TRY(import_desk_->resume());
    return convergence::resume(*lists_);
}

WebServer::WebServer(Application& application, http::ServerOptions options)
    : metrics_(std::make_shared<service::Metrics>())
{
    metrics_->gauge("jisr_name_index_bytes",
                    "Memory of the indexes of names and of likely matches.",
                    [persons = application.persons()] {
                        return static_cast<double>(persons->name_bytes_held());
                    });
    http::Router router;
    service::mount(router, application.services(),
                   std::make_shared<const service::Routes>(routes_with(
                       metrics_, application.import_desk(), application.persons(),
                       application.entry_check(), application.lists(), application.sender())));
    const auto render = [](const http::Request& request, const core::Problem& problem) {
        return service::problem_response(problem, service::language_of(request),
                                         request.request_id);
    };
    router.otherwise(http::static_files(core::resources_under("web/dist/"), "web/dist/", render));
    const auto observe = [metrics = metrics_](const http::Observation& seen) {
        metrics->observe(seen);
        log_request(seen);
    };
    server_ =
        std::make_unique<http::Server>(std::move(options), std::move(router), render, observe);
}

} // namespace jisr::cli
