#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace jisr::core {

/// One embedded file; the table is written by cmake/resources.cmake and ends with a null path.
struct ResourceEntry
{
    const char* path;
    const char* begin;
    const char* end;
};

struct Resource
{
    std::string_view path; ///< path in the source tree, e.g. "locales/registry.json"
    std::string_view bytes;
};

/// The embedded file at `path`, or nothing.
std::optional<std::string_view> resource(std::string_view path);

/// Every embedded file whose path begins with `prefix`, in the order of their paths.
std::vector<Resource> resources_under(std::string_view prefix);

} // namespace jisr::core
