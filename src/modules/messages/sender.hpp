#pragma once

#include "modules/messages/messages.hpp"
#include "modules/messages/quiet_hours.hpp"
#include "outbound/mail_server.hpp"
#include "outbound/sms_gateway.hpp"

#include <memory>

namespace jisr::messages {

/// How messages leave this server.
struct SendingOptions
{
    outbound::SmsGateway sms;
    outbound::MailServer mail;
    std::string report_base; ///< where the gateway reaches this server; empty: no reports
    QuietHours quiet_hours;  ///< of SMS
    int kept_days = 180;     ///< then address and text are forgotten
};

/// Takes messages from the outbox and hands them to the gateways, a thread for each. A message is
/// claimed in a transaction before it is handed over, so that of several servers one sends it, and
/// what it was claimed for tells afterwards whether anybody can know what became of it.
class Sender
{
  public:
    Sender(service::Services& services, SendingOptions options, FindReach find_reach);
    ~Sender(); ///< stops
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    /// Where the gateway reaches this server, once its port is known. Before start().
    void report_to(std::string base);
    /// Before the change feed is started, which wakes it.
    void start();
    /// Gives up what is being handed over; it is unsure then.
    void stop();

    [[nodiscard]] bool has_gateway(Channel channel) const;
    /// Whether SMS are held back now.
    [[nodiscard]] bool is_quiet() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace jisr::messages
