#include "http/request_parser.hpp"

#include "http/text.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace jisr::http {

namespace {

namespace beast = boost::beast;

constexpr std::size_t kFieldLimit = 100;

core::Problem headers_too_large()
{
    return {.status = 431, .slug = "headers_too_large"};
}

/// A file of its own for one upload.
class UploadFile
{
  public:
    UploadFile() = default;
    UploadFile(const UploadFile&) = delete;
    UploadFile& operator=(const UploadFile&) = delete;

    ~UploadFile() { close(); }

    /// The path of the new file, or nothing when it cannot be made.
    std::optional<std::filesystem::path> open(const std::filesystem::path& folder)
    {
        std::string name = (folder / kUploadPrefix).string().append("XXXXXX");
        file_ = ::mkostemp(name.data(), O_CLOEXEC);
        if (file_ < 0)
            return std::nullopt;
        return name;
    }

    bool append(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto written = ::write(file_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }

    [[nodiscard]] bool is_open() const { return file_ >= 0; }

    void close()
    {
        if (file_ >= 0)
            ::close(file_);
        file_ = -1;
    }

  private:
    int file_ = -1;
};

/// Puts what Beast finds straight into a Request.
class Sink final : public beast::http::basic_parser<true>
{
  public:
    explicit Sink(std::size_t limit)
    {
        header_limit(static_cast<std::uint32_t>(limit));
        body_limit(boost::none); // depends on the route, so it is held here
        request->headers.reserve(16);
    }

    std::shared_ptr<Request> request = std::make_shared<Request>();
    std::optional<core::Problem> problem;
    bool expects_continue = false;

    bool fail(core::Problem given)
    {
        if (!problem)
            problem = std::move(given);
        return false;
    }

    bool take_body(const RouteOptions& options, const std::filesystem::path& upload_folder)
    {
        limit_ = static_cast<std::uint64_t>(options.body_limit);
        if (const auto length = content_length(); length && *length > limit_)
            return fail(core::problems::too_large(options.body_limit));
        if (options.body_to_file && !is_done()) {
            request->body_file = file_.open(upload_folder);
            if (!request->body_file)
                return fail(core::problems::unavailable("an upload cannot be put into a file: " +
                                                        std::string(std::strerror(errno))));
        } else if (const auto length = content_length()) {
            constexpr std::uint64_t kTrusted =
                64 << 10; // a length may be a lie, so longer bodies grow as they come
            request->body.reserve(std::min(*length, kTrusted));
        }
        return true;
    }

    /// What Beast leaves to us: faults that would let two readers of the same bytes see different
    /// requests.
    void check_header()
    {
        const auto count = [&](std::string_view name) {
            return std::ranges::count_if(
                request->headers, [&](const auto& field) { return same_name(field.first, name); });
        };
        if (count("host") > 1 || (count("host") == 0 && version_ == 11))
            fail(core::problems::malformed("request"));
        for (const auto& [name, value] : request->headers)
            if (same_name(name, "transfer-encoding"))
                check_coding(trimmed(value));
    }

    [[nodiscard]] bool is_http_1_0() const { return version_ == 10; }

  private:
    using Error = beast::error_code;
    using Text = beast::string_view;

    /// Where chunks are not the last coding nobody knows where the body ends; what else they carry
    /// is not understood here (RFC 9112, 6.1 and 6.3).
    void check_coding(std::string_view codings)
    {
        const auto comma = codings.rfind(',');
        const auto last = comma == std::string_view::npos ? codings : codings.substr(comma + 1);
        if (!same_name(trimmed(last), "chunked") || version_ == 10)
            fail(core::problems::malformed("request"));
        else if (last.size() != codings.size())
            fail({.status = 501, .slug = "unknown_transfer_coding"});
    }

    static std::string_view view(Text text) { return {text.data(), text.size()}; }

    void on_request_impl(beast::http::verb, Text method, Text target, int version, Error&) override
    {
        version_ = version;
        request->method = view(method);
        if (target == "*") {
            request->path = "*";
        } else if (auto parsed = http::parse_target(view(target))) {
            request->path = std::move(parsed->path);
            request->query = std::move(parsed->query);
        } else {
            fail(core::problems::malformed(
                "target")); // told after the header, which names the language
        }
    }

    void on_field_impl(beast::http::field field, Text name, Text value, Error& error) override
    {
        if (is_header_done())
            return; // a trailer: nothing of ours reads one
        if (request->headers.size() == kFieldLimit) {
            fail(headers_too_large());
            error = beast::http::error::header_limit;
            return;
        }
        expects_continue |=
            field == beast::http::field::expect && same_name(view(value), "100-continue");
        request->headers.emplace_back(view(name), view(value));
    }

    std::size_t on_body_impl(Text bytes, Error& error) override
    {
        const bool fits = (received_ += bytes.size()) <= limit_;
        if (!fits)
            fail(core::problems::too_large(static_cast<std::int64_t>(limit_)));
        else if (!file_.is_open())
            request->body.append(bytes.data(), bytes.size());
        else if (!file_.append(view(bytes)))
            fail(core::problems::unavailable("an upload cannot be written: " +
                                             std::string(std::strerror(errno))));
        if (problem)
            error = beast::http::error::body_limit;
        return bytes.size();
    }

    std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, Error& error) override
    {
        return on_body_impl(bytes, error);
    }

    void on_finish_impl(Error&) override { file_.close(); }

    void on_response_impl(int, Text, int, Error&) override {}

    void on_header_impl(Error&) override {}

    void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}

    void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}

    int version_ = 11;
    std::uint64_t limit_ = 0;
    std::uint64_t received_ = 0;
    UploadFile file_;
};

} // namespace

struct RequestParser::Impl
{
    std::size_t header_limit;
    std::optional<Sink> sink;
};

RequestParser::RequestParser(std::size_t header_limit) : impl_(new Impl{header_limit, {}})
{
    restart();
}

RequestParser::~RequestParser() = default;

void RequestParser::restart()
{
    impl_->sink.emplace(impl_->header_limit);
}

RequestParser::Step RequestParser::feed(std::string_view bytes, std::size_t& taken)
{
    Sink& sink = *impl_->sink;
    const bool had_header = sink.is_header_done();
    sink.eager(had_header);
    beast::error_code error;
    taken = sink.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (error == beast::http::error::need_more)
        return Step::NeedMore;
    if (error) {
        sink.fail(error == beast::http::error::header_limit ? headers_too_large()
                                                            : core::problems::malformed("request"));
        return Step::Failed;
    }
    if (!had_header && sink.is_header_done()) {
        sink.check_header();
        return sink.problem ? Step::Failed : Step::HeaderDone;
    }
    return sink.is_done() ? Step::Done : Step::NeedMore;
}

bool RequestParser::take_body(const RouteOptions& options,
                              const std::filesystem::path& upload_folder)
{
    return impl_->sink->take_body(options, upload_folder);
}

bool RequestParser::is_done() const
{
    return impl_->sink->is_done();
}

const std::shared_ptr<Request>& RequestParser::request() const
{
    return impl_->sink->request;
}

const core::Problem& RequestParser::problem() const
{
    return *impl_->sink->problem;
}

std::optional<std::uint64_t> RequestParser::content_length() const
{
    const auto length = impl_->sink->content_length();
    return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

bool RequestParser::keep_alive() const
{
    return impl_->sink->keep_alive();
}

bool RequestParser::http_1_0() const
{
    return impl_->sink->is_http_1_0();
}

bool RequestParser::expects_continue() const
{
    return impl_->sink->expects_continue;
}

} // namespace jisr::http
