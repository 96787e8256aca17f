#include "core/json_text.hpp"
#include "core/record.hpp"
#include "figures.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>

// The public pages are measured by the programs that know pages: web/scripts/size.mjs and, in a
// browser that is as slow as a cheap phone, web/bench/self.mjs.

namespace jisr::bench {

namespace {

/// The JSON that a program of web/ prints in the end.
core::json::object told_by(const std::string& program)
{
    const std::string web = std::string(JISR_SOURCE_DIR) + "/web";
    const std::string command = "cd '" + web + "' && node " + program + " --json";
    const std::unique_ptr<FILE, int (*)(FILE*)> output(popen(command.c_str(), "r"), pclose);
    std::string said;
    std::array<char, 4096> block{};
    while (output && std::fgets(block.data(), block.size(), output.get()) != nullptr)
        said += block.data();
    const auto value = core::parse_json(said);
    if (!value || !value->is_object())
        throw std::runtime_error(program + " measured nothing: " + said);
    return value->as_object();
}

double number(const core::json::object& told, std::string_view name)
{
    return told.at(name).to_number<double>();
}

std::string in_seconds(double milliseconds)
{
    return at_most("", milliseconds / 1000, 0, "s").measured;
}

} // namespace

Figures public_pages()
{
    const auto sizes = told_by("scripts/size.mjs");
    const auto phone = told_by("bench/self.mjs");
    return {at_most("first screen of the public pages, in all, gzip", number(sizes, "self") / 1000,
                    60, "kB"),
            at_most("… usable at 400 kbit/s on a processor 4× slower",
                    number(phone, "usable_ms") / 1000, 3, "s"),
            {"… slowest", in_seconds(number(phone, "usable_slowest_ms")), ""},
            at_most("proof of work on that phone", number(phone, "proof_ms") / 1000, 2, "s"),
            {"… slowest", in_seconds(number(phone, "proof_slowest_ms")), ""}};
}

} // namespace jisr::bench
