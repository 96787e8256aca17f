#include "modules/registry/self_registering.hpp"

#include "modules/identity/identity.hpp"
#include "modules/registry/duplicate_store.hpp"
#include "modules/registry/receipt_handlers.hpp"
#include "modules/registry/registering.hpp"
#include "modules/registry/registry.hpp"
#include "modules/registry/self_file.hpp"
#include "modules/registry/self_proof.hpp"
#include "modules/registry/self_setting.hpp"
#include "modules/registry/self_store.hpp"
#include "service/log_new.hpp"
#include "tabular/text.hpp"

namespace jisr::registry {

using namespace service;
using namespace std::chrono_literals;

namespace {

// A telephone company puts thousands of its customers behind one address, and so does a centre's
// wireless network on a launch day.
constexpr std::int64_t kMostOfAddress = 80;
constexpr std::chrono::milliseconds kAddressIn = 15min;
// A woman may register her mother and her sister too.
constexpr std::int64_t kMostOfPhone = 3;
constexpr std::int64_t kMostOfPhoneAnywhere = 20;
constexpr std::chrono::milliseconds kPhoneIn = 24h;
/// Of a pair whose files were given one national id.
constexpr double kSameNumber = 0.99;
constexpr std::string_view kReceiptPurpose = "self-receipt";
// A device keeps what was not sent for a week.
constexpr std::chrono::milliseconds kKeyFor = 8 * 24h;
constexpr std::size_t kKeyLimit = 100;

/// What a receipt's link holds.
struct Made
{
    core::Id person_id;
    core::Id registration_id;
};
BOOST_DESCRIBE_STRUCT(Made, (), (person_id, registration_id))

/// By which a second sending is known.
struct Sending
{
    std::string key; ///< digest; empty: she gave none
    std::string text;
};

/// Everything about a registration that is known before its transaction.
struct Application
{
    SelfConsent consent;
    PersonDraft person;
    Proof proof;
    std::vector<Limit> limits;
    Sending sending;
};

PersonDraft person_of(const SelfDraft& draft)
{
    PersonDraft person;
    // What is neither Arabic nor Latin is refused with the fields.
    const bool arabic = tabular::has_arabic_letters(draft.given_name + draft.family_name);
    (arabic ? person.given_name_ar : person.given_name_latin) = draft.given_name;
    (arabic ? person.family_name_ar : person.family_name_latin) = draft.family_name;
    person.sex = draft.sex;
    person.disability_declared = draft.disability_declared;
    person.birth_date = draft.birth_date;
    person.birth_year = draft.birth_year;
    person.commune_code = draft.commune_code;
    person.locality = draft.locality;
    person.phone = draft.phone;
    person.national_id = draft.national_id;
    person.work_situation = draft.work_situation;
    person.participation = draft.participation;
    person.project_idea = draft.project_idea;
    person.language = draft.consent.language;
    person.consent_method = ConsentMethod::Online;
    person.consent_given = draft.consent.given;
    person.edition_id = draft.edition_id;
    return person;
}

/// Faults are told at the fields that she was shown.
core::Problem as_she_typed(core::Problem problem)
{
    for (auto& error : problem.errors)
        for (const std::string_view script : {"_ar", "_latin"})
            if (error.pointer.ends_with("_name" + std::string(script)))
                error.pointer.resize(error.pointer.size() - script.size());
    return problem;
}

Result<PersonDraft> checked_person(const SelfDraft& draft, core::Date today)
{
    if (!draft.consent.given)
        return core::fail(core::problems::invalid("/consent/given", "consent_missing"));
    if (draft.consent.notice_version != privacy_notice(draft.consent.language).version)
        return core::fail(core::problems::conflict("notice_changed"));
    auto person = person_of(draft);
    auto fields = checked(person, today);
    if (!fields)
        return core::fail(as_she_typed(std::move(fields).error()));
    static_cast<PersonFields&>(person) = std::move(*fields);
    return person;
}

/// By address; by phone from one address; and by phone from anywhere, where the limit differs from
/// phone to phone and day to day in a way that nobody can foresee: whoever tries how many
/// registrations it takes does not learn whether its owner made one of them.
Result<std::vector<Limit>> limits_of(const Settings& settings, std::string_view phone,
                                     std::string_view address, core::Date today)
{
    const auto digest = [&](std::string_view purpose, std::string text) {
        return identity::keyed_digest(settings, purpose, std::move(text));
    };
    const std::string both = std::string(phone) + '\n' + std::string(address);
    const auto of_the_day =
        TRY(digest("self-limit-share", std::string(phone) + '\n' + today.to_iso()));
    const std::int64_t more = of_the_day.front() % 16; // NOLINT: a hexadecimal digit
    return std::vector<Limit>{
        {TRY(digest("self-address", std::string(address))), kMostOfAddress, kAddressIn},
        {TRY(digest("self-phone-address", both)), kMostOfPhone, kPhoneIn},
        {TRY(digest("self-phone", std::string(phone))), kMostOfPhoneAnywhere + more, kPhoneIn}};
}

/// The text without what a device does not keep: sent again after the page was closed, it lacks
/// these.
Result<Sending> sending_of(const Settings& settings, const Request& request, SelfDraft draft)
{
    const auto key = request.header("Idempotency-Key");
    if (key.size() > kKeyLimit)
        return core::fail(core::problems::malformed("idempotency_key"));
    draft.national_id.reset();
    draft.consent = {};
    Sending sending{.text =
                        TRY(identity::keyed_digest(settings, "self-text", core::json_text(draft)))};
    if (!key.empty())
        sending.key = TRY(identity::keyed_digest(settings, "self-key", std::string(key)));
    return sending;
}

Result<Application> application_of(Services& services, const Request& request,
                                   const SelfDraft& draft, Proof proof, Sending sending)
{
    const auto today = services.clock.today();
    auto person = TRY(checked_person(draft, today));
    auto limits = TRY(limits_of(services.settings, *person.phone,
                                identity::client_address(services.settings, request), today));
    return Application{.consent = draft.consent,
                       .person = std::move(person),
                       .proof = std::move(proof),
                       .limits = std::move(limits),
                       .sending = std::move(sending)};
}

/// Refused before the register is searched, which costs more than all else.
Result<void> require_room(Services& services, const Application& application)
{
    return services.database.read([&](db::Reader& reader) -> Result<void> {
        for (const auto& limit : application.limits)
            TRY(require_below(reader, limit, services.clock.now()));
        return require_open_to_all(reader, application.person.edition_id, services.clock.today());
    });
}

Result<void> count(WriteContext& context, const Application& application)
{
    const auto now = context.clock.now();
    if (!TRY(use_proof(context.writer, application.proof.digest, application.proof.expires_at)))
        return core::fail({.status = 403, .slug = "proof_used"});
    for (const auto& limit : application.limits)
        TRY(count_towards(context.writer, limit, now));
    TRY(forget_proofs(context.writer, now));
    TRY(forget_keys(context.writer, {now.milliseconds - kKeyFor.count()}));
    return forget_limits(context.writer, {now.milliseconds - kPhoneIn.count()});
}

/// Files that may be hers already wait, whoever they belong to, for somebody who may see both.
Result<void> queue_pairs(WriteContext& context, const PersonRow& registered,
                         const std::optional<PersonRow>& same_number,
                         const std::vector<LikelyMatch>& matches)
{
    const auto add = [&](const core::Id& other, double probability) -> Result<void> {
        const auto pair =
            new_pair(registered.id, other, probability, FoundIn::Entry, context.clock.now());
        if (TRY(insert_pair(context.writer, pair)))
            TRY(log_new(context, "duplicate_pair", pair));
        return {};
    };
    if (same_number)
        TRY(add(same_number->id, kSameNumber));
    for (const auto& [person, explanation] : matches)
        if (!same_number || person.id != same_number->id)
            TRY(add(person.id, explanation.probability()));
    return {};
}

Result<void> keep_consent(WriteContext& context, const Entered& entered, const SelfConsent& consent,
                          std::optional<std::string> claimed)
{
    const auto& notice = privacy_notice(consent.language);
    const SelfEntry entry{.id = core::Id::make(),
                          .person_id = entered.person.id,
                          .registration_id = entered.registration.id,
                          .notice_version = notice.version,
                          .language = consent.language,
                          .agreed_at = context.clock.now(),
                          .claimed_national_id = std::move(claimed)};
    TRY(keep_notice(context.writer, notice, entry.agreed_at));
    TRY(insert_self_entry(context.writer, entry));
    return log_new(context, "self_entry", entry);
}

/// Her number on her own phone: who lost the paper finds her file again.
Result<void> tell_reference(WriteContext& context, const Entered& entered)
{
    return tell_person(
        context, entered.person.id, place_of(entered.person),
        {.template_code = "registered", .occasion = "registered/" + entered.registration.id.str()});
}

/// A number is held by one file, so one that another holds stands beside hers until somebody has
/// looked at both.
Result<SelfKeyRow> enter_herself(WriteContext& context, const EntryCheck& check,
                                 const Application& application, const EntryLook& look)
{
    PersonDraft person = application.person;
    const auto matches = TRY(check.matches(context.writer, person, look, std::nullopt));
    std::optional<PersonRow> same_number;
    std::optional<std::string> claimed;
    if (person.national_id)
        same_number = TRY(find_person_by_national_id(context.reader, *person.national_id));
    if (same_number)
        claimed.swap(person.national_id);
    const auto entered = TRY(enter_person(context, person));
    TRY(keep_consent(context, entered, application.consent, std::move(claimed)));
    TRY(queue_pairs(context, entered.person, same_number, matches));
    TRY(tell_reference(context, entered));
    check.enter(entered.person.id, look);
    return SelfKeyRow{.digest = application.sending.key,
                      .person_id = entered.person.id,
                      .registration_id = entered.registration.id,
                      .reference = entered.person.reference,
                      .text_digest = application.sending.text,
                      .registered_at = entered.registration.registered_at};
}

Result<std::optional<SelfKeyRow>> registered_before(db::Reader& reader, const Sending& sending,
                                                    core::Instant now)
{
    if (sending.key.empty())
        return std::optional<SelfKeyRow>{};
    auto row = TRY(find_key(reader, sending.key));
    if (row && row->registered_at.plus(kKeyFor) <= now)
        row.reset();
    return row;
}

Result<SelfKeyRow> enter_once(Services& services, EntryCheck& check, const Application& application)
{
    const auto look = TRY(check.look(services.database, application.person));
    SelfKeyRow made;
    TRY(write_as(services, self_actor(), [&](WriteContext& context) -> Result<void> {
        TRY(EntryCheck::hold(context.writer, std::span(&look.keys, 1)));
        const auto now = context.clock.now();
        if (auto before = TRY(registered_before(context.writer, application.sending, now))) {
            made = std::move(*before);
            return {};
        }
        TRY(count(context, application));
        TRY(require_open_to_all(context.reader, application.person.edition_id,
                                context.clock.today()));
        made = TRY(enter_herself(context, check, application, look));
        return made.digest.empty() ? Result<void>{} : keep_key(context.writer, made);
    }));
    return made;
}

/// Of two at once with one national id or one key the second learns at the commit that it is taken;
/// when it is looked at again it is known, which the answer must not tell.
Result<SelfKeyRow> enter(Services& services, EntryCheck& check, const Application& application)
{
    auto entered = enter_once(services, check, application);
    if (!entered && entered.error().status == 409 &&
        entered.error().slug != "self_registration_closed")
        return enter_once(services, check, application);
    return entered;
}

Result<Response> answer_to(Services& services, const Sending& sending, const SelfKeyRow& made)
{
    const auto key =
        TRY(identity::seal(services.settings, kReceiptPurpose,
                           core::json_text(Made{made.person_id, made.registration_id})));
    return text_response(
        201, core::json_text(SelfRegistered{.reference = made.reference,
                                            .registered_at = made.registered_at,
                                            .receipt = "/api/v1/self/receipts/" + key,
                                            .pass = TRY(pass_for(services, made.person_id)),
                                            .earlier = made.text_digest != sending.text}));
}

} // namespace

Result<Response> show_self_opening(Context& context, const Request&)
{
    SelfOpening opening{.notice = privacy_notice(context.language),
                        .today = context.clock.today(),
                        .demonstration = context.services.settings.demonstration};
    opening.editions = TRY(editions_open_to_all(context.reader, opening.today));
    return ok(opening);
}

Result<Response> register_herself(EntryCheck& check, DirectContext& context,
                                  const std::shared_ptr<Request>& request)
{
    auto& services = context.services;
    auto proof = TRY(proof_of(services.settings, *request, services.clock.now()));
    const auto draft = TRY(body_of<SelfDraft>(*request));
    const auto sending = TRY(sending_of(services.settings, *request, draft));
    // Whatever has changed since, a registration whose answer was lost stands.
    if (const auto before = TRY(services.database.ask([&](db::Reader& reader) {
            return registered_before(reader, sending, services.clock.now());
        })))
        return answer_to(services, sending, *before);
    const auto application =
        TRY(application_of(services, *request, draft, std::move(proof), sending));
    TRY(require_room(services, application));
    return answer_to(services, sending, TRY(enter(services, check, application)));
}

Result<Response> open_receipt_once(DirectContext& context, const std::shared_ptr<Request>& request)
{
    auto& services = context.services;
    const auto plain =
        TRY(identity::unseal(services.settings, kReceiptPurpose, request->param("key")));
    if (!plain)
        return core::fail(core::problems::not_found());
    const auto made = TRY(core::from_json<Made>(TRY(core::parse_json(*plain))));
    TRY(services.database.write([&](db::Writer& writer) -> Result<void> {
        if (!TRY(open_receipt(writer, made.registration_id, services.clock.now())))
            return core::fail(core::problems::not_found());
        return {};
    }));
    return print_person_receipt(services, self_actor(), made.person_id);
}

} // namespace jisr::registry
