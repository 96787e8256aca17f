#pragma once

#include "core/id.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace jisr::tests {

/// Opens /metrics of a served program.
inline constexpr std::string_view kMetricsToken = "of-the-tests";

/// `jisr serve` as a process of its own: the program that was built beside this one.
class ServedProgram
{
  public:
    /// Starts it on a free port and returns when it serves; throws when it does not start. Its log
    /// goes to `data_folder`/serve.log.
    ServedProgram(const std::string& database, const std::filesystem::path& data_folder);
    ~ServedProgram(); ///< kills it
    ServedProgram(const ServedProgram&) = delete;
    ServedProgram& operator=(const ServedProgram&) = delete;

    /// SIGKILL, now; returns when the process is gone.
    void kill();

    [[nodiscard]] std::uint16_t port() const { return port_; }

    [[nodiscard]] pid_t process() const { return process_; }

  private:
    void read_port(int output);

    pid_t process_ = -1;
    std::uint16_t port_ = 0;
};

/// What one needs to register over HTTP.
struct Access
{
    std::string token; ///< of a national administrator
    core::Id edition;  ///< of the programme `bridge`, open
};

/// Opens the database in this process, makes a token, and closes it again; throws when that fails.
Access access_to(const std::string& database, const std::filesystem::path& data_folder);

/// The `jisr` beside the running program.
std::filesystem::path program_path();

} // namespace jisr::tests
