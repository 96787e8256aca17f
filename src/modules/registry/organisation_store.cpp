#include "modules/registry/organisation_store.hpp"

#include "modules/registry/id_list.hpp"
#include "modules/registry/membership.hpp"
#include "modules/registry/organisation_filter_store.hpp"
#include "modules/registry/reference.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

using service::Permission;

constexpr std::size_t kSearchLimit = 20;

struct StoredOrganisation : OrganisationRow
{
    std::string sort_name;
    std::string search_name;
    std::optional<std::int64_t> members_count; ///< by which lists are narrowed
    std::optional<std::int64_t> women_count;
};
BOOST_DESCRIBE_STRUCT(StoredOrganisation, (OrganisationRow),
                      (sort_name, search_name, members_count, women_count))

const std::string& organisation_columns()
{
    static const std::string columns = db::columns_of<OrganisationRow>("o");
    return columns;
}

StoredOrganisation stored(const OrganisationRow& organisation)
{
    StoredOrganisation row;
    static_cast<OrganisationRow&>(row) = organisation;
    row.sort_name = sort_name(organisation);
    row.search_name = search_name(organisation);
    const Membership sums = membership_of(organisation);
    row.members_count = sums.members;
    row.women_count = sums.women;
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

/// Says of each where it stands in the editions.
core::Result<void> add_registrations(db::Reader& reader, std::vector<OrganisationSummary>& listed)
{
    std::vector<core::Id> ids;
    for (const auto& one : listed)
        ids.push_back(one.id);
    TRY(query_by_ids(reader,
                     "select r.organisation_id, r.id, r.edition_id, r.state, r.phase "
                     "from registration r where r.organisation_id in ",
                     ids, [&](const db::Row& row) {
                         const auto of = std::find(ids.begin(), ids.end(), row.id(0));
                         listed[static_cast<std::size_t>(of - ids.begin())].registrations.push_back(
                             db::from_row<ListedRegistration>(row, 1));
                     }));
    // Ids are made in the order of time.
    for (auto& one : listed)
        std::sort(one.registrations.begin(), one.registrations.end(),
                  [](const auto& a, const auto& b) { return a.id < b.id; });
    return {};
}

/// Adds those whose names come near: misspelt, or in the other script.
core::Result<void> add_near(const service::Context& context, OrganisationNames& names,
                            std::string_view typed, std::vector<OrganisationSummary>& found)
{
    const WhichOrganisations everyone{.sort = OrganisationSort::Name};
    const OrganisationFilter filter(context.actor, everyone);
    const auto visible = TRY(context.reader.all<NamedOrganisation>(
        filter.sql(db::columns_of<NamedOrganisation>("o")), filter.params()));
    for (const auto& id : names.search(visible, typed, kSearchLimit)) {
        const bool is_there =
            std::any_of(found.begin(), found.end(), [&](const auto& one) { return one.id == id; });
        if (is_there || found.size() == kSearchLimit)
            continue;
        if (const auto row = TRY(find_organisation(context.reader, id)))
            found.push_back(summary_of(*row));
    }
    return {};
}

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
        return core::fail(core::problems::overtaken());
    return link_members(writer, row);
}

core::Result<std::optional<OrganisationRow>> find_organisation(db::Reader& reader,
                                                               const core::Id& id)
{
    static const std::string sql =
        "select " + organisation_columns() + " from organisation o where o.id = :id";
    return reader.first<OrganisationRow>(sql, {{"id", id}});
}

core::Result<bool> has_namesake(db::Reader& reader, const OrganisationRow& row)
{
    return TRY(reader.count("select count(*) from organisation where region_code = :region_code "
                            "and sort_name = :sort_name and commune_code = :commune_code "
                            "and kind = :kind and id <> :id and state = 'active' "
                            "and legal_state <> 'dissolved'",
                            {{"region_code", row.region_code},
                             {"sort_name", sort_name(row)},
                             {"commune_code", row.commune_code},
                             {"kind", row.kind},
                             {"id", row.id}})) > 0;
}

