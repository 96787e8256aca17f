#include "cli/cli.hpp"

#include <iostream>

namespace jisr::cli {

namespace json = core::json;

namespace {

/// Boost.JSON writes on one line; the committed document is read in diffs, so each member gets a
/// line of its own.
void print(const json::value& value, const std::string& indent)
{
    const auto children = [&](const auto& container, char open, char close,
                              const auto& print_child) {
        std::cout << open;
        const char* separator = "\n";
        for (const auto& child : container) {
            std::cout << separator << indent << "  ";
            print_child(child);
            separator = ",\n";
        }
        if (!container.empty())
            std::cout << '\n' << indent;
        std::cout << close;
    };
    if (const auto* object = value.if_object())
        children(*object, '{', '}', [&](const auto& entry) {
            std::cout << json::serialize(json::string(entry.key())) << ": ";
            print(entry.value(), indent + "  ");
        });
    else if (const auto* array = value.if_array())
        children(*array, '[', ']', [&](const auto& entry) { print(entry, indent + "  "); });
    else
        std::cout << json::serialize(value);
}

} // namespace

void add_openapi_command(CLI::App& app, const std::shared_ptr<CommonOptions>&, Run& run)
{
    auto* command = app.add_subcommand("openapi", "Print the OpenAPI document of the API");
    command->callback([&run] {
        run = [] {
            print(service::openapi(all_routes()), "");
            std::cout << '\n';
            return 0;
        };
    });
}

} // namespace jisr::cli
