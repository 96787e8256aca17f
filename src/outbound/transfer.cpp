#include "outbound/transfer.hpp"

#include <algorithm>

namespace jisr::outbound {

namespace {

constexpr std::size_t kMostOfAnswer = 4096;

// Before main: libcurl wants it once, while there is one thread.
[[maybe_unused]] const CURLcode kCurlReady = curl_global_init(CURL_GLOBAL_DEFAULT);

std::size_t keep_answer(const char* bytes, std::size_t size, std::size_t count, void* kept)
{
    auto& answer = *static_cast<std::string*>(kept);
    const auto room = kMostOfAnswer - std::min(kMostOfAnswer, answer.size());
    answer.append(bytes, std::min(room, size * count));
    return size * count;
}

int is_to_stop(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

} // namespace

Transfer::Transfer(const std::string& url, const char* protocols,
                   std::chrono::milliseconds patience, const std::atomic<bool>& stopping)
    : handle_(curl_easy_init(), &curl_easy_cleanup)
{
    auto* curl = handle();
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &is_to_stop);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stopping);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &keep_answer);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer_);
}

void Transfer::set_user(const std::string& user, const std::string& password)
{
    curl_easy_setopt(handle(), CURLOPT_USERNAME, user.c_str());
    curl_easy_setopt(handle(), CURLOPT_PASSWORD, password.c_str());
}

CURLcode Transfer::perform()
{
    return curl_easy_perform(handle());
}

long Transfer::status() const
{
    long status = 0;
    curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
    return status;
}

long Transfer::written() const
{
    long bytes = 0;
    curl_easy_getinfo(handle(), CURLINFO_REQUEST_SIZE, &bytes);
    return bytes;
}

bool is_address(const std::string& url, const std::vector<std::string_view>& schemes)
{
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts(curl_url(), &curl_url_cleanup);
    char* scheme = nullptr;
    if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
        curl_url_get(parts.get(), CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK)
        return false;
    const bool fits = std::ranges::find(schemes, std::string_view(scheme)) != schemes.end();
    curl_free(scheme);
    return fits;
}

void append_line(CurlList& list, const std::string& line)
{
    auto* head = curl_slist_append(list.get(), line.c_str());
    if (head != nullptr && list.get() == nullptr)
        list.reset(head);
}

} // namespace jisr::outbound
