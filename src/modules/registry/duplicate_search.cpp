#include "modules/registry/duplicate_search.hpp"

#include "linkage/table.hpp"
#include "modules/registry/duplicate_search_store.hpp"
#include "modules/registry/duplicate_store.hpp"
#include "modules/registry/experience_store.hpp"
#include "modules/registry/likeness.hpp"
#include "service/log_new.hpp"

#include <set>
#include <unordered_set>

namespace jisr::registry {

namespace {

using service::Services;
using service::WriteContext;

constexpr std::size_t kEnoughToLearn = 5'000; ///< records
constexpr std::size_t kReadAtOnce = 1'000;
constexpr std::size_t kWrittenAtOnce = 300;

/// Everyone, as linkage has them; the ids in the order in which they came.
struct Register
{
    linkage::People people;
    std::vector<core::Id> ids;

    void add(const std::vector<PersonFields>& some)
    {
        std::vector<linkage::Person> persons;
        persons.reserve(some.size());
        for (const auto& fields : some)
            persons.push_back(likeness_of(fields));
        people.add_all(persons);
    }

    [[nodiscard]] const core::Id& id_of(std::uint32_t row) const { return ids[people.origin(row)]; }
};

core::Result<void> read_everyone(db::Reader& reader, Register& everyone)
{
    std::vector<PersonFields> some;
    TRY(every_compared_person(reader, [&](const core::Id& id, const PersonFields& fields) {
        everyone.ids.push_back(id);
        some.push_back(fields);
        if (some.size() < kReadAtOnce)
            return;
        everyone.add(some);
        some.clear();
    }));
    everyone.add(some);
    return {};
}

/// The lowest id of each cluster, by its lowest row.
std::vector<core::Id> lowest_ids(const Register& everyone, const linkage::LinkedTable& table)
{
    std::vector<core::Id> lowest(table.cluster_of.size());
    for (std::uint32_t row = 0; row < lowest.size(); ++row) {
        auto& id = lowest[table.cluster_of[row]];
        if (id.is_nil() || everyone.id_of(row) < id)
            id = everyone.id_of(row);
    }
    return lowest;
}

std::vector<PairRow> found_pairs(const Register& everyone, const linkage::LinkedTable& table,
                                 core::Instant now)
{
    const auto lowest = lowest_ids(everyone, table);
    std::vector<PairRow> pairs;
    pairs.reserve(table.links.size());
    for (const auto& link : table.links) {
        pairs.push_back(new_pair(everyone.id_of(link.a), everyone.id_of(link.b),
                                 linkage::probability_of(link.bits), FoundIn::Dedupe, now));
        pairs.back().cluster =
            std::min(lowest[table.cluster_of[link.a]], lowest[table.cluster_of[link.b]]);
    }
    return pairs;
}

using IdPair = std::pair<core::Id, core::Id>;

IdPair in_order(const core::Id& one, const core::Id& other)
{
    return std::minmax(one, other);
}

/// What was said of a file that was merged since holds for the file that it was merged into.
core::Result<std::set<IdPair>> distinct_files(db::Reader& reader)
{
    const auto into = TRY(every_merged(reader));
    const auto holder = [&](core::Id id) {
        for (auto found = into.find(id); found != into.end(); found = into.find(id))
            id = found->second;
        return id;
    };
    std::set<IdPair> distinct;
    for (const auto& pair : TRY(told_apart(reader)))
        distinct.insert(in_order(holder(pair.a), holder(pair.b)));
    return distinct;
}

/// One search on its way.
class Search
{
  public:
    Search(Services& services, const service::Actor& actor, DedupeRun& run,
           const std::atomic<bool>& stopping, const OnSearchStage& on_stage)
        : services_(services), actor_(actor), run_(run), stopping_(stopping), on_stage_(on_stage)
    {
    }

    core::Result<void> go()
    {
        const auto pairs = TRY(find());
        TRY(open(pairs));
        TRY(close_those_not_in(pairs));
        return stage("write");
    }

  private:
    /// Keeps the claim alive; 503 when the program is to stop.
    core::Result<void> stage(std::string_view name)
    {
        if (on_stage_ && !name.empty())
            on_stage_(name);
        if (stopping_)
            return core::fail({.status = 503, .slug = "dedupe_interrupted"});
        return services_.database.write(
            [&](db::Writer& writer) { return save_run(writer, run_, services_.clock.now()); });
    }

