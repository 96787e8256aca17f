#include "modules/registry/person_store.hpp"

#include "modules/registry/person_filter_store.hpp"
#include "modules/registry/reference.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"

namespace jisr::registry {

namespace {

/// The row with the two keys that are kept beside it and never shown.
struct StoredPerson : PersonRow
{
    std::string sort_name;
    std::optional<std::string> sort_name_ar;
};
BOOST_DESCRIBE_STRUCT(StoredPerson, (PersonRow), (sort_name, sort_name_ar))

StoredPerson stored(const PersonRow& person)
{
    StoredPerson row;
    static_cast<PersonRow&>(row) = person;
    row.sort_name = sort_name(person);
    std::string arabic = sort_name_ar(person);
    if (!arabic.empty() && arabic != row.sort_name)
        row.sort_name_ar = std::move(arabic);
    return row;
}

const std::string& person_columns()
{
    static const std::string columns = db::columns_of<PersonRow>("p");
    return columns;
}

} // namespace

core::Result<void> insert_person(db::Writer& writer, const PersonRow& person)
{
    return writer.insert("person", stored(person));
}

core::Result<void> update_person(db::Writer& writer, const PersonRow& person)
{
    static const std::string sql =
        "update person set " +
        db::assignments_of<StoredPerson>(
            {"id", "reference", "registered_at", "registered_by", "registered_by_name"}) +
        " where id = :id and version = :version - 1";
    const auto row = stored(person);
    if (TRY(writer.update(sql, db::params_of(row))) == 0)
        return core::fail(core::problems::stale(nullptr, nullptr));
    return {};
}

core::Result<std::optional<PersonRow>> find_person(db::Reader& reader, const core::Id& id)
{
    static const std::string sql = "select " + person_columns() + " from person p where p.id = :id";
    return reader.first<PersonRow>(sql, {{"id", id}});
}

core::Result<PersonRow> get_person(db::Reader& reader, const core::Id& id)
{
    auto person = TRY(find_person(reader, id));
    if (!person)
        return core::fail(core::problems::not_found());
    return std::move(*person);
}

core::Result<std::optional<PersonRow>> find_person_by_national_id(db::Reader& reader,
                                                                  std::string_view national_id)
{
    static const std::string sql =
        "select " + person_columns() + " from person p where p.national_id = :national_id";
    return reader.first<PersonRow>(sql, {{"national_id", national_id}});
}

core::Result<void> insert_registration(db::Writer& writer, const RegistrationRow& row)
{
    return writer.insert("registration", row);
}

core::Result<void> update_registration(db::Writer& writer, const RegistrationRow& row)
{
    static const std::string sql = "update registration set " +
                                   db::assignments_of<RegistrationRow>({"id"}) + " where id = :id";
    return writer.write(sql, db::params_of(row));
}

core::Result<std::vector<RegistrationRow>> registration_rows(db::Reader& reader,
                                                             const core::Id& person_id)
{
    static const std::string sql =
        "select " + db::columns_of<RegistrationRow>() +
        " from registration where person_id = :id order by registered_at";
    return reader.all<RegistrationRow>(sql, {{"id", person_id}});
}

core::Result<bool> has_registrants(db::Reader& reader)
{
    return TRY(reader.count("select count(*) from (select 1 from person limit 1) p")) > 0;
}

core::Result<std::vector<Registration>> registrations_of_person(db::Reader& reader,
                                                                const core::Id& person_id)
{
    return reader.all<Registration>(
        "select r.id, r.edition_id, g.code, g.name_ar, g.name_fr, e.name_ar, e.name_fr, r.state, "
        "r.registered_at from registration r join edition e on e.id = r.edition_id "
        "join programme g on g.id = e.programme_id where r.person_id = :id "
        "order by r.registered_at, r.id",
        {{"id", person_id}});
}

core::Result<service::Page<PersonSummary>> list_persons(const service::Context& context,
                                                        const PersonQuery& query)
{
    PersonFilter filter(context.actor, query);
    TRY(filter.after(query.cursor));
    const core::Date today = context.clock.today();
    service::Page<PersonSummary> page;
    std::string last_key;
    core::Id last_id;
    TRY(context.reader.query(filter.page_sql(), filter.page_params(), [&](const db::Row& row) {
        if (static_cast<std::int64_t>(page.items.size()) == query.limit) {
            page.next = service::encode_cursor({last_key, last_id.str()});
            return false;
        }
        page.items.push_back(PersonFilter::summary(row, today));
        last_key = row.text(PersonFilter::kKeyColumn);
        last_id = page.items.back().id;
        return true;
    }));
    return page;
}

core::Result<void> each_person(const service::Context& context, const PersonQuery& query,
                               core::FunctionRef<bool(const PersonRow&)> on_row)
{
    PersonFilter filter(context.actor, query, service::Permission::ExportRegistrants);
    return context.reader.query(
        filter.all_sql(person_columns()), filter.params(),
        [&](const db::Row& row) { return on_row(db::from_row<PersonRow>(row)); });
}

core::Result<std::vector<PersonSummary>> search_persons(const service::Context& context,
                                                        std::string_view typed)
{
    PersonFilter filter(context.actor, {});
    std::string condition;
    db::Value wanted;
    if (auto reference = parse_reference(typed)) {
        condition = "p.reference = :wanted";
        wanted = std::move(*reference);
    } else if (auto phone = tabular::normalise_phone(typed)) {
        condition = "p.phone = :wanted";
        wanted = std::move(*phone);
    } else if (auto national_id = tabular::normalise_national_id(typed)) {
        condition = "p.national_id = :wanted";
        wanted = std::move(*national_id);
    } else
        return PersonFilter::search_by_name(context, filter, typed);
    return filter.search(context, condition, std::move(wanted));
}

} // namespace jisr::registry
