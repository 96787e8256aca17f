#include "outbound/mail_server.hpp"

#include "outbound/transfer.hpp"

#include <algorithm>
#include <cstring>

namespace jisr::outbound {

namespace {

/// Hands the text out; once it gave the end, the server may have the whole.
struct Source
{
    std::string text;
    std::size_t given = 0;
    bool ended = false;
};

std::size_t give(char* room, std::size_t size, std::size_t count, void* from)
{
    auto& source = *static_cast<Source*>(from);
    const auto bytes = std::min(size * count, source.text.size() - source.given);
    std::memcpy(room, source.text.data() + source.given, bytes);
    source.given += bytes;
    source.ended = bytes == 0;
    return bytes;
}

/// Of the recipient's address, or of this mail: no other try helps.
bool is_final(long status)
{
    return status >= 550 && status <= 553;
}

std::string host_of(const std::string& url)
{
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
    char* host = nullptr;
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) !=
            CURLUE_OK ||
        curl_url_get(parsed.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK)
        return {};
    std::string found(host);
    curl_free(host);
    return found;
}

Outcome outcome_of(CURLcode code, long status, bool given_away)
{
    if (code == CURLE_OK)
        return Outcome::Taken;
    if (status >= 400)
        return is_final(status) || (given_away && status >= 500) ? Outcome::Rejected
                                                                 : Outcome::Refused;
    if (!given_away)
        return code == CURLE_LOGIN_DENIED ? Outcome::Refused : Outcome::Away;
    return code == CURLE_WEIRD_SERVER_REPLY ? Outcome::OddAnswer : Outcome::NoAnswer;
}

} // namespace

bool needs_encryption(const MailServer& server)
{
    const auto host = host_of(server.url);
    const bool here = host == "localhost" || host == "[::1]" || host.starts_with("127.");
    return !server.user.empty() && !here;
}

Handover hand_over(const MailServer& server, const Mail& mail, const std::atomic<bool>& stopping)
{
    Transfer transfer(server.url, "smtp,smtps", server.patience, stopping);
    if (!server.user.empty())
        transfer.set_user(server.user, server.password);
    Source source{mime_text(mail, server.from)};
    CurlList to(nullptr, &curl_slist_free_all);
    append_line(to, "<" + mail.to + ">");
    const std::string from = "<" + server.from + ">";
    auto* curl = transfer.handle();
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     static_cast<long>(needs_encryption(server) ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    // Also of the parting word, for which libcurl waits two minutes otherwise.
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     static_cast<long>((server.patience.count() + 999) / 1000));
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, &give);
    curl_easy_setopt(curl, CURLOPT_READDATA, &source);
    const auto code = transfer.perform();
    const auto status = transfer.status();
    return {outcome_of(code, status, source.ended),
            status > 0 ? "SMTP " + std::to_string(status) : curl_easy_strerror(code)};
}

} // namespace jisr::outbound
