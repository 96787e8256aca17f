#pragma once

#include "modules/programmes/programmes.hpp"
#include "modules/registry/person.hpp"
#include "service/context.hpp"
#include "service/response.hpp"

namespace jisr::registry {

enum class PersonSort { NewestFirst, OldestFirst, Name, Reference };
BOOST_DESCRIBE_ENUM(PersonSort, NewestFirst, OldestFirst, Name, Reference)

/// The filters of the list; names are searched by POST /persons/search, so that none stands in a
/// URL.
struct WhichPersons
{
    std::optional<std::string> region;
    std::optional<std::string> province;
    std::optional<std::string> commune;
    std::optional<core::Id> edition;
    std::optional<RegistrantState> state;
    std::optional<Participation> participation;
    std::optional<Sex> sex;
    std::optional<bool> disability;
    std::optional<PriorityGroup> priority_group;
    std::optional<Schooling> schooling;
    std::optional<bool> consent_to_confirm;    ///< nobody has said when she agreed
    std::optional<core::Date> registered_from; ///< day in Morocco, included
    std::optional<core::Date> registered_to;   ///< day in Morocco, included
    PersonSort sort = PersonSort::NewestFirst;

    static constexpr std::array kFields{core::field("sort").defaulted()};
};
BOOST_DESCRIBE_STRUCT(WhichPersons, (),
                      (region, province, commune, edition, state, participation, sex, disability,
                       priority_group, schooling, consent_to_confirm, registered_from,
                       registered_to, sort))

struct PersonQuery : WhichPersons
{
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "registry.PersonQuery";
    static constexpr auto kFields =
        core::with_field(WhichPersons::kFields, core::field("limit").range(1, 200).defaulted());
};
BOOST_DESCRIBE_STRUCT(PersonQuery, (WhichPersons), (cursor, limit))

/// An edition as registrations show it.
struct EditionTitle
{
    std::string programme_code;
    std::string programme_name_ar;
    std::string programme_name_fr;
    std::string edition_name_ar;
    std::string edition_name_fr;
    programmes::EditionState state = programmes::EditionState::Open;
};
BOOST_DESCRIBE_STRUCT(EditionTitle, (),
                      (programme_code, programme_name_ar, programme_name_fr, edition_name_ar,
                       edition_name_fr, state))

/// What every registration asks first, in one question: on PostgreSQL each costs a journey.
struct EntryGround
{
    EditionTitle edition;
    std::optional<core::Id> numbered; ///< the file that has her national id
};

/// The question; borrows the number.
db::Query entry_ground_query(const core::Id& edition_id,
                             const std::optional<std::string>& national_id);
/// Nothing where there is no such edition.
core::Result<std::optional<EntryGround>>
find_entry_ground(db::Reader& reader, const core::Id& edition_id,
                  const std::optional<std::string>& national_id);

core::Result<void> insert_person(db::Writer& writer, const PersonRow& person);
/// 409 overtaken when the row is no longer at `person.version - 1`.
core::Result<void> update_person(db::Writer& writer, const PersonRow& person);

core::Result<std::optional<PersonRow>> find_person(db::Reader& reader, const core::Id& id);
/// The file that `person` was merged into, directly or not; itself when it was not.
core::Result<PersonRow> holder_of(db::Reader& reader, PersonRow person);
/// The files that were merged into it directly.
core::Result<std::vector<PersonRow>> merged_into(db::Reader& reader, const core::Id& id);
/// 404 without the row.
core::Result<PersonRow> get_person(db::Reader& reader, const core::Id& id);
/// The file that holds her now, when the one with the number was merged.
core::Result<std::optional<PersonRow>> find_person_by_national_id(db::Reader& reader,
                                                                  std::string_view national_id);
/// The file that holds her now; `id` is of one that was found.
core::Result<PersonRow> get_holder(db::Reader& reader, const core::Id& id);

core::Result<void> insert_registration(db::Writer& writer, const RegistrationRow& row);
/// 409 overtaken when the row is no longer at `row.version - 1`.
core::Result<void> update_registration(db::Writer& writer, const RegistrationRow& row);
core::Result<std::vector<RegistrationRow>> registration_rows(db::Reader& reader,
                                                             const core::Id& person_id);
/// The row as it is shown.
Registration shown(const RegistrationRow& row, const EditionTitle& edition);
/// Whether anyone was ever registered.
core::Result<bool> has_registrants(db::Reader& reader);
/// With the names of programme and edition, oldest first.
core::Result<std::vector<Registration>> registrations_of_person(db::Reader& reader,
                                                                const core::Id& person_id);

/// The same; of a merged file those too that were made for it and moved to another.
core::Result<std::vector<Registration>> registrations_made_for(db::Reader& reader,
                                                               const PersonRow& person);

/// The file that holds her now, when the one with the reference was merged.
core::Result<std::optional<PersonRow>> find_person_by_reference(db::Reader& reader,
                                                                std::string_view reference);

/// The lines of a list and the whole rows, in the order of `ids`; whoever is not there is left out.
PersonSummary summary_of(const PersonRow& person, core::Date today);
core::Result<std::vector<PersonSummary>>
summaries_of(db::Reader& reader, const std::vector<core::Id>& ids, core::Date today);
core::Result<std::vector<PersonRow>> persons_of(db::Reader& reader,
                                                const std::vector<core::Id>& ids);

} // namespace jisr::registry
