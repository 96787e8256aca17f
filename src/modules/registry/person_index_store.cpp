#include "modules/registry/person_index_store.hpp"

#include "modules/registry/id_list.hpp"

namespace jisr::registry {

namespace {

constexpr std::string_view kRegistrations =
    "select person_id, edition_id, state from registration where person_id ";

std::string persons_sql(std::string_view condition)
{
    return "select " + db::columns_of<IndexedPerson>() + " from person " + std::string(condition);
}

template <class T>
core::Result<void> every(db::Reader& reader, std::string_view sql,
                         core::FunctionRef<void(T&&)> on_row)
{
    return reader.stream(sql, {}, [&](const db::Row& row) {
        on_row(db::from_row<T>(row));
        return true;
    });
}

} // namespace

core::Result<ChangedPersons> changed_persons(db::Reader& reader, db::Position after)
{
    ChangedPersons changed;
    std::vector<core::Id> old_registrations;
    TRY(db::entities_after(
        reader, after, [&](std::string_view entity, const core::Id& id, std::int64_t version) {
            if (entity == "person") {
                changed.rows.push_back(id);
                if (version > 1) // a merge may have moved registrations away from her
                    changed.registrations.push_back(id);
            } else if (entity == "registration")
                (version == 1 ? changed.new_registrations : old_registrations).push_back(id);
        }));
    TRY(query_by_ids(reader, std::string(kRegistrations) + "is not null and id in ",
                     old_registrations,
                     [&](const db::Row& row) { changed.registrations.push_back(row.id(0)); }));
    return changed;
}

core::Result<core::Id> entity_at(db::Reader& reader, db::Position position)
{
    const auto found = TRY(reader.first<core::Id>("select entity_id from change where seq = :seq",
                                                  {{"seq", position.seq}}));
    return found.value_or(core::Id{});
}

core::Result<std::vector<core::Id>> entered_after(db::Reader& reader, db::Position after)
{
    std::vector<core::Id> entered;
    TRY(db::entities_after(reader, after,
                           [&](std::string_view entity, const core::Id& id, std::int64_t version) {
                               if (entity == "person" && version == 1)
                                   entered.push_back(id);
                           }));
    return entered;
}

core::Result<void> every_indexed_person(db::Reader& reader, OnPerson on_person)
{
    return every<IndexedPerson>(reader, persons_sql(""), on_person);
}

core::Result<void> indexed_persons(db::Reader& reader, const std::vector<core::Id>& ids,
                                   OnPerson on_person)
{
    return query_by_ids(reader, persons_sql("where id in "), ids,
                        [&](const db::Row& row) { on_person(db::from_row<IndexedPerson>(row)); });
}

core::Result<void> every_indexed_registration(db::Reader& reader, OnRegistration on_registration)
{
    return every<IndexedRegistration>(reader, std::string(kRegistrations) + "is not null",
                                      on_registration);
}

core::Result<void> indexed_registrations(db::Reader& reader, const ChangedPersons& changed,
                                         OnRegistration on_registration)
{
    const auto read = [&](const db::Row& row) {
        on_registration(db::from_row<IndexedRegistration>(row));
    };
    TRY(query_by_ids(reader, std::string(kRegistrations) + "in ", changed.registrations, read));
    return query_by_ids(reader, std::string(kRegistrations) + "is not null and id in ",
                        changed.new_registrations, read);
}

} // namespace jisr::registry
