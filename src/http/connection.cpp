#include "http/connection.hpp"

#include "core/id.hpp"
#include "core/log.hpp"

#include <boost/asio/write.hpp>

#include <algorithm>
#include <typeinfo>

#include <sys/socket.h>

namespace jisr::http {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;

namespace {

constexpr std::int64_t kNever = INT64_MAX;
constexpr std::size_t kHeaderRead = 4 << 10;
constexpr std::size_t kBodyRead = 64 << 10;
constexpr std::size_t kKeptBuffer = 16 << 10; // an idle connection keeps no more
constexpr std::uint64_t kSlowestUpload =
    32; // bytes in a millisecond; a phone on a weak network is slow
constexpr std::size_t kLingerLimit = 64 << 20;
constexpr milliseconds kRefusalLinger{1000};

/// Reads what has come, or awaits it; 0 at the end of the stream or after an error.
struct ReadSome
{
    Socket& socket;
    asio::mutable_buffer buffer;
    std::size_t count = 0;

    [[nodiscard]] bool await_ready() const { return false; }

    void await_suspend(std::coroutine_handle<> caller)
    {
        socket.async_read_some(buffer, [this, caller](error_code, std::size_t read) {
            count = read;
            caller.resume();
        });
    }

    [[nodiscard]] std::size_t await_resume() const { return count; }
};

core::Problem request_timeout()
{
    return {.status = 408, .slug = "request_timeout"};
}

core::Problem method_not_allowed()
{
    return {.status = 405, .slug = "method_not_allowed"};
}

const RouteOptions& unrouted_options()
{
    static const RouteOptions kOptions;
    return kOptions;
}

} // namespace

void log_thrown(const Request& request, std::string_view pattern, std::string_view type)
{
    core::log_error("handler_failed",
                    {{"request_id", request.request_id}, {"route", pattern}, {"thrown", type}});
}

Connection::Connection(std::shared_ptr<ServerState> server, Socket socket)
    : server_(std::move(server)), socket_(std::move(socket)),
      parser_(server_->options.header_limit), slot_(server_->ready), deadline_(kNever)
{
    error_code ignored; // a client that has left already is found out by the first read
    socket_.non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto remote = socket_.remote_endpoint(ignored);
    remote_address_ = remote.address().to_string();
}

Detached Connection::run(std::shared_ptr<Connection> self, bool refused)
{
    self->server_->enter(*self);
    try {
        bool goes_on = !refused;
        if (refused)
            co_await self->refuse();
        while (goes_on)
            goes_on = co_await self->serve_one();
    } catch (const std::exception& error) {
        core::log_error("connection_failed", {{"thrown", typeid(error).name()}});
    }
    self->close();
    self->server_->leave(*self);
}

void Connection::close()
{
    const std::scoped_lock lock(guard_);
    closed_ = true;
    error_code ignored;
    socket_.close(ignored);
}

void Connection::allow(milliseconds time)
{
    deadline_.store(steady_now() + time.count(), std::memory_order_relaxed);
}

void Connection::enter(Phase phase, milliseconds allowed)
{
    allow(allowed);
    phase_.store(phase, std::memory_order_release);
}

void Connection::begin_request()
{
    parser_.restart();
    match_ = {};
    fault_.reset();
    keep_alive_ = false;
    method_.clear();
    if (buffer_.size() == 0 && buffer_.capacity() > kKeptBuffer) {
        buffer_.clear();
        buffer_.shrink_to_fit();
    }
    enter(Phase::Idle, server_->options.idle_timeout);
}

void Connection::note_first_byte()
{
    begun_ = std::chrono::steady_clock::now();
    enter(Phase::Reading, server_->options.read_timeout);
    Request& request = *parser_.request();
    request.remote_address = remote_address_;
    request.request_id = core::Id::make().str();
}

Task<bool> Connection::serve_one()
{
    begin_request();
    const bool arrived = co_await read_request();
    if (!arrived)
        co_return false;
    Response response;
    if (fault_)
        response = render(*fault_);
    else
        response = co_await answer();
    const bool goes_on = co_await send(std::move(response));
    if (unread_input_)
        co_await linger(server_->options.read_timeout);
    co_return goes_on && !unread_input_;
}

Task<bool> Connection::refuse()
{
    begin_request();
    note_first_byte();
    co_await send(render(core::problems::unavailable("too many connections")));
    co_return co_await linger(kRefusalLinger);
}

/// True when a request is whole or a fault in it is known; false when the client has gone.
Task<bool> Connection::read_request()
{
    bool begun = false;
    std::size_t chunk = kHeaderRead;
    while (true) {
        if (buffer_.size() > 0) {
            if (!std::exchange(begun, true))
                note_first_byte();
            const Progress progress = parse();
            if (progress == Progress::Whole)
                co_return true;
            if (progress == Progress::HeaderDone) {
                chunk = parser_.content_length().value_or(kBodyRead) > kHeaderRead ? kBodyRead
                                                                                   : kHeaderRead;
                if (parser_.expects_continue() && buffer_.size() == 0)
                    co_await write({asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25), {}});
                if (buffer_.size() > 0)
                    continue;
            }
        }
        const std::size_t count = co_await ReadSome{socket_, buffer_.prepare(chunk)};
        if (count == 0) {
            if (begun && expired_.load())
                refuse_rest(request_timeout());
            co_return fault_.has_value();
        }
        buffer_.commit(count);
    }
}

