#include "modules/registry/duplicate_store.hpp"

#include "modules/registry/duplicate_deciding.hpp"
#include "service/log_new.hpp"

#include <array>
#include <charconv>

namespace jisr::registry {

namespace {

constexpr auto kMerge = service::Permission::MergeRegistrants;

std::string select_pairs(std::string_view condition)
{
    return "select " + db::columns_of<PairRow>("p") + " from duplicate_pair p " +
           std::string(condition);
}

/// The pairs that the actor may decide. Whoever may merge files may see them, by every role.
std::string joined_in_scope(const service::Actor& actor, std::vector<db::Param>& params)
{
    std::vector<db::Param> same_again;
    return "join person a on a.id = p.person_a join person b on b.id = p.person_b where " +
           actor.scope_condition(kMerge, "a", params) + " and " +
           actor.scope_condition(kMerge, "b", same_again) +
           " and (p.state <> 'open' or (a.state <> 'merged' and b.state <> 'merged'))";
}

/// A number that comes back as it was.
std::string exact(double value)
{
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

core::Result<void> add_cursor(const std::string& cursor, std::string& sql,
                              std::vector<db::Param>& params)
{
    const auto keys = TRY(service::decode_cursor(cursor, 2));
    double probability = 0;
    const auto read = std::from_chars(keys[0].data(), keys[0].data() + keys[0].size(), probability);
    const auto id = core::Id::parse(keys[1]);
    if (read.ec != std::errc{} || !id)
        return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    sql += " and (p.probability, p.id) < (:probability, :after_id)";
    params.push_back({"probability", probability});
    params.push_back({"after_id", *id});
    return {};
}

} // namespace

core::Result<bool> insert_pair(db::Writer& writer, const PairRow& pair)
{
    static const std::string sql = "insert into duplicate_pair (" + db::columns_of<PairRow>() +
                                   ") values (" + db::placeholders_of<PairRow>() +
                                   ") on conflict do nothing";
    return TRY(writer.update(sql, db::params_of(pair))) > 0;
}

core::Result<void> update_pair(db::Writer& writer, const PairRow& pair)
{
    static const std::string sql =
        "update duplicate_pair set " +
        db::assignments_of<PairRow>({"id", "person_a", "person_b", "found_in", "found_at"}) +
        " where id = :id and version = :version - 1";
    if (TRY(writer.update(sql, db::params_of(pair))) == 0)
        return core::fail(core::problems::overtaken());
    return {};
}

core::Result<PairRow> get_pair(db::Reader& reader, const core::Id& id)
{
    auto found = TRY(reader.first<PairRow>(select_pairs("where p.id = :id"), {{"id", id}}));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

core::Result<std::optional<PairRow>> find_pair(db::Reader& reader, const core::Id& one,
                                               const core::Id& other)
{
    const auto [a, b] = std::minmax(one, other);
    return reader.first<PairRow>(select_pairs("where p.person_a = :a and p.person_b = :b"),
                                 {{"a", a}, {"b", b}});
}

core::Result<std::vector<PairRow>> open_pairs_of(db::Reader& reader, const core::Id& person)
{
    return reader.all<PairRow>(
        // Sought by the file: the queue may be long.
        select_pairs("where (p.person_a = :id or p.person_b = :id) and p.state || '' = 'open' "
                     "order by p.id"),
        {{"id", person}});
}

core::Result<service::Page<PairRow>> list_pairs(const service::Context& context,
                                                const DuplicateQuery& query)
{
    std::vector<db::Param> params{{"state", query.state}, {"limit", query.limit + 1}};
    std::string sql =
        select_pairs(joined_in_scope(context.actor, params)) + " and p.state = :state";
    if (query.region) {
        sql += " and (a.region_code = :region or b.region_code = :region)";
        params.push_back({"region", *query.region});
    }
    if (query.min_probability) {
        sql += " and p.probability >= :least";
        params.push_back({"least", *query.min_probability});
    }
    if (query.cursor)
        TRY(add_cursor(*query.cursor, sql, params));
    sql += " order by p.probability desc, p.id desc limit :limit";
    service::Page<PairRow> page;
    page.items = TRY(context.reader.all<PairRow>(sql, params));
    if (static_cast<std::int64_t>(page.items.size()) > query.limit) {
        page.items.pop_back();
        const auto& last = page.items.back();
        page.next = service::encode_cursor({exact(last.probability), last.id.str()});
    }
    return page;
}

core::Result<std::vector<core::Id>> open_neighbours(const service::Context& context,
                                                    const PairRow& pair)
{
    std::vector<db::Param> params{{"cluster", pair.cluster}, {"id", pair.id}};
    const std::string sql = "select p.id from duplicate_pair p " +
                            joined_in_scope(context.actor, params) +
                            " and p.state = 'open' and p.cluster = :cluster and p.id <> :id "
                            "order by p.probability desc, p.id desc limit 50";
    return context.reader.all<core::Id>(sql, params);
}

core::Result<std::vector<core::Id>> likeliest_groups(const service::Context& context)
{
    std::vector<db::Param> params;
    const std::string sql = "select p.cluster from duplicate_pair p " +
                            joined_in_scope(context.actor, params) +
                            " and p.state = 'open' group by p.cluster having count(*) > 1 "
                            "order by max(p.probability) desc, p.cluster limit 20";
    return context.reader.all<core::Id>(sql, params);
}

core::Result<std::vector<PairRow>> open_pairs_in(const service::Context& context,
                                                 const core::Id& cluster)
{
    std::vector<db::Param> params{{"cluster", cluster}};
    const std::string sql =
        select_pairs(joined_in_scope(context.actor, params)) +
        " and p.state = 'open' and p.cluster = :cluster order by p.probability desc, p.id desc";
    return context.reader.all<PairRow>(sql, params);
}

core::Result<PairCounts> count_pairs(const service::Context& context)
{
    std::vector<db::Param> params;
    const std::string sql =
        "select count(*) filter (where p.state = 'open'), count(*) filter (where p.state = "
        "'same'), count(*) filter (where p.state = 'different') from duplicate_pair p " +
        joined_in_scope(context.actor, params);
    const auto counts = TRY(context.reader.first<PairCounts>(sql, params));
    return counts.value_or(PairCounts{});
}

core::Result<void> note_distinct(service::WriteContext& context, const core::Id& a,
                                 const core::Id& b, double probability, std::string_view reason,
                                 FoundIn found_in)
{
    if (const auto known = TRY(find_pair(context.reader, a, b))) {
        if (known->state == PairState::Open)
            TRY(decide(context, *known, PairState::Different, DecidedIn::Review, reason));
        return {};
    }
    const auto pair = decided(context, new_pair(a, b, probability, found_in, context.clock.now()),
                              PairState::Different, DecidedIn::Review, reason);
    TRY(context.writer.insert("duplicate_pair", pair));
    return service::log_new(context, "duplicate_pair", pair);
}

core::Result<std::vector<core::Id>> told_apart_from(db::Reader& reader, const core::Id& person)
{
    return reader.all<core::Id>(
        "select case when person_a = :id then person_b else person_a end from duplicate_pair "
        "where (person_a = :id or person_b = :id) and state || '' = 'different'",
        {{"id", person}});
}

} // namespace jisr::registry
