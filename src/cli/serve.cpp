#include "cli/cli.hpp"

#include "cli/demonstration.hpp"
#include "core/log.hpp"
#include "http/signals.hpp"
#include "modules/identity/server_key.hpp"
#include "outbound/transfer.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iostream>
#include <thread>

#include <arpa/inet.h>

namespace jisr::cli {

namespace {

struct ServeOptions
{
    http::ServerOptions server;
    service::Settings settings;
    db::Options database;
    messages::SendingOptions sending;
    std::string quiet_hours = "21:00-08:00";
    unsigned gateway_timeout = 20; ///< seconds
    unsigned threads = 0;          ///< 0: by the engine
};

/// SQLite answers from memory or from its one writer: more threads than processors only take turns,
/// but a long answer must leave two for others. PostgreSQL is waited for.
unsigned threads_for(const db::Database& database)
{
    return database.engine() == "sqlite" ? std::clamp(std::thread::hardware_concurrency(), 3U, 8U)
                                         : 16;
}

using Check = std::function<std::string(const std::string&)>;

/// Empty when an address is reached by one of `schemes` or none is given, else what is expected.
Check address_by(std::vector<std::string_view> schemes)
{
    return [schemes = std::move(schemes)](const std::string& url) -> std::string {
        if (url.empty() || outbound::is_address(url, schemes))
            return {};
        return std::string(schemes.front()).append("://HOST expected");
    };
}

/// Empty when e-mail may come from there, else what is expected: the address alone, without a name.
std::string check_sender(const std::string& text)
{
    const auto at = text.find('@');
    const bool is_one = at != std::string::npos && at > 0 && at + 1 < text.size() &&
                        text.find('@', at + 1) == std::string::npos &&
                        text.find_first_of(" <>,;\t\r\n") == std::string::npos;
    return is_one ? "" : "NAME@HOST expected";
}

std::string check_ip_address(const std::string& text)
{
    std::array<unsigned char, sizeof(in6_addr)> address{};
    const bool is_one = text.empty() || inet_pton(AF_INET, text.c_str(), address.data()) == 1 ||
                        inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
    return is_one ? "" : "an IP address expected";
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
        .add_option(
            "--threads", options.threads,
            "threads that answer requests; default: one a processor, 3 to 8, on SQLite, 16 on "
            "PostgreSQL, where each may hold a connection")
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
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
}

void add_settings(CLI::App& command, service::Settings& settings)
{
    command
        .add_flag("--demo", settings.demonstration,
                  "load fictional data and log-ins, marked on every page")
        ->envname("JISR_DEMO");
    add_data_option(command, settings.data_folder);
    command
        .add_option("--public-url", settings.public_url,
                    "address of this server for the QR code of receipts, which opens her own file "
                    "there; default: the code holds the reference alone")
        ->envname("JISR_PUBLIC_URL")
        ->check(address_by({"https", "http"}));
    command
        .add_flag("--secure-cookies", settings.secure_cookies,
                  "served behind https: cookies are sent over it only")
        ->envname("JISR_SECURE_COOKIES");
    command
        .add_option("--trusted-proxy", settings.trusted_proxy,
                    "address whose X-Forwarded-For is believed")
        ->envname("JISR_TRUSTED_PROXY")
        ->check(check_ip_address);
    command
        .add_option("--metrics-token", settings.metrics_token,
                    "bearer token that opens /metrics; without it nothing does")
        ->envname("JISR_METRICS_TOKEN");
}

void add_sms_options(CLI::App& command, ServeOptions& options)
{
    auto& sms = options.sending.sms;
    command.add_option("--sms-url", sms.url, "sendsms address of a Kannel gateway; empty: no SMS")
        ->envname("JISR_SMS_URL")
        ->check(address_by({"http", "https"}));
    command.add_option("--sms-user", sms.user, "user at the SMS gateway")->envname("JISR_SMS_USER");
    command.add_option("--sms-password", sms.password, "password at the SMS gateway")
        ->envname("JISR_SMS_PASSWORD");
    command
        .add_option("--sms-sender", sms.sender,
                    "number or name that SMS come from; default: the gateway's")
        ->envname("JISR_SMS_SENDER");
    command
        .add_option("--delivery-url", options.sending.report_base,
                    "address at which the gateway reaches this server, for its delivery reports")
        ->envname("JISR_DELIVERY_URL")
        ->check(address_by({"http", "https"}));
    command
        .add_option(
            "--quiet-hours", options.quiet_hours,
            "when no SMS leaves, by the clocks of Morocco; none, or a beginning that is the "
            "end too (21:00-21:00): SMS leave at any time")
        ->envname("JISR_QUIET_HOURS")
        ->check([](const std::string& text) {
            return messages::QuietHours::parse(text) ? "" : "like 21:00-08:00, or none";
        })
        ->capture_default_str();
}

void add_mail_options(CLI::App& command, ServeOptions& options)
{
    auto& mail = options.sending.mail;
    auto* server =
        command
            .add_option("--smtp-url", mail.url, "smtp://HOST:PORT or smtps://…; empty: no e-mail")
            ->envname("JISR_SMTP_URL")
            ->check(address_by({"smtp", "smtps"}));
    command.add_option("--smtp-user", mail.user, "user at the mail server")
        ->envname("JISR_SMTP_USER");
    command.add_option("--smtp-password", mail.password, "password at the mail server")
        ->envname("JISR_SMTP_PASSWORD");
    auto* sender = command.add_option("--mail-from", mail.from, "address that e-mail comes from")
                       ->envname("JISR_MAIL_FROM")
                       ->check(check_sender);
    server->needs(sender);
    command
        .add_option("--gateway-timeout", options.gateway_timeout,
                    "seconds until a gateway that does not answer is given up")
        ->envname("JISR_GATEWAY_TIMEOUT")
        ->check(CLI::Range(1, 300))
        ->capture_default_str();
    command
        .add_option("--message-days", options.sending.kept_days,
                    "days after which addresses and texts of messages are forgotten")
        ->envname("JISR_MESSAGE_DAYS")
        ->check(CLI::Range(1, 3650))
        ->capture_default_str();
}

messages::SendingOptions sending_of(const ServeOptions& options)
{
    auto sending = options.sending;
    sending.quiet_hours =
        messages::QuietHours::parse(options.quiet_hours).value_or(messages::QuietHours{});
    sending.sms.patience = sending.mail.patience = std::chrono::seconds(options.gateway_timeout);
    return sending;
}

/// The address as it stands in a URL.
std::string host_of(const std::string& address)
{
    if (address == "127.0.0.1")
        return "localhost";
    const bool is_ipv6 = address.find(':') != std::string::npos;
    return is_ipv6 ? std::string("[").append(address).append("]") : address;
}

int serve(const CommonOptions& common, ServeOptions options)
{
    if (options.settings.data_folder.empty())
        options.settings.data_folder = data_folder_of(common.database);
    if (const auto key = identity::server_key(options.settings.data_folder); !key)
        return report(key.error());
    const bool demonstration = options.settings.demonstration;
    auto application =
        Application::make(common.database, std::move(options.settings), options.database,
                          core::system_clock(), sending_of(options));
    if (!application)
        return report(application.error());
    if (demonstration)
        if (const auto loaded =
                load_demonstration((*application)->services(), *(*application)->lists(), std::cout);
            !loaded)
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
    std::cout << "Jisr serves http://" << host_of(options.server.address) << ':' << server.port()
              << std::endl;
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
    add_sms_options(*command, *options);
    add_mail_options(*command, *options);
    command->footer(
        "JISR_SERVER_KEY (64 hexadecimal digits) has no flag, because it is a secret: it "
        "encrypts second factors; without it server.key is made in the data folder.");
    command->callback(
        [&run, common, options] { run = [common, options] { return serve(*common, *options); }; });
}

} // namespace jisr::cli
