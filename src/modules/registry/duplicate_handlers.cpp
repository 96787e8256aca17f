#include "modules/registry/duplicate_handlers.hpp"

#include "core/log.hpp"
#include "modules/registry/duplicate_bulk.hpp"
#include "modules/registry/duplicate_deciding.hpp"
#include "modules/registry/duplicate_search_store.hpp"
#include "modules/registry/duplicate_store.hpp"
#include "modules/registry/experience_store.hpp"
#include "modules/registry/likeness.hpp"
#include "modules/registry/merge_store.hpp"
#include "modules/registry/merging.hpp"
#include "modules/registry/person_handlers.hpp"
#include "modules/registry/registering.hpp"
#include "service/jobs.hpp"

namespace jisr::registry {

namespace {

using namespace service;

/// A pair with its two files.
struct WholePair
{
    PairRow row;
    PersonRow a;
    PersonRow b;
};

Result<WholePair> visible_pair(const Context& context, const Request& request)
{
    WholePair pair;
    pair.row = TRY(get_pair(context.reader, TRY(path_id(request))));
    pair.a = TRY(get_person(context.reader, pair.row.person_a));
    pair.b = TRY(get_person(context.reader, pair.row.person_b));
    if (!may_merge(context.actor, pair.a, pair.b))
        return core::fail(core::problems::not_found());
    return pair;
}

ShownPair shown(const PairRow& row)
{
    return {.id = row.id,
            .probability = row.probability,
            .state = row.state,
            .cluster = row.cluster,
            .found_in = row.found_in,
            .found_at = row.found_at,
            .decided_at = row.decided_at,
            .decided_by_name = row.decided_by_name,
            .decided_in = row.decided_in,
            .reason = row.reason,
            .version = row.version};
}

Result<std::vector<DuplicatePair>> with_summaries(const Context& context,
                                                  const std::vector<PairRow>& rows)
{
    std::vector<core::Id> ids;
    for (const auto& row : rows)
        ids.insert(ids.end(), {row.person_a, row.person_b});
    std::map<core::Id, PersonSummary> summaries;
    for (auto& summary : TRY(summaries_of(context.reader, ids, context.clock.today())))
        summaries.emplace(summary.id, std::move(summary));
    std::vector<DuplicatePair> pairs;
    for (const auto& row : rows) {
        pairs.push_back({shown(row), summaries[row.person_a], summaries[row.person_b]});
    }
    return pairs;
}

Result<Response> answer(const Context& context, const PairRow& row)
{
    return ok(TRY(with_summaries(context, {row})).front());
}

// GET /api/v1/duplicates
Result<Response> show_pairs(Context& context, const Request&, const DuplicateQuery& query)
{
    auto rows = TRY(list_pairs(context, query));
    Page<DuplicatePair> page;
    page.items = TRY(with_summaries(context, rows.items));
    page.next = std::move(rows.next);
    return ok(page);
}

Result<void> add_reasons(const Context& context, const WholePair& pair, DuplicateDetail& detail)
{
    const auto other = likeness_of(pair.b);
    const auto explanation = linkage::explain_matches(likeness_of(pair.a), std::span(&other, 1),
                                                      TRY(experience_of(context.reader)))
                                 .front();
    detail.prior_bits = explanation.prior_bits;
    detail.relatives_bits = explanation.relatives_bits;
    detail.reasons = reasons_of(explanation);
    return {};
}

/// The merge of these two files, while it stands.
Result<std::optional<PersonMerge>> merge_of(db::Reader& reader, const WholePair& pair)
{
    for (const auto* merged : {&pair.a, &pair.b}) {
        const auto& kept = merged == &pair.a ? pair.b : pair.a;
        const auto merge = TRY(find_standing_merge(reader, merged->id));
        if (merge && merge->kept == kept.id)
            return shown(*merge, kept, *merged);
    }
    return std::nullopt;
}

// GET /api/v1/duplicates/{id}
Result<Response> show_pair(Context& context, const Request& request)
{
    const auto pair = TRY(visible_pair(context, request));
    DuplicateDetail detail{shown(pair.row)};
    detail.a = TRY(whole_person(context, pair.a));
    detail.b = TRY(whole_person(context, pair.b));
    TRY(add_reasons(context, pair, detail));
    detail.suggestion = suggested_merge(pair.a, pair.b);
    detail.merge = TRY(merge_of(context.reader, pair));
    detail.open_neighbours = TRY(open_neighbours(context, pair.row));
    return ok(detail);
}

/// 412 with both files as they are, unless they are as the reviewer saw them.
Result<void> require_current(const MergeChoice& choice, const MergeOrder& order)
{
    if (choice.kept_version == order.kept.version && choice.merged_version == order.merged.version)
        return {};
    return core::fail(core::problems::stale(
        core::to_json(choice), core::json::object{{"kept", core::to_json(order.kept)},
                                                  {"merged", core::to_json(order.merged)}}));
}

// POST /api/v1/duplicates/{id}/merge
// Field by field, as the reviewer chose; both files stay, so that it can be undone at any time.
Result<Response> merge(WriteContext& context, const Request& request, const MergeChoice& choice)
{
    auto pair = TRY(visible_pair(context, request));
    if (choice.kept != pair.a.id && choice.kept != pair.b.id)
        return core::fail(core::problems::invalid("/kept", "not_of_the_pair"));
    if (choice.kept == pair.b.id)
        std::swap(pair.a, pair.b);
    const MergeOrder order{.pair = pair.row,
                           .kept = pair.a,
                           .merged = pair.b,
                           .take = choice.take,
                           .reason = choice.reason.value_or("")};
    TRY(require_mergeable(order));
    TRY(require_current(choice, order));
    const auto done = TRY(merge_files(context, order));
    return ok(shown(done, order.kept, order.merged));
}

// POST /api/v1/duplicates/{id}/different
Result<Response> tell_apart(WriteContext& context, const Request& request, const Reason& reason)
{
    const auto pair = TRY(visible_pair(context, request));
    if (pair.row.state != PairState::Open)
        return core::fail(core::problems::conflict("pair_decided"));
    return answer(context, TRY(decide(context, pair.row, PairState::Different, DecidedIn::Review,
                                      reason.reason)));
}

// POST /api/v1/duplicates/{id}/reopen
Result<Response> reopen_pair(WriteContext& context, const Request& request)
{
    const auto pair = TRY(visible_pair(context, request));
    if (pair.row.state != PairState::Different)
        return core::fail(core::problems::conflict("pair_decided"));
    return answer(context, TRY(reopen(context, pair.row, "reopen", {})));
}

/// What waits and what was decided, in the actor's area.
struct DuplicateSummary
{
    std::int64_t open = 0;
    std::int64_t same = 0;
    std::int64_t different = 0;
    std::optional<DedupeRun> last_run;
    BulkRule bulk; ///< by the decisions of the whole register

