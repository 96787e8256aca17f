#pragma once

#include <string>
#include <vector>

namespace jisr::bench {

/// One line of the table.
struct Figure
{
    std::string name;
    std::string measured;
    std::string target; ///< empty: a figure to compare others with
    bool met = true;
};

/// A number in thousands: "12,345".
std::string grouped(double number);
/// Met when `measured` reaches `target`, in pieces a second.
Figure rate(std::string name, double measured, double target);
/// Met when `measured` does not pass `target`.
Figure at_most(std::string name, double measured, double target, const std::string& unit);
/// The processor, how many cores of it, and how busy it was: figures mean little without.
std::string machine();
void print_table(const std::string& machine, const std::vector<Figure>& figures);

/// A positive number from the environment.
std::size_t setting(const char* name, std::size_t otherwise);

} // namespace jisr::bench
