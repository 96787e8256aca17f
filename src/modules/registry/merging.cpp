#include "modules/registry/merging.hpp"

#include "modules/registry/duplicate_deciding.hpp"
#include "modules/registry/duplicate_store.hpp"
#include "modules/registry/merge_pairs.hpp"
#include "modules/registry/merge_settling.hpp"
#include "modules/registry/merge_store.hpp"
#include "modules/registry/person_change.hpp"

namespace jisr::registry {

namespace {

using service::WriteContext;

core::Result<void> replace_person(WriteContext& context, const PersonRow& before,
                                  const PersonRow& after, const Occasion& occasion)
{
    TRY(update_person(context.writer, after));
    return context.log("person", after.id, after.version, occasion.operation, core::to_json(before),
                       core::to_json(after), occasion.reason);
}

PersonRow as_merged(const PersonRow& before, const core::Id& kept, core::Instant now)
{
    PersonRow after = in_state(before, RegistrantState::Merged, now);
    after.merged_into = kept;
    return after;
}

MergeRow new_merge(const WriteContext& context, const MergeOrder& order, const PersonRow& after)
{
    MergeRow merge;
    merge.id = core::Id::make();
    merge.kept = order.kept.id;
    merge.merged = order.merged.id;
    merge.taken = order.take;
    merge.kept_version = after.version;
    merge.kept_before = order.kept;
    merge.kept_after = after;
    merge.merged_state = order.merged.state;
    if (!order.reason.empty())
        merge.reason = order.reason;
    merge.merged_at = context.clock.now();
    merge.merged_by = context.actor.id;
    merge.merged_by_name = context.actor.name;
    return merge;
}

/// Both files with all that were merged into them, as one.
core::Result<FileTree> joined_tree(db::Reader& reader, const MergeOrder& order,
                                   const PersonRow& kept)
{
    auto tree = TRY(tree_of(reader, order.kept));
    auto other = TRY(tree_of(reader, order.merged));
    TRY(require_not_told_apart(reader, tree, other));
    tree.files.at(kept.id).row = kept;
    tree.files.merge(other.files);
    return tree;
}

/// 409 while another file holds the number that comes back with the undo.
core::Result<void> require_free_national_id(db::Reader& reader, const PersonRow& person)
{
    if (!person.national_id)
        return {};
    const auto known = TRY(find_person_by_national_id(reader, *person.national_id));
    if (known && known->id != person.id && known->national_id == person.national_id)
        return core::fail(core::problems::conflict("national_id_held"));
    return {};
}

core::Result<void> replace_merge(WriteContext& context, const MergeRow& before, MergeRow after,
                                 const Occasion& occasion)
{
    if (core::to_json(after) == core::to_json(before))
        return {};
    ++after.version;
    TRY(update_merge(context.writer, after));
    // Which values it gives back now stands with the persons, not twice in the log.
    return context.log("person_merge", after.id, after.version, occasion.operation,
                       core::json::object{{"version", before.version}},
                       core::json::object{{"version", after.version}}, occasion.reason);
}

/// From the kept file of `merge` up to the one that holds it now.
core::Result<std::vector<MergeStep>> steps_of(db::Reader& reader, const MergeRow& merge)
{
    std::vector<MergeStep> steps;
    for (std::optional<MergeRow> into = merge; into;) {
        PersonRow file = TRY(get_person(reader, into->kept));
        auto later = TRY(later_merges(reader, *into));
        auto further = TRY(find_standing_merge(reader, file.id));
        steps.push_back({std::move(*into), std::move(later), std::move(file)});
        into = std::move(further);
    }
    return steps;
}

/// Every file on the way changes, so that whoever follows the log sees what has left it.
core::Result<void> take_back(WriteContext& context, const MergeRow& merge, const Occasion& occasion)
{
    const auto before = TRY(steps_of(context.reader, merge));
    auto after = before;
    take_back_fields(after);
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (i > 0)
            TRY(replace_merge(context, before[i].into, after[i].into, occasion));
        for (std::size_t k = 0; k < before[i].later.size(); ++k)
            TRY(replace_merge(context, before[i].later[k], after[i].later[k], occasion));
        const PersonRow file = with_fields(before[i].file, after[i].file, context.clock.now());
        if (i + 1 == before.size() && file.national_id != before[i].file.national_id)
            TRY(require_free_national_id(context.reader, file));
        TRY(replace_person(context, before[i].file, file, occasion));
    }
    return {};
}

core::Result<PersonRow> set_free(WriteContext& context, const MergeRow& merge,
                                 const Occasion& occasion)
{
    const PersonRow before = TRY(get_person(context.reader, merge.merged));
    PersonRow after = in_state(before, merge.merged_state, context.clock.now());
    after.merged_into.reset();
    TRY(require_free_national_id(context.reader, after));
    TRY(replace_person(context, before, after, occasion));
    return after;
}

/// The file that holds `person` now, with all that were merged into it.
core::Result<FileTree> whole_tree(db::Reader& reader, const core::Id& person)
{
    return tree_of(reader, TRY(holder_of(reader, TRY(get_person(reader, person)))));
}

core::Result<MergeRow> note_undone(WriteContext& context, const MergeRow& merge,
                                   const PersonRow& merged, const Occasion& occasion)
{
    MergeRow undone = merge;
    undone.undone_at = context.clock.now();
    undone.undone_by = context.actor.id;
    undone.undone_by_name = context.actor.name;
    undone.undo_reason = occasion.reason;
    ++undone.version;
    const PersonRow kept = TRY(get_person(context.reader, merge.kept));
    TRY(update_merge(context.writer, undone));
    TRY(context.log("person_merge", undone.id, undone.version, occasion.operation,
                    core::to_json(shown(merge, kept, merged)),
                    core::to_json(shown(undone, kept, merged)), occasion.reason));
    return undone;
}

} // namespace

