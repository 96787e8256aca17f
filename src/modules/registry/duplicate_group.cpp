#include "modules/registry/duplicate_group.hpp"

#include "modules/registry/duplicate_deciding.hpp"
#include "modules/registry/duplicate_handlers.hpp"
#include "modules/registry/duplicate_store.hpp"
#include "modules/registry/experience_store.hpp"
#include "modules/registry/merge_pairs.hpp"
#include "modules/registry/person_handlers.hpp"
#include "service/log_new.hpp"

#include <algorithm>
#include <set>

namespace jisr::registry {

namespace {

using namespace service;

/// The files of pairs, each once, in the order of the pairs.
std::vector<core::Id> files_of(const std::vector<PairRow>& pairs)
{
    std::vector<core::Id> files;
    for (const auto& pair : pairs)
        for (const auto& id : {pair.person_a, pair.person_b})
            if (std::find(files.begin(), files.end(), id) == files.end())
                files.push_back(id);
    return files;
}

// GET /api/v1/duplicate-groups
Result<Response> show_groups(Context& context, const Request&)
{
    Page<DuplicateGroup> page;
    for (const auto& id : TRY(likeliest_groups(context))) {
        const auto pairs = TRY(open_pairs_in(context, id));
        DuplicateGroup group{.id = id, .probability = pairs.front().probability};
        group.files = TRY(summaries_of(context.reader, files_of(pairs), context.clock.today()));
        page.items.push_back(std::move(group));
    }
    return ok(page);
}

/// The files of the group that wait for the actor; 404 when none does.
Result<std::vector<PersonRow>> visible_group(const Context& context, const core::Id& id)
{
    std::vector<PersonRow> files;
    for (const auto& file : files_of(TRY(open_pairs_in(context, id)))) {
        files.push_back(TRY(get_person(context.reader, file)));
        if (!may_merge(context.actor, files.back(), files.back()))
            return core::fail(core::problems::not_found());
    }
    if (files.empty())
        return core::fail(core::problems::not_found());
    return files;
}

// GET /api/v1/duplicate-groups/{id}
Result<Response> show_group(Context& context, const Request& request)
{
    GroupDetail detail{.id = TRY(path_id(request))};
    auto rows = TRY(visible_group(context, detail.id));
    std::size_t best = 0;
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (suggested_merge(rows[best], rows[i]).kept == rows[i].id)
            best = i;
    std::swap(rows.front(), rows[best]);
    for (auto& row : rows)
        detail.files.push_back(TRY(whole_person(context, std::move(row))));
    return ok(detail);
}

/// 422 unless each file is of the group and named once, and those apart come with a reason.
Result<void> check(const GroupChoice& choice, const std::vector<PersonRow>& files)
{
    std::vector<core::FieldError> faults;
    std::set<core::Id> named;
    const auto name = [&](const SeenFile& file, const std::string& pointer) {
        const bool is_in = std::any_of(files.begin(), files.end(),
                                       [&](const PersonRow& row) { return row.id == file.id; });
        if (!is_in || !named.insert(file.id).second)
            faults.push_back({pointer, is_in ? "named_twice" : "not_of_the_group", {}});
    };
    name(choice.kept, "/kept/id");
    for (std::size_t i = 0; i < choice.merged.size(); ++i)
        name(choice.merged[i], "/merged/" + std::to_string(i) + "/id");
    for (std::size_t i = 0; i < choice.apart.size(); ++i)
        name(choice.apart[i], "/apart/" + std::to_string(i) + "/id");
    if (choice.merged.empty() && choice.apart.empty())
        faults.push_back({"/merged", "required", {}});
    if (!choice.apart.empty() && !choice.reason)
        faults.push_back({"/reason", "required", {}});
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return {};
}

/// The file, unless it was changed since the reviewer saw it: 412.
Result<PersonRow> as_seen(const Context& context, const SeenFile& seen)
{
    auto row = TRY(get_person(context.reader, seen.id));
    if (row.version != seen.version)
        return core::fail(core::problems::stale(core::to_json(seen), core::to_json(row)));
    return row;
}

/// The pair of two files of the group, which the search need not have found itself.
Result<PairRow> pair_of(WriteContext& context, const PersonRow& one, const PersonRow& other,
                        const core::Id& group, const linkage::Experience& experience)
{
    if (auto known = TRY(find_pair(context.reader, one.id, other.id)))
        return std::move(*known);
    const double probability = likelihood(TRY(tree_of(context.reader, one)),
                                          TRY(tree_of(context.reader, other)), experience);
    auto pair = new_pair(one.id, other.id, probability, FoundIn::Dedupe, context.clock.now());
    pair.cluster = group;
    TRY(insert_pair(context.writer, pair));
    TRY(service::log_new(context, "duplicate_pair", pair));
    return pair;
}

/// One decision on a group, in one transaction.
class Deciding
{
  public:
    Deciding(WriteContext& context, const core::Id& group, const GroupChoice& choice,
             const linkage::Experience& experience)
        : context_(context), group_(group), choice_(choice), experience_(experience),
          reason_(choice.reason.value_or(""))
    {
    }

