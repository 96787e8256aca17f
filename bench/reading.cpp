#include "cli/application.hpp"
#include "db/seal.hpp"
#include "figures.hpp"
#include "http/client.hpp"
#include "load.hpp"
#include "modules/identity/identity.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/registering.hpp"
#include "modules/territory/territory.hpp"
#include "support/database.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <thread>

namespace jisr::bench {

namespace {

constexpr std::int64_t kYear = 365LL * 24 * 3600 * 1000;
constexpr std::size_t kChunk = 1'000;

/// A clock that goes through the year before now while the database is filled.
class PastClock : public core::Clock
{
  public:
    [[nodiscard]] core::Instant now() const override { return at_; }

    void set(core::Instant at) { at_ = at; }

  private:
    core::Instant at_;
};

void require(const core::Result<void>& outcome)
{
    if (!outcome)
        throw std::runtime_error(outcome.error().slug + ": " + outcome.error().cause);
}

core::Result<void> register_chunk(service::WriteContext& context,
                                  registry::FictionalPersons& persons, const core::Id& edition)
{
    for (std::size_t i = 0; i < kChunk; ++i) {
        auto draft = persons.next("", context.clock.today());
        draft.edition_id = edition;
        TRY(registry::enter_person(context, draft));
    }
    return {};
}

/// Registers `count` persons the way the form does, spread over a year, and seals the change log.
void fill(const std::string& database, const core::Id& edition, std::size_t count)
{
    PastClock clock;
    clock.set(core::system_clock().now());
    auto application = cli::Application::make(database, {}, {}, clock);
    if (!application)
        throw std::runtime_error(application.error().cause);
    const auto begin = clock.now().milliseconds - kYear;
    registry::FictionalPersons persons(1);
    for (std::size_t done = 0; done < count; done += kChunk) {
        clock.set({begin + static_cast<std::int64_t>(static_cast<double>(kYear) *
                                                     static_cast<double>(done) /
                                                     static_cast<double>(count))});
        require(service::write_as(
            (*application)->services(), service::Actor::system("bench"),
            [&](auto& context) { return register_chunk(context, persons, edition); }));
        if (done % 50'000 == 0)
            std::cerr << "bench: " << done << " of " << count << " persons\n";
    }
    while (true) {
        const auto sealed = db::seal((*application)->database());
        if (!sealed || *sealed == 0)
            return;
    }
}

/// A database of many persons: in a folder that stays when one is named, else in a temporary one.
class ManyPersons
{
  public:
    ManyPersons()
    {
        const auto count = setting("JISR_BENCH_PERSONS", 1'000'000);
        const char* lasting = std::getenv("JISR_BENCH_FOLDER");
        data_ = (lasting != nullptr ? std::filesystem::path(lasting) : folder_.path()) /
                std::to_string(count);
        const bool filled = exists(data_ / "filled");
        create_directories(data_);
        url_ = "sqlite:" + (data_ / "jisr.db").string();
        access_ = tests::access_to(url_, data_);
        if (filled)
            return;
        fill(url_, access_.edition, count);
        std::ofstream(data_ / "filled") << count << '\n';
    }

    [[nodiscard]] const std::string& url() const { return url_; }

    [[nodiscard]] const std::filesystem::path& data() const { return data_; }

    [[nodiscard]] const tests::Access& access() const { return access_; }

    /// The paths of some thousand persons from all over the table.
    [[nodiscard]] std::vector<std::string> some_paths() const
    {
        const auto database = db::Database::open(url_);
        if (!database)
            throw std::runtime_error(database.error().cause);
        auto ids = (*database)->ask([](db::Reader& reader) {
            return reader.all<core::Id>("select id from person order by id limit 20000");
        });
        if (!ids || ids->empty())
            throw std::runtime_error("no persons");
        std::vector<std::string> paths;
        for (const auto& id : *ids)
            paths.push_back("/api/v1/persons/" + id.str());
        return paths;
    }

  private:
    tests::TemporaryFolder folder_;
    std::filesystem::path data_;
    std::string url_;
    tests::Access access_;
};

double resident_megabytes(pid_t process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmRSS:"))
            return std::stod(line.substr(6)) / 1024;
    throw std::runtime_error("the server is gone");
}

/// Once the start's own work is done and given back: the least of what is seen during some seconds.
double settled_megabytes(pid_t process)
{
    constexpr int kSeconds = 8;
    double least = resident_megabytes(process);
    for (int i = 0; i < kSeconds; ++i) {
        std::this_thread::sleep_for(std::chrono::seconds(1));
        least = std::min(least, resident_megabytes(process));
    }
    return least;
}

/// What the index of names takes, as the server tells it.
double name_index_megabytes(http::Client& client)
{
    const std::string gauge = "\njisr_name_index_bytes ";
    const auto told = client.request(
        "GET", "/metrics", {{"Authorization", "Bearer " + std::string(tests::kMetricsToken)}});
    const auto at = told ? told->body.find(gauge) : std::string::npos;
    if (at == std::string::npos)
        throw std::runtime_error("no metrics");
    return std::stod(told->body.substr(at + gauge.size())) / (1024 * 1024);
}

/// Names as people type them: in either script, in Latin without one of their letters.
std::vector<std::string> typed_names()
{
    constexpr std::string_view kLost = "aeiourlm";
    registry::FictionalPersons persons(7);
    const auto today = core::system_clock().today();
    std::vector<std::string> typed;
    while (typed.size() < 2'000) {
        const auto person = persons.next("", today);
        const bool latin = person.given_name_latin.has_value();
        auto name = latin ? *person.given_name_latin + " " + person.family_name_latin.value_or("")
                          : *person.given_name_ar + " " + person.family_name_ar.value_or("");
        if (latin)
            std::erase(name, kLost[typed.size() % kLost.size()]);
        typed.push_back(core::json::serialize(core::json::object{{"q", name}}));
    }
    return typed;
}

http::NextRequest searches(const tests::Access& access)
{
    return [headers = headers_of(access), typed = typed_names(),
            next = std::size_t{0}](unsigned, std::string& out) mutable {
        http::append_request(out, "POST", "/api/v1/persons/search", headers,
                             typed[next++ % typed.size()]);
        return true;
    };
}

/// Every sort with places of each size and the filters that the list's page offers.
std::vector<std::string> list_targets(const core::Id& edition)
{
    const std::vector<std::string> filters{
        "",
        "&state=active&participation=self_employed",
        "&sex=female&disability=true",
        "&schooling=primary&state=active",
        "&priority_group=rural",
        "&edition=" + edition.str(),
    };
    std::vector<std::string> places{""};
    for (const auto& region : territory::regions())
        places.push_back("&region=" + region.code);
    for (const auto* province : {"10.581", "06.141"})
        if (territory::find_province(province) != nullptr)
            places.push_back("&province=" + std::string(province));
    std::vector<std::string> targets;
    for (const auto* sort : {"newest_first", "oldest_first", "name", "reference"})
        for (const auto& place : places)
            for (const auto& filter : filters)
                targets.emplace_back("/api/v1/persons?limit=50&sort=")
                    .append(sort)
                    .append(place)
                    .append(filter);
    return targets;
}

/// The years in which the persons were registered: one, or the two that the year before now
/// touches.
std::vector<std::string> years_filled()
{
    const auto today = core::system_clock().today();
    const auto first = core::moroccan_day({core::system_clock().now().milliseconds - kYear}).year();
    std::vector<std::string> years{std::to_string(today.year())};
    if (first != today.year())
        years.push_back(std::to_string(first));
    return years;
}

/// The progress and its reports in every year that holds persons, so that all of them count; of
/// the nation and of regions, cut by each of `cuts`, in which YEAR stands for the year.
std::vector<std::string> progress_targets(const core::Id& edition,
                                          const std::vector<std::string>& cuts)
{
    const std::string path = "/api/v1/editions/" + edition.str();
    std::vector<std::string> targets;
    std::vector<std::string> places{""};
    for (const auto& region : territory::regions())
        places.push_back("&region=" + region.code);
    for (const auto& year : years_filled()) {
        targets.push_back(std::string(path).append("/progress?year=").append(year));
        for (const auto& place : places)
            for (const auto& cut : cuts)
                targets.push_back(std::string(path)
                                      .append("/report?year=")
                                      .append(year)
                                      .append(place)
                                      .append(boost::replace_all_copy(cut, "YEAR", year)));
    }
    return targets;
}

/// By who may see the persons, and so looks through all of them each time.
std::vector<std::string> whole_targets(const core::Id& edition)
{
    return progress_targets(edition,
                            {"", "&group=rural", "&disability=true", "&area=urban&phase=registered",
                             "&from=YEAR-03-01&to=YEAR-04-30"});
}

/// By who may not: the year, and a whole month, from the table with its numbers left out.
std::vector<std::string> limited_targets(const core::Id& edition)
{
    auto targets = progress_targets(edition, {"", "&from=YEAR-04-01&to=YEAR-04-30"});
    for (const auto& year : years_filled())
        for (const auto* cut : {"&group=rural", "&disability=true", "&area=urban"})
            targets.push_back("/api/v1/editions/" + edition.str() + "/report?year=" + year + cut);
    return targets;
}

/// As `access`, with the key of a partner of the nation.
tests::Access partner_of(const ManyPersons& persons)
{
    auto application = cli::Application::make(persons.url(), {.data_folder = persons.data()}, {});
    if (!application)
        throw std::runtime_error(application.error().cause);
    const auto token = identity::issue_token((*application)->services(), "bench partner",
                                             service::Role::Partner, {});
    if (!token)
        throw std::runtime_error(token.error().cause);
    auto access = persons.access();
    access.token = *token;
    return access;
}

std::function<std::string()> each_of(std::vector<std::string> targets)
{
    return [targets = std::move(targets), at = std::size_t{0}]() mutable {
        at = (at + 7919) % targets.size(); // a prime: neighbours do not follow each other
        return targets[at];
    };
}

std::size_t loaded_bytes(http::Client& client, const std::string& target)
{
    const auto answer = client.request("GET", target, {{"Accept-Encoding", "gzip"}});
    if (!answer || answer->status != 200)
        throw std::runtime_error("the app's " + target + " is not served");
    return answer->body.size();
}

/// The scripts and styles that a page names.
std::vector<std::string> assets_of(const std::string& page)
{
    std::vector<std::string> assets;
    for (const std::string attribute : {"src=\"", "href=\""})
        for (auto at = page.find(attribute); at != std::string::npos;
             at = page.find(attribute, at + 1)) {
            const auto begin = at + attribute.size();
            const auto target = page.substr(begin, page.find('"', begin) - begin);
            if (target.starts_with('/') && (target.ends_with(".js") || target.ends_with(".css")))
                assets.push_back(target);
        }
    return assets;
}

/// How long after a start the first answers are there, in seconds.
struct FirstAnswers
{
    double list = 0;
    double search = 0;
};

FirstAnswers first_answers(const tests::ServedProgram& program, const tests::Access& access)
{
    const auto begun = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    };
    http::Client client("127.0.0.1", program.port());
    FirstAnswers first;
    const auto list = client.request("GET", "/api/v1/persons?limit=1", headers_of(access));
    first.list = seconds();
    const auto found =
        client.request("POST", "/api/v1/persons/search", headers_of(access), typed_names().front());
    first.search = seconds();
    if (!list || list->status != 200 || !found || found->status != 200)
        throw std::runtime_error("no list, or no search");
    return first;
}

struct Start
{
    FirstAnswers first;
    double megabytes = 0; ///< resident, apart from the index of names
    double names = 0;     ///< the index of names, in megabytes
};

/// From the database; leaves a snapshot.
Start start_without_snapshot(const ManyPersons& persons)
{
    const auto snapshot = persons.data() / "persons.index";
    remove(snapshot);
    const tests::ServedProgram program(persons.url(), persons.data());
    Start start;
    start.first = first_answers(program, persons.access());
    http::Client client("127.0.0.1", program.port());
    start.names = name_index_megabytes(client);
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!exists(snapshot) && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    start.megabytes = settled_megabytes(program.process()) - start.names;
    return start;
}

} // namespace

Figures reading()
{
    const ManyPersons persons;
    const auto paths = persons.some_paths();
    const auto partner = partner_of(persons);
    const auto start = start_without_snapshot(persons);
    const tests::ServedProgram program(persons.url(), persons.data());
    const auto again = first_answers(program, persons.access());
    const auto one = measure(program, 64, load_duration(), gets(persons.access(), each_of(paths)));
    const auto list =
        measure(program, 4, load_duration(),
                gets(persons.access(), each_of(list_targets(persons.access().edition))));
    const auto progress =
        measure(program, 4, load_duration(),
                gets(persons.access(), each_of(whole_targets(persons.access().edition))));
    const auto limited = measure(program, 4, load_duration(),
                                 gets(partner, each_of(limited_targets(partner.edition))));
    const auto search = measure(program, 16, load_duration(), searches(persons.access()));
    const std::string of =
        ", " + grouped(static_cast<double>(setting("JISR_BENCH_PERSONS", 1'000'000))) + " persons";
    return {
        rate("GET one person, 64 clients" + of, one.rate, 25'000),
        at_most("list page of 50, filtered and sorted, p99" + of,
                static_cast<double>(list.p99.count()) / 1000, 20, "ms"),
        at_most("progress and its reports, p99" + of,
                static_cast<double>(progress.p99.count()) / 1000, 100, "ms"),
        at_most("progress and its reports for who may not see the persons, p99" + of,
                static_cast<double>(limited.p99.count()) / 1000, 100, "ms"),
        {"first list after start, from the database" + of, grouped(1000 * start.first.list) + " ms",
         ""},
        at_most("first search by name after start, from the database" + of, start.first.search, 15,
                "s"),
        at_most("first search by name after start, from the snapshot" + of, again.search, 1.5, "s"),
        rate("search by a misspelt name over HTTP, 16 clients" + of, search.rate, 1'500),
        at_most("resident memory after start, without the index of names" + of, start.megabytes,
                150, "MB"),
        at_most("index of names" + of,
                start.names * 1024 * 1024 /
                    static_cast<double>(setting("JISR_BENCH_PERSONS", 1'000'000)),
                250, "bytes a person")};
}

Figures first_load()
{
    const tests::TestDatabase database(tests::Engine::Sqlite);
    const tests::TemporaryFolder folder;
    const tests::ServedProgram program(database.url(), folder.path());
    http::Client client("127.0.0.1", program.port());
    const auto page = client.request("GET", "/");
    if (!page || page->status != 200)
        return {{"first load of the app", "not built", "≤ 100 kB", false}};
    std::size_t bytes = 0;
    for (const auto& asset : assets_of(page->body))
        bytes += loaded_bytes(client, asset);
    return {at_most("first load of the app, JS and CSS, gzip", static_cast<double>(bytes) / 1000,
                    100, "kB")};
}

} // namespace jisr::bench
