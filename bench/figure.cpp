#include "figure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <thread>

namespace jisr::bench {

namespace {

std::string processor()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            return line.substr(line.find(':') + 2);
    return "unknown processor";
}

/// As many columns as the text has letters, and at least `width`.
std::string padded(std::string text, std::size_t width)
{
    const auto continues = [](char byte) { return (byte & 0xC0) == 0x80; };
    const auto letters =
        text.size() - static_cast<std::size_t>(std::ranges::count_if(text, continues));
    text.append(letters < width ? width - letters : 0, ' ');
    return text;
}

std::string with_unit(double number, const std::string& unit)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), number < 100 ? "%.1f %s" : "%.0f %s", number,
                  unit.c_str());
    return text.data();
}

} // namespace

std::string grouped(double number)
{
    std::string digits = std::to_string(std::llround(number));
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

Figure rate(std::string name, double measured, double target)
{
    return {std::move(name), grouped(measured) + "/s", "≥ " + grouped(target) + "/s",
            measured >= target};
}

Figure at_most(std::string name, double measured, double target, const std::string& unit)
{
    return {std::move(name), with_unit(measured, unit), "≤ " + with_unit(target, unit),
            measured <= target};
}

std::string machine()
{
    std::array<double, 1> load{};
    getloadavg(load.data(), 1);
    return processor() + ", " + std::to_string(std::thread::hardware_concurrency()) +
           " cores, load " + with_unit(load[0], "before the run");
}

void print_table(const std::string& machine, const std::vector<Figure>& figures)
{
    std::size_t widest = 0;
    for (const auto& figure : figures)
        widest = std::max(widest, figure.name.size());
    std::cout << '\n' << machine << "\n\n";
    for (const auto& figure : figures) {
        std::cout << padded(figure.name, widest + 2) << padded(figure.measured, 14);
        if (!figure.target.empty())
            std::cout << padded(figure.target, 14) << (figure.met ? "met" : "missed");
        std::cout << '\n';
    }
}

std::size_t setting(const char* name, std::size_t otherwise)
{
    const char* text = std::getenv(name);
    const auto number = text != nullptr ? std::strtoull(text, nullptr, 10) : 0;
    return number > 0 ? number : otherwise;
}

} // namespace jisr::bench
