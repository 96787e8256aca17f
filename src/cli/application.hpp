#pragma once

#include "db/database.hpp"
#include "http/server.hpp"
#include "modules/messages/sender.hpp"
#include "service/change_feed.hpp"
#include "service/daily.hpp"
#include "service/jobs.hpp"
#include "service/metrics.hpp"
#include "service/route.hpp"

#include <memory>
#include <string>

namespace jisr::convergence {
class ListDesk;
} // namespace jisr::convergence

namespace jisr::registry {
class EntryCheck;
class ImportDesk;
class PersonIndex;
} // namespace jisr::registry

namespace jisr::selection {
class Promoter;
} // namespace jisr::selection

namespace jisr::cli {

/// Every route of the program, for the server and for `jisr openapi`.
service::Routes all_routes();

/// The parts of the program put together over one database: what a subcommand needs without a
/// server.
class Application
{
  public:
    /// Opens and migrates the database and seeds what every database carries: the territory and the
    /// programme `bridge`.
    static core::Result<std::unique_ptr<Application>>
    make(const std::string& database, service::Settings settings, db::Options options = {},
         const core::Clock& clock = core::system_clock(), messages::SendingOptions sending = {});
    ~Application();

    service::Services& services() { return *services_; }

    db::Database& database() { return *database_; }

    [[nodiscard]] const std::shared_ptr<registry::ImportDesk>& import_desk() const
    {
        return import_desk_;
    }

    [[nodiscard]] const std::shared_ptr<registry::PersonIndex>& persons() const { return persons_; }

    [[nodiscard]] const std::shared_ptr<registry::EntryCheck>& entry_check() const
    {
        return entry_check_;
    }

    [[nodiscard]] const std::shared_ptr<convergence::ListDesk>& lists() const { return lists_; }

    [[nodiscard]] const std::shared_ptr<messages::Sender>& sender() const { return sender_; }

    /// Starts what follows the change log and what sends messages, and takes up unfinished jobs;
    /// called by serve().
    core::Result<void> start_following();

  private:
    Application() = default;

    std::unique_ptr<db::Database> database_;
    std::unique_ptr<service::ChangeFeed> feed_;
    std::unique_ptr<service::Jobs> jobs_;
    std::unique_ptr<service::Services> services_;
    std::shared_ptr<registry::ImportDesk> import_desk_;
    std::shared_ptr<registry::PersonIndex> persons_;
    std::shared_ptr<registry::EntryCheck> entry_check_;
    std::shared_ptr<convergence::ListDesk> lists_;
    std::shared_ptr<messages::Sender> sender_;
    std::shared_ptr<selection::Promoter> promoter_; ///< before all that it stands on goes
    std::unique_ptr<service::Daily> daily_;
};

/// An application behind a socket.
class WebServer
{
  public:
    WebServer(Application& application, http::ServerOptions options);

    core::Result<void> listen() { return server_->listen(); }

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }

    void run() { server_->run(); }

    void stop() { server_->stop(); }

    http::Server& server() { return *server_; }

  private:
    std::shared_ptr<service::Metrics> metrics_;
    std::unique_ptr<http::Server> server_;
};

} // namespace jisr::cli
