#include "support/postgres_cluster.hpp"

#include <libpq-fe.h>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace jisr::tests {

namespace {

constexpr auto* kPrograms = "/usr/lib/postgresql/15/bin/";
constexpr std::chrono::seconds kLongestStart{60};

/// PostgreSQL refuses to run as root.
const passwd* server_user()
{
    if (geteuid() != 0)
        return nullptr;
    const passwd* user = getpwnam("postgres");
    if (user == nullptr)
        throw std::runtime_error("there is no user postgres to run the server as");
    return user;
}

[[noreturn]] void become(const passwd* user, const std::string& log, std::vector<char*> arguments)
{
    const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    if (user != nullptr &&
        (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0))
        _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGQUIT); // no server outlives a killed test run
    execv(arguments.front(), arguments.data());
    _exit(127);
}

pid_t spawn(const passwd* user, const std::string& log, std::vector<std::string> command)
{
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (std::string& argument : command)
        arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child == 0)
        become(user, log, arguments);
    return child;
}

bool spares_the_disk = false;

} // namespace

void PostgresCluster::spare_the_disk()
{
    spares_the_disk = true;
}

PostgresCluster& PostgresCluster::instance()
{
    static PostgresCluster cluster;
    return cluster;
}

PostgresCluster::PostgresCluster()
{
    std::string folder = (std::filesystem::temp_directory_path() / "jisr-pg-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr)
        throw std::runtime_error("cannot make " + folder);
    folder_ = folder;
    if (const passwd* user = server_user())
        if (chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0)
            throw std::runtime_error("cannot hand over " + folder_);
    initialise();
    start();
}

PostgresCluster::~PostgresCluster()
{
    if (server_ > 0) {
        kill(server_, SIGQUIT);
        waitpid(server_, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void PostgresCluster::initialise() const
{
    const std::string log = folder_ + "/log";
    const pid_t child = spawn(server_user(), log,
                              {std::string(kPrograms) + "initdb", "-D", folder_ + "/data", "-U",
                               "jisr", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"});
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0)
        throw std::runtime_error("initdb failed, see " + log);
}

void PostgresCluster::start()
{
    // Of hundreds of small databases there is always one to be vacuumed: while that runs, readers
    // of the change log wait for its transaction, and tests for what has just been written.
    server_ = spawn(server_user(), folder_ + "/log",
                    {std::string(kPrograms) + "postgres", "-D", folder_ + "/data", "-k", folder_,
                     "-c", "listen_addresses=", "-c", "autovacuum=off", "-c",
                     spares_the_disk ? "fsync=off" : "fsync=on"});
    const auto deadline = std::chrono::steady_clock::now() + kLongestStart;
    while (PQping(url("postgres").c_str()) != PQPING_OK) {
        if (std::chrono::steady_clock::now() > deadline || waitpid(server_, nullptr, WNOHANG) != 0)
            throw std::runtime_error("PostgreSQL did not start, see " + folder_ + "/log");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

std::string PostgresCluster::url(const std::string& database) const
{
    return "postgres:///" + database + "?user=jisr&host=" + folder_;
}

void PostgresCluster::create_database(const std::string& name, const std::string& from_template)
{
    administer("create database " + name + " template " + from_template);
}

void PostgresCluster::administer(const std::string& sql) const
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
        PQconnectdb(url("postgres").c_str()), &PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), sql.c_str()), &PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
}

} // namespace jisr::tests
