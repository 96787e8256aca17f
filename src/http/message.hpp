#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace jisr::http {

/// Name and value pairs in the order they came; names compare without regard to case where HTTP
/// says so.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// One request, whole: its body is in memory, or in a file of its own for routes that take uploads.
struct Request
{
    std::string method; ///< upper case
    std::string path;   ///< percent-decoded, without the query
    Fields query;       ///< decoded
    Fields headers;
    Fields path_params; ///< `{id}` of the route
    std::string body;
    std::optional<std::filesystem::path>
        body_file; ///< uploads; removed when the request is done with
    std::string remote_address;
    std::string request_id; ///< quoted in logs, in `X-Request-Id` and in every problem

    [[nodiscard]] std::string_view header(std::string_view name) const; ///< empty when absent
    [[nodiscard]] std::string_view cookie(std::string_view name) const; ///< empty when absent
    [[nodiscard]] std::string_view param(std::string_view name) const;  ///< of the path
    [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
    /// Every value given for `name`, as in `?kind=woman&kind=cooperative`.
    [[nodiscard]] std::vector<std::string_view> query_values(std::string_view name) const;

    Request() = default;
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;
    ~Request(); ///< removes body_file
};

/// A file sent as the body and removed afterwards when it was made for this answer.
struct FileBody
{
    std::filesystem::path path;
    bool remove_afterwards = false;
};

/// Server-sent events to one client. `publish` may be called from any thread; a client that does
/// not read is dropped.
class EventStream
{
  public:
    virtual ~EventStream() = default;
    /// One event; `data` is one line of JSON. False when the client has gone.
    virtual bool publish(std::string_view event, std::string_view data) = 0;
};

/// Called with the open stream; keeps it for as long as events are to flow.
using OnOpen = std::function<void(std::shared_ptr<EventStream>)>;

/// Makes the text of an answer when it is sent, on the connection's thread.
using MakeText = std::function<std::string()>;

struct Response
{
    int status = 200;
    std::string content_type = "application/json";
    Fields headers;
    /// Text made for this answer or still to be made, embedded bytes, a file, or a stream of
    /// events.
    std::variant<std::string, std::string_view, MakeText, FileBody, OnOpen> body;
    /// Of a stream of events: asked before each sign of life, where it may take its time; false
    /// ends the stream. Empty: it may always go on.
    std::function<bool()> may_go_on;
};

} // namespace jisr::http
