#pragma once

#include "outbound/handover.hpp"

#include <atomic>
#include <chrono>
#include <string_view>

namespace jisr::outbound {

/// An HTTP gateway that speaks as Kannel's sendsms does. The message goes by POST: neither a phone
/// nor a text stands in a URL, which proxies write down.
struct SmsGateway
{
    std::string url; ///< "http://127.0.0.1:13013/cgi-bin/sendsms"; empty: there is none
    std::string user;
    std::string password;
    std::string sender; ///< number or name that she sees; empty: the gateway's own
    std::chrono::milliseconds patience{20'000};
};

struct Sms
{
    std::string phone; ///< E.164
    std::string text;  ///< UTF-8
    /// Where the gateway reports what became of it, with %d in the place of the report's kind;
    /// empty: no report is wanted.
    std::string report_url;
};

/// Hands `sms` over and waits for the answer; gives up once `stopping` is set.
Handover hand_over(const SmsGateway& gateway, const Sms& sms, const std::atomic<bool>& stopping);

/// What an answer of the gateway means.
Handover read_answer(long status, std::string_view body);

} // namespace jisr::outbound
