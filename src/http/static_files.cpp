#include "http/static_files.hpp"

#include "http/response_head.hpp"
#include "http/text.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <mutex>
#include <optional>

namespace jisr::http {

namespace {

/// A strong validator: the first half of the content's BLAKE2b.
std::string etag_of(std::string_view bytes)
{
    std::array<unsigned char, 16> digest{};
    crypto_generichash(digest.data(), digest.size(),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr,
                       0);
    std::array<char, digest.size() * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return "\"" + std::string(hex.data()) + "\"";
}

class File
{
  public:
    File(std::string_view path, std::string_view content)
        : bytes(content), media_type(media_type_of(path)),
          cache_control(path.starts_with("/assets/") ? "public, max-age=31536000, immutable"
                                                     : "no-cache")
    {
    }

    struct Sent
    {
        std::string etag;
        std::string gzipped; ///< empty when it is not smaller
    };

    /// Made when the file is first asked for: no start waits for files that nobody wants yet.
    [[nodiscard]] const Sent& sent() const
    {
        std::call_once(made_, [this] {
            constexpr int kSmallest = 9; // done once
            sent_.etag = etag_of(bytes);
            if (is_compressible(media_type))
                sent_.gzipped = gzip(bytes, kSmallest);
            if (sent_.gzipped.size() >= bytes.size())
                sent_.gzipped.clear();
        });
        return sent_;
    }

    const std::string_view bytes;
    const std::string_view media_type;
    const std::string_view cache_control;

