#pragma once

#include "support/database.hpp"
#include "support/process.hpp"

#include <memory>
#include <vector>

namespace jisr::tests {

/// Kannel (bearerbox and smsbox) with its fake operator, on ports of their own. The operator takes
/// everything and reports it as delivered.
class Kannel
{
  public:
    Kannel();
    Kannel(const Kannel&) = delete;
    Kannel& operator=(const Kannel&) = delete;

    static constexpr auto* kUser = "jisr";
    static constexpr auto* kPassword = "a password of the gateway";

    /// Its sendsms address.
    [[nodiscard]] std::string url() const;
    /// What the operator got, one line each: "from to coding text".
    [[nodiscard]] std::vector<std::string> received() const;

  private:
    [[nodiscard]] std::string log_of(const std::string& program) const;
    void write_settings() const;
    void start();

    TemporaryFolder folder_;
    std::uint16_t admin_port_ = free_port();
    std::uint16_t box_port_ = free_port();
    std::uint16_t operator_port_ = free_port();
    std::uint16_t sendsms_port_ = free_port();
    std::unique_ptr<Process> bearerbox_;
    std::unique_ptr<Process> smsbox_;
    std::unique_ptr<Process> operator_;
};

} // namespace jisr::tests
