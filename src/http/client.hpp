#pragma once

#include "http/wire.hpp"

#include <optional>

namespace jisr::http {

struct ClientResponse
{
    int status = 0;
    Fields headers;
    std::string body;

    [[nodiscard]] std::string_view header(std::string_view name) const; ///< empty when absent
};

/// One client on one connection that is kept alive: for tests and benchmarks against our own
/// server, so it knows neither TLS nor chunked answers.
class Client
{
  public:
    /// `patience`: how long the server may say nothing before the answer counts as broken.
    Client(std::string host, std::uint16_t port,
           std::chrono::milliseconds patience = std::chrono::seconds(30));

    /// The whole answer; 503 when the connection cannot be made or breaks before the answer's end.
    /// A connection that the server closed since the last answer is made anew.
    core::Result<ClientResponse> request(std::string_view method, std::string_view target,
                                         const Fields& headers = {}, std::string_view body = {});

  private:
    core::Result<ClientResponse> exchange(std::string_view request, bool has_body);
    core::Result<ClientResponse> read_answer(bool has_body);

    std::string host_;
    std::uint16_t port_;
    std::chrono::milliseconds patience_;
    std::optional<Wire> wire_;
    std::string received_;
};

} // namespace jisr::http