core::Result<void> require_mergeable(const MergeOrder& order)
{
    if (order.pair.state != PairState::Open)
        return core::fail(core::problems::conflict("pair_decided"));
    TRY(require_unmerged(order.kept));
    TRY(require_unmerged(order.merged));
    // Her places would be lost with the withdrawn file.
    if (order.kept.state == RegistrantState::Withdrawn &&
        order.merged.state == RegistrantState::Active)
        return core::fail(core::problems::conflict("kept_withdrawn"));
    return {};
}

core::Result<MergeRow> merge_files(WriteContext& context, const MergeOrder& order)
{
    TRY(require_mergeable(order));
    const auto now = context.clock.now();
    const Occasion occasion{"merge", order.reason, {}};
    const PersonFields fields = TRY(with_taken(order.kept, order.merged, order.take));
    const PersonRow kept =
        with_fields(order.kept, TRY(checked(fields, context.clock.today())), now);
    const auto tree = TRY(joined_tree(context.reader, order, kept));
    // A national id stands in one file: what the merged one said first makes room for it.
    TRY(replace_person(context, order.merged, as_merged(order.merged, kept.id, now), occasion));
    TRY(replace_person(context, order.kept, kept, occasion));
    auto settled = TRY(settle(context, tree, TRY(holdings_of(context.reader, tree)), occasion));
    MergeRow merge = new_merge(context, order, kept);
    merge.moved_registrations = std::move(settled.moved_registrations);
    merge.merged_registrations = std::move(settled.merged_registrations);
    merge.moved_attachments = std::move(settled.moved_attachments);
    TRY(insert_merge(context.writer, merge));
    TRY(context.log("person_merge", merge.id, merge.version, occasion.operation, nullptr,
                    core::to_json(shown(merge, order.kept, order.merged)), order.reason));
    TRY(decide(context, order.pair, PairState::Same, order.decided_in, order.reason));
    TRY(follow_pairs(context, order, tree));
    return merge;
}

core::Result<MergeRow> undo_merge(WriteContext& context, const MergeRow& merge,
                                  std::string_view reason)
{
    if (merge.undone_at)
        return core::fail(core::problems::conflict("merge_undone"));
    const Occasion occasion{"undo_merge", reason, {}};
    const auto holdings =
        TRY(holdings_of(context.reader, TRY(whole_tree(context.reader, merge.kept))));
    TRY(take_back(context, merge, occasion));
    const PersonRow merged = TRY(set_free(context, merge, occasion));
    MergeRow undone = TRY(note_undone(context, merge, merged, occasion));
    TRY(settle(context, TRY(tree_of(context.reader, merged)), holdings, occasion));
    TRY(settle(context, TRY(whole_tree(context.reader, merge.kept)), holdings, occasion));
    if (const auto pair = TRY(find_pair(context.reader, merge.kept, merge.merged)))
        TRY(reopen(context, *pair, occasion.operation, reason));
    for (const auto& file : {TRY(whole_tree(context.reader, merge.kept)).root, merge.merged})
        TRY(judge_pairs_of(context, file));
    return undone;
}

} // namespace jisr::registry
