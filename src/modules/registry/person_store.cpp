#include "modules/registry/person_store.hpp"

#include "modules/registry/id_list.hpp"
#include "modules/registry/registry.hpp"

#include <map>

namespace jisr::registry {

namespace {

constexpr std::string_view kSummary =
    "select id, reference, given_name_ar, family_name_ar, given_name_latin, family_name_latin, "
    "commune_code, province_code, region_code, locality, participation, sex, birth_date, "
    "birth_year, phone, state, registered_at, version, consent_on from person where id in ";

constexpr std::string_view kRegistrations =
    "select r.id, r.edition_id, g.code, g.name_ar, g.name_fr, e.name_ar, e.name_fr, r.state, "
    "r.phase, r.phase_reason, r.registered_at from registration r join edition e on e.id = "
    "r.edition_id "
    "join programme g on g.id = e.programme_id where ";
constexpr auto* kOldestFirst = "order by r.registered_at, r.id";

const std::string& person_columns()
{
    static const std::string columns = db::columns_of<PersonRow>();
    return columns;
}

PersonSummary summary_of(const db::Row& row, core::Date today)
{
    PersonFields names;
    db::get(row, 2, names.given_name_ar);
    db::get(row, 3, names.family_name_ar);
    db::get(row, 4, names.given_name_latin);
    db::get(row, 5, names.family_name_latin);
    db::get(row, 12, names.birth_date);
    db::get(row, 13, names.birth_year);
    return {.id = row.id(0),
            .reference = std::string(row.text(1)),
            .full_name_ar = full_name(names.given_name_ar, names.family_name_ar),
            .full_name_latin = full_name(names.given_name_latin, names.family_name_latin),
            .commune_code = std::string(row.text(6)),
            .province_code = std::string(row.text(7)),
            .region_code = std::string(row.text(8)),
            .locality = db::get<std::optional<std::string>>(row, 9),
            .participation = db::get<Participation>(row, 10),
            .sex = db::get<Sex>(row, 11),
            .age = age_of(names, today),
            .phone = db::get<std::optional<std::string>>(row, 14),
            .state = db::get<RegistrantState>(row, 15),
            .consent_to_confirm = !db::get<std::optional<core::Date>>(row, 18),
            .registered_at = {row.integer(16)},
            .version = row.integer(17)};
}

/// The rows of `ids`, in their order; whoever is not there is left out.
template <class T>
core::Result<std::vector<T>> in_order(db::Reader& reader, std::string_view select,
                                      const std::vector<core::Id>& ids,
                                      core::FunctionRef<T(const db::Row&)> read)
{
    std::map<core::Id, T> found;
    TRY(query_by_ids(reader, select, ids, [&](const db::Row& row) {
        T one = read(row);
        found.emplace(one.id, std::move(one));
    }));
    std::vector<T> rows;
    for (const auto& id : ids)
        if (auto node = found.extract(id))
            rows.push_back(std::move(node.mapped()));
    return rows;
}

/// Each half has an index of its own; the second is looked at when the first finds nobody.
constexpr std::string_view kNumbered =
    "coalesce((select id from person where national_id = :national_id and state <> 'merged'), "
    "(select id from person where national_id = :national_id and state = 'merged' "
    "order by id limit 1))";

core::Result<std::optional<PersonRow>> or_holder(db::Reader& reader, std::optional<PersonRow> found)
{
    if (!found)
        return found;
    return std::optional(TRY(holder_of(reader, std::move(*found))));
}

} // namespace

core::Result<void> insert_person(db::Writer& writer, const PersonRow& person)
{
    return writer.insert("person", person);
}

core::Result<void> update_person(db::Writer& writer, const PersonRow& person)
{
    static const std::string sql =
        "update person set " +
        db::assignments_of<PersonRow>({"id", "reference", "notice_version", "registered_at",
                                       "registered_by", "registered_by_name"}) +
        " where id = :id and version = :version - 1";
    if (TRY(writer.update(sql, db::params_of(person))) == 0)
        return core::fail(core::problems::overtaken());
    return {};
}

core::Result<std::optional<PersonRow>> find_person(db::Reader& reader, const core::Id& id)
{
    static const std::string sql = "select " + person_columns() + " from person where id = :id";
    return reader.first<PersonRow>(sql, {{"id", id}});
}

core::Result<PersonRow> holder_of(db::Reader& reader, PersonRow person)
{
    while (person.merged_into)
        person = TRY(get_person(reader, *person.merged_into));
    return person;
}

core::Result<std::vector<PersonRow>> merged_into(db::Reader& reader, const core::Id& id)
{
    static const std::string sql =
        "select " + person_columns() + " from person where merged_into = :id order by id";
    return reader.all<PersonRow>(sql, {{"id", id}});
}

core::Result<PersonRow> get_person(db::Reader& reader, const core::Id& id)
{
    auto person = TRY(find_person(reader, id));
    if (!person)
        return core::fail(core::problems::not_found());
    return std::move(*person);
}

core::Result<Contact> contact_of(db::Reader& reader, const core::Id& person_id)
{
    std::optional<Contact> contact;
    TRY(reader.query("select reference, phone, email, language from person where id = :id",
                     {{"id", person_id}}, [&](const db::Row& row) {
                         contact = {std::string(row.text(0)),
                                    db::get<std::optional<std::string>>(row, 1),
                                    db::get<std::optional<std::string>>(row, 2),
                                    db::get<core::Language>(row, 3)};
                         return false;
                     }));
    if (!contact)
        return core::fail(core::problems::not_found());
    return std::move(*contact);
}

core::Result<std::optional<PersonRow>> find_person_by_national_id(db::Reader& reader,
                                                                  std::string_view national_id)
{
    // Few are found: the other columns, which cost time to prepare, are read of them alone.
    static const std::string sql = "select " + std::string(kNumbered);
    const auto id = TRY(reader.first<std::optional<core::Id>>(sql, {{"national_id", national_id}}));
    if (!id || !*id)
        return std::optional<PersonRow>();
    return std::optional(TRY(get_holder(reader, **id)));
}

core::Result<PersonRow> get_holder(db::Reader& reader, const core::Id& id)
{
    return holder_of(reader, TRY(get_person(reader, id)));
}

db::Query entry_ground_query(const core::Id& edition_id,
                             const std::optional<std::string>& national_id)
{
    static const std::string sql = std::string("select ").append(kNumbered).append(
        ", g.code, g.name_ar, g.name_fr, e.name_ar, e.name_fr, "
        "case when g.state = 'open' then e.state else 'closed' end from edition e "
        "join programme g on g.id = e.programme_id where e.id = :edition_id");
    return {sql, {{"edition_id", edition_id}, {"national_id", national_id}}};
}

core::Result<std::optional<EntryGround>>
find_entry_ground(db::Reader& reader, const core::Id& edition_id,
                  const std::optional<std::string>& national_id)
{
    const auto asked = entry_ground_query(edition_id, national_id);
    std::optional<EntryGround> ground;
    TRY(reader.query(asked.sql, asked.params, [&](const db::Row& row) {
        ground = {.edition = db::from_row<EditionTitle>(row, 1),
                  .numbered = db::get<std::optional<core::Id>>(row, 0)};
        return false;
    }));
    return ground;
}

Registration shown(const RegistrationRow& row, const EditionTitle& edition)
{
    return {.id = row.id,
            .edition_id = row.edition_id,
            .programme_code = edition.programme_code,
            .programme_name_ar = edition.programme_name_ar,
            .programme_name_fr = edition.programme_name_fr,
            .edition_name_ar = edition.edition_name_ar,
            .edition_name_fr = edition.edition_name_fr,
            .state = row.state,
            .phase = row.phase,
            .phase_reason = row.phase_reason,
            .registered_at = row.registered_at};
}

core::Result<void> insert_registration(db::Writer& writer, const RegistrationRow& row)
{
    return writer.insert("registration", row);
}

core::Result<void> update_registration(db::Writer& writer, const RegistrationRow& row)
{
    static const std::string sql = "update registration set " +
                                   db::assignments_of<RegistrationRow>({"id"}) +
                                   " where id = :id and version = :version - 1";
    if (TRY(writer.update(sql, db::params_of(row))) == 0)
        return core::fail(core::problems::overtaken());
    return {};
}

core::Result<std::optional<RegistrationRow>> find_registration(db::Reader& reader,
                                                               const core::Id& id)
{
    static const std::string sql =
        "select " + db::columns_of<RegistrationRow>() + " from registration where id = :id";
    return reader.first<RegistrationRow>(sql, {{"id", id}});
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
    // One that another of the edition outdid shows with a merged file alone.
    return reader.all<Registration>(
        std::string(kRegistrations) +
            "r.person_id = :id and (r.state <> 'merged' or exists (select 1 from person p "
            "where p.id = :id and p.state = 'merged')) " +
            kOldestFirst,
        {{"id", person_id}});
}

core::Result<std::vector<Registration>> registrations_made_for(db::Reader& reader,
                                                               const PersonRow& person)
{
    if (!person.merged_into)
        return registrations_of_person(reader, person.id);
    const PersonRow holder = TRY(holder_of(reader, person));
    return reader.all<Registration>(std::string(kRegistrations) +
                                        "(r.person_id = :id or (r.person_id = :holder and "
                                        "r.moved_from = :id)) " +
                                        kOldestFirst,
                                    {{"id", person.id}, {"holder", holder.id}});
}

core::Result<std::optional<PersonRow>> find_person_by_reference(db::Reader& reader,
                                                                std::string_view reference)
{
    static const std::string sql =
        "select " + person_columns() + " from person where reference = :reference";
    return or_holder(reader, TRY(reader.first<PersonRow>(sql, {{"reference", reference}})));
}

PersonSummary summary_of(const PersonRow& person, core::Date today)
{
    return {.id = person.id,
            .reference = person.reference,
            .full_name_ar = full_name(person.given_name_ar, person.family_name_ar),
            .full_name_latin = full_name(person.given_name_latin, person.family_name_latin),
            .commune_code = person.commune_code,
            .province_code = person.province_code,
            .region_code = person.region_code,
            .locality = person.locality,
            .participation = person.participation,
            .sex = person.sex,
            .age = age_of(person, today),
            .phone = person.phone,
            .state = person.state,
            .consent_to_confirm = !person.consent_on,
            .registered_at = person.registered_at,
            .version = person.version};
}

core::Result<std::vector<PersonSummary>>
summaries_of(db::Reader& reader, const std::vector<core::Id>& ids, core::Date today)
{
    return in_order<PersonSummary>(reader, kSummary, ids,
                                   [&](const db::Row& row) { return summary_of(row, today); });
}

core::Result<std::vector<PersonRow>> persons_of(db::Reader& reader,
                                                const std::vector<core::Id>& ids)
{
    static const std::string sql = "select " + person_columns() + " from person where id in ";
    return in_order<PersonRow>(reader, sql, ids,
                               [](const db::Row& row) { return db::from_row<PersonRow>(row); });
}

} // namespace jisr::registry