core::Result<OrganisationRow> get_organisation(db::Reader& reader, const core::Id& id)
{
    auto found = TRY(find_organisation(reader, id));
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
        "r.phase, r.phase_reason, r.registered_at from registration r join edition e on e.id = "
        "r.edition_id "
        "join programme g on g.id = e.programme_id where r.organisation_id = :id "
        "order by r.registered_at, r.id",
        {{"id", organisation_id}});
}

core::Result<std::vector<OrganisationOfPerson>> organisations_of_person(db::Reader& reader,
                                                                        const core::Id& person_id)
{
    static const std::string sql =
        "select " + organisation_columns() +
        ", l.person_id from organisation o join organisation_person l on l.organisation_id = o.id "
        "join person p on p.id = l.person_id where p.id = :id or p.merged_into = :id "
        "order by o.registered_at, o.id";
    std::vector<OrganisationOfPerson> found;
    TRY(reader.query(sql, {{"id", person_id}}, [&](const db::Row& row) {
        found.push_back({db::from_row<OrganisationRow>(row), row.id(row.columns() - 1)});
        return true;
    }));
    return found;
}

core::Result<service::Page<OrganisationSummary>> list_organisations(const service::Context& context,
                                                                    const OrganisationQuery& query)
{
    TRY(territory::require_places(query.region, query.province, query.commune));
    OrganisationFilter filter(context.actor, query);
    TRY(filter.after(query.cursor));
    service::Page<OrganisationSummary> page;
    std::string last_name;
    const std::string sql = filter.page_sql(organisation_columns() + ", o.sort_name");
    TRY(context.reader.query(sql, filter.page_params(query.limit + 1), [&](const db::Row& row) {
        if (static_cast<std::int64_t>(page.items.size()) == query.limit) {
            const auto& last = page.items.back();
            page.next = service::encode_cursor(
                {filter.by_name() ? last_name : std::to_string(last.registered_at.milliseconds),
                 last.id.str()});
            return false;
        }
        page.items.push_back(summary_of(db::from_row<OrganisationRow>(row)));
        last_name = row.text(row.columns() - 1);
        return true;
    }));
    TRY(add_registrations(context.reader, page.items));
    return page;
}

core::Result<std::vector<OrganisationSummary>> search_organisations(const service::Context& context,
                                                                    OrganisationNames& names,
                                                                    std::string_view typed)
{
    const WhichOrganisations by_name{.sort = OrganisationSort::Name};
    OrganisationFilter filter(context.actor, by_name);
    auto reference = parse_reference(typed);
    const bool is_name = !reference;
    if (reference)
        filter.add("o.reference = :reference", "reference", std::move(*reference));
    else if (!filter.add_words(typed))
        return std::vector<OrganisationSummary>{};
    std::vector<OrganisationSummary> found;
    TRY(context.reader.query(filter.page_sql(organisation_columns()),
                             filter.page_params(kSearchLimit), [&](const db::Row& row) {
                                 found.push_back(summary_of(db::from_row<OrganisationRow>(row)));
                                 return true;
                             }));
    if (is_name && found.size() < kSearchLimit)
        TRY(add_near(context, names, typed, found));
    TRY(add_registrations(context.reader, found));
    return found;
}

core::Result<void> each_organisation(const service::Context& context,
                                     const WhichOrganisations& query,
                                     core::FunctionRef<bool(const OrganisationRow&)> on_row)
{
    TRY(territory::require_places(query.region, query.province, query.commune));
    const OrganisationFilter filter(context.actor, query, Permission::ExportRegistrants);
    return context.reader.query(
        filter.sql(organisation_columns()), filter.params(),
        [&](const db::Row& row) { return on_row(db::from_row<OrganisationRow>(row)); });
}

} // namespace jisr::registry
