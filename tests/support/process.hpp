#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace jisr::tests {

/// A program that a test runs beside it; ends with the test.
class Process
{
  public:
    /// What it prints goes to the end of `log`.
    Process(std::vector<std::string> command, const std::string& log);
    ~Process(); ///< kills it
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] bool runs() const;

  private:
    mutable pid_t process_ = -1;
};

/// A port that nobody listens on.
std::uint16_t free_port();
/// Whether somebody listens there.
bool answers(std::uint16_t port);
/// Looks again and again until `holds`; false when it does not within two minutes.
bool wait_until(const std::function<bool()>& holds);

} // namespace jisr::tests
