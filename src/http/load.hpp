#pragma once

#include "http/wire.hpp"

#include <functional>
#include <iosfwd>

namespace jisr::http {

struct LoadOptions
{
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    unsigned connections = 64;
    std::chrono::milliseconds duration{10'000}; ///< no request begins after it
};

/// Appends the next whole request of a connection to `out`; false: this connection has no more to
/// ask.
using NextRequest = std::function<bool(unsigned connection, std::string& out)>;

/// Sees an answer before the next request of its connection is made.
using SeeAnswer = std::function<void(unsigned connection, int status, std::string_view body)>;

struct LoadReport
{
    std::uint64_t answered = 0; ///< with any status
    std::uint64_t refused = 0;  ///< of these, with a status from 400
    std::uint64_t broken = 0;   ///< connections that ended with a request unanswered
    double seconds = 0;
    double rate = 0; ///< answers in a second
    // From sending a request to having read its answer.
    std::chrono::microseconds p50{};
    std::chrono::microseconds p95{};
    std::chrono::microseconds p99{};
    std::chrono::microseconds max{};
};

/// Keeps one request under way on every connection, all from the calling thread, until the time is
/// over or no connection has more to ask. Returns when the last answer is in, or all connections
/// have broken. 503 when the server cannot be reached at the beginning.
core::Result<LoadReport> run_load(const LoadOptions& options, const NextRequest& next,
                                  const SeeAnswer& see);

} // namespace jisr::http
