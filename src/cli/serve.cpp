#include "cli/cli.hpp"

#include "cli/demonstration.hpp"
#include "core/log.hpp"
#include "http/signals.hpp"

#include <iostream>

namespace jisr::cli {

namespace {

struct ServeOptions
{
    http::ServerOptions server;
    service::Settings settings;
    db::Options database;
    unsigned threads = 0; ///< 0: by the engine
};

/// SQLite answers from memory or from its one writer; PostgreSQL is waited for.
unsigned threads_for(const db::Database& database)
{
    return database.engine() == "sqlite" ? 4 : 16;
}

void add_server_options(CLI::App& command, ServeOptions& options)
{
    command.add_option("--address", options.server.address, "address to listen on")
        ->envname("JISR_ADDRESS")
        ->capture_default_str();
    command.add_option("--port", options.server.port, "port to listen on; 0 takes any free one")
        ->envname("JISR_PORT")
        ->capture_default_str();
    command
        .add_option("--threads", options.threads,
                    "threads that answer requests; default: 4 on SQLite, 16 on PostgreSQL, where "
                    "each may hold a connection")
        ->envname("JISR_THREADS")
        ->check(CLI::Range(1, 256));
    command
        .add_option("--connections", options.database.connections, "most PostgreSQL connections")
        ->envname("JISR_CONNECTIONS")
        ->check(CLI::Range(2, 500))
        ->capture_default_str();
    command
        .add_option("--queue-limit", options.database.queue_limit,
                    "writes that may wait; past it the answer is 503")
        ->envname("JISR_QUEUE_LIMIT")
        ->capture_default_str();
}

void add_settings(CLI::App& command, service::Settings& settings)
{
    command
        .add_flag("--demo", settings.demonstration,
                  "load fictional data and log-ins, marked on every page")
        ->envname("JISR_DEMO");
    command
        .add_option("--data", settings.data_folder,
                    "folder of attachments and keys; default: beside the SQLite file, else ./var")
        ->envname("JISR_DATA");
    command
        .add_option("--public-url", settings.public_url,
                    "address printed in the QR code of receipts")
        ->envname("JISR_PUBLIC_URL");
    command
        .add_flag("--secure-cookies", settings.secure_cookies,
                  "served behind https: cookies are sent over it only")
        ->envname("JISR_SECURE_COOKIES");
    command
        .add_option("--trusted-proxy", settings.trusted_proxy,
                    "address whose X-Forwarded-For is believed")
        ->envname("JISR_TRUSTED_PROXY");
    command
        .add_option("--metrics-token", settings.metrics_token,
                    "bearer token that opens /metrics to other machines")
        ->envname("JISR_METRICS_TOKEN");
}

int serve(const CommonOptions& common, ServeOptions options)
{
    if (options.settings.data_folder.empty())
        options.settings.data_folder = data_folder_of(common.database);
    const bool demonstration = options.settings.demonstration;
    auto application =
        Application::make(common.database, std::move(options.settings), options.database);
    if (!application)
        return report(application.error());
    if (demonstration)
        if (const auto loaded = load_demonstration((*application)->services(), std::cout); !loaded)
            return report(loaded.error());
    options.server.upload_folder = (*application)->services().settings.data_folder;
    options.server.threads =
        options.threads != 0 ? options.threads : threads_for((*application)->database());
    WebServer server(**application, options.server);
    if (const auto listening = server.listen(); !listening)
        return report(listening.error());
    if (const auto following = (*application)->start_following(); !following)
        return report(following.error());
    http::on_signals(server.server());
    std::cout << "Jisr serves http://"
              << (options.server.address == "127.0.0.1" ? "localhost" : options.server.address)
              << ':' << server.port() << std::endl;
    core::log_info("serving",
                   {{"port", server.port()}, {"engine", (*application)->database().engine()}});
    server.run();
    core::log_info("stopped");
    return 0;
}

} // namespace

void add_serve_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = app.add_subcommand("serve", "Serve the API and the web app");
    const auto options = std::make_shared<ServeOptions>();
    add_common_options(*command, common);
    add_server_options(*command, *options);
    add_settings(*command, options->settings);
    command->callback(
        [&run, common, options] { run = [common, options] { return serve(*common, *options); }; });
}

} // namespace jisr::cli
