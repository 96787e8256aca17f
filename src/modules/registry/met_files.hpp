#pragma once

#include "modules/registry/person.hpp"
#include "service/context.hpp"

#include <map>

namespace jisr::registry {

/// The files outside an actor's area that her list came upon, each by the row that did first: their
/// history keeps it once, however many rows name the woman, and a row that is settled again writes
/// what it wrote.
class MetFiles
{
  public:
    /// Keeps in the history of `file` that the row met it, unless the actor may see it.
    core::Result<void> meet(service::WriteContext& context, const PersonRow& file,
                            std::int64_t row);

    /// Kept by an earlier part of the same run.
    void add(const core::Id& file, std::int64_t row) { first_rows_.try_emplace(file, row); }

  private:
    std::map<core::Id, std::int64_t> first_rows_;
};

} // namespace jisr::registry
