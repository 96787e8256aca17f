#include "service/context.hpp"

#include "service/change_feed.hpp"

namespace jisr::service {

Result<void> WriteContext::log(std::string_view entity, const core::Id& id, std::int64_t version,
                               std::string_view operation, const core::json::value& before,
                               const core::json::value& after, std::string_view reason)
{
    db::Change change{.at = clock.now(),
                      .actor = actor.id,
                      .entity = entity,
                      .entity_id = id,
                      .version = version,
                      .operation = operation,
                      .difference = core::json::serialize(core::difference(before, after)),
                      .reason = reason};
    TRY(writer.append(change));
    writer.after_commit([&feed = services.feed] { feed.notify(); });
    return {};
}

Result<void> write_as(Services& services, const Actor& actor,
                      const std::function<Result<void>(WriteContext&)>& work)
{
    return services.database.write([&](db::Writer& writer) -> Result<void> {
        WriteContext context{{services, actor, actor.language, writer, services.clock}, writer};
        return work(context);
    });
}

} // namespace jisr::service
