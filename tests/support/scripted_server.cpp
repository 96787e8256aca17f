#include "support/scripted_server.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace jisr::tests {

namespace {

bool readable(int socket)
{
    pollfd watched{.fd = socket, .events = POLLIN, .revents = 0};
    return poll(&watched, 1, 20) > 0;
}

bool speak(int connection, const std::string& words)
{
    send(connection, words.data(), words.size(), MSG_NOSIGNAL);
    return !words.starts_with("HTTP/");
}

} // namespace

ScriptedServer::ScriptedServer(Script script)
    : script_(std::move(script)), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        listen(listener_, 16) != 0)
        throw std::runtime_error("no free port");
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

ScriptedServer::~ScriptedServer()
{
    stopping_ = true;
    thread_.join();
    close(listener_);
}

std::vector<std::string> ScriptedServer::received() const
{
    const std::lock_guard lock(mutex_);
    return received_;
}

void ScriptedServer::say(Script script)
{
    const std::lock_guard lock(mutex_);
    script_ = std::move(script);
}

void ScriptedServer::run()
{
    while (!stopping_)
        if (readable(listener_)) {
            const int connection = accept(listener_, nullptr, nullptr);
            serve(connection);
            close(connection);
        }
}

void ScriptedServer::serve(int connection)
{
    const auto script = [&] {
        const std::lock_guard lock(mutex_);
        return script_;
    }();
    bool goes_on = speak(connection, script(""));
    std::string heard;
    std::size_t place = 0;
    while (goes_on && !stopping_) {
        if (!readable(connection))
            continue;
        std::array<char, 8192> bytes{};
        const auto count = recv(connection, bytes.data(), bytes.size(), 0);
        if (count <= 0)
            return;
        heard.append(bytes.data(), static_cast<std::size_t>(count));
        {
            const std::lock_guard lock(mutex_);
            if (heard.size() == static_cast<std::size_t>(count)) {
                place = received_.size();
                received_.emplace_back();
            }
            received_[place] = heard;
        }
        goes_on = speak(connection, script(heard));
    }
}

ScriptedServer::Script always(std::string answer)
{
    return [answer = std::move(answer)](const std::string& received) {
        return received.find("\r\n\r\n") == std::string::npos ? std::string() : answer;
    };
}

std::string http_answer(int status, const std::string& body)
{
    return "HTTP/1.1 " + std::to_string(status) +
           " x\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace jisr::tests
