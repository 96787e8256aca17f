#include "cli/application.hpp"
#include "figures.hpp"
#include "load.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/registering.hpp"
#include "modules/territory/territory.hpp"
#include "support/database.hpp"

#include <fstream>
#include <thread>

#include <sys/wait.h>

namespace jisr::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kWarmUp{2};

double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double registrations_of(const tests::TestDatabase& database, unsigned clients)
{
    const tests::TemporaryFolder folder;
    const auto access = tests::access_to(database.url(), folder.path());
    const tests::ServedProgram program(database.url(), folder.path());
    const auto next = registrations(access);
    measure(program, clients, kWarmUp, next);
    return measure(program, clients, load_duration(), next).rate;
}

/// How often a second `write` ends well, where each of `clients` threads calls it again and again.
double written_by(unsigned clients, const std::function<bool()>& write)
{
    std::atomic<std::size_t> written = 0;
    const auto begin = Clock::now();
    const auto end = begin + load_duration();
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < clients; ++i)
        threads.emplace_back([&] {
            while (Clock::now() < end && write())
                ++written;
        });
    for (auto& thread : threads)
        thread.join();
    return static_cast<double>(written) / seconds_since(begin);
}

/// One small row, durable before the client's next: what the group commit can do at most.
core::Result<void> write_note(db::Database& database)
{
    return database.write([](db::Writer& writer) -> core::Result<void> {
        TRY(writer.keep("insert into bench_note (id, note) values (:id, 'a short note')",
                        {{"id", core::Id::make()}}));
        return {};
    });
}

double bare_commits(unsigned clients)
{
    const tests::TestDatabase file(tests::Engine::Sqlite);
    tests::tamper(file.url(),
                  "create table bench_note (id blob primary key, note text not null) strict");
    const auto database = file.open();
    return written_by(clients, [&] { return write_note(*database).has_value(); });
}

std::vector<registry::PersonDraft> drafts_of(const core::Id& edition)
{
    constexpr std::size_t kMany = 300'000; // more than are written
    registry::FictionalPersons persons(121);
    const auto today = core::system_clock().today();
    std::vector<registry::PersonDraft> drafts;
    drafts.reserve(kMany);
    while (drafts.size() < kMany) {
        drafts.push_back(persons.next("", today));
        drafts.back().edition_id = edition;
    }
    return drafts;
}

/// The rows of a registration and its lines of the change log: what is left of one without HTTP,
/// JSON, the search for likely matches and whoever follows the change log.
double bare_registrations(unsigned clients)
{
    const tests::TestDatabase file(tests::Engine::Sqlite);
    const tests::TemporaryFolder folder;
    const auto drafts = drafts_of(tests::access_to(file.url(), folder.path()).edition);
    const auto application = cli::Application::make(file.url(), {.data_folder = folder.path()});
    service::Actor actor;
    actor.assignments.push_back(
        {service::Role::NationalAdministrator, {service::ScopeLevel::Nation, ""}});
    std::atomic<std::size_t> next = 0;
    return written_by(clients, [&] {
        const auto enter = [&](service::WriteContext& context) -> core::Result<void> {
            TRY(registry::enter_person(context, drafts.at(next++)));
            return {};
        };
        return service::write_as((*application)->services(), actor, enter).has_value();
    });
}

/// While it lives, each flush of this process and of those that it starts takes so much longer.
class SlowDisk
{
  public:
    explicit SlowDisk(std::chrono::milliseconds flush)
    {
        const auto library = tests::program_path().parent_path() / "libjisr_slow_disk.so";
        ::setenv("JISR_BENCH_FLUSH_MILLISECONDS", std::to_string(flush.count()).c_str(), 1);
        ::setenv("LD_PRELOAD", library.c_str(), 1);
    }

    ~SlowDisk()
    {
        ::unsetenv("JISR_BENCH_FLUSH_MILLISECONDS");
        ::unsetenv("LD_PRELOAD");
    }

    SlowDisk(const SlowDisk&) = delete;
    SlowDisk& operator=(const SlowDisk&) = delete;
};