/// Parses what is in the buffer up to the next thing to decide.
Connection::Progress Connection::parse()
{
    const auto bytes = buffer_.cdata();
    std::size_t taken = 0;
    const auto step = parser_.feed({static_cast<const char*>(bytes.data()), bytes.size()}, taken);
    buffer_.consume(taken);
    switch (step) {
    case RequestParser::Step::Failed:
        return refuse_rest(parser_.problem());
    case RequestParser::Step::HeaderDone:
        return take_header();
    case RequestParser::Step::Done:
        return Progress::Whole;
    case RequestParser::Step::NeedMore:
        break;
    }
    // A line of a chunked body that never ends.
    if (buffer_.size() > server_->options.header_limit + kBodyRead)
        return refuse_rest(core::problems::malformed("request"));
    return Progress::NeedMore;
}

/// Answers with `problem` whatever else the client sends.
Connection::Progress Connection::refuse_rest(core::Problem problem)
{
    fault_ = std::move(problem);
    unread_input_ = true;
    keep_alive_ = false;
    return Progress::Whole;
}

core::Result<void> Connection::ask_admission(const RouteOptions& options) const
{
    if (!options.admit)
        return {};
    try {
        return options.admit(*parser_.request());
    } catch (const std::exception& error) {
        log_thrown(*parser_.request(), match_.pattern, typeid(error).name());
        return core::fail(core::problems::internal("admission failed"));
    }
}

Connection::Progress Connection::take_header()
{
    Request& request = *parser_.request();
    method_ = request.method;
    match_ = server_->router.match(method_, request.path);
    request.path_params = std::move(match_.path_params);
    if (method_ == "HEAD")
        request.method = "GET";
    const RouteOptions& options = match_.options != nullptr ? *match_.options : unrouted_options();
    if (auto admitted = ask_admission(options); !admitted)
        return refuse_rest(std::move(admitted).error());
    if (!parser_.take_body(options, server_->options.upload_folder))
        return refuse_rest(parser_.problem());
    keep_alive_ = parser_.keep_alive();
    if (parser_.is_done())
        return Progress::Whole;
    const auto expected = parser_.content_length().value_or(options.body_limit);
    allow(server_->options.read_timeout + milliseconds(expected / kSlowestUpload));
    return Progress::HeaderDone;
}

Response Connection::render(const core::Problem& problem)
{
    if (!problem.cause.empty())
        core::log_warning("request_failed", {{"request_id", parser_.request()->request_id},
                                             {"problem", problem.slug},
                                             {"cause", problem.cause}});
    return server_->render_problem(*parser_.request(), problem);
}

Response Connection::not_routed()
{
    if (method_ == "OPTIONS" && (!match_.allowed.empty() || parser_.request()->path == "*"))
        return {.status = 204, .headers = {{"Allow", match_.allowed}}};
    if (match_.allowed.empty())
        return render(core::problems::not_found());
    Response response = render(method_not_allowed());
    response.headers.emplace_back("Allow", match_.allowed);
    return response;
}

Task<Response> Connection::answer()
{
    if (match_.handler == nullptr)
        co_return not_routed();
    deadline_.store(kNever, std::memory_order_relaxed);
    phase_.store(Phase::Handling, std::memory_order_release);
    call_handler();
    auto response = co_await slot_;
    if (!response)
        co_return render(core::problems::internal("no answer from " + std::string(match_.pattern)));
    co_return with_text(std::move(*response));
}

/// The answer with its text, where it only says how to make it.
Response Connection::with_text(Response response)
{
    const auto* make = std::get_if<MakeText>(&response.body);
    if (make == nullptr)
        return response;
    try {
        std::string text = (*make)();
        response.body = std::move(text);
    } catch (const std::exception& error) {
        log_thrown(*parser_.request(), match_.pattern, typeid(error).name());
        return render(core::problems::internal("an answer cannot be made"));
    }
    return response;
}

void Connection::call_handler()
{
    Reply reply = slot_.arm();
    if (!match_.options->slow)
        return invoke(std::move(reply));
    const bool runs = server_->run_slow(
        [self = shared_from_this(), reply]() mutable { self->invoke(std::move(reply)); });
    if (!runs)
        reply(render(core::problems::unavailable("too much long work waits")));
}

/// A handler that throws has dropped its Reply, or kept it somewhere to be used yet.
void Connection::invoke(Reply reply)
{
    // Of this thread: once it has replied, the connection may be busy with the next request.
    const Handler& handler = *match_.handler;
    const auto pattern = match_.pattern;
    const auto request = parser_.request();
    try {
        handler(request, std::move(reply));
    } catch (const std::exception& error) {
        // The type alone: a message may quote what the user typed.
        log_thrown(*request, pattern, typeid(error).name());
    } catch (...) {
        log_thrown(*request, pattern, "an unknown type");
    }
}

/// Reads on for a while after the last answer: closing at once would reset the connection, and the
/// client would lose the answer that explains why.
Task<bool> Connection::linger(milliseconds allowed)
{
    enter(Phase::Reading, allowed);
    ::shutdown(socket_.native_handle(), SHUT_WR);
    std::size_t total = 0;
    std::size_t count = 0;
    do {
        buffer_.clear();
        count = co_await ReadSome{socket_, buffer_.prepare(kBodyRead)};
        total += count;
    } while (count > 0 && total < kLingerLimit);
    co_return false;
}

} // namespace jisr::http
