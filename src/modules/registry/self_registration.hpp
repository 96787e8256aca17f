#pragma once

#include "modules/registry/attachment.hpp"
#include "modules/registry/person.hpp"
#include "modules/registry/self_notice.hpp"

/// What a woman who registers herself sends and sees. The least that serves: the rest is asked at a
/// centre.
namespace jisr::registry {

/// What an edition says of self-registration.
struct SelfSetting
{
    core::Id edition_id;
    bool open = false;                         ///< women may register themselves
    std::vector<AttachmentKind> wanted_papers; ///< asked of whoever is registered
    std::int64_t version = 0;                  ///< 0: nothing was set yet

    static constexpr std::string_view kRecord = "registry.SelfSetting";
};
BOOST_DESCRIBE_STRUCT(SelfSetting, (), (edition_id, open, wanted_papers, version))

struct SelfSettingDraft
{
    bool open = false;
    std::vector<AttachmentKind> wanted_papers;

    static constexpr std::string_view kRecord = "registry.SelfSettingDraft";
    static constexpr std::array kFields{core::field("wanted_papers").length(5)};
};
BOOST_DESCRIBE_STRUCT(SelfSettingDraft, (), (open, wanted_papers))

/// An edition in which she may register herself.
struct SelfEdition
{
    core::Id id;
    std::string programme_name_ar;
    std::string programme_name_fr;
    std::string name_ar;
    std::string name_fr;
    core::Date ends_on; ///< the last day
    std::vector<AttachmentKind> wanted_papers;

    static constexpr std::string_view kRecord = "registry.SelfEdition";
};
BOOST_DESCRIBE_STRUCT(SelfEdition, (),
                      (id, programme_name_ar, programme_name_fr, name_ar, name_fr, ends_on,
                       wanted_papers))

/// What the page needs before the first question.
struct SelfOpening
{
    std::vector<SelfEdition> editions; ///< none: nothing is open now
    PrivacyNotice notice;
    core::Date today;
    bool demonstration = false;

    static constexpr std::string_view kRecord = "registry.SelfOpening";
};
BOOST_DESCRIBE_STRUCT(SelfOpening, (), (editions, notice, today, demonstration))

/// A commune as she chooses hers.
struct SelfCommune
{
    std::string code;
    std::string name_ar;
    std::string name_fr;

    static constexpr std::string_view kRecord = "registry.SelfCommune";
};
BOOST_DESCRIBE_STRUCT(SelfCommune, (), (code, name_ar, name_fr))

struct SelfCommuneQuery
{
    std::string province;

    static constexpr std::string_view kRecord = "registry.SelfCommuneQuery";
    static constexpr std::array kFields{core::field("province").length(20)};
};
BOOST_DESCRIBE_STRUCT(SelfCommuneQuery, (), (province))

/// Her consent as it was shown to her.
struct SelfConsent
{
    bool given = false;
    std::string notice_version;
    core::Language language = core::Language::Ar;

    static constexpr std::string_view kRecord = "registry.SelfConsent";
    static constexpr std::array kFields{core::field("notice_version").length(40)};
};
BOOST_DESCRIBE_STRUCT(SelfConsent, (), (given, notice_version, language))

struct SelfDraft
{
    core::Id edition_id;
    std::string given_name; ///< with the family name in Arabic or in Latin letters
    std::string family_name;
    Sex sex = Sex::Female; ///< persons with disabilities are registrants too, men among them
    std::optional<bool> disability_declared;
    std::optional<core::Date> birth_date;
    std::optional<std::int64_t> birth_year; ///< alone when she does not know the day
    std::string commune_code;
    std::optional<std::string> locality;
    std::string phone;
    std::optional<std::string> national_id;
    std::optional<WorkSituation> work_situation;
    Participation participation = Participation::Individual;
    std::optional<std::string> project_idea;
    SelfConsent consent;

    static constexpr std::string_view kRecord = "registry.SelfDraft";
    static constexpr std::array kFields{core::field("given_name").length(80).personal(),
                                        core::field("family_name").length(80).personal(),
                                        core::field("sex").defaulted(),
                                        core::field("disability_declared").sensitive(),
                                        core::field("birth_date").personal(),
                                        core::field("birth_year").range(1900, 2100),
                                        core::field("commune_code").length(20),
                                        core::field("locality").length(120).personal(),
                                        core::field("phone").length(30).personal(),
                                        core::field("national_id").length(20).sensitive(),
                                        core::field("participation").defaulted(),
                                        core::field("project_idea").length(1000).lines()};
};
BOOST_DESCRIBE_STRUCT(SelfDraft, (),
                      (edition_id, given_name, family_name, sex, disability_declared, birth_date,
                       birth_year, commune_code, locality, phone, national_id, work_situation,
                       participation, project_idea, consent))

/// What opens her file for a while: kept in the page's memory alone, sent as header X-File.
struct SelfPass
{
    std::string token;
    core::Instant expires_at;

