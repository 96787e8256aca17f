#pragma once

#include "core/date.hpp"
#include "outbound/handover.hpp"

#include <atomic>
#include <chrono>

namespace jisr::outbound {

/// An SMTP server that takes our mail.
struct MailServer
{
    std::string url; ///< "smtp://mail.example:587" or "smtps://…"; empty: there is none
    std::string user;
    std::string password;
    std::string from; ///< address that mail comes from
    std::chrono::milliseconds patience{20'000};
};

struct Mail
{
    std::string id; ///< the same for each try, so that a second copy is known for one
    std::string to;
    std::string subject;
    std::string text; ///< UTF-8, plain
    core::Instant at;
};

/// Whether nothing may be said to the server before the connection is encrypted: a password crosses
/// no network in the clear. Every other connection is encrypted where the server can.
bool needs_encryption(const MailServer& server);

/// Hands `mail` over and waits for the answer; gives up once `stopping` is set.
Handover hand_over(const MailServer& server, const Mail& mail, const std::atomic<bool>& stopping);

/// The whole message as it travels (RFC 5322, MIME): letters of any script, lines of at most 76.
std::string mime_text(const Mail& mail, const std::string& from);

} // namespace jisr::outbound
