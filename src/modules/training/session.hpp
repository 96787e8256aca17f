#pragma once

#include "modules/registry/registry.hpp"

namespace jisr::training {

/// What a session is about.
enum class Subject { SoftSkills, Entrepreneurship, FindingPartners, DigitalTools, Other };
BOOST_DESCRIBE_ENUM(Subject, SoftSkills, Entrepreneurship, FindingPartners, DigitalTools, Other)

/// For whom a session is: never for both, and never changed.
enum class SessionAudience {
    Registrants, ///< who is selected is convoked
    Staff        ///< users of this system are invited
};
BOOST_DESCRIBE_ENUM(SessionAudience, Registrants, Staff)

struct SessionFields
{
    Subject subject = Subject::Other;
    std::string title_ar;
    std::string title_fr;
    std::optional<core::Id> given_by; ///< the partner who gives it
    std::string commune_code;         ///< where it is held
    std::optional<core::Id> centre_id;
    std::optional<std::string> place_ar; ///< the hall or address, as the letter says it
    std::optional<std::string> place_fr;
    core::Date held_on;
    std::string starts_at; ///< "09:30"
    std::optional<std::string> ends_at;
    std::optional<std::int64_t> capacity; ///< how many it has room for

    static constexpr std::string_view kRecord = "training.TrainingSessionFields";
    static constexpr std::array kFields{
        core::field("title_ar").length(150),    core::field("title_fr").length(150),
        core::field("commune_code").length(20), core::field("place_ar").length(200),
        core::field("place_fr").length(200),    core::field("starts_at").length(5),
        core::field("ends_at").length(5),       core::field("capacity").range(1, 5'000),
        core::field("audience").defaulted()};
};
BOOST_DESCRIBE_STRUCT(SessionFields, (),
                      (subject, title_ar, title_fr, given_by, commune_code, centre_id, place_ar,
                       place_fr, held_on, starts_at, ends_at, capacity))

struct SessionDraft : SessionFields
{
    SessionAudience audience = SessionAudience::Registrants;
    std::optional<core::Id>
        resit_of; ///< the session that those missed who are convoked to this one

    static constexpr std::string_view kRecord = "training.TrainingSessionDraft";
    static constexpr auto kFields = SessionFields::kFields;
};
BOOST_DESCRIBE_STRUCT(SessionDraft, (SessionFields), (audience, resit_of))

enum class SessionState { Planned, Cancelled };
BOOST_DESCRIBE_ENUM(SessionState, Planned, Cancelled)

/// A row of table training_session.
struct Session : SessionFields
{
    core::Id id;
    core::Id edition_id;
    std::string region_code;
    std::string province_code;
    SessionAudience audience = SessionAudience::Registrants;
    std::optional<core::Id> resit_of;
    SessionState state = SessionState::Planned;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "training.TrainingSession";

    [[nodiscard]] service::Place place() const
    {
        return {.region_code = region_code, .province_code = province_code, .centre_id = centre_id};
    }
};
BOOST_DESCRIBE_STRUCT(Session, (SessionFields),
                      (id, edition_id, region_code, province_code, audience, resit_of, state,
                       version))

/// A session with who gives it, and how many were convoked or invited and came.
struct CountedSession : Session
{
    std::optional<std::string> giver_ar;
    std::optional<std::string> giver_fr;
    std::int64_t convoked = 0;
    std::int64_t present = 0;
    std::int64_t absent = 0;
    std::int64_t excused = 0;
};
BOOST_DESCRIBE_STRUCT(CountedSession, (Session),
                      (giver_ar, giver_fr, convoked, present, absent, excused))

/// The same as somebody sees it. Held outside her scope, it is what those of the convoked whom she
/// may see are told of it, and its numbers are of them.
struct SessionView : CountedSession
{
    bool recordable = false; ///< she plans and notes it

    static constexpr std::string_view kRecord = "training.TrainingSessionView";
};
BOOST_DESCRIBE_STRUCT(SessionView, (CountedSession), (recordable))

/// Which sessions of an edition to list.
struct SessionQuery
{
    std::optional<Subject> subject;
    std::optional<SessionAudience> audience;

    static constexpr std::string_view kRecord = "training.SessionQuery";
};
BOOST_DESCRIBE_STRUCT(SessionQuery, (), (subject, audience))

enum class Attendance { Expected, Present, Excused, Absent };
BOOST_DESCRIBE_ENUM(Attendance, Expected, Present, Excused, Absent)

/// A row of table convocation.
struct ConvocationRow
{
    core::Id id;
    core::Id session_id;
    core::Id registration_id;
    core::Id person_id;
    Attendance attendance = Attendance::Expected;
    core::Instant convoked_at;
    std::string convoked_by_name;
    std::optional<core::Instant> noted_at;
    std::optional<std::string> noted_by_name;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "training.ConvocationRow";
};
BOOST_DESCRIBE_STRUCT(ConvocationRow, (),
                      (id, session_id, registration_id, person_id, attendance, convoked_at,
                       convoked_by_name, noted_at, noted_by_name, version))

/// Who is convoked, as the list of a session shows her.
struct Convocation
{
    core::Id id;
    core::Id registration_id;
    core::Id person_id;
    std::string reference;
    std::string full_name_ar;
    std::string full_name_latin;
    std::string commune_code;
    std::optional<std::string> phone;
    registry::Phase phase = registry::Phase::Selected;
    Attendance attendance = Attendance::Expected;
    core::Instant convoked_at;
    std::optional<core::Instant> noted_at;
    std::optional<std::string> noted_by_name;
    bool has_seat = true; ///< false: she withdrew or lost her place before she came

