#include "load.hpp"

#include "core/clock.hpp"
#include "figure.hpp"
#include "modules/registry/fictional.hpp"

#include <iostream>
#include <stdexcept>

namespace jisr::bench {

namespace {

constexpr std::uint32_t kSeed = 64;
/// More than a run registers: a second file for one of them would be refused.
constexpr std::size_t kDifferent = 300'000;

std::vector<std::string> drafts(const tests::Access& access)
{
    registry::FictionalPersons persons(kSeed);
    const auto today = core::system_clock().today();
    std::vector<std::string> made;
    made.reserve(kDifferent);
    while (made.size() < kDifferent) {
        auto draft = persons.next("", today);
        draft.edition_id = access.edition;
        draft.id = core::Id::make();
        auto fields = core::to_json(draft).as_object();
        core::json::object given; // a form sends what was filled in
        for (const auto& field : fields)
            if (!field.value().is_null())
                given[field.key()] = field.value();
        made.push_back(core::json::serialize(given));
    }
    return made;
}

/// Puts `value` where the JSON's `"name":"` begins its text of the same length.
void overwrite(std::string& json, std::string_view name, std::string_view value)
{
    const auto at = json.find("\"" + std::string(name) + "\":\"");
    json.replace(at + name.size() + 4, value.size(), value);
}

} // namespace

http::Fields headers_of(const tests::Access& access)
{
    return {{"Authorization", "Bearer " + access.token}, {"Content-Type", "application/json"}};
}

std::chrono::milliseconds load_duration()
{
    return std::chrono::seconds(setting("JISR_BENCH_SECONDS", 8));
}

http::NextRequest registrations(const tests::Access& access)
{
    return [texts = drafts(access), headers = headers_of(access),
            count = std::size_t{0}](unsigned, std::string& out) mutable {
        if (count == texts.size())
            return false;
        std::string& body = texts[count++];
        overwrite(body, "id", core::Id::make().str());
        http::append_request(out, "POST", "/api/v1/persons", headers, body);
        return true;
    };
}

http::NextRequest gets(const tests::Access& access, std::function<std::string()> next_target)
{
    return [headers = headers_of(access), next_target = std::move(next_target)](unsigned,
                                                                                std::string& out) {
        http::append_request(out, "GET", next_target(), headers);
        return true;
    };
}

http::LoadReport measure(const tests::ServedProgram& program, unsigned connections,
                         std::chrono::milliseconds duration, const http::NextRequest& next)
{
    std::string refusal;
    std::uint64_t namesakes = 0; // among so many fictional persons a few resemble another
    const auto see = [&](unsigned, int status, std::string_view body) {
        if (status == 409 && body.find("likely_duplicate") != std::string_view::npos)
            ++namesakes;
        else if (status >= 400 && refusal.empty())
            refusal = body;
    };
    http::LoadOptions options;
    options.port = program.port();
    options.connections = connections;
    options.duration = duration;
    const auto report = http::run_load(options, next, see);
    if (!report)
        throw std::runtime_error(report.error().cause);
    constexpr std::uint64_t kFew = 100; // one in so many
    if (kFew * namesakes > report->answered)
        throw std::runtime_error("too many were taken for another");
    if (report->refused - namesakes + report->broken > 0)
        throw std::runtime_error("not every request was answered well: " + refusal);
    return *report;
}

} // namespace jisr::bench
