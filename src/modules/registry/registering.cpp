#include "modules/registry/registering.hpp"

#include "modules/centres/centres.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/registry/person_change.hpp"
#include "modules/registry/reference.hpp"
#include "modules/territory/territory.hpp"
#include "service/log_new.hpp"

#include <algorithm>

namespace jisr::registry {

using service::Permission;
using service::ScopeLevel;
using service::WriteContext;

namespace {

/// An agent of one centre registers for it without saying so.
std::optional<core::Id> centre_of(const service::Actor& actor,
                                  const std::optional<core::Id>& chosen)
{
    if (chosen)
        return chosen;
    for (const auto& held : actor.assignments)
        if (held.scope.level == ScopeLevel::Centre)
            return core::Id::parse(held.scope.code);
    return std::nullopt;
}

bool works_in(const service::Actor& actor, const core::Id& centre_id)
{
    return std::any_of(actor.assignments.begin(), actor.assignments.end(), [&](const auto& held) {
        return held.scope == service::Scope{ScopeLevel::Centre, centre_id.str()};
    });
}

PersonRow new_row(const WriteContext& context, const PersonDraft& draft)
{
    PersonRow row;
    static_cast<PersonFields&>(row) = static_cast<const PersonFields&>(draft);
    row.id = draft.id.value_or(core::Id::make());
    const auto place = place_of(context.actor, draft);
    row.region_code = place.region_code;
    row.province_code = place.province_code;
    row.centre_id = place.centre_id;
    row.has_disability = has_disability(draft);
    row.registered_at = context.clock.now();
    row.updated_at = row.registered_at;
    row.registered_by = context.actor.id;
    row.registered_by_name = context.actor.name;
    if (draft.consent_given)
        row.consent_on = draft.consent_on.value_or(context.clock.today());
    row.notice_version = draft.notice_version;
    return row;
}

} // namespace

service::Place place_of(const PersonRow& person)
{
    return {.region_code = person.region_code,
            .province_code = person.province_code,
            .centre_id = person.centre_id};
}

service::Place place_of(const service::Actor& actor, const PersonDraft& draft)
{
    return {.region_code = std::string(territory::region_code_of(draft.commune_code)),
            .province_code = std::string(territory::province_code_of(draft.commune_code)),
            .centre_id = centre_of(actor, draft.centre_id)};
}

core::Result<PersonRow> visible_person(db::Reader& reader, const service::Actor& actor,
                                       const core::Id& id)
{
    auto person = TRY(get_person(reader, id));
    if (!actor.may(service::Permission::ViewRegistrants, place_of(person)))
        return core::fail(core::problems::not_found());
    return person;
}

core::Result<std::string> next_reference(WriteContext& context, std::string_view region_code)
{
    const auto prefix = territory::reference_prefix(region_code);
    const int year = context.clock.today().year();
    const std::string counter =
        std::string("reference ").append(prefix).append(" ").append(std::to_string(year));
    return make_reference(prefix, year, TRY(context.writer.next_number(counter)));
}

core::Result<EntryGround> require_entry_ground(db::Reader& reader, const core::Id& edition_id,
                                               const std::optional<std::string>& national_id)
{
    auto ground = TRY(find_entry_ground(reader, edition_id, national_id));
    if (!ground)
        return core::fail(core::problems::invalid("/edition_id", "unknown_edition"));
    if (ground->edition.state != programmes::EditionState::Open)
        return core::fail(core::problems::conflict("edition_closed"));
    return std::move(*ground);
}

core::Result<EditionTitle> require_open_edition(db::Reader& reader, const core::Id& edition_id)
{
    return TRY(require_entry_ground(reader, edition_id, {})).edition;
}

core::Result<void> require_residence(const service::Context& context, Permission permission,
                                     const service::Place& place)
{
    auto allowed = context.actor.require(permission, place);
    if (!allowed)
        allowed.error().errors.push_back({"/commune_code", "outside_area", {}});
    return allowed;
}

core::Result<void> require_centre(const service::Context& context, Permission permission,
                                  const std::optional<core::Id>& centre_id,
                                  std::string_view commune_code)
{
    if (!centre_id)
        return {};
    const auto centre = TRY(centres::find_centre(context.reader, *centre_id));
    // A centre may receive women of the next region; only its own staff says so.
    const bool is_near =
        centre && (centre->region_code == territory::region_code_of(commune_code) ||
                   works_in(context.actor, *centre_id));
    if (!is_near || !context.actor.may(permission, centre->place()))
        return core::fail(core::problems::invalid("/centre_id", "unknown_centre"));
    if (centre->state == centres::CentreState::Closed)
        return core::fail(core::problems::invalid("/centre_id", "centre_closed"));
    return {};
}

core::Result<void> require_active(const PersonRow& person)
{
    TRY(require_unmerged(person));
    if (person.state == RegistrantState::Withdrawn)
        return core::fail(core::problems::conflict("file_withdrawn"));
    return {};
}

core::Result<RegistrationRow> enter_registration(WriteContext& context, const PersonRow& person,
                                                 const core::Id& edition_id)
{
    RegistrationRow row;
    row.id = core::Id::make();
    row.edition_id = edition_id;
    row.person_id = person.id;
    row.kind = person.sex == Sex::Female ? "woman" : "man";
    row.participation = person.participation;
    row.has_disability = person.has_disability.value_or(false);
    row.priority_groups = programmes::bits_of(person.priority_groups);
    row.region_code = person.region_code;
    row.province_code = person.province_code;
    row.commune_code = person.commune_code;
    row.centre_id = person.centre_id;
    row.registered_at = context.clock.now();
    row.registered_day = context.clock.today();
    row.registered_by = context.actor.id;
    TRY(insert_registration(context.writer, row));
    TRY(service::log_new(context, "registration", row));
    return row;
}

core::Result<Entered> enter_person(WriteContext& context, const PersonDraft& draft)
{
    PersonRow row = new_row(context, draft);
    TRY(require_residence(context, Permission::RegisterRegistrants, place_of(row)));
    TRY(require_centre(context, Permission::RegisterRegistrants, draft.centre_id,
                       draft.commune_code));
    row.reference = TRY(next_reference(context, row.region_code));
    TRY(insert_person(context.writer, row));
    TRY(service::log_new(context, "person", row));
    auto registration = TRY(enter_registration(context, row, draft.edition_id));
    if (row.locality)
        TRY(territory::note_locality(context.writer, row.commune_code, *row.locality));
    return Entered{std::move(row), std::move(registration)};
}

} // namespace jisr::registry