    static constexpr std::string_view kRecord = "training.Convocation";
};
BOOST_DESCRIBE_STRUCT(Convocation, (),
                      (id, registration_id, person_id, reference, full_name_ar, full_name_latin,
                       commune_code, phone, phase, attendance, convoked_at, noted_at, noted_by_name,
                       has_seat))

/// A convocation as the file of a registration shows it.
struct OwnConvocation
{
    core::Id id;
    core::Id session_id;
    std::string title_ar;
    std::string title_fr;
    std::string commune_code;
    std::optional<std::string> place_ar;
    std::optional<std::string> place_fr;
    core::Date held_on;
    std::string starts_at;
    SessionState state = SessionState::Planned;
    Attendance attendance = Attendance::Expected;

    static constexpr std::string_view kRecord = "training.OwnConvocation";
};
BOOST_DESCRIBE_STRUCT(OwnConvocation, (),
                      (id, session_id, title_ar, title_fr, commune_code, place_ar, place_fr,
                       held_on, starts_at, state, attendance))

/// Whom to convoke: those named, or everyone of a province who is selected and not convoked to a
/// session of the same title, those of its commune first; for a resit whoever missed the session.
/// While there is room.
struct ConvokeOrder
{
    std::vector<core::Id> registrations;
    bool everyone = false;

    static constexpr std::string_view kRecord = "training.ConvokeOrder";
    static constexpr std::array kFields{core::field("registrations").length(1000),
                                        core::field("everyone").defaulted()};
};
BOOST_DESCRIBE_STRUCT(ConvokeOrder, (), (registrations, everyone))

struct ConvokeOutcome
{
    std::int64_t convoked = 0;
    std::int64_t already = 0;            ///< had been convoked to the session before
    std::int64_t left = 0;               ///< for whom there is no room: a further session is wanted
    std::int64_t engaged = 0;            ///< who are in another session at these hours
    std::vector<core::Id> registrations; ///< those convoked

    static constexpr std::string_view kRecord = "training.ConvokeOutcome";
};
BOOST_DESCRIBE_STRUCT(ConvokeOutcome, (), (convoked, already, left, engaged, registrations))

/// Whose convocations are to be taken back.
struct UnconvokeOrder
{
    std::vector<core::Id> registrations;

    static constexpr std::string_view kRecord = "training.UnconvokeOrder";
    static constexpr std::array kFields{core::field("registrations").length(5000)};
};
BOOST_DESCRIBE_STRUCT(UnconvokeOrder, (), (registrations))

struct UnconvokeOutcome
{
    std::int64_t undone = 0;
    std::int64_t left = 0; ///< who was told since, or whose attendance is noted

    static constexpr std::string_view kRecord = "training.UnconvokeOutcome";
};
BOOST_DESCRIBE_STRUCT(UnconvokeOutcome, (), (undone, left))

/// A registration and whose it is, where somebody has to look after her.
struct NamedRegistration
{
    core::Id registration_id;
    std::string reference;
    std::string full_name_ar;
    std::string full_name_latin;

    static constexpr std::string_view kRecord = "training.NamedRegistration";
};
BOOST_DESCRIBE_STRUCT(NamedRegistration, (),
                      (registration_id, reference, full_name_ar, full_name_latin))

/// What convoking would do, and for whom something else must be done.
struct ConvokePreview : ConvokeOutcome
{
    std::vector<NamedRegistration> unreached; ///< of those convoked; no message reaches them
    std::vector<NamedRegistration> elsewhere; ///< left out: in another session at these hours

    static constexpr std::string_view kRecord = "training.ConvokePreview";
};
BOOST_DESCRIBE_STRUCT(ConvokePreview, (ConvokeOutcome), (unreached, elsewhere))

struct AttendanceNote
{
    core::Id registration_id;
    Attendance attendance = Attendance::Expected;

    static constexpr std::string_view kRecord = "training.AttendanceNote";
};
BOOST_DESCRIBE_STRUCT(AttendanceNote, (), (registration_id, attendance))

struct AttendanceSheet
{
    std::vector<AttendanceNote> items;

    static constexpr std::string_view kRecord = "training.AttendanceSheet";
    static constexpr std::array kFields{core::field("items").length(1000)};
};
BOOST_DESCRIBE_STRUCT(AttendanceSheet, (), (items))

/// Gives `session` what the fields say and the place that follows from its commune. What is wrong
/// with them: an unknown commune, a time that is none, an end before the beginning, or a day before
/// `today`.
std::vector<core::FieldError> apply(const SessionFields& fields, Session& session,
                                    core::Date today);

/// Whether two sessions of one day take place at the same time. Of one whose end nobody knows, only
/// its beginning counts.
bool overlap(std::string_view starts_at, const std::optional<std::string>& ends_at,
             std::string_view other_starts_at, const std::optional<std::string>& other_ends_at);

/// 409 for a session of the others: registrants are not convoked to one of staff, nor staff invited
/// to one of registrants.
core::Result<void> require_audience(const Session& session, SessionAudience audience);
/// 409 for a session that is cancelled or was before `today`: nobody is asked to come any more.
core::Result<void> require_coming(const Session& session, core::Date today);
/// 409 before the day of the session.
core::Result<void> require_held(const Session& session, core::Date today);

} // namespace jisr::training