    static constexpr std::string_view kRecord = "registry.DuplicateSummary";
};
BOOST_DESCRIBE_STRUCT(DuplicateSummary, (), (open, same, different, last_run, bulk))

// GET /api/v1/duplicates/summary
Result<Response> show_summary(Context& context, const Request&)
{
    const auto counts = TRY(count_pairs(context));
    return ok(DuplicateSummary{.open = counts.open,
                               .same = counts.same,
                               .different = counts.different,
                               .last_run = TRY(find_last_run(context.reader)),
                               .bulk = measured_rule(TRY(reviewed(context.reader)))});
}

// POST /api/v1/duplicates/confirm
Result<Response> confirm(DirectContext& context, const std::shared_ptr<Request>& request)
{
    return ok(TRY(confirm_pairs(context, TRY(body_of<BulkOrder>(*request)))));
}

// POST /api/v1/duplicates/search
// It compares everyone with everyone, so whoever starts it must be allowed to see everyone.
Result<Response> search_register(DirectContext& context, const std::shared_ptr<Request>&)
{
    TRY(context.actor.require(Permission::MergeRegistrants, {}));
    auto& services = context.services;
    const auto run = TRY(begin_search(services, context.actor));
    services.jobs.add([&services, actor = context.actor, run](const std::atomic<bool>& stopping) {
        const auto done = search_duplicates(services, actor, run, stopping);
        if (!done || done->problem)
            core::log_error("dedupe_failed", {{"run", run.id.str()},
                                              {"slug", done ? *done->problem : done.error().slug},
                                              {"cause", done ? "" : done.error().cause}});
    });
    return json_response(202, core::to_json(run));
}

} // namespace

bool may_merge(const Actor& actor, const PersonRow& one, const PersonRow& other)
{
    const auto may = [&](const PersonRow& person) {
        return actor.may(Permission::ViewRegistrants, place_of(person)) &&
               actor.may(Permission::MergeRegistrants, place_of(person));
    };
    return may(one) && may(other);
}

Routes duplicate_routes()
{
    constexpr auto kMerge = Permission::MergeRegistrants;
    const std::string all = "/api/v1/duplicates";
    const std::string one = all + "/{id}";
    Routes routes;
    routes.push_back(list<DuplicateQuery, DuplicatePair>(
        all, kMerge, "Pairs of files that may be of one person, the most probable first",
        show_pairs));
    routes.push_back(get<DuplicateSummary>(
        all + "/summary", kMerge, "What waits, what was decided, the last search", show_summary));
    routes.push_back(direct<BulkOrder, BulkOutcome>(
                         "POST", all + "/confirm", kMerge,
                         "Merge all pairs from a probability on that decisions have measured",
                         confirm)
                         .slow());
    routes.push_back(direct<void, DedupeRun>("POST", all + "/search", kMerge,
                                             "Search the whole register for duplicates",
                                             search_register, 202));
    routes.push_back(get<DuplicateDetail>(one, kMerge, "Two files side by side", show_pair));
    routes.push_back(post<MergeChoice, PersonMerge>(
        one + "/merge", kMerge, "Merge the two files, field by field", merge, 200));
    routes.push_back(post<Reason, DuplicatePair>(
        one + "/different", kMerge, "They are of two persons; remembered", tell_apart, 200));
    routes.push_back(act<DuplicatePair>("POST", one + "/reopen", kMerge,
                                        "Put two files told apart back into the queue",
                                        reopen_pair));
    return routes;
}

} // namespace jisr::registry
