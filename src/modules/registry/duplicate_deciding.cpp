#include "modules/registry/duplicate_deciding.hpp"

#include "modules/registry/duplicate_store.hpp"

namespace jisr::registry {

namespace {

core::Result<PairRow> replace(service::WriteContext& context, const PairRow& before, PairRow after,
                              std::string_view operation, std::string_view reason)
{
    after.version = before.version + 1;
    TRY(update_pair(context.writer, after));
    TRY(context.log("duplicate_pair", after.id, after.version, operation, core::to_json(before),
                    core::to_json(after), reason));
    return after;
}

} // namespace

PairRow decided(const service::Context& context, PairRow pair, PairState state, DecidedIn in,
                std::string_view reason)
{
    pair.state = state;
    pair.decided_at = context.clock.now();
    pair.decided_by = context.actor.id;
    pair.decided_by_name = context.actor.name;
    pair.decided_in = in;
    pair.reason.reset();
    if (!reason.empty())
        pair.reason = reason;
    return pair;
}

core::Result<PairRow> decide(service::WriteContext& context, const PairRow& before, PairState state,
                             DecidedIn in, std::string_view reason)
{
    return replace(context, before, decided(context, before, state, in, reason),
                   state == PairState::Same ? "merge" : "different", reason);
}

core::Result<PairRow> reopen(service::WriteContext& context, const PairRow& before,
                             std::string_view operation, std::string_view reason)
{
    PairRow after = before;
    after.state = PairState::Open;
    after.decided_at.reset();
    after.decided_by.reset();
    after.decided_by_name.reset();
    after.decided_in.reset();
    after.reason.reset();
    return replace(context, before, std::move(after), operation, reason);
}

} // namespace jisr::registry
