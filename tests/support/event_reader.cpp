#include "support/event_reader.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <chrono>

namespace jisr::tests {

EventReader::EventReader(std::uint16_t port, const std::string& target, const std::string& token,
                         const std::string& cookie)
    : socket_(socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const std::string who = token.empty() ? "Cookie: " + cookie : "Authorization: Bearer " + token;
    const std::string request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + who +
                                "\r\nAccept: text/event-stream\r\n\r\n";
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
}

EventReader::~EventReader()
{
    close(socket_);
}

boost::json::object EventReader::next()
{
    constexpr std::string_view kData = "data: ";
    while (true) {
        const auto begin = seen_.find(kData, read_);
        const auto end = begin == std::string::npos ? begin : seen_.find('\n', begin);
        if (end != std::string::npos) {
            read_ = end;
            boost::system::error_code error;
            const auto value = boost::json::parse(
                seen_.substr(begin + kData.size(), end - begin - kData.size()), error);
            return value.is_object() ? value.get_object() : boost::json::object{};
        }
        if (read_more() <= 0)
            return {};
    }
}

bool EventReader::has_ended()
{
    constexpr std::chrono::seconds kPatience{10};
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    auto count = read_more();
    while (count > 0 && std::chrono::steady_clock::now() < limit)
        count = read_more();
    return count == 0;
}

std::int64_t EventReader::read_more()
{
    std::array<char, 4096> bytes{};
    const auto count = recv(socket_, bytes.data(), bytes.size(), 0);
    if (count > 0)
        seen_.append(bytes.data(), static_cast<std::size_t>(count));
    return count;
}

} // namespace jisr::tests
