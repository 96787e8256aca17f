#include "cli/cli.hpp"

/// Read by jemalloc: what the start needed and nobody uses is given back soon, also while nothing
/// else happens. With a million persons that is a third of the memory at hand after a start.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "background_thread:true,dirty_decay_ms:1000";
}

int main(int argc, char** argv)
{
    return jisr::cli::run_program(argc, argv);
}
