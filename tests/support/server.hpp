#pragma once

#include "cli/application.hpp"
#include "support/database.hpp"

#include <boost/json.hpp>

#include <map>
#include <string>
#include <thread>

namespace jisr::tests {

/// A clock that stands still until it is told to go on.
class StandingClock : public core::Clock
{
  public:
    [[nodiscard]] core::Instant now() const override { return {milliseconds_.load()}; }

    void advance(std::chrono::milliseconds by) { milliseconds_ += by.count(); }

  private:
    std::atomic<std::int64_t> milliseconds_ =
        core::Instant::parse_iso("2026-11-22T09:00:00Z")->milliseconds;
};

/// What came back.
struct Answer
{
    int status = 0;
    std::string body;
    std::map<std::string, std::string> headers; ///< lower-case names
    boost::json::value json;                    ///< null when the body is none

    /// `at("items/0/reference")`, JSON-pointer style without the first slash.
    [[nodiscard]] const boost::json::value& at(std::string_view path) const;
    [[nodiscard]] std::string text(std::string_view path) const;

    [[nodiscard]] std::string slug() const { return text("slug"); }

    /// The codes of the faulty fields as "pointer code", sorted.
    [[nodiscard]] std::vector<std::string> errors() const;
};

/// Someone who asks: a bearer token, or nobody.
struct Caller
{
    std::string token;
    std::string language = "en";
};

/// The whole program in this process, over a fresh database of the engine, on a free port.
class TestServer
{
  public:
    explicit TestServer(Engine engine, service::Settings settings = {},
                        http::ServerOptions options = {}, messages::SendingOptions sending = {});
    ~TestServer();

    Answer call(const Caller& caller, std::string_view method, std::string_view target,
                const boost::json::value& body = nullptr,
                std::vector<std::pair<std::string, std::string>> headers = {});

    Answer get(const Caller& caller, std::string_view target)
    {
        return call(caller, "GET", target);
    }

    Answer post(const Caller& caller, std::string_view target, const boost::json::value& body)
    {
        return call(caller, "POST", target, body);
    }

    Answer put(const Caller& caller, std::string_view target, const boost::json::value& body,
               std::int64_t version);
    /// Bytes as they are.
    Answer send(const Caller& caller, std::string_view method, std::string_view target,
                std::string body, std::vector<std::pair<std::string, std::string>> headers = {});

    /// A program's token with one role in one scope.
    Caller as(service::Role role, service::ScopeLevel level = service::ScopeLevel::Nation,
              std::string code = "");

    Caller administrator() { return as(service::Role::NationalAdministrator); }

    static Caller nobody() { return {}; }

    /// The id of the open edition of programme `bridge`.
    std::string bridge_edition();
    /// The id of a new cooperative of that edition, of one member, in commune 10.261.01.01.
    std::string add_cooperative();

    cli::Application& application() { return *application_; }

    service::Services& services() { return application_->services(); }

    StandingClock& clock() { return clock_; }

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }

    [[nodiscard]] const std::string& url() const { return database_.url(); }

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  private:
    TestDatabase database_;
    TemporaryFolder folder_;
    StandingClock clock_;
    std::unique_ptr<cli::Application> application_;
    std::unique_ptr<cli::WebServer> server_;
    std::thread thread_;
};

/// A person whose every required field is right, for tests to change.
boost::json::object some_person(const std::string& edition_id);
/// Another one each time, in the same commune, whom nobody takes for one of the others.
boost::json::object another_person(const std::string& edition_id);

} // namespace jisr::tests
