#pragma once

#include "core/json_text.hpp"
#include "service/context.hpp"

namespace jisr::service {

/// Appends to the change log that `entity` came to be; `difference` is the JSON of all it says.
Result<void> log_new(WriteContext& context, std::string_view entity, const core::Id& id,
                     std::int64_t version, std::string difference);

/// WriteContext::log for a new record, without a tree of JSON values.
template <core::Described T>
Result<void> log_new(WriteContext& context, std::string_view entity, const T& record)
{
    return log_new(context, entity, record.id, record.version, core::difference_of_new(record));
}

} // namespace jisr::service