    core::Result<std::vector<PairRow>> find()
    {
        Register everyone;
        TRY(services_.database.read(
            [&](db::Reader& reader) { return read_everyone(reader, everyone); }));
        run_.records = static_cast<std::int64_t>(everyone.ids.size());
        TRY(stage("read"));
        core::Result<void> told;
        const auto table =
            linkage::link_table(everyone.people, kLikelyEnough, kEnoughToLearn,
                                [&](std::string_view name) { told = told ? stage(name) : told; });
        TRY(std::move(told));
        if (table.learnt)
            TRY(keep_experience(everyone, table));
        auto pairs = found_pairs(everyone, table, services_.clock.now());
        const auto distinct = TRY(services_.database.ask(distinct_files));
        std::erase_if(pairs, [&](const PairRow& pair) {
            return distinct.contains({pair.person_a, pair.person_b});
        });
        run_.pairs = static_cast<std::int64_t>(pairs.size());
        return pairs;
    }

    core::Result<void> keep_experience(const Register& everyone, const linkage::LinkedTable& table)
    {
        const linkage::Experience experience{.model = table.model,
                                             .rarity = linkage::known_rarity(everyone.people),
                                             .records = everyone.people.size()};
        return services_.database.write([&](db::Writer& writer) {
            return save_experience(writer, experience, services_.clock.now());
        });
    }

    /// Calls `work(context, i)` for each number below `count`, some of them in each transaction,
    /// and adds to `counter` those for which it says so.
    core::Result<void>
    in_chunks(std::size_t count, std::int64_t& counter,
              core::FunctionRef<core::Result<bool>(WriteContext&, std::size_t)> work)
    {
        for (std::size_t begin = 0; begin < count; begin += kWrittenAtOnce) {
            const auto end = std::min(begin + kWrittenAtOnce, count);
            std::int64_t done = 0;
            TRY(service::write_as(services_, actor_,
                                  [&](WriteContext& context) -> core::Result<void> {
                                      done = 0; // it may run twice
                                      for (std::size_t i = begin; i < end; ++i)
                                          done += TRY(work(context, i)) ? 1 : 0;
                                      return {};
                                  }));
            counter += done;
            TRY(stage({}));
        }
        return {};
    }

    core::Result<void> open(const std::vector<PairRow>& pairs)
    {
        return in_chunks(pairs.size(), run_.opened,
                         [&](WriteContext& context, std::size_t i) -> core::Result<bool> {
                             if (TRY(refresh_pair(context.writer, pairs[i])) ||
                                 !TRY(insert_pair(context.writer, pairs[i])))
                                 return false;
                             TRY(service::log_new(context, "duplicate_pair", pairs[i]));
                             return true;
                         });
    }

    core::Result<void> close_those_not_in(const std::vector<PairRow>& pairs)
    {
        std::set<IdPair> found;
        for (const auto& pair : pairs)
            found.emplace(pair.person_a, pair.person_b);
        auto gone = TRY(services_.database.ask(
            [&](db::Reader& reader) { return found_before(reader, run_.started_at); }));
        std::erase_if(gone, [&](const TwoFiles& pair) { return found.contains({pair.a, pair.b}); });
        return in_chunks(gone.size(), run_.closed,
                         [&](WriteContext& context, std::size_t i) -> core::Result<bool> {
                             const auto pair = TRY(find_pair(context.reader, gone[i].a, gone[i].b));
                             if (!pair || !TRY(delete_open_pair(context.writer, *pair)))
                                 return false;
                             TRY(context.log("duplicate_pair", pair->id, pair->version + 1, "close",
                                             core::to_json(*pair), nullptr));
                             return true;
                         });
    }

    Services& services_;
    const service::Actor& actor_;
    DedupeRun& run_;
    const std::atomic<bool>& stopping_;
    const OnSearchStage& on_stage_;
};

} // namespace

core::Result<DedupeRun> begin_search(Services& services, const service::Actor& actor)
{
    DedupeRun run;
    run.id = core::Id::make();
    run.started_at = services.clock.now();
    run.started_by_name = actor.name;
    auto claimed = services.database.write(
        [&](db::Writer& writer) { return claim_run(writer, run, actor.id); });
    if (!claimed && claimed.error().slug == core::kAlreadyExists) // another came between
        return core::fail(core::problems::conflict("dedupe_running"));
    TRY(std::move(claimed));
    return run;
}

core::Result<DedupeRun> search_duplicates(Services& services, const service::Actor& actor,
                                          DedupeRun run, const std::atomic<bool>& stopping,
                                          const OnSearchStage& on_stage)
{
    const auto outcome = Search(services, actor, run, stopping, on_stage).go();
    if (!outcome)
        run.problem = outcome.error().slug;
    run.finished_at = services.clock.now();
    TRY(services.database.write(
        [&](db::Writer& writer) { return save_run(writer, run, *run.finished_at); }));
    return run;
}

} // namespace jisr::registry
