#include "service/log_new.hpp"

#include "service/change_feed.hpp"

namespace jisr::service {

Result<void> log_new(WriteContext& context, std::string_view entity, const core::Id& id,
                     std::int64_t version, std::string difference)
{
    TRY(context.writer.append({.at = context.clock.now(),
                               .actor = context.actor.id,
                               .entity = entity,
                               .entity_id = id,
                               .version = version,
                               .operation = "create",
                               .difference = std::move(difference)}));
    context.writer.after_commit([&feed = context.services.feed] { feed.notify(); });
    return {};
}

} // namespace jisr::service
