#include "http/wire.hpp"

#include "http/text.hpp"

#include <charconv>
#include <cstring>
#include <utility>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace jisr::http {

namespace {

core::Problem no_connection()
{
    return core::problems::unavailable("no connection: " + std::string(std::strerror(errno)));
}

std::string_view take_line(std::string_view& text)
{
    const auto end = text.find("\r\n");
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 2);
    return line;
}

void read_field(std::string_view line, AnswerHead& head)
{
    const auto colon = std::min(line.find(':'), line.size());
    const auto name = line.substr(0, colon);
    const auto value = trimmed(line.substr(std::min(colon + 1, line.size())));
    if (same_name(name, "content-length"))
        std::from_chars(value.data(), value.data() + value.size(), head.body_size);
    else if (same_name(name, "connection"))
        head.closes = same_name(value, "close");
}

} // namespace

core::Result<Wire> Wire::connect(const std::string& host, std::uint16_t port)
{
    Wire wire(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    const bool known = ::inet_pton(AF_INET, host.c_str(), &address.sin_addr) == 1;
    if (!known ||
        ::connect(wire.socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        return core::fail(no_connection());
    const int on = 1;
    ::setsockopt(wire.socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return wire;
}

Wire::Wire(Wire&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

Wire& Wire::operator=(Wire&& other) noexcept
{
    std::swap(socket_, other.socket_);
    return *this;
}

Wire::~Wire()
{
    if (socket_ >= 0)
        ::close(socket_);
}

bool Wire::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno == EAGAIN) { // the load generator's sockets do not block
            pollfd writable{socket_, POLLOUT, 0};
            ::poll(&writable, 1, -1);
            continue;
        }
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Wire::receive(std::string& out, std::chrono::milliseconds wait)
{
    pollfd readable{socket_, POLLIN, 0};
    if (::poll(&readable, 1, static_cast<int>(wait.count())) <= 0)
        return false;
    constexpr std::size_t kChunk = 64 << 10;
    const auto before = out.size();
    out.resize(before + kChunk);
    const auto count = ::recv(socket_, out.data() + before, kChunk, 0);
    out.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    return count > 0;
}

void Wire::end_sending()
{
    ::shutdown(socket_, SHUT_WR);
}

AnswerHead read_answer_head(std::string_view bytes)
{
    const auto end = bytes.find("\r\n\r\n");
    AnswerHead head;
    constexpr std::size_t kStatusAt = 9; // after "HTTP/1.1 "
    if (end == bytes.npos || end < kStatusAt + 3)
        return head;
    head.size = end + 4;
    std::string_view lines = bytes.substr(0, end + 2);
    const auto status = take_line(lines).substr(kStatusAt, 3);
    std::from_chars(status.data(), status.data() + status.size(), head.status);
    while (!lines.empty())
        read_field(take_line(lines), head);
    const bool bodiless = head.status < 200 || head.status == 204 || head.status == 304;
    if (bodiless)
        head.body_size = 0;
    return head;
}

void append_request(std::string& out, std::string_view method, std::string_view target,
                    const Fields& headers, std::string_view body)
{
    out.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (const auto& [name, value] : headers)
        out.append(name).append(": ").append(value).append("\r\n");
    if (!body.empty())
        out.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    out.append("\r\n").append(body);
}

} // namespace jisr::http
