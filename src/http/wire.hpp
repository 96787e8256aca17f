#pragma once

#include "core/result.hpp"
#include "http/message.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace jisr::http {

/// A blocking TCP connection to a server, byte for byte: what the clients of tests and benchmarks
/// stand on.
class Wire
{
  public:
    /// 503 when nobody listens at `host` (an IPv4 address) and `port`.
    static core::Result<Wire> connect(const std::string& host, std::uint16_t port);

    Wire(Wire&& other) noexcept;
    Wire& operator=(Wire&& other) noexcept;
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    ~Wire();

    bool send(std::string_view bytes); ///< all of them; false when the other side has gone

    /// Appends what comes next to `out`, after at most `wait`; false at the end of the stream and
    /// when nothing came.
    bool receive(std::string& out, std::chrono::milliseconds wait = std::chrono::seconds(30));

    void end_sending(); ///< the other side sees the end of the stream

    [[nodiscard]] int descriptor() const { return socket_; }

  private:
    explicit Wire(int socket) : socket_(socket) {}

    int socket_;
};

/// The first lines of an answer, as far as they matter for finding its end.
struct AnswerHead
{
    int status = 0;
    std::size_t size = 0;        ///< bytes up to the body
    std::int64_t body_size = -1; ///< -1: up to the end of the stream
    bool closes = false;         ///< nothing more comes on this connection
};

/// Reads the head at the beginning of `bytes`; status 0 while it is not whole.
AnswerHead read_answer_head(std::string_view bytes);

/// Appends a whole request to `out`, with Content-Length where there is a body.
void append_request(std::string& out, std::string_view method, std::string_view target,
                    const Fields& headers = {}, std::string_view body = {});

} // namespace jisr::http
