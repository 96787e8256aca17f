#include "core/resource.hpp"

namespace jisr::core {

extern const ResourceEntry kResources[];

namespace {

std::string_view bytes_of(const ResourceEntry& entry)
{
    return {entry.begin, static_cast<std::size_t>(entry.end - entry.begin)};
}

} // namespace

std::optional<std::string_view> resource(std::string_view path)
{
    for (const ResourceEntry* entry = kResources; entry->path != nullptr; ++entry)
        if (path == entry->path)
            return bytes_of(*entry);
    return std::nullopt;
}

std::vector<Resource> resources_under(std::string_view prefix)
{
    std::vector<Resource> found;
    for (const ResourceEntry* entry = kResources; entry->path != nullptr; ++entry)
        if (std::string_view(entry->path).starts_with(prefix))
            found.push_back({entry->path, bytes_of(*entry)});
    return found;
}

} // namespace jisr::core
