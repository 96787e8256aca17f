#include "http/response_head.hpp"

#include "http/text.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>

namespace jisr::http {

namespace {

constexpr std::size_t kWorthCompressing = 1024;
constexpr std::size_t kTooLongToCompress = 4
                                           << 20; // would hold up the other requests of this thread

using Line = std::pair<std::string_view, std::string_view>;

// Nothing from other hosts, nothing inline, no framing: the app needs none of it.
constexpr std::array<Line, 7> kDefaults = {{
    {"Cache-Control", "no-store"},
    {"Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'; img-src "
                                "'self' data:; object-src 'none'; "
                                "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
}};

/// All defaults as text: most answers set none of them.
const std::string& default_lines()
{
    static const std::string kLines = [] {
        std::string lines;
        for (const auto& [name, value] : kDefaults)
            lines.append(name).append(": ").append(value).append("\r\n");
        return lines;
    }();
    return kLines;
}

std::string_view reason_of(int status)
{
    static constexpr std::array<std::pair<int, std::string_view>, 30> kReasons = {{
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
    }};
    const auto found =
        std::ranges::find(kReasons, status, [](const auto& entry) { return entry.first; });
    return found == kReasons.end() ? std::string_view("Status") : found->second;
}

/// The date in the form of RFC 9110, made once a second in each thread.
std::string_view date_now()
{
    thread_local std::time_t made = 0;
    thread_local std::array<char, 32> text{};
    thread_local std::size_t length = 0;
    const std::time_t now = std::time(nullptr);
    if (now != made) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        made = now;
    }
    return {text.data(), length};
}

/// Line ends in a value would let it add headers of its own.
void append_value(std::string& out, std::string_view value)
{
    for (const char c : value)
        out += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
}

void append_line(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ");
    append_value(out, value);
    out.append("\r\n");
}

bool sets(const Response& response, std::string_view name)
{
    return std::ranges::any_of(response.headers,
                               [&](const auto& field) { return same_name(field.first, name); });
}

void append_defaults(std::string& out, const Response& response)
{
    const auto is_set = [&](const Line& line) { return sets(response, line.first); };
    if (std::ranges::none_of(kDefaults, is_set)) {
        out += default_lines();
        return;
    }
    for (const auto& line : kDefaults)
        if (!is_set(line))
            append_line(out, line.first, line.second);
}

void append_framing(std::string& out, const Response& response, const HeadFacts& facts)
{
    const bool bodiless = response.status == 204 || response.status == 304;
    if (!bodiless && facts.content_length != 0)
        append_line(out, "Content-Type", response.content_type);
    if (!bodiless && facts.content_length)
        append_line(out, "Content-Length", std::to_string(*facts.content_length));
    if (!facts.keep_alive)
        out += "Connection: close\r\n";
    else if (facts.http_1_0)
        out += "Connection: keep-alive\r\n";
}

/// A deflate state of this thread: making one takes 256 kB and more time than compressing a small
/// answer.
class Deflater
{
  public:
    explicit Deflater(int level)
    {
        constexpr int kGzipWrapper = 16;
        ready_ = deflateInit2(&stream_, level, Z_DEFLATED, MAX_WBITS + kGzipWrapper, 8,
                              Z_DEFAULT_STRATEGY) == Z_OK;
    }

    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    ~Deflater() { deflateEnd(&stream_); }

    std::string compress(std::string_view bytes)
    {
        if (!ready_)
            throw std::bad_alloc();
        std::string out(deflateBound(&stream_, bytes.size()), '\0');
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = static_cast<uInt>(out.size());
        deflate(&stream_, Z_FINISH); // cannot fail: the output is as long as zlib's own bound
        out.resize(stream_.total_out);
        deflateReset(&stream_);
        return out;
    }

  private:
    z_stream stream_{};
    bool ready_ = false;
};

} // namespace

void append_head(std::string& out, const Response& response, const HeadFacts& facts)
{
    out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    out.append(reason_of(response.status)).append("\r\nDate: ").append(date_now()).append("\r\n");
    append_framing(out, response, facts);
    append_line(out, "X-Request-Id", facts.request_id);
    append_defaults(out, response);
    for (const auto& [name, value] : response.headers)
        append_line(out, name, value);
    out += "\r\n";
}

std::optional<std::string> gzipped(const Request& request, const Response& response,
                                   std::string_view body)
{
    if (body.size() < kWorthCompressing || body.size() > kTooLongToCompress)
        return std::nullopt;
    if (!accepts_gzip(request.header("accept-encoding")) || !is_compressible(response.content_type))
        return std::nullopt;
    if (sets(response, "content-encoding") || sets(response, "set-cookie"))
        return std::nullopt;
    thread_local Deflater fast(1);
    return fast.compress(body);
}

std::string gzip(std::string_view bytes, int level)
{
    return Deflater(level).compress(bytes);
}

} // namespace jisr::http
