#include "service/audit_store.hpp"

#include "service/cursor.hpp"

#include <map>

namespace jisr::service {

namespace {

std::string conditions(const ChangeQuery& query, std::vector<db::Param>& params)
{
    std::string where = "true";
    const auto add = [&](std::string_view condition, std::string_view name, db::Value value) {
        where.append(" and ").append(condition);
        params.push_back({name, std::move(value)});
    };
    if (query.entity)
        add("entity = :entity", "entity", *query.entity);
    if (query.entity_id)
        add("entity_id = :entity_id", "entity_id", *query.entity_id);
    if (query.actor)
        add("actor = :actor", "actor", *query.actor);
    if (query.from)
        add("at >= :from", "from", core::start_of_moroccan_day(*query.from));
    if (query.to)
        add("at < :to", "to",
            core::start_of_moroccan_day(core::Date::from_days(query.to->days_since_epoch() + 1)));
    return where;
}

/// Users and tokens by what the identity module says of them, the rest by its text.
Result<std::string> name_of_actor(const Context& context, const std::string& actor)
{
    if (const auto id = core::Id::parse(actor)) {
        const auto name = TRY(context.reader.first<std::string>(
            "select name from actor_name where id = :id", {{"id", *id}}));
        return name.value_or("");
    }
    const std::string key = "core.actor." + actor;
    return core::has_text(key) ? core::text(context.language, key) : "";
}

Result<std::vector<ChangeLine>> named(const Context& context, std::vector<KeptChange> kept)
{
    std::map<std::string, std::string> names;
    std::vector<ChangeLine> lines;
    lines.reserve(kept.size());
    for (auto& change : kept) {
        auto known = names.find(change.actor);
        if (known == names.end())
            known = names.emplace(change.actor, TRY(name_of_actor(context, change.actor))).first;
        lines.push_back({std::move(change), known->second});
    }
    return lines;
}

} // namespace

Result<Page<ChangeLine>> find_changes(const Context& context, const ChangeQuery& query)
{
    if (query.from && query.to && *query.from > *query.to)
        return core::fail(core::problems::invalid("?to", "ends_before_start"));
    std::vector<db::Param> params;
    std::string where = conditions(query, params);
    if (query.cursor) {
        const auto keys = TRY(decode_cursor(*query.cursor, 1));
        where += " and seq < :seq";
        params.push_back({"seq", TRY(cursor_number(keys[0]))});
    }
    params.push_back({"limit", query.limit + 1});
    auto kept = TRY(context.reader.all<KeptChange>("select " + db::columns_of<KeptChange>() +
                                                       " from change where " + where +
                                                       " order by seq desc limit :limit",
                                                   params));
    Page<ChangeLine> page;
    if (static_cast<std::int64_t>(kept.size()) > query.limit) {
        kept.pop_back();
        page.next = encode_cursor({std::to_string(kept.back().seq)});
    }
    page.items = TRY(named(context, std::move(kept)));
    return page;
}

Result<std::vector<ChangeLine>> history_of(const Context& context, std::string_view entity,
                                           const core::Id& id)
{
    return named(context, TRY(context.reader.all<KeptChange>(
                              "select " + db::columns_of<KeptChange>() +
                                  " from change where entity = :entity and entity_id = :id "
                                  "order by seq",
                              {{"entity", entity}, {"id", id}})));
}

} // namespace jisr::service