    static constexpr std::string_view kRecord = "registry.SelfPass";
};
BOOST_DESCRIBE_STRUCT(SelfPass, (), (token, expires_at))

/// The answer to her registration.
struct SelfRegistered
{
    std::string reference;
    core::Instant registered_at;
    std::string receipt; ///< path of the receipt, which opens once
    SelfPass pass;
    bool earlier = false; ///< registered by an earlier sending, whose text was another

    static constexpr std::string_view kRecord = "registry.SelfRegistered";
};
BOOST_DESCRIBE_STRUCT(SelfRegistered, (), (reference, registered_at, receipt, pass, earlier))

/// What she says to see her file: the whole birth date, or, because years are guessed soon, the
/// year with the end of her phone number.
struct SelfKey
{
    std::string reference;
    std::optional<core::Date> birth_date;
    std::optional<std::int64_t> birth_year;
    std::optional<std::string> phone_end; ///< the last four digits

    static constexpr std::string_view kRecord = "registry.SelfKey";
    static constexpr std::array kFields{
        core::field("reference").length(30), core::field("birth_date").personal(),
        core::field("birth_year").range(1900, 2100), core::field("phone_end").length(4).personal()};
};
BOOST_DESCRIBE_STRUCT(SelfKey, (), (reference, birth_date, birth_year, phone_end))

/// At the centre: what became of it is told in person.
enum class SelfState { Active, Withdrawn, AtCentre };
BOOST_DESCRIBE_ENUM(SelfState, Active, Withdrawn, AtCentre)

/// Her place in an edition.
struct SelfPlace
{
    core::Id id;
    std::string programme_name_ar;
    std::string programme_name_fr;
    std::string edition_name_ar;
    std::string edition_name_fr;
    std::string phase; ///< code of a Phase, or "withdrawn"
    core::Instant registered_at;
    bool may_decline = false; ///< she can still leave this edition herself

    static constexpr std::string_view kRecord = "registry.SelfPlace";
};
BOOST_DESCRIBE_STRUCT(SelfPlace, (),
                      (id, programme_name_ar, programme_name_fr, edition_name_ar, edition_name_fr,
                       phase, registered_at, may_decline))

/// A paper in her file, as far as she is reminded of it.
struct SelfPaper
{
    core::Id id;
    AttachmentKind kind = AttachmentKind::Other;
    core::Instant created_at;
    bool own = false; ///< she added it herself, and may remove it

    static constexpr std::string_view kRecord = "registry.SelfPaper";
};
BOOST_DESCRIBE_STRUCT(SelfPaper, (), (id, kind, created_at, own))

/// Her file as she sees it on a phone that others may hold too: nothing that says more of her than
/// where she stands.
struct SelfFile
{
    std::string reference;
    std::string given_name;
    SelfState state = SelfState::Active;
    bool may_restore = false;             ///< she withdrew herself a while ago
    std::optional<std::string> phone_end; ///< the last two digits
    std::vector<SelfPlace> places;
    std::vector<SelfPaper> papers;
    std::vector<AttachmentKind> missing_papers;

    static constexpr std::string_view kRecord = "registry.SelfFile";
};
BOOST_DESCRIBE_STRUCT(SelfFile, (),
                      (reference, given_name, state, may_restore, phone_end, places, papers,
                       missing_papers))

/// Her file, and what opens it from now on.
struct SelfOpened
{
    SelfPass pass;
    SelfFile file;

    static constexpr std::string_view kRecord = "registry.SelfOpened";
};
BOOST_DESCRIBE_STRUCT(SelfOpened, (), (pass, file))

struct SelfPhone
{
    std::string phone;

    static constexpr std::string_view kRecord = "registry.SelfPhone";
    static constexpr std::array kFields{core::field("phone").length(30).personal()};
};
BOOST_DESCRIBE_STRUCT(SelfPhone, (), (phone))

struct SelfWithdrawal
{
    std::optional<std::string> reason;

    static constexpr std::string_view kRecord = "registry.SelfWithdrawal";
    static constexpr std::array kFields{core::field("reason").length(500).lines()};
};
BOOST_DESCRIBE_STRUCT(SelfWithdrawal, (), (reason))

/// What staff see of it beside the file: the consent as it was given, and the national id that
/// another file holds.
struct SelfEntry
{
    core::Id id;
    core::Id person_id;
    core::Id registration_id;
    std::string notice_version;
    core::Language language = core::Language::Ar;
    core::Instant agreed_at;
    std::optional<std::string> claimed_national_id;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "registry.SelfEntry";
    static constexpr std::array kFields{core::field("claimed_national_id").sensitive()};
};
BOOST_DESCRIBE_STRUCT(SelfEntry, (),
                      (id, person_id, registration_id, notice_version, language, agreed_at,
                       claimed_national_id, version))

/// The same with the notice, word for word as it was shown.
struct SelfEntryShown : SelfEntry
{
    std::optional<PrivacyNotice> notice;

    static constexpr std::string_view kRecord = "registry.SelfEntryShown";
};
BOOST_DESCRIBE_STRUCT(SelfEntryShown, (SelfEntry), (notice))

/// Who did it, in the change log.
const service::Actor& self_actor();

} // namespace jisr::registry
