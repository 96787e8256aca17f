#include "cli/cli.hpp"

int main(int argc, char** argv)
{
    return jisr::cli::run_program(argc, argv);
}
