#include "modules/registry/met_files.hpp"

#include "modules/registry/likely_match.hpp"

namespace jisr::registry {

core::Result<void> MetFiles::meet(service::WriteContext& context, const PersonRow& file,
                                  std::int64_t row)
{
    if (first_rows_.try_emplace(file.id, row).first->second != row)
        return {};
    return keep_met(context, file);
}

} // namespace jisr::registry