/// Both with 64 clients, in one run, since they count as a share.
struct Commits
{
    double bare;      ///< one small row
    double same_rows; ///< those of a registration
    double registered;

    [[nodiscard]] std::string share_of(double whole) const
    {
        return grouped(100 * registered / whole) + " %";
    }

    [[nodiscard]] Figure share(std::string name) const
    {
        return {std::move(name), share_of(bare), "≥ 25 %", 4 * registered >= bare};
    }
};

Commits commits_on_sqlite()
{
    constexpr unsigned kClients = 64;
    return {bare_commits(kClients), bare_registrations(kClients),
            registrations_of(tests::TestDatabase(tests::Engine::Sqlite), kClients)};
}

std::string quoted(const std::optional<std::string>& text)
{
    return text ? '"' + *text + '"' : std::string();
}

void write_list(const std::filesystem::path& path, std::size_t rows)
{
    registry::FictionalPersons persons(121);
    const auto today = core::system_clock().today();
    std::ofstream file(path);
    file << "Prénom (arabe);Nom (arabe);Prénom (latin);Nom (latin);Sexe;Date de naissance;CIN;"
            "Téléphone;Province;Commune;Douar\n";
    for (std::size_t i = 0; i < rows; ++i) {
        const auto person = persons.next("", today);
        const auto* commune = territory::find_commune(person.commune_code);
        file << quoted(person.given_name_ar) << ';' << quoted(person.family_name_ar) << ';'
             << quoted(person.given_name_latin) << ';' << quoted(person.family_name_latin) << ';'
             << (person.sex == registry::Sex::Female ? "F" : "M") << ';'
             << person.birth_date->to_iso() << ';' << *person.national_id << ';' << *person.phone
             << ';' << quoted(territory::find_province(commune->province_code)->name_fr) << ';'
             << quoted(commune->name_fr) << ';' << quoted(person.locality) << '\n';
    }
}

} // namespace

Figures registrations_on_sqlite()
{
    const auto here = commits_on_sqlite();
    const SlowDisk slow(std::chrono::milliseconds(2));
    const auto slowly = commits_on_sqlite();
    return {{"bare group commit, one small row, SQLite, 64 clients", grouped(here.bare) + "/s", ""},
            rate("durable registrations over HTTP, SQLite, 64 clients", here.registered, 12'000),
            here.share("… of the bare group commit"),
            {"… of the group commit of the same rows, " + grouped(here.same_rows) + "/s",
             here.share_of(here.same_rows), ""},
            {"bare group commit on a disk with a flush of 2 ms", grouped(slowly.bare) + "/s", ""},
            {"durable registrations on it", grouped(slowly.registered) + "/s", ""},
            slowly.share("… of the bare group commit on it")};
}

Figures registrations_on_postgres()
{
    const tests::TestDatabase database(tests::Engine::Postgres);
    return {rate("durable registrations over HTTP, PostgreSQL 15, 16 clients",
                 registrations_of(database, 16), 4'000)};
}

Figures import_of_a_list()
{
    const auto rows = setting("JISR_BENCH_ROWS", 100'000);
    const tests::TestDatabase database(tests::Engine::Sqlite);
    const tests::TemporaryFolder folder;
    const auto list = folder.path() / "list.csv";
    write_list(list, rows);
    const auto begin = Clock::now();
    const int status = std::system((tests::program_path().string() + " import '" + list.string() +
                                    "' --database '" + database.url() + "' >'" +
                                    (folder.path() / "said").string() + "' 2>&1")
                                       .c_str());
    const double took = seconds_since(begin);
    const auto registered = database.open()->ask(
        [](db::Reader& reader) { return reader.count("select count(*) from person"); });
    if (status != 0 || !registered)
        throw std::runtime_error("the import failed");
    return {
        at_most("import of " + grouped(static_cast<double>(rows)) + " rows, SQLite", took, 10, "s"),
        {"… of which registered", grouped(static_cast<double>(*registered)), ""}};
}

} // namespace jisr::bench
