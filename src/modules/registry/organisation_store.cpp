#include "modules/registry/organisation_store.hpp"

#include <charconv>

namespace jisr::registry {

namespace {

struct StoredOrganisation : OrganisationRow
{
    std::string sort_name;
};
BOOST_DESCRIBE_STRUCT(StoredOrganisation, (OrganisationRow), (sort_name))

StoredOrganisation stored(const OrganisationRow& organisation)
{
    StoredOrganisation row;
    static_cast<OrganisationRow&>(row) = organisation;
    row.sort_name = sort_name(organisation);
    return row;
}

core::Result<void> link_members(db::Writer& writer, const OrganisationRow& row)
{
    TRY(writer.write("delete from organisation_person where organisation_id = :id",
                     {{"id", row.id}}));
    for (const auto& member : row.members)
        if (member.person_id)
            TRY(writer.write(
                "insert into organisation_person (organisation_id, person_id, role) "
                "values (:id, :person_id, :role) on conflict do nothing",
                {{"id", row.id}, {"person_id", *member.person_id}, {"role", member.role}}));
    return {};
}

/// Conditions and order of a list; borrows the query and the actor.
struct OrganisationFilter
{
    std::string where = "true";
    std::vector<db::Param> params;

    void add(std::string_view condition, std::string_view name, db::Value value)
    {
        where.append(" and ").append(condition);
        params.push_back({name, std::move(value)});
    }

    OrganisationFilter(const service::Actor& actor, const OrganisationQuery& query)
    {
        where += " and " + actor.scope_condition(service::Permission::ViewRegistrants, "o", params);
        if (query.region)
            add("o.region_code = :region", "region", *query.region);
        if (query.province)
            add("o.province_code = :province", "province", *query.province);
        if (query.commune)
            add("o.commune_code = :commune", "commune", *query.commune);
        if (query.kind)
            add("o.kind = :kind", "kind", *query.kind);
        if (query.legal_state)
            add("o.legal_state = :legal_state", "legal_state", *query.legal_state);
        if (query.state)
            add("o.state = :state", "state", *query.state);
        if (query.edition)
            add("exists (select 1 from registration r where r.organisation_id = o.id and "
                "r.edition_id = :edition and r.state = 'registered')",
                "edition", *query.edition);
    }

    core::Result<void> after(const OrganisationQuery& query)
    {
        if (!query.cursor)
            return {};
        auto keys = TRY(service::decode_cursor(*query.cursor, 2));
        const auto id = core::Id::parse(keys[1]);
        std::int64_t moment = 0;
        const bool by_name = query.sort == OrganisationSort::Name;
        const auto read = std::from_chars(keys[0].data(), keys[0].data() + keys[0].size(), moment);
        if (!id || (!by_name && read.ec != std::errc{}))
            return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
        add(by_name ? "(o.sort_name, o.id) > (:key, :after_id)"
                    : "(o.registered_at, o.id) < (:key, :after_id)",
            "key", by_name ? db::Value(std::move(keys[0])) : db::Value(moment));
        params.push_back({"after_id", *id});
        return {};
    }
};

} // namespace

core::Result<void> insert_organisation(db::Writer& writer, const OrganisationRow& row)
{
    TRY(writer.insert("organisation", stored(row)));
    return link_members(writer, row);
}

core::Result<void> update_organisation(db::Writer& writer, const OrganisationRow& row)
{
    static const std::string sql =
        "update organisation set " +
        db::assignments_of<StoredOrganisation>(
            {"id", "reference", "registered_at", "registered_by", "registered_by_name"}) +
        " where id = :id and version = :version - 1";
    const auto kept = stored(row);
    if (TRY(writer.update(sql, db::params_of(kept))) == 0)
        return core::fail(core::problems::stale(nullptr, nullptr));
    return link_members(writer, row);
}

core::Result<OrganisationRow> get_organisation(db::Reader& reader, const core::Id& id)
{
    static const std::string sql =
        "select " + db::columns_of<OrganisationRow>() + " from organisation where id = :id";
    auto found = TRY(reader.first<OrganisationRow>(sql, {{"id", id}}));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

core::Result<std::vector<RegistrationRow>>
registration_rows_of_organisation(db::Reader& reader, const core::Id& organisation_id)
{
    static const std::string sql =
        "select " + db::columns_of<RegistrationRow>() +
        " from registration where organisation_id = :id order by registered_at";
    return reader.all<RegistrationRow>(sql, {{"id", organisation_id}});
}

core::Result<std::vector<Registration>>
registrations_of_organisation(db::Reader& reader, const core::Id& organisation_id)
{
    return reader.all<Registration>(
        "select r.id, r.edition_id, g.code, g.name_ar, g.name_fr, e.name_ar, e.name_fr, r.state, "
        "r.registered_at from registration r join edition e on e.id = r.edition_id "
        "join programme g on g.id = e.programme_id where r.organisation_id = :id "
        "order by r.registered_at, r.id",
        {{"id", organisation_id}});
}

core::Result<service::Page<OrganisationSummary>> list_organisations(const service::Context& context,
                                                                    const OrganisationQuery& query)
{
    OrganisationFilter filter(context.actor, query);
    TRY(filter.after(query));
    const bool by_name = query.sort == OrganisationSort::Name;
    filter.params.push_back({"limit", query.limit + 1});
    const std::string sql =
        "select " + db::columns_of<OrganisationSummary>("o") +
        ", o.sort_name from organisation o where " + filter.where +
        (by_name ? " order by o.sort_name, o.id" : " order by o.registered_at desc, o.id desc") +
        " limit :limit";
    service::Page<OrganisationSummary> page;
    std::string last_name;
    TRY(context.reader.query(sql, filter.params, [&](const db::Row& row) {
        if (static_cast<std::int64_t>(page.items.size()) == query.limit) {
            const auto& last = page.items.back();
            page.next = service::encode_cursor(
                {by_name ? last_name : std::to_string(last.registered_at.milliseconds),
                 last.id.str()});
            return false;
        }
        page.items.push_back(db::from_row<OrganisationSummary>(row));
        last_name = row.text(row.columns() - 1);
        return true;
    }));
    return page;
}

} // namespace jisr::registry
