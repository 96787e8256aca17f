#include "service/audit_store.hpp"

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

} // namespace

Result<Page<ChangeLine>> find_changes(db::Reader& reader, const ChangeQuery& query)
{
    std::vector<db::Param> params;
    std::string where = conditions(query, params);
    if (query.cursor) {
        const auto keys = TRY(decode_cursor(*query.cursor, 1));
        where += " and seq < :seq";
        params.push_back({"seq", std::int64_t{std::atoll(keys[0].c_str())}});
    }
    params.push_back({"limit", query.limit + 1});
    Page<ChangeLine> page;
    page.items = TRY(reader.all<ChangeLine>("select " + db::columns_of<ChangeLine>() +
                                                " from change where " + where +
                                                " order by seq desc limit :limit",
                                            params));
    if (static_cast<std::int64_t>(page.items.size()) > query.limit) {
        page.items.pop_back();
        page.next = encode_cursor({std::to_string(page.items.back().seq)});
    }
    return page;
}

Result<std::vector<ChangeLine>> history_of(db::Reader& reader, std::string_view entity,
                                           const core::Id& id)
{
    return reader.all<ChangeLine>("select " + db::columns_of<ChangeLine>() +
                                      " from change where entity = :entity and entity_id = :id "
                                      "order by seq",
                                  {{"entity", entity}, {"id", id}});
}

} // namespace jisr::service
