#include "modules/registry/self_file.hpp"

#include "core/hide.hpp"
#include "modules/identity/identity.hpp"
#include "modules/registry/attachment_store.hpp"
#include "modules/registry/person_change.hpp"
#include "modules/registry/receipt_handlers.hpp"
#include "modules/registry/reference.hpp"
#include "modules/registry/registering.hpp"
#include "modules/registry/registry.hpp"
#include "modules/registry/self_store.hpp"
#include "modules/registry/telling.hpp"
#include "tabular/values.hpp"

#include <algorithm>

namespace jisr::registry {

using namespace service;
using namespace std::chrono_literals;

namespace {

// Long enough to photograph papers, short enough for a phone that is handed on.
constexpr std::chrono::milliseconds kPassLasts = 30min;
constexpr std::chrono::milliseconds kMayRestoreFor = 1h;
constexpr std::int64_t kMostPhones = 3; ///< in a day: each costs two messages
/// For so long a number that was taken out of her file still hears of what is asked in her name.
constexpr std::chrono::milliseconds kFormerHearsFor = 30 * 24h;
constexpr std::size_t kMostFormer = 3;
constexpr std::size_t kMostPapers = 10; ///< that she adds herself
constexpr std::size_t kPhoneEnd = 4;
constexpr std::size_t kPhoneEndShown = 2;
constexpr std::string_view kPurpose = "self-file";

/// What is sealed in a pass.
struct Pass
{
    core::Id person_id;
    core::Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(Pass, (), (person_id, expires_at))

core::Problem pass_ended()
{
    return {.status = 401, .slug = "self_pass_ended"};
}

Result<PersonRow> own_file(const Context& context, const Request& request)
{
    return get_person(context.reader, TRY(holder_of_pass(context.services, request)));
}

/// Merged files are followed at the centre; withdrawn ones are first taken back.
Result<PersonRow> own_active_file(const Context& context, const Request& request)
{
    auto person = TRY(own_file(context, request));
    TRY(require_unmerged(person));
    if (person.state != RegistrantState::Active)
        return core::fail(core::problems::conflict("self_withdrawn"));
    return person;
}

/// The same transaction, in which she is the one who acts.
WriteContext as_herself(WriteContext& context)
{
    return {{context.services, self_actor(), context.language, context.reader, context.clock},
            context.writer};
}

std::optional<std::string> end_of(const std::optional<std::string>& phone, std::size_t digits)
{
    if (!phone || phone->size() < digits)
        return std::nullopt;
    return phone->substr(phone->size() - digits);
}

bool is_own(const Attachment& paper)
{
    return paper.created_by == self_actor().id;
}

bool has_paper(const std::vector<SelfPaper>& papers, AttachmentKind wanted)
{
    return std::any_of(papers.begin(), papers.end(),
                       [&](const SelfPaper& paper) { return paper.kind == wanted; });
}

Result<void> add_papers(db::Reader& reader, const PersonRow& person, SelfFile& file)
{
    for (const auto& paper : TRY(attachments_of(reader, person.id)))
        file.papers.push_back({.id = paper.id,
                               .kind = paper.kind,
                               .created_at = paper.created_at,
                               .own = is_own(paper)});
    for (const auto wanted : TRY(wanted_papers(reader, person.id)))
        if ((wanted != AttachmentKind::DisabilityCard || person.has_disability.value_or(false)) &&
            !has_paper(file.papers, wanted))
            file.missing_papers.push_back(wanted);
    return {};
}

/// What she was trained for she leaves at her centre, where somebody asks her why.
template <class Place>
bool may_decline(const Place& place)
{
    const bool began = holds_place(place.phase) && place.phase != Phase::Selected;
    return place.state == RegistrationState::Active && place.phase != Phase::Rejected && !began;
}

std::string phase_shown(const Registration& place)
{
    return std::string(place.state == RegistrationState::Withdrawn ? core::code_of(place.state)
                                                                   : core::code_of(place.phase));
}

Result<void> add_places(db::Reader& reader, const PersonRow& person, SelfFile& file)
{
    for (auto& place : TRY(registrations_of_person(reader, person.id)))
        if (place.state != RegistrationState::Merged)
            file.places.push_back({.id = place.id,
                                   .programme_name_ar = std::move(place.programme_name_ar),
                                   .programme_name_fr = std::move(place.programme_name_fr),
                                   .edition_name_ar = std::move(place.edition_name_ar),
                                   .edition_name_fr = std::move(place.edition_name_fr),
                                   .phase = phase_shown(place),
                                   .registered_at = place.registered_at,
                                   .may_decline = may_decline(place)});
    return {};
}

bool may_restore(const PersonRow& person, const std::optional<WithdrawalRow>& withdrawal,
                 core::Instant now)
{
    return person.state == RegistrantState::Withdrawn && withdrawal &&
           withdrawal->person_version == person.version &&
           now < withdrawal->withdrawn_at.plus(kMayRestoreFor);
}

/// Of a file that was merged no more than that: what the other file holds is not shown to whoever
/// knows the number of this one.
Result<SelfFile> shown_to_herself(const Context& context, const PersonRow& person)
{
    SelfFile file{.reference = person.reference};
    if (person.state == RegistrantState::Merged) {
        file.state = SelfState::AtCentre;
        return file;
    }
    file.given_name = person.given_name_ar.value_or(person.given_name_latin.value_or(""));
    if (person.state == RegistrantState::Withdrawn)
        file.state = SelfState::Withdrawn;
    file.may_restore =
        may_restore(person, TRY(find_withdrawal(context.reader, person.id)), context.clock.now());
    file.phone_end = end_of(person.phone, kPhoneEndShown);
    TRY(add_places(context.reader, person, file));
    TRY(add_papers(context.reader, person, file));
    return file;
}

Result<Response> answer(const Context& context, const PersonRow& person)
{
    return ok(TRY(shown_to_herself(context, person)));
}

Result<void> require_seldom(WriteContext& context, const PersonRow& person)
{
    const Limit limit{.subject = TRY(identity::keyed_digest(context.services.settings,
                                                            "self-phone-change", person.id.str())),
                      .most = kMostPhones,
                      .in = 24h};
    auto counted = count_towards(context.writer, limit, context.clock.now());
    if (!counted && counted.error().status == 429)
        counted.error().slug = "self_phone_changed_often";
    return counted;
}

/// A number that may be another's by now, or always was: whoever holds it does not hear of which
/// file.
Result<void> tell_other_phone(WriteContext& context, const PersonRow& person,
                              const service::Place& place, const std::optional<std::string>& phone,
                              const std::string& template_code, const std::string& occasion)
{
    auto message = TRY(message_for(context.writer, person.id, place,
                                   {.template_code = template_code, .occasion = occasion}));
    message.recipient = {.phone = phone, .language = message.recipient.language};
    message.params.erase("reference");
    TRY(messages::enqueue(context, message));
    return {};
}

/// The numbers that this page took out of her file lately. Staff who only read it know enough to
/// open the page and to put another number in her place: she hears of what they ask next. The
/// oldest, as whoever did it may have changed it more than once.
Result<std::vector<std::string>> former_phones(const Context& context, const PersonRow& person)
{
    const auto since = context.clock.now().plus(-kFormerHearsFor);
    std::vector<std::string> former;
    for (auto& phone : TRY(phones_taken_out(context.reader, person.id, self_actor().id, since)))
        if (phone != person.phone && former.size() < kMostFormer &&
            std::find(former.begin(), former.end(), phone) == former.end())
            former.push_back(std::move(phone));
    return former;
}

/// As neutral as to every other phone.
Result<void> tell_former_phones(WriteContext& context, const PersonRow& person,
                                const service::Place& place, const std::vector<std::string>& former,
                                const std::string& occasion)
{
    for (std::size_t i = 0; i < former.size(); ++i)
        TRY(tell_other_phone(context, person, place, former[i], "file_changed",
                             occasion + "former/" + std::to_string(i)));
    return {};
}

/// Whoever holds the old number learns that it is no longer hers, and nothing more.
Result<void> tell_both_phones(WriteContext& context, const PersonRow& before,
                              const PersonRow& after, const std::vector<std::string>& former)
{
    const std::string occasion =
        "phone/" + after.id.str() + "/" + std::to_string(after.version) + "/";
    TRY(tell_person(context, after.id, place_of(after),
                    {.template_code = "phone_taken", .occasion = occasion + "taken"}));
    TRY(tell_former_phones(context, after, place_of(after), former, occasion));
    if (!before.phone)
        return {};
    return tell_other_phone(context, after, place_of(after), before.phone, "phone_left",
                            occasion + "left");
}

/// Of those who could take it back, her centre's staff, who know her; where it has none, the
/// coordinators who decide about her place.
Result<std::vector<identity::StaffMember>> who_knows_her(db::Reader& reader,
                                                         const service::Place& place)
{
    std::vector<identity::StaffMember> staff;
    if (place.centre_id)
        staff = TRY(
            identity::staff_of_centre(reader, Permission::WithdrawRegistrants, *place.centre_id));
    if (staff.empty())
        staff = TRY(identity::staff_of(reader, Permission::ManageSelection, place));
    return staff;
}

/// A number and a birth date open her file to others than herself, too.
Result<void> tell_staff_she_left(WriteContext& context, const PersonRow& person,
                                 const service::Place& place, const std::string& occasion)
{
    for (const auto& member : TRY(who_knows_her(context.writer, place)))
        TRY(messages::enqueue(
            context, {.template_code = "staff_self_left",
                      .recipient = {.user_id = member.user_id, .language = member.language},
                      .place = place,
                      .params = {{"reference", person.reference}},
                      .occasion = occasion + member.user_id.str(),
                      .link = "/persons/" + person.id.str()}));
    return {};
}

/// That something was asked in her name, on both of her phones and those that were hers lately: not
/// what.
Result<void> tell_of_leaving(WriteContext& context, const PersonRow& person,
                             const service::Place& place, const std::string& about)
{
    const std::string occasion = "self-left/" + about + "/";
    TRY(tell_person(context, person.id, place,
                    {.template_code = "file_changed", .occasion = occasion + "first"}));
    if (person.second_phone && person.second_phone != person.phone)
        TRY(tell_other_phone(context, person, place, person.second_phone, "file_changed",
                             occasion + "second"));
    auto former = TRY(former_phones(context, person));
    std::erase(former, person.second_phone);
    TRY(tell_former_phones(context, person, place, former, occasion));
    return tell_staff_she_left(context, person, place, occasion);
}

bool are_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The number with its check digit right, and one of the two secrets.
Result<std::string> checked_key(const SelfKey& key)
{
    std::vector<core::FieldError> faults;
    auto reference = parse_reference(key.reference);
    if (!reference)
        faults.push_back({"/reference", "malformed_reference", {}});
    if (!key.birth_date && !key.birth_year)
        faults.push_back({"/birth_date", "required", {}});
    if (!key.birth_date && !key.phone_end)
        faults.push_back({"/phone_end", "required", {}});
    if (key.phone_end && (key.phone_end->size() != kPhoneEnd || !are_digits(*key.phone_end)))
        faults.push_back({"/phone_end", "malformed_phone", {}});
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return std::move(*reference);
}

bool opens(const SelfKey& key, const SelfFileKey& file)
{
    if (key.birth_date && file.birth_date)
        return *key.birth_date == *file.birth_date;
    const auto year_of = [](const auto& record) -> std::optional<std::int64_t> {
        return record.birth_date ? record.birth_date->year() : record.birth_year;
    };
    return key.phone_end && year_of(key) == year_of(file) &&
           key.phone_end == end_of(file.phone, kPhoneEnd);
}

/// 404 for an unknown number and for a wrong birth date alike.
Result<core::Id> found_file(Services& services, const SelfKey& key, std::string_view reference)
{
    const auto known = TRY(services.database.ask(
        [&](db::Reader& reader) { return find_file_key(reader, reference); }));
    static const SelfFileKey kNobody{.birth_date = core::Date::from_days(0)};
    const bool right = opens(key, known ? *known : kNobody);
    if (!known || !right)
        return core::fail({.status = 404, .slug = "self_file_not_found"});
    return known->id;
}

} // namespace

const Actor& self_actor()
{
    static const Actor actor = Actor::system("self");
    return actor;
}

Result<core::Id> holder_of_pass(Services& services, const Request& request)
{
    const auto plain = TRY(identity::unseal(services.settings, kPurpose, request.header("X-File")));
    if (!plain)
        return core::fail(pass_ended());
    const auto pass = TRY(core::from_json<Pass>(TRY(core::parse_json(*plain))));
    if (pass.expires_at <= services.clock.now())
        return core::fail(pass_ended());
    return pass.person_id;
}

Result<SelfPass> pass_for(Services& services, const core::Id& person_id)
{
    const auto expires_at = services.clock.now().plus(kPassLasts);
    return SelfPass{.token = TRY(identity::seal(services.settings, kPurpose,
                                                core::json_text(Pass{person_id, expires_at}))),
                    .expires_at = expires_at};
}

Result<Response> open_own_file(DirectContext& context, const std::shared_ptr<Request>& request)
{
    auto& services = context.services;
    const auto key = TRY(body_of<SelfKey>(*request));
    const auto reference = TRY(checked_key(key));
    const identity::Guess guess{.kind = "file",
                                .target = reference,
                                .address = identity::client_address(services.settings, *request)};
    TRY(identity::begin_guess(services, guess));
    const auto id = TRY(found_file(services, key, reference));
    TRY(services.database.write(
        [&](db::Writer& writer) { return identity::guessed_right(writer, guess); }));
    SelfOpened opened{.pass = TRY(pass_for(services, id))};
    opened.file = TRY(services.database.ask([&](db::Reader& reader) -> Result<SelfFile> {
        const Context reading{services, self_actor(), context.language, reader, services.clock};
        return shown_to_herself(reading, TRY(get_person(reader, id)));
    }));
    return ok(opened);
}

Result<Response> show_own_file(Context& context, const Request& request)
{
    return answer(context, TRY(own_file(context, request)));
}

Result<Response> correct_own_phone(WriteContext& context, const Request& request,
                                   const SelfPhone& phone)
{
    auto herself = as_herself(context);
    const auto before = TRY(own_active_file(herself, request));
    auto number = tabular::normalise_phone(phone.phone);
    if (!number)
        return core::fail(core::problems::invalid("/phone", std::string(number.error())));
    if (before.phone == *number)
        return answer(herself, before);
    TRY(require_seldom(herself, before));
    auto former = TRY(former_phones(herself, before));
    std::erase(former, *number);
    PersonFields fields = before;
    fields.phone = std::move(*number);
    const auto after = with_fields(before, fields, herself.clock.now());
    TRY(update_person(herself.writer, after));
    TRY(herself.log("person", after.id, after.version, "update", core::to_json(before),
                    core::to_json(after)));
    TRY(tell_both_phones(herself, before, after, former));
    return answer(herself, after);
}

// Her file stays, and her places in other editions; the next on the waiting list has this one.
Result<Response> decline_place(WriteContext& context, const Request& request,
                               const SelfWithdrawal& withdrawal)
{
    auto herself = as_herself(context);
    const auto person = TRY(own_active_file(herself, request));
    const auto row = TRY(find_registration(herself.writer, TRY(path_id(request))));
    if (!row || row->person_id != person.id || row->state == RegistrationState::Merged)
        return core::fail(core::problems::not_found());
    if (row->state == RegistrationState::Withdrawn)
        return answer(herself, person);
    if (!may_decline(*row))
        return core::fail(core::problems::conflict("self_place_began"));
    const auto left = TRY(change_standing(herself, *row, RegistrationState::Withdrawn,
                                          withdrawal.reason.value_or("")));
    TRY(tell_of_leaving(herself, person, place_of(left),
                        left.id.str() + "/" + std::to_string(left.version)));
    return answer(herself, person);
}

Result<Response> withdraw_oneself(WriteContext& context, const Request& request,
                                  const SelfWithdrawal& withdrawal)
{
    auto herself = as_herself(context);
    const auto before = TRY(own_file(herself, request));
    TRY(require_unmerged(before));
    if (before.state == RegistrantState::Withdrawn)
        return answer(herself, before);
    const auto now = herself.clock.now();
    const auto after = in_state(before, RegistrantState::Withdrawn, now);
    const std::string reason = withdrawal.reason.value_or("");
    const auto occasion = occasion_of(after.state, reason);
    TRY(update_person(herself.writer, after));
    TRY(herself.log("person", after.id, after.version, occasion.operation, core::to_json(before),
                    core::to_json(after), occasion.reason));
    TRY(carry_to_registrations(herself, after, occasion));
    TRY(save_withdrawal(herself.writer, {after.id, after.version, now}));
    TRY(tell_of_leaving(herself, after, place_of(after),
                        after.id.str() + "/" + std::to_string(after.version)));
    return answer(herself, after);
}

// What staff withdrew is not hers to take back, nor what was changed since.
Result<Response> take_withdrawal_back(WriteContext& context, const Request& request)
{
    auto herself = as_herself(context);
    const auto before = TRY(own_file(herself, request));
    if (before.state == RegistrantState::Active)
        return answer(herself, before);
    const auto now = herself.clock.now();
    if (!may_restore(before, TRY(find_withdrawal(herself.reader, before.id)), now))
        return core::fail(core::problems::conflict("self_restore_too_late"));
    const auto after = in_state(before, RegistrantState::Active, now);
    const auto occasion = occasion_of(after.state, "");
    TRY(update_person(herself.writer, after));
    TRY(herself.log("person", after.id, after.version, occasion.operation, core::to_json(before),
                    core::to_json(after)));
    TRY(carry_to_registrations(herself, after, occasion));
    return answer(herself, after);
}

Result<Response> add_own_paper(WriteContext& context, const Request& request)
{
    const auto query = TRY(from_query<SelfPaperQuery>(request));
    auto herself = as_herself(context);
    const auto person = TRY(own_active_file(herself, request));
    const auto papers = TRY(attachments_of(herself.reader, person.id));
    const auto own = std::count_if(papers.begin(), papers.end(), is_own);
    if (static_cast<std::size_t>(own) >= kMostPapers)
        return core::fail(core::problems::conflict("too_many_papers"));
    TRY(enter_attachment(herself, {.person_id = person.id}, query.kind, request));
    auto added = TRY(answer(herself, person));
    added.status = 201;
    return added;
}

// Papers that staff added stay; those of others are none of hers.
Result<Response> remove_own_paper(WriteContext& context, const Request& request)
{
    auto herself = as_herself(context);
    const auto person = TRY(own_active_file(herself, request));
    const auto paper = TRY(find_attachment(herself.reader, TRY(path_id(request))));
    if (!paper || paper->person_id != person.id || !is_own(*paper))
        return core::fail(core::problems::not_found());
    TRY(delete_attachment(herself.writer, paper->id));
    TRY(herself.log("attachment", paper->id, 2, "delete", core::to_json(*paper), nullptr));
    return answer(herself, person);
}

Result<Response> print_own_receipt(DirectContext& context, const std::shared_ptr<Request>& request)
{
    return print_person_receipt(context.services, self_actor(),
                                TRY(holder_of_pass(context.services, *request)));
}

Result<Response> show_self_entry(Context& context, const Request& request)
{
    const auto person = TRY(visible_person(context.reader, context.actor, TRY(path_id(request))));
    const auto entry = TRY(find_self_entry(context.reader, person.id));
    if (!entry)
        return core::fail(core::problems::not_found());
    SelfEntryShown shown{*entry, TRY(find_notice(context.reader, entry->notice_version))};
    if (!context.actor.may(Permission::ViewSensitive, place_of(person)))
        core::hide(shown, core::Sensitivity::Sensitive);
    return ok(shown);
}

} // namespace jisr::registry
