#include "modules/registry/duplicate_bulk.hpp"

#include "modules/registry/duplicate_handlers.hpp"
#include "modules/registry/duplicate_search_store.hpp"
#include "modules/registry/duplicate_store.hpp"
#include "modules/registry/experience_store.hpp"
#include "modules/registry/merge_pairs.hpp"
#include "modules/registry/merging.hpp"

namespace jisr::registry {

namespace {

using service::DirectContext;
using service::WriteContext;

constexpr std::int64_t kReadAtOnce = 200;

core::Result<service::Page<PairRow>> next_pairs(DirectContext& context, const DuplicateQuery& query)
{
    return context.services.database.ask([&](db::Reader& reader) {
        return list_pairs(
            {context.services, context.actor, context.language, reader, context.services.clock},
            query);
    });
}

/// Once through the queue, as one judges who reads it.
struct Pass
{
    double min_probability;
    const linkage::Experience& experience;
};

core::Result<void> merge_as_suggested(WriteContext& context, const core::Id& id, const Pass& by)
{
    MergeOrder order{.pair = TRY(get_pair(context.reader, id)),
                     .decided_in = DecidedIn::Bulk,
                     .experience = &by.experience};
    // What was merged or edited since may show that it is no match.
    if (order.pair.probability < by.min_probability)
        return core::fail(core::problems::stale(nullptr, nullptr));
    order.kept = TRY(get_person(context.reader, order.pair.person_a));
    order.merged = TRY(get_person(context.reader, order.pair.person_b));
    if (!may_merge(context.actor, order.kept, order.merged))
        return core::fail(core::problems::not_found());
    const auto one = TRY(tree_of(context.reader, order.kept));
    const auto other = TRY(tree_of(context.reader, order.merged));
    if (likelihood(one, other, by.experience) < kLikelyEnough)
        return core::fail(core::problems::stale(nullptr, nullptr));
    auto suggestion = suggested_merge(order.kept, order.merged);
    if (suggestion.kept == order.merged.id)
        std::swap(order.kept, order.merged);
    order.take = std::move(suggestion.take);
    TRY(merge_files(context, order));
    return {};
}

core::Result<BulkOutcome> go_through(DirectContext& context, const Pass& by)
{
    BulkOutcome outcome;
    DuplicateQuery query{.min_probability = by.min_probability, .limit = kReadAtOnce};
    do {
        auto page = TRY(next_pairs(context, query));
        for (const auto& pair : page.items) {
            const auto merged =
                service::write_as(context.services, context.actor, [&](WriteContext& writing) {
                    return merge_as_suggested(writing, pair.id, by);
                });
            if (!merged && merged.error().status >= 500)
                return core::fail(merged.error());
            ++(merged ? outcome.merged : outcome.skipped);
        }
        query.cursor = std::move(page.next);
    } while (query.cursor);
    return outcome;
}

} // namespace

core::Result<BulkOutcome> confirm_pairs(DirectContext& context, const BulkOrder& order)
{
    const auto rule = measured_rule(TRY(context.services.database.ask(reviewed)));
    if (!rule.threshold || order.min_probability < *rule.threshold)
        return core::fail(core::problems::conflict("threshold_not_measured"));
    const auto experience = TRY(context.services.database.ask(experience_of));
    const Pass by{order.min_probability, experience};
    BulkOutcome all;
    BulkOutcome last;
    do {
        last = TRY(go_through(context, by));
        all.merged += last.merged;
    } while (last.merged > 0);
    all.skipped = last.skipped;
    return all;
}

} // namespace jisr::registry
