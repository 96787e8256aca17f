// How a connection sends its answers: texts, files and event streams; and what the timer sees to.
#include "http/connection.hpp"

#include <algorithm>
#include <array>
#include <typeinfo>

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jisr::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr int kStreamBuffer = 64 << 10;
constexpr std::size_t kFileChunk = 1 << 20;

/// Logs and metrics keep no word that a client made up.
std::string_view known_method(std::string_view method)
{
    static constexpr std::array<std::string_view, 7> kKnown{"GET",   "HEAD",   "POST",   "PUT",
                                                            "PATCH", "DELETE", "OPTIONS"};
    return method.empty() || std::ranges::find(kKnown, method) != kKnown.end() ? method : "other";
}

/// An open file that is removed at the end when it was made for one answer.
class OpenFile
{
  public:
    explicit OpenFile(const FileBody& body)
        : body_(body), file_(::open(body.path.c_str(), O_RDONLY | O_CLOEXEC))
    {
    }

    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    ~OpenFile()
    {
        if (file_ >= 0)
            ::close(file_);
        if (body_.remove_afterwards)
            ::unlink(body_.path.c_str());
    }

    [[nodiscard]] int get() const { return file_; }

    /// Bytes; -1 when it is not a file that can be read.
    [[nodiscard]] std::int64_t length() const
    {
        struct stat status = {};
        return file_ >= 0 && ::fstat(file_, &status) == 0 && S_ISREG(status.st_mode)
                   ? status.st_size
                   : -1;
    }

  private:
    const FileBody& body_;
    int file_;
};

} // namespace

Task<bool> Connection::send(Response response)
{
    if (server_->draining.load(std::memory_order_relaxed))
        keep_alive_ = false;
    enter(Phase::Writing, server_->options.read_timeout);
    if (std::holds_alternative<FileBody>(response.body))
        co_return co_await send_file(response);
    if (std::holds_alternative<OnOpen>(response.body))
        co_return co_await send_events(response);
    co_return co_await send_text(response);
}

void Connection::make_head(const Response& response, std::optional<std::int64_t> length)
{
    head_.clear();
    append_head(head_, response,
                {.request_id = parser_.request()->request_id,
                 .keep_alive = keep_alive_,
                 .http_1_0 = method_.empty() || parser_.http_1_0(),
                 .content_length = length});
}

Task<bool> Connection::send_text(Response& response)
{
    const auto* text = std::get_if<std::string>(&response.body);
    std::string_view body = text != nullptr ? *text : std::get<std::string_view>(response.body);
    const auto smaller = gzipped(*parser_.request(), response, body);
    if (smaller) {
        response.headers.emplace_back("Content-Encoding", "gzip");
        response.headers.emplace_back("Vary", "Accept-Encoding");
        body = *smaller;
    }
    make_head(response, static_cast<std::int64_t>(body.size()));
    if (method_ == "HEAD" || response.status == 204 || response.status == 304)
        body = {};
    const bool written = co_await write({asio::buffer(head_), asio::buffer(body)});
    observe(response.status, static_cast<std::int64_t>(body.size()));
    co_return written&& keep_alive_;
}

void Connection::observe(int status, std::int64_t body_bytes)
{
    if (!server_->observe)
        return;
    const auto took = std::chrono::steady_clock::now() - begun_;
    server_->observe({.method = known_method(method_),
                      .pattern = match_.pattern,
                      .status = status,
                      .took = std::chrono::duration_cast<std::chrono::microseconds>(took),
                      .request_id = parser_.request()->request_id,
                      .bytes_out = static_cast<std::int64_t>(head_.size()) + body_bytes});
}

/// Writes without waiting; true when all has been written.
bool Connection::write_now(Buffers& buffers, error_code& error)
{
    while (buffers[0].size() + buffers[1].size() > 0) {
        std::size_t written = socket_.write_some(buffers, error);
        if (error)
            return false;
        for (auto& buffer : buffers) {
            const auto part = std::min(written, buffer.size());
            buffer += part;
            written -= part;
        }
    }
    return true;
}

Task<bool> Connection::write(Buffers buffers)
{
    error_code error;
    while (!write_now(buffers, error)) {
        if (error != asio::error::would_block && error != asio::error::interrupted)
            co_return false;
        allow(server_->options.read_timeout); // from the last progress
        co_await Writable{socket_};
    }
    co_return true;
}

