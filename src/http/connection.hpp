#pragma once

#include "http/answer_slot.hpp"
#include "http/event_stream.hpp"
#include "http/request_parser.hpp"
#include "http/response_head.hpp"
#include "http/server_state.hpp"
#include "http/task.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace jisr::http {

using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// Awaits room in the socket's buffer.
struct Writable
{
    Socket& socket;

    [[nodiscard]] bool await_ready() const { return false; }

    void await_suspend(std::coroutine_handle<> caller)
    {
        socket.async_wait(Socket::wait_write,
                          [caller](boost::system::error_code) { caller.resume(); });
    }

    void await_resume() const {}
};

/// Logs that a handler let out an exception of this type.
void log_thrown(const Request& request, std::string_view pattern, std::string_view type);

/// One client: reads a request, has it answered, writes the answer, and again until either side
/// ends it. One coroutine runs through all of this; other threads touch only the slot of the answer
/// and sweep().
class Connection : public std::enable_shared_from_this<Connection>
{
  public:
    Connection(std::shared_ptr<ServerState> server, Socket socket);

    /// Serves the client to the end. A refused one is told 503 and let go.
    static Detached run(std::shared_ptr<Connection> self, bool refused);

    /// From the server's timer: ends what takes too long, lets idle clients go when the server
    /// ends, keeps event streams alive.
    void sweep(std::int64_t now, Drain drain);

  private:
    enum class Phase { Idle, Reading, Handling, Writing, Streaming };
    using Buffers = std::array<boost::asio::const_buffer, 2>;

    Task<bool> serve_one();
    Task<bool> refuse();
    Task<bool> read_request();
    Task<Response> answer();
    Task<bool> send(Response response);
    Task<bool> send_text(Response& response);
    Task<bool> send_file(Response& response);
    Task<bool> send_file_bytes(int file, std::int64_t length);
    Task<bool> send_events(Response& response);
    std::shared_ptr<ClientEvents> open_stream(const OnOpen& on_open,
                                              std::function<bool()> may_go_on);
    Task<bool> write(Buffers buffers);
    Task<bool> linger(std::chrono::milliseconds allowed);

    enum class Progress { NeedMore, HeaderDone, Whole };
    Progress parse();
    Progress refuse_rest(core::Problem problem);
    Progress take_header();
    [[nodiscard]] core::Result<void> ask_admission(const RouteOptions& options) const;
    void begin_request();
    void note_first_byte();
    void call_handler();
    void invoke(Reply reply);
    Response with_text(Response response);
    Response render(const core::Problem& problem);
    Response not_routed();
    void make_head(const Response& response, std::optional<std::int64_t> length);
    bool write_now(Buffers& buffers, boost::system::error_code& error);
    void observe(int status, std::int64_t body_bytes);
    void allow(std::chrono::milliseconds time);
    void enter(Phase phase, std::chrono::milliseconds allowed);
    void sweep_stream(std::int64_t now, bool draining);
    bool beat();
    bool is_peer_gone();
    void close();

    std::shared_ptr<ServerState> server_;
    Socket socket_;
    std::string remote_address_;
    boost::beast::flat_buffer buffer_;
    RequestParser parser_;
    AnswerSlot slot_;
    std::string head_;

    Router::Match match_;
    std::string method_; // as sent: handlers of GET see HEAD as GET
    std::chrono::steady_clock::time_point begun_;
    std::optional<core::Problem> fault_; // found before any handler could run
    bool keep_alive_ = false;
    bool unread_input_ = false; // the rest of a refused request is on its way

    // Shared with the thread that sweeps.
    std::atomic<Phase> phase_{Phase::Idle};
    std::atomic<std::int64_t> deadline_;
    std::atomic<bool> expired_{false};
    std::mutex guard_; // of the socket's end, events_ and may_go_on_
    bool closed_ = false;
    std::shared_ptr<ClientEvents> events_;
    std::function<bool()> may_go_on_;
    std::int64_t next_beat_ = 0;
};

} // namespace jisr::http
