#include "modules/registry/person_handlers.hpp"

#include "core/hide.hpp"
#include "modules/centres/centres.hpp"
#include "modules/registry/likely_match.hpp"
#include "modules/registry/person_change.hpp"
#include "modules/registry/registering.hpp"
#include "modules/registry/registration_rows.hpp"
#include "modules/registry/registry.hpp"
#include "modules/registry/self_store.hpp"

namespace jisr::registry {

using service::Permission;

namespace {

Result<PersonRow> requested_person(const Context& context, const Request& request)
{
    return visible_person(context.reader, context.actor, TRY(service::path_id(request)));
}

Result<Person> with_registrations(const Context& context, PersonRow row,
                                  std::vector<Registration> registrations)
{
    Person person = shown(std::move(row), context.clock.today());
    person.registrations = std::move(registrations);
    if (!context.actor.may(Permission::ViewSensitive, place_of(person))) {
        person.hidden = core::hide(person, core::Sensitivity::Sensitive);
        for (auto& registration : person.registrations)
            if (registration.phase_reason)
                hide_sensitive_reason(*registration.phase_reason);
    }
    if (person.centre_id)
        if (const auto centre = TRY(centres::find_centre(context.reader, *person.centre_id))) {
            person.centre_name_ar = centre->name_ar;
            person.centre_name_fr = centre->name_fr;
        }
    return person;
}

Result<Response> answer(const Context& context, PersonRow row)
{
    const auto version = row.version;
    return service::versioned(service::ok(TRY(whole_person(context, std::move(row)))), version);
}

/// Keeps the words of the notice that was read to her. 409 notice_changed for a version that no
/// page can have shown.
Result<void> keep_notice_read(WriteContext& context, const std::string& version)
{
    for (const auto& [language, unused] : core::enum_codes<core::Language>())
        if (const auto& notice = notice_to_read(language); notice.version == version)
            return keep_notice(context.writer, notice, context.clock.now());
    // A device that was without a network may bring one from before the text was changed.
    if (!TRY(find_notice(context.reader, version)))
        return core::fail(core::problems::conflict("notice_changed"));
    return {};
}

/// The file of another woman that holds the number; what was merged into this one is her own.
Result<std::optional<PersonRow>> other_holder(db::Reader& reader, const PersonRow& before,
                                              const PersonRow& after)
{
    if (!after.national_id || after.national_id == before.national_id)
        return std::optional<PersonRow>{};
    auto known = TRY(find_person_by_national_id(reader, *after.national_id));
    if (known && known->id == after.id)
        known.reset();
    return known;
}

Result<Response> change_state(WriteContext& context, const Request& request, const Reason& reason,
                              RegistrantState state)
{
    const PersonRow before = TRY(requested_person(context, request));
    TRY(context.actor.require(Permission::WithdrawRegistrants, place_of(before)));
    TRY(require_unmerged(before));
    if (before.state == state)
        return answer(context, before);
    const PersonRow after = in_state(before, state, context.clock.now());
    const Occasion occasion = occasion_of(state, reason.reason);
    TRY(update_person(context.writer, after));
    TRY(context.log("person", after.id, after.version, occasion.operation, core::to_json(before),
                    core::to_json(after), occasion.reason));
    TRY(carry_to_registrations(context, after, occasion));
    return answer(context, after);
}

} // namespace

Result<Person> whole_person(const Context& context, PersonRow row)
{
    auto registrations = TRY(registrations_of_person(context.reader, row.id));
    return with_registrations(context, std::move(row), std::move(registrations));
}

Result<CheckedDraft> checked_draft(EntryCheck& check, service::Services& services,
                                   PersonDraft draft)
{
    if (!draft.consent_given)
        return core::fail(core::problems::invalid("/consent_given", "consent_missing"));
    static_cast<PersonFields&>(draft) = TRY(checked(draft, services.clock.today()));
    auto look = TRY(check.look(services.database, draft));
    return CheckedDraft{std::move(draft), std::move(look)};
}

db::Ahead ahead_of_registering(const CheckedDraft& checked)
{
    return {.keys = EntryCheck::to_hold(std::span(&checked.look.keys, 1)),
            .queries = {entry_ground_query(checked.draft.edition_id, checked.draft.national_id)}};
}

// POST /api/v1/persons
// A likely duplicate is refused until the agent says that it is another woman: two files for one
// woman split her history.
Result<Response> register_person(const EntryCheck& check, WriteContext& context,
                                 const Request& request, const CheckedDraft& checked)
{
    const auto& [draft, look] = checked;
    TRY(EntryCheck::hold(context.writer, std::span(&look.keys, 1)));
    const auto ground =
        TRY(require_entry_ground(context.reader, draft.edition_id, draft.national_id));
    TRY(require_residence(context, Permission::RegisterRegistrants,
                          place_of(context.actor, draft)));
    // Before the number is looked at: or whoever asks with a centre that does not exist learns who
    // is registered, and leaves no trace.
    TRY(require_centre(context, Permission::RegisterRegistrants, draft.centre_id,
                       draft.commune_code));
    if (const auto met = TRY(meet_numbered(context, ground)))
        return service::problem_response(*met, context.language, request.request_id);
    const auto matches = TRY(check.matches(context.writer, draft, look, draft.id));
    if (const auto met = TRY(meet_likely(context, matches, draft.other_than)))
        return service::problem_response(*met, context.language, request.request_id);
    if (draft.notice_version)
        TRY(keep_notice_read(context, *draft.notice_version));
    auto [row, registration] = TRY(enter_person(context, draft));
    TRY(keep_apart(context, row, matches, draft.other_than ? draft.other_than->reason : "",
                   FoundIn::Entry));
    check.enter(row.id, look);
    std::string location = "/api/v1/persons/" + row.id.str();
    const auto version = row.version;
    auto person =
        TRY(with_registrations(context, std::move(row), {shown(registration, ground.edition)}));
    return service::versioned(service::created(std::move(person), std::move(location)), version);
}

// GET /api/v1/privacy-notice
Result<Response> show_notice_to_read(Context& context, const Request&)
{
    return service::ok(notice_to_read(context.language));
}

// GET /api/v1/persons/{id}/notice
Result<Response> show_notice_read(Context& context, const Request& request)
{
    const auto person = TRY(requested_person(context, request));
    const auto notice = person.notice_version
                            ? TRY(find_notice(context.reader, *person.notice_version))
                            : std::optional<PrivacyNotice>{};
    if (!notice)
        return core::fail(core::problems::not_found());
    return service::ok(*notice);
}

Result<Response> show_person(Context& context, const Request& request)
{
    return answer(context, TRY(requested_person(context, request)));
}

// PUT /api/v1/persons/{id}
// Whoever edits names the version she saw, so that nobody's edit is undone without being seen.
Result<Response> edit_person(WriteContext& context, const Request& request,
                             const PersonFields& fields)
{
    const auto version = TRY(service::required_version(request));
    const PersonRow before = TRY(requested_person(context, request));
    TRY(context.actor.require(Permission::EditRegistrants, place_of(before)));
    TRY(require_unmerged(before));
    if (version != before.version)
        return core::fail(core::problems::stale(core::to_json(fields),
                                                core::to_json(TRY(whole_person(context, before)))));
    PersonRow after =
        edited(before, TRY(checked(fields, context.clock.today())), context.clock.now());
    if (!after.consent_on && after.consent_method) // of a list that said nothing of it
        after.consent_on = context.clock.today();
    TRY(require_residence(context, Permission::EditRegistrants, place_of(after)));
    if (after.centre_id != before.centre_id)
        TRY(require_centre(context, Permission::EditRegistrants, after.centre_id,
                           after.commune_code));
    if (const auto holder = TRY(other_holder(context.reader, before, after))) {
        TRY(keep_met(context, *holder));
        return service::problem_response(
            core::problems::invalid("/national_id", "national_id_taken"), context.language,
            request.request_id);
    }
    TRY(update_person(context.writer, after));
    TRY(context.log("person", after.id, after.version, "update", core::to_json(before),
                    core::to_json(after)));
    TRY(carry_to_registrations(context, after, {}));
    return answer(context, after);
}

Result<Response> withdraw_person(WriteContext& context, const Request& request,
                                 const Reason& reason)
{
    return change_state(context, request, reason, RegistrantState::Withdrawn);
}

Result<Response> restore_person(WriteContext& context, const Request& request, const Reason& reason)
{
    return change_state(context, request, reason, RegistrantState::Active);
}

// POST /api/v1/persons/{id}/registrations
// One woman is one file: a further programme is a further registration of the same file.
Result<Response> register_again(WriteContext& context, const Request& request,
                                const EditionChoice& choice)
{
    const PersonRow person = TRY(requested_person(context, request));
    TRY(context.actor.require(Permission::RegisterRegistrants, place_of(person)));
    TRY(require_active(person));
    TRY(require_open_edition(context.reader, choice.edition_id));
    for (const auto& row : TRY(registration_rows(context.reader, person.id)))
        if (row.edition_id == choice.edition_id)
            return core::fail(core::problems::conflict("already_registered"));
    TRY(enter_registration(context, person, choice.edition_id));
    return service::created(TRY(whole_person(context, person)),
                            "/api/v1/persons/" + person.id.str());
}

Result<Response> show_persons(Context& context, PersonIndex& persons, const PersonQuery& query)
{
    if ((query.disability || query.priority_group) && !context.actor.may(Permission::ViewSensitive))
        return core::fail(core::problems::forbidden());
    return service::ok(TRY(list_persons(context, persons, query)));
}

Result<Response> find_persons(Context& context, PersonIndex& persons, const SearchText& text)
{
    service::Page<PersonSummary> page;
    page.items = TRY(search_persons(context, persons, text.q));
    return service::ok(page);
}

Result<Response> show_person_history(Context& context, const Request& request)
{
    const PersonRow person = TRY(requested_person(context, request));
    service::Page<service::ChangeLine> page;
    page.items = TRY(service::history_of(context, "person", person.id));
    if (!context.actor.may(Permission::ViewSensitive, place_of(person)))
        for (auto& line : page.items) {
            core::hide_changes<PersonRow>(line.difference, core::Sensitivity::Sensitive);
            hide_sensitive_reason(line.reason);
        }
    return service::ok(page);
}

} // namespace jisr::registry
