#include "support/served_program.hpp"

#include "cli/application.hpp"
#include "modules/identity/identity.hpp"
#include "modules/programmes/programmes.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <vector>

namespace jisr::tests {

namespace {

/// Everything is made before the fork: other threads may hold the allocator's lock at that moment.
pid_t spawn(std::vector<std::string> command, int output, int log)
{
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (std::string& argument : command)
        arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child != 0)
        return child;
    dup2(output, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    prctl(PR_SET_PDEATHSIG, SIGKILL); // no server outlives a killed test run
    execv(arguments.front(), arguments.data());
    _exit(127);
}

} // namespace

Access access_to(const std::string& database, const std::filesystem::path& data_folder)
{
    service::Settings settings;
    settings.data_folder = data_folder;
    auto application = cli::Application::make(database, std::move(settings));
    if (!application)
        throw std::runtime_error("cannot open the database: " + application.error().cause);
    auto& services = (*application)->services();
    const auto token =
        identity::issue_token(services, "clerks", service::Role::NationalAdministrator, {});
    const auto edition = services.database.ask([&](db::Reader& reader) {
        return programmes::find_current_edition(reader, "bridge", services.clock.today());
    });
    if (!token || !edition || !*edition)
        throw std::runtime_error("no token or no open edition");
    return {*token, (*edition)->id};
}

std::filesystem::path program_path()
{
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "jisr";
}

ServedProgram::ServedProgram(const std::string& database, const std::filesystem::path& data_folder)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe to the server");
    const int log =
        open((data_folder / "serve.log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    process_ =
        spawn({program_path().string(), "serve", "--database", database, "--data",
               data_folder.string(), "--port", "0", "--metrics-token", std::string(kMetricsToken)},
              ends[1], log);
    close(ends[1]);
    close(log);
    read_port(ends[0]);
    close(ends[0]);
    if (port_ == 0) {
        kill();
        throw std::runtime_error("the server does not start");
    }
}

ServedProgram::~ServedProgram()
{
    kill();
}

void ServedProgram::kill()
{
    if (process_ <= 0)
        return;
    ::kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = -1;
}

void ServedProgram::read_port(int output)
{
    static constexpr std::string_view kAddress = "http://localhost:";
    std::string said;
    char bytes[256];
    while (said.find(kAddress) == std::string::npos || said.back() != '\n') {
        const auto count = read(output, bytes, sizeof bytes);
        if (count <= 0)
            return;
        said.append(bytes, static_cast<std::size_t>(count));
    }
    port_ =
        static_cast<std::uint16_t>(std::stoi(said.substr(said.find(kAddress) + kAddress.size())));
}

} // namespace jisr::tests
