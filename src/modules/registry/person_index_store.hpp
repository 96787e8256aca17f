#pragma once

#include "db/change_log.hpp"
#include "modules/registry/person.hpp"

namespace jisr::registry {

/// What the index of persons holds of a row of table person.
struct IndexedPerson
{
    core::Id id;
    std::string reference;
    core::Instant registered_at;
    std::string commune_code;
    std::optional<core::Id> centre_id;
    Sex sex = Sex::Female;
    RegistrantState state = RegistrantState::Active;
    Participation participation = Participation::Individual;
    bool has_disability = false;
    std::optional<Schooling> schooling;
    std::vector<PriorityGroup> priority_groups;
    std::optional<core::Date> consent_on;
    std::optional<core::Date> birth_date;
    std::optional<std::int64_t> birth_year;
    std::optional<std::string> phone;
    std::optional<std::string> second_phone;
    std::optional<std::string> given_name_ar;
    std::optional<std::string> family_name_ar;
    std::optional<std::string> given_name_latin;
    std::optional<std::string> family_name_latin;
};
BOOST_DESCRIBE_STRUCT(IndexedPerson, (),
                      (id, reference, registered_at, commune_code, centre_id, sex, state,
                       participation, has_disability, schooling, priority_groups, consent_on,
                       birth_date, birth_year, phone, second_phone, given_name_ar, family_name_ar,
                       given_name_latin, family_name_latin))

/// The edition of a place in a programme, and whose.
struct IndexedRegistration
{
    core::Id person_id;
    core::Id edition_id;
    RegistrationState state = RegistrationState::Active;
};
BOOST_DESCRIBE_STRUCT(IndexedRegistration, (), (person_id, edition_id, state))

struct ChangedPersons
{
    std::vector<core::Id> rows;              ///< persons whose own row has changed
    std::vector<core::Id> registrations;     ///< persons one of whose registrations has changed
    std::vector<core::Id> new_registrations; ///< registrations that add to a person's
};

/// What `reader` sees changed after `after`, lines included that a running transaction may still
/// precede: those are seen again next time.
core::Result<ChangedPersons> changed_persons(db::Reader& reader, db::Position after);

using OnPerson = core::FunctionRef<void(IndexedPerson&&)>;
using OnRegistration = core::FunctionRef<void(IndexedRegistration&&)>;

/// Whom the line of the log at `position` is about; nil when there is no such line.
core::Result<core::Id> entity_at(db::Reader& reader, db::Position position);
/// Those who came to be after `after`, as `reader` sees it.
core::Result<std::vector<core::Id>> entered_after(db::Reader& reader, db::Position after);

core::Result<void> every_indexed_person(db::Reader& reader, OnPerson on_person);
core::Result<void> indexed_persons(db::Reader& reader, const std::vector<core::Id>& ids,
                                   OnPerson on_person);
/// Of persons, withdrawn ones too.
core::Result<void> every_indexed_registration(db::Reader& reader, OnRegistration on_registration);
/// All those of changed persons, and the new ones.
core::Result<void> indexed_registrations(db::Reader& reader, const ChangedPersons& changed,
                                         OnRegistration on_registration);

} // namespace jisr::registry
