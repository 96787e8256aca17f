#include "outbound/sms_gateway.hpp"

#include "outbound/sms_text.hpp"
#include "outbound/transfer.hpp"

namespace jisr::outbound {

namespace {

/// Delivered, not delivered, and taken, queued or refused by the operator.
constexpr auto* kEveryReport = "X-Kannel-DLR-Mask: 31";

/// A line break in a value would begin a header of its own.
std::string header(std::string_view name, std::string_view value)
{
    std::string line = "X-Kannel-";
    line.append(name).append(": ");
    for (const char c : value)
        if (static_cast<unsigned char>(c) >= ' ')
            line += c;
    return line;
}

CurlList headers_of(const SmsGateway& gateway, const Sms& sms)
{
    CurlList headers(nullptr, &curl_slist_free_all);
    append_line(headers, "Content-Type: text/plain; charset=UTF-8");
    append_line(headers, "Expect:"); // no asking first, so that what was written was given away
    append_line(headers, header("Username", gateway.user));
    append_line(headers, header("Password", gateway.password));
    append_line(headers, header("To", sms.phone));
    if (!gateway.sender.empty())
        append_line(headers, header("From", gateway.sender));
    if (measured(sms.text).coding == SmsCoding::Ucs2)
        append_line(headers, header("Coding", "2"));
    if (!sms.report_url.empty()) {
        append_line(headers, kEveryReport);
        append_line(headers, header("DLR-Url", sms.report_url));
    }
    return headers;
}

Outcome outcome_of(CURLcode code, bool given_away)
{
    if (!given_away)
        return Outcome::Away;
    return code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY
               ? Outcome::OddAnswer
               : Outcome::NoAnswer;
}

} // namespace

Handover read_answer(long status, std::string_view body)
{
    const std::string detail = "HTTP " + std::to_string(status);
    if (status >= 200 && status < 300) // "0: Accepted for delivery", "3: Queued for later delivery"
        return {body.starts_with("0:") || body.starts_with("3:") ? Outcome::Taken
                                                                 : Outcome::OddAnswer,
                detail};
    if (status == 400)
        return {Outcome::Rejected, detail};
    if (status >= 500 && status != 503) // of a proxy or a fault within: it may have been taken
        return {Outcome::OddAnswer, detail};
    return {status >= 300 ? Outcome::Refused : Outcome::OddAnswer, detail};
}

Handover hand_over(const SmsGateway& gateway, const Sms& sms, const std::atomic<bool>& stopping)
{
    Transfer transfer(gateway.url, "http,https", gateway.patience, stopping);
    const auto headers = headers_of(gateway, sms);
    auto* curl = transfer.handle();
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(sms.text.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, sms.text.c_str());
    const auto code = transfer.perform();
    if (code == CURLE_OK)
        return read_answer(transfer.status(), transfer.answer());
    return {outcome_of(code, transfer.written() > 0), curl_easy_strerror(code)};
}

} // namespace jisr::outbound
