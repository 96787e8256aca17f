#include "figures.hpp"
#include "support/database.hpp"
#include "support/served_program.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

// The register is the one of bench/data that is called light: up to two copies of a quarter of the
// persons, with up to two errors each. `jisr dedupe` prints the figures itself.

namespace jisr::bench {

namespace {

/// The number that stands behind `label` in a line that begins with `line`.
double number_in(const std::string& report, const std::string& line, const std::string& label)
{
    auto at = report.find("\n" + line);
    if (at != std::string::npos)
        at = report.find(label, at + 1);
    if (at == std::string::npos)
        throw std::runtime_error("jisr dedupe does not say " + line);
    return std::stod(report.substr(at + label.size()));
}

void run(const std::string& command)
{
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error("failed: " + command);
}

} // namespace

Figures linking()
{
    const auto records = setting("JISR_BENCH_PERSONS", 1'000'000);
    const tests::TemporaryFolder folder;
    const std::string source = JISR_SOURCE_DIR;
    const auto file = [&](const char* name) { return "'" + (folder.path() / name).string() + "'"; };
    const auto program = tests::program_path();
    run((program.parent_path() / "jisr_people").string() + " light " + std::to_string(records) +
        " 21 " + source + "/data/names.tsv " + source + "/data/communes.csv >" + file("list.csv"));
    run(program.string() + " dedupe --csv " + file("list.csv") +
        " --id-column id --truth person --out " + file("clusters.csv") + " >" + file("said"));
    std::ifstream said(folder.path() / "said");
    std::stringstream read;
    read << '\n' << said.rdbuf();
    const auto report = read.str();
    const auto f1_of = [&](const char* what, const char* line, double target) {
        const double f1 = number_in(report, line, "F1 ");
        return Figure{what, grouped(10'000 * f1) + " / 10,000", "≥ " + grouped(10'000 * target),
                      f1 >= target};
    };
    return {
        at_most("linking " + grouped(static_cast<double>(records)) + " records, learning included",
                number_in(report, "total", "total"), 10, "s"),
        at_most("… memory at its peak", number_in(report, "peak memory", "peak memory"), 1'000,
                "MB"),
        f1_of("… pairs linked, F1", "pairs linked", 0.953),
        f1_of("… clusters exactly right, F1", "clusters exactly right", 0.974)};
}

} // namespace jisr::bench
