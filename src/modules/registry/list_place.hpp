#pragma once

#include "service/actor.hpp"

#include <optional>
#include <string>

namespace jisr::registry {

/// The place that a list is narrowed to: the one of its filter, else the one region or province
/// that the actor may see, as if it were a filter, so that an index seeks it and not every row is
/// checked.
struct ListPlace
{
    std::string region;
    std::string province;
    std::string commune;
    bool covered = false; ///< the actor may see all of it; else the scope is a condition of its own
};

ListPlace list_place(const service::Actor& actor, service::Permission permission,
                     const std::optional<std::string>& region,
                     const std::optional<std::string>& province,
                     const std::optional<std::string>& commune);

} // namespace jisr::registry
