#pragma once

#include <curl/curl.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::outbound {

/// One exchange with a gateway over a connection of its own: one that is kept could be dead, and
/// libcurl would send the message once more over another.
class Transfer
{
  public:
    /// Talks to `url` over one of `protocols` ("http,https") and gives up after `patience`, or as
    /// soon as `stopping` is set.
    Transfer(const std::string& url, const char* protocols, std::chrono::milliseconds patience,
             const std::atomic<bool>& stopping);

    [[nodiscard]] CURL* handle() const { return handle_.get(); }

    void set_user(const std::string& user, const std::string& password);

    CURLcode perform();

    /// The first 4 KiB of what came back.
    [[nodiscard]] const std::string& answer() const { return answer_; }

    /// The last status code that the other side gave, 0 without one.
    [[nodiscard]] long status() const;
    /// How much of an HTTP request was written.
    [[nodiscard]] long written() const;

  private:
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_;
    std::string answer_;
};

using CurlList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

/// Whether `url` names a host and is reached by one of `schemes` ("http", "smtps").
bool is_address(const std::string& url, const std::vector<std::string_view>& schemes);

/// `list` with one more line.
void append_line(CurlList& list, const std::string& line);

} // namespace jisr::outbound
