#include "support/process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

namespace jisr::tests {

namespace {

constexpr std::chrono::seconds kPatience{120};

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

} // namespace

Process::Process(std::vector<std::string> command, const std::string& log)
{
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (std::string& argument : command)
        arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    process_ = fork();
    if (process_ == 0) {
        dup2(output, STDOUT_FILENO);
        dup2(output, STDERR_FILENO);
        prctl(PR_SET_PDEATHSIG, SIGKILL); // nothing outlives a killed test run
        execv(arguments.front(), arguments.data());
        _exit(127);
    }
    close(output);
}

Process::~Process()
{
    if (process_ <= 0)
        return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
}

bool Process::runs() const
{
    if (process_ > 0 && waitpid(process_, nullptr, WNOHANG) != 0)
        process_ = -1;
    return process_ > 0;
}

std::uint16_t free_port()
{
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(listener, reinterpret_cast<const sockaddr*>(&address), size) != 0)
        throw std::runtime_error("no free port");
    getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    close(listener);
    return ntohs(address.sin_port);
}

bool answers(std::uint16_t port)
{
    const int caller = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    const bool open =
        connect(caller, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(caller);
    return open;
}

bool wait_until(const std::function<bool()>& holds)
{
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > limit)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

} // namespace jisr::tests
