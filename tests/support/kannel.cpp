#include "support/kannel.hpp"

#include <fstream>
#include <stdexcept>

namespace jisr::tests {

namespace {

constexpr auto* kBearerbox = "/usr/sbin/bearerbox";
constexpr auto* kSmsbox = "/usr/sbin/smsbox";
constexpr auto* kOperator = "/usr/lib/kannel/test/fakesmsc";

std::string text_of(const std::string& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

void require(bool holds, const std::string& what)
{
    if (!holds)
        throw std::runtime_error("Kannel: " + what);
}

} // namespace

Kannel::Kannel()
{
    write_settings();
    start();
}

std::string Kannel::url() const
{
    return "http://127.0.0.1:" + std::to_string(sendsms_port_) + "/cgi-bin/sendsms";
}

std::string Kannel::log_of(const std::string& program) const
{
    return (folder_.path() / (program + ".log")).string();
}

void Kannel::write_settings() const
{
    std::ofstream file(folder_.path() / "kannel.conf");
    file << "group = core\nadmin-port = " << admin_port_
         << "\nadmin-interface = 127.0.0.1\nadmin-password = x\nstatus-password = x\n"
            "smsbox-port = "
         << box_port_
         << "\nsmsbox-interface = 127.0.0.1\nbox-allow-ip = 127.0.0.1\ndlr-storage = internal\n\n"
            "group = smsc\nsmsc = fake\nsmsc-id = operator\nhost = 127.0.0.1\nport = "
         << operator_port_
         << "\nconnect-allow-ip = 127.0.0.1\n\n"
            "group = smsbox\nbearerbox-host = 127.0.0.1\nsendsms-interface = 127.0.0.1\n"
            "sendsms-port = "
         << sendsms_port_ << "\nglobal-sender = 1300\n\ngroup = sendsms-user\nusername = " << kUser
         << "\npassword = \""
         << kPassword
         // As docs/operate/install.md says: without these two only the first part of a text leaves.
         << "\"\nmax-messages = 3\nconcatenation = true\n\n"
            "group = sms-service\nkeyword = default\ntext = none\n";
}

void Kannel::start()
{
    const std::string settings = (folder_.path() / "kannel.conf").string();
    bearerbox_ = std::make_unique<Process>(
        std::vector<std::string>{kBearerbox, "-v", "0", settings}, log_of("bearerbox"));
    require(wait_until([&] { return answers(box_port_) && answers(operator_port_); }),
            "bearerbox does not start: " + text_of(log_of("bearerbox")));
    operator_ = std::make_unique<Process>(
        std::vector<std::string>{kOperator, "-H", "127.0.0.1", "-r", std::to_string(operator_port_),
                                 "-m", "0", "1 2 text x"},
        log_of("operator"));
    smsbox_ = std::make_unique<Process>(std::vector<std::string>{kSmsbox, "-v", "0", settings},
                                        log_of("smsbox"));
    require(wait_until([&] { return answers(sendsms_port_); }), "smsbox does not start");
    require(wait_until([&] {
                return text_of(log_of("bearerbox")).find("client connected") != std::string::npos;
            }),
            "the operator does not come");
}

std::vector<std::string> Kannel::received() const
{
    static constexpr std::string_view kGot = "Got message ";
    std::vector<std::string> messages;
    std::ifstream log(log_of("operator"));
    for (std::string line; std::getline(log, line);) {
        const auto got = line.find(kGot);
        const auto begin = got == std::string::npos ? got : line.find('<', got);
        if (begin != std::string::npos)
            messages.push_back(line.substr(begin + 1, line.rfind('>') - begin - 1));
    }
    return messages;
}

} // namespace jisr::tests