  private:
    mutable std::once_flag made_;
    mutable Sent sent_;
};

using Files = std::map<std::string, File, std::less<>>;

/// The representation that goes out has an ETag of its own: bytes differ.
std::string gzip_etag(std::string_view etag)
{
    return std::string(etag.substr(0, etag.size() - 1)) + "-gzip\"";
}

bool matches(std::string_view if_none_match, std::string_view etag)
{
    while (!if_none_match.empty()) {
        const auto end = std::min(if_none_match.find(','), if_none_match.size());
        auto entry = trimmed(if_none_match.substr(0, end));
        if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
        if (entry.starts_with("W/"))
            entry.remove_prefix(2);
        if (entry == etag || entry == "*")
            return true;
    }
    return false;
}

/// Bytes of a file, the last one included.
struct Range
{
    std::size_t first = 0;
    std::size_t last = 0;
};

std::optional<std::size_t> number_in(std::string_view text)
{
    std::size_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// The one range of "bytes=0-1", "bytes=5-" or "bytes=-500"; nothing for what is none or more than
/// one, which is answered with everything. An empty one lies outside the file: first after last.
std::optional<Range> range_in(std::string_view header, std::size_t size)
{
    constexpr std::string_view kUnit = "bytes=";
    const auto dash = header.find('-');
    if (!header.starts_with(kUnit) || dash == header.npos)
        return std::nullopt;
    const auto from = trimmed(header.substr(kUnit.size(), dash - kUnit.size()));
    const auto to = trimmed(header.substr(dash + 1));
    const auto first = number_in(from);
    const auto last = number_in(to);
    if ((!from.empty() && !first) || (!to.empty() && !last) || (from.empty() && to.empty()))
        return std::nullopt;
    if (first && last && *last < *first)
        return std::nullopt;
    constexpr Range kNothing{1, 0};
    if (size == 0 || (first && *first >= size) || (!first && *last == 0))
        return kNothing;
    if (!first)
        return Range{size - std::min(*last, size), size - 1};
    return Range{*first, std::min(last.value_or(size - 1), size - 1)};
}

/// Players of sound ask for a part first, and Safari plays nothing that is not given in parts.
/// What is compressed is sent whole.
void cut_to_range(const Request& request, std::string_view etag, std::string_view bytes,
                  Response& response)
{
    response.headers.emplace_back("Accept-Ranges", "bytes");
    const auto only_of = request.header("if-range");
    const auto range = range_in(request.header("range"), bytes.size());
    if (!range || (!only_of.empty() && only_of != etag))
        return;
    const auto size = std::to_string(bytes.size());
    if (range->first > range->last) {
        response.status = 416;
        response.headers.emplace_back("Content-Range", "bytes */" + size);
        response.body = std::string_view();
        return;
    }
    response.status = 206;
    std::string part = "bytes ";
    part.append(std::to_string(range->first)).append("-").append(std::to_string(range->last));
    response.headers.emplace_back("Content-Range", part.append("/").append(size));
    response.body = bytes.substr(range->first, range->last - range->first + 1);
}

Response respond(const File& file, const Request& request)
{
    const auto& sent = file.sent();
    const bool smaller = !sent.gzipped.empty() && accepts_gzip(request.header("accept-encoding"));
    Response response{.content_type = std::string(file.media_type)};
    response.headers = {{"ETag", smaller ? gzip_etag(sent.etag) : sent.etag},
                        {"Cache-Control", std::string(file.cache_control)}};
    if (!sent.gzipped.empty())
        response.headers.emplace_back("Vary", "Accept-Encoding");
    if (matches(request.header("if-none-match"), response.headers.front().second)) {
        response.status = 304;
        return response;
    }
    if (smaller)
        response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = smaller ? std::string_view(sent.gzipped) : file.bytes;
    if (!smaller)
        cut_to_range(request, sent.etag, file.bytes, response);
    return response;
}

bool is_page(std::string_view path)
{
    return path != "/api" && !path.starts_with("/api/") && !path.starts_with("/assets/") &&
           path.find('.') == path.npos && path.find("//") == path.npos;
}

const File* find(const Files& files, std::string_view path)
{
    if (const auto found = files.find(path); found != files.end())
        return &found->second;
    if (!is_page(path))
        return nullptr;
    for (auto folder = path; folder.starts_with('/'); folder = folder.substr(0, folder.rfind('/')))
        if (const auto index = files.find(std::string(folder) + "/index.html");
            index != files.end())
            return &index->second;
    const auto index = files.find("/index.html");
    return index == files.end() ? nullptr : &index->second;
}

Response answer(const Files& files, const Request& request, const ProblemRenderer& render_problem)
{
    const File* file = find(files, request.path);
    if (file == nullptr)
        return render_problem(request, core::problems::not_found());
    if (request.method == "GET")
        return respond(*file, request);
    Response response = render_problem(request, {.status = 405, .slug = "method_not_allowed"});
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
}

} // namespace

std::string_view media_type_of(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kTypes = {{
        {".css", "text/css; charset=utf-8"},
        {".csv", "text/csv; charset=utf-8"},
        {".geojson", "application/geo+json"},
        {".gif", "image/gif"},
        {".html", "text/html; charset=utf-8"},
        {".ico", "image/x-icon"},
        {".jpeg", "image/jpeg"},
        {".jpg", "image/jpeg"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".map", "application/json"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".mp3", "audio/mpeg"},
        {".ogg", "audio/ogg"},
        {".pdf", "application/pdf"},
        {".png", "image/png"},
        {".svg", "image/svg+xml"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
        {".webp", "image/webp"},
        {".woff", "font/woff"},
        {".woff2", "font/woff2"},
    }};
    const auto dot = name.rfind('.');
    const auto ending = dot == name.npos ? std::string_view{} : name.substr(dot);
    const auto found =
        std::ranges::find(kTypes, ending, [](const auto& type) { return type.first; });
    return found == kTypes.end() ? "application/octet-stream" : found->second;
}

Handler static_files(const std::vector<core::Resource>& files, std::string_view folder,
                     ProblemRenderer render_problem)
{
    auto served = std::make_shared<Files>();
    for (const auto& [path, bytes] : files) {
        auto name = "/" + std::string(path.substr(folder.size()));
        served->try_emplace(name, name, bytes);
    }
    return [served, render_problem = std::move(render_problem)](
               const std::shared_ptr<Request>& request, const Reply& reply) {
        reply(answer(*served, *request, render_problem));
    };
}

} // namespace jisr::http
