#pragma once

#include "core/problem.hpp"
#include "http/message.hpp"
#include "http/router.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace jisr::http {

/// How the names of the files begin in which uploads stand until their request is done with.
inline constexpr std::string_view kUploadPrefix = "upload-";

/// Reads one request after another from the bytes of a connection.
class RequestParser
{
  public:
    explicit RequestParser(std::size_t header_limit);
    ~RequestParser();
    RequestParser(const RequestParser&) = delete;
    RequestParser& operator=(const RequestParser&) = delete;

    enum class Step {
        NeedMore,   ///< feed what was not taken again, together with more
        HeaderDone, ///< the route is known: call take_body(), then feed on
        Done,       ///< request() is whole
        Failed,     ///< problem() says why; the connection is of no further use
    };

    /// Makes ready for the next request.
    void restart();

    /// Takes what it can of `bytes` and says in `taken` how much that was.
    Step feed(std::string_view bytes, std::size_t& taken);

    /// Where the body goes and how much of it is taken; false (then Failed) when it is known to be
    /// too large or when there is no place for it.
    bool take_body(const RouteOptions& options, const std::filesystem::path& upload_folder);

    [[nodiscard]] bool is_done() const; ///< after HeaderDone: there is no body
    [[nodiscard]] const std::shared_ptr<Request>& request() const; ///< as far as it has been read
    [[nodiscard]] const core::Problem& problem() const;
    [[nodiscard]] std::optional<std::uint64_t> content_length() const;
    [[nodiscard]] bool keep_alive() const;
    [[nodiscard]] bool http_1_0() const;
    [[nodiscard]] bool expects_continue() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace jisr::http