Task<bool> Connection::send_file(Response& response)
{
    const OpenFile file(std::get<FileBody>(response.body));
    const std::int64_t length = file.length();
    if (length < 0) {
        Response problem = render(core::problems::internal("a file to send cannot be read"));
        co_return co_await send_text(problem);
    }
    make_head(response, length);
    bool written = co_await write({asio::buffer(head_), {}});
    const std::int64_t wanted = method_ == "HEAD" ? 0 : length;
    if (written)
        written = co_await send_file_bytes(file.get(), wanted);
    observe(response.status, wanted);
    co_return written&& keep_alive_;
}

Task<bool> Connection::send_file_bytes(int file, std::int64_t length)
{
    while (length > 0) {
        const auto chunk = std::min<std::size_t>(static_cast<std::size_t>(length), kFileChunk);
        const auto sent = ::sendfile(socket_.native_handle(), file, nullptr, chunk);
        if (sent > 0)
            length -= sent;
        else if (sent == 0 || (errno != EAGAIN && errno != EINTR))
            co_return false; // the client has gone, or the file has become shorter than promised
        else if (errno == EAGAIN) {
            allow(server_->options.read_timeout);
            co_await Writable{socket_};
        }
    }
    co_return true;
}

Task<bool> Connection::send_events(Response& response)
{
    const OnOpen on_open = std::get<OnOpen>(std::move(response.body));
    response.content_type = "text/event-stream";
    response.headers.emplace_back("X-Accel-Buffering", "no");
    keep_alive_ = false; // the end of the connection is the end of the stream
    error_code ignored;
    socket_.set_option(asio::socket_base::send_buffer_size(kStreamBuffer), ignored);
    make_head(response, std::nullopt);
    const bool written = co_await write({asio::buffer(head_), asio::buffer("retry: 3000\n\n", 13)});
    observe(response.status, 0);
    if (!written || method_ == "HEAD")
        co_return false;
    const auto events = open_stream(on_open, std::move(response.may_go_on));
    while (true) {
        deadline_.store(INT64_MAX, std::memory_order_relaxed);
        const std::string text = co_await events->next();
        if (text.empty() || !co_await write({asio::buffer(text), {}}))
            break;
    }
    events->close();
    co_return false;
}

std::shared_ptr<ClientEvents> Connection::open_stream(const OnOpen& on_open,
                                                      std::function<bool()> may_go_on)
{
    const auto events = std::make_shared<ClientEvents>(server_->ready);
    {
        const std::scoped_lock lock(guard_);
        events_ = events;
        may_go_on_ = std::move(may_go_on);
        next_beat_ = steady_now() + server_->options.beat_every.count();
        phase_.store(Phase::Streaming);
    }
    try {
        on_open(events);
    } catch (const std::exception& error) {
        log_thrown(*parser_.request(), match_.pattern, typeid(error).name());
        events->close();
    }
    return events;
}

void Connection::sweep(std::int64_t now, Drain drain)
{
    const std::scoped_lock lock(guard_);
    if (closed_)
        return;
    const Phase phase = phase_.load(std::memory_order_acquire);
    const bool reads = phase == Phase::Idle || phase == Phase::Reading;
    const bool draining = drain != Drain::None;
    const bool force = drain == Drain::Force;
    if (force) {
        ::shutdown(socket_.native_handle(), SHUT_RDWR);
    } else if (now > deadline_.load(std::memory_order_relaxed) ||
               (drain == Drain::Whole && phase == Phase::Reading)) {
        expired_ = true;
        deadline_ = INT64_MAX;
        // A reader sees the end of its input, and can still answer 408.
        ::shutdown(socket_.native_handle(), reads ? SHUT_RD : SHUT_RDWR);
    } else if (draining && phase == Phase::Idle) {
        ::shutdown(socket_.native_handle(), SHUT_RD);
    }
    if (events_)
        sweep_stream(now, draining);
}

void Connection::sweep_stream(std::int64_t now, bool draining)
{
    const bool gone = is_peer_gone();
    if (gone || events_->is_dropped())
        ::shutdown(socket_.native_handle(), SHUT_RDWR);
    if (gone || draining)
        events_->close();
    if (now < next_beat_)
        return;
    if (beat())
        next_beat_ = now + server_->options.beat_every.count();
}

/// Lets the stream live until its next beat, or ends it when it may not go on. Asking may take a
/// query, so it waits for the pool of long work; false while that has no room.
bool Connection::beat()
{
    if (!may_go_on_) {
        events_->beat();
        return true;
    }
    return server_->run_slow([events = events_, may_go_on = may_go_on_] {
        if (may_go_on())
            events->beat();
        else
            events->close();
    });
}

bool Connection::is_peer_gone()
{
    char byte = 0;
    const auto peeked = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return peeked == 0 || (peeked < 0 && errno != EAGAIN && errno != EINTR);
}

} // namespace jisr::http
