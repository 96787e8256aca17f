#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace jisr::tests {

/// A server that says what a test wants of it, on a free port; for gateways that hang or talk
/// nonsense. One connection after the other.
class ScriptedServer
{
  public:
    /// Called at the beginning of a connection and after each piece that came, with all that came
    /// on it so far; gives what is said then. The connection ends with the first answer that begins
    /// with "HTTP/" or when the other side goes.
    using Script = std::function<std::string(const std::string& received)>;

    explicit ScriptedServer(Script script);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// All that came on each connection on which anything came.
    [[nodiscard]] std::vector<std::string> received() const;

    void say(Script script);

  private:
    void run();
    void serve(int connection);

    mutable std::mutex mutex_;
    Script script_;
    std::vector<std::string> received_;
    std::atomic<bool> stopping_{false};
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

/// A gateway that answers every whole request so; empty: never.
ScriptedServer::Script always(std::string answer);
/// An HTTP answer.
std::string http_answer(int status, const std::string& body);

} // namespace jisr::tests
