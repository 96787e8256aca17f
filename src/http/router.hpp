#pragma once

#include "core/result.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace jisr::http {

/// Answers the request, once, from any thread. Later calls are ignored; a Reply that is dropped
/// unused answers 500.
using Reply = std::function<void(Response)>;

/// Asked when the header of a request has come, on the connection's thread: its problem is the
/// answer, and nothing of the body is taken.
using Admit = std::function<core::Result<void>(const Request&)>;

/// What the server must know of a route before it reads the body.
struct RouteOptions
{
    std::int64_t body_limit = 1 << 20; ///< bytes; past it 413
    bool body_to_file = false;         ///< streamed to Request::body_file
    /// Runs on the small pool for long work (exports, hashing of passwords), so that it cannot
    /// starve short requests.
    bool slow = false;
    Admit admit; ///< empty: whoever may not is refused by the handler, after the body
};

using Handler = std::function<void(std::shared_ptr<Request>, Reply)>;

/// Method and path patterns with `{name}` segments; knows 404 from 405.
class Router
{
  public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    /// A literal segment is preferred to a `{name}`, which takes any one segment that is not empty.
    /// GET answers HEAD as well, unless HEAD has a route of its own.
    void add(std::string_view method, std::string_view pattern, RouteOptions options,
             Handler handler);
    /// Answers what no pattern takes: static files and the app.
    void otherwise(Handler handler);

    struct Match
    {
        const RouteOptions* options = nullptr; ///< null: 404, or 405 when `allowed` is not empty
        const Handler* handler = nullptr;
        std::string_view pattern; ///< as given to add(); empty for `otherwise`
        Fields path_params;
        std::string allowed; ///< for the Allow header
    };

    [[nodiscard]] Match match(std::string_view method, std::string_view path) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace jisr::http