    Result<GroupDecision> go()
    {
        std::vector<PersonRow> hers{TRY(as_seen(context_, choice_.kept))};
        for (const auto& file : choice_.merged)
            hers.push_back(TRY(as_seen(context_, file)));
        // Before the merges, so that these put none of them into the queue again.
        for (const auto& file : choice_.apart)
            TRY(tell_apart(TRY(as_seen(context_, file)), hers));
        for (std::size_t i = 1; i < hers.size(); ++i)
            TRY(merge(hers[i]));
        return decision_;
    }

  private:
    Result<void> tell_apart(const PersonRow& other, const std::vector<PersonRow>& hers)
    {
        for (const auto& file : hers) {
            const auto pair = TRY(pair_of(context_, file, other, group_, experience_));
            if (pair.state == PairState::Different)
                continue;
            if (pair.state == PairState::Same)
                return core::fail(core::problems::conflict("pair_decided"));
            TRY(decide(context_, pair, PairState::Different, DecidedIn::Review, reason_));
            decision_.apart.push_back(pair.id);
        }
        return {};
    }

    Result<void> merge(const PersonRow& merged)
    {
        MergeOrder order{.kept = TRY(get_person(context_.reader, choice_.kept.id)),
                         .merged = merged,
                         .reason = reason_,
                         .experience = &experience_};
        order.pair = TRY(pair_of(context_, order.kept, merged, group_, experience_));
        if (order.pair.state == PairState::Different)
            return core::fail(core::problems::conflict("told_apart"));
        order.take = missing_in(order.kept, merged);
        decision_.merges.push_back(TRY(merge_files(context_, order)).id);
        return {};
    }

    WriteContext& context_;
    const core::Id& group_;
    const GroupChoice& choice_;
    const linkage::Experience& experience_;
    std::string reason_;
    GroupDecision decision_;
};

// POST /api/v1/duplicate-groups/{id}/decide
// What only a merged file says is taken over; all of it happens or nothing.
Result<Response> decide_group(WriteContext& context, const Request& request,
                              const GroupChoice& choice)
{
    const auto id = TRY(path_id(request));
    TRY(check(choice, TRY(visible_group(context, id))));
    return ok(TRY(Deciding(context, id, choice, TRY(experience_of(context.reader))).go()));
}

} // namespace

Routes duplicate_group_routes()
{
    constexpr auto kMerge = Permission::MergeRegistrants;
    const std::string all = "/api/v1/duplicate-groups";
    Routes routes;
    routes.push_back(items<DuplicateGroup>(
        all, kMerge, "The likeliest groups of three and more files of one person", show_groups));
    routes.push_back(
        get<GroupDetail>(all + "/{id}", kMerge, "The files of a group side by side", show_group));
    routes.push_back(post<GroupChoice, GroupDecision>(
        all + "/{id}/decide", kMerge,
        "Merge some files of a group into one, and tell the others apart from it", decide_group,
        200));
    return routes;
}

} // namespace jisr::registry
