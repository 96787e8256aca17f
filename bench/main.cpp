// Measures the figures that the product is held to and prints them as one table.
//
//     JISR_BENCH_PERSONS   persons that the reading figures stand on (1000000)
//     JISR_BENCH_ROWS      rows of the imported list (100000)
//     JISR_BENCH_SECONDS   of each load (8)
//     JISR_BENCH_FOLDER    keeps the database of the reading figures here, to be used again
//     JISR_BENCH_PAIRS     names to learn from and to ask for, of bench/names/collect_pairs (the
//                          repository's)
//     JISR_BENCH_ONLY      one of sqlite, postgres, import, reading, selecting, names, app, self

#include "core/log.hpp"
#include "figures.hpp"

#include <sodium.h>

#include <cstdlib>
#include <exception>
#include <iostream>

namespace {

using namespace jisr::bench;

struct Measurement
{
    std::string name;
    Figures (*measure)();
};

const std::vector<Measurement> kMeasurements{{"sqlite", registrations_on_sqlite},
                                             {"postgres", registrations_on_postgres},
                                             {"import", import_of_a_list},
                                             {"reading", reading},
                                             {"selecting", selecting},
                                             {"names", names},
                                             {"names", linking},
                                             {"app", first_load},
                                             {"self", public_pages}};

Figures measure_all(const std::string& only)
{
    Figures all;
    for (const auto& [name, measure] : kMeasurements) {
        if (!only.empty() && only != name)
            continue;
        std::cerr << "bench: " << name << '\n';
        const auto figures = measure();
        all.insert(all.end(), figures.begin(), figures.end());
    }
    return all;
}

} // namespace

int main()
{
    if (sodium_init() < 0)
        return 1;
    jisr::core::set_log_level("error");
    const std::string before = machine();
    const char* only = std::getenv("JISR_BENCH_ONLY");
    try {
        print_table(before, measure_all(only != nullptr ? only : ""));
    } catch (const std::exception& problem) {
        std::cerr << "bench: " << problem.what() << '\n';
        return 1;
    }
    return 0;
}
