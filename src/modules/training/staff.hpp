#pragma once

#include "modules/training/session.hpp"

/// Sessions for the users of this system: who may be invited, who is, and who came.
namespace jisr::training {

/// Who is trained: those who meet the registrants, and who leads a centre.
enum class StaffRole {
    CentreDirector,
    RegistrationAgent,
    SocialWorker,
    Trainer,
    AccompanimentOfficer
};
BOOST_DESCRIBE_ENUM(StaffRole, CentreDirector, RegistrationAgent, SocialWorker, Trainer,
                    AccompanimentOfficer)

/// From how far around the session.
enum class InviteArea { Region, Province };
BOOST_DESCRIBE_ENUM(InviteArea, Region, Province)

struct CandidateQuery
{
    std::optional<StaffRole> role;
    InviteArea area = InviteArea::Region;

    static constexpr std::string_view kRecord = "training.StaffCandidateQuery";
    static constexpr std::array kFields{core::field("area").defaulted()};
};
BOOST_DESCRIBE_STRUCT(CandidateQuery, (), (role, area))

/// A user who may be invited to a session.
struct StaffCandidate
{
    core::Id user_id;
    std::string full_name;
    StaffRole role = StaffRole::RegistrationAgent;
    std::string workplace_ar; ///< the place of that role
    std::string workplace_fr;
    bool invited = false;

    static constexpr std::string_view kRecord = "training.StaffCandidate";
    static constexpr std::array kFields{core::field("full_name").personal()};
};
BOOST_DESCRIBE_STRUCT(StaffCandidate, (),
                      (user_id, full_name, role, workplace_ar, workplace_fr, invited))

/// A row of table staff_invitation.
struct InvitationRow
{
    core::Id id;
    core::Id session_id;
    core::Id user_id;
    StaffRole role = StaffRole::RegistrationAgent;
    std::string workplace_ar;
    std::string workplace_fr;
    Attendance attendance = Attendance::Expected;
    core::Instant invited_at;
    std::string invited_by_name;
    std::optional<core::Instant> noted_at;
    std::optional<std::string> noted_by_name;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "training.StaffInvitationRow";
};
BOOST_DESCRIBE_STRUCT(InvitationRow, (),
                      (id, session_id, user_id, role, workplace_ar, workplace_fr, attendance,
                       invited_at, invited_by_name, noted_at, noted_by_name, version))

/// Who is invited, as those who record the training see her.
struct StaffInvitation
{
    core::Id id;
    core::Id user_id;
    std::string full_name;
    StaffRole role = StaffRole::RegistrationAgent;
    std::string workplace_ar;
    std::string workplace_fr;
    Attendance attendance = Attendance::Expected;
    core::Instant invited_at;
    std::optional<core::Instant> noted_at;
    std::optional<std::string> noted_by_name;

    static constexpr std::string_view kRecord = "training.StaffInvitation";
    static constexpr std::array kFields{core::field("full_name").personal()};
};
BOOST_DESCRIBE_STRUCT(StaffInvitation, (),
                      (id, user_id, full_name, role, workplace_ar, workplace_fr, attendance,
                       invited_at, noted_at, noted_by_name))

/// Whom to invite: those named, or everyone of the area, of one role or of all. While there is
/// room.
struct InviteOrder
{
    std::vector<core::Id> users;
    bool everyone = false;
    std::optional<StaffRole> role;
    InviteArea area = InviteArea::Region;

    static constexpr std::string_view kRecord = "training.InviteOrder";
    static constexpr std::array kFields{core::field("users").length(1000),
                                        core::field("everyone").defaulted(),
                                        core::field("area").defaulted()};
};
BOOST_DESCRIBE_STRUCT(InviteOrder, (), (users, everyone, role, area))

struct InviteOutcome
{
    std::int64_t invited = 0;
    std::int64_t already = 0; ///< had been invited to the session before
    std::int64_t left = 0;    ///< for whom there is no room

    static constexpr std::string_view kRecord = "training.InviteOutcome";
};
BOOST_DESCRIBE_STRUCT(InviteOutcome, (), (invited, already, left))

struct StaffAttendanceNote
{
    core::Id user_id;
    Attendance attendance = Attendance::Expected;

    static constexpr std::string_view kRecord = "training.StaffAttendanceNote";
};
BOOST_DESCRIBE_STRUCT(StaffAttendanceNote, (), (user_id, attendance))

struct StaffAttendanceSheet
{
    std::vector<StaffAttendanceNote> items;

    static constexpr std::string_view kRecord = "training.StaffAttendanceSheet";
    static constexpr std::array kFields{core::field("items").length(1000)};
};
BOOST_DESCRIBE_STRUCT(StaffAttendanceSheet, (), (items))

/// A training of one's own.
struct OwnTraining
{
    core::Id id;
    core::Id session_id;
    Subject subject = Subject::Other;
    std::string title_ar;
    std::string title_fr;
    std::optional<std::string> giver_ar;
    std::optional<std::string> giver_fr;
    std::string commune_code;
    std::optional<std::string> place_ar;
    std::optional<std::string> place_fr;
    core::Date held_on;
    std::string starts_at;
    std::optional<std::string> ends_at;
    SessionState state = SessionState::Planned;
    Attendance attendance = Attendance::Expected;

    static constexpr std::string_view kRecord = "training.OwnTraining";
};
BOOST_DESCRIBE_STRUCT(OwnTraining, (),
                      (id, session_id, subject, title_ar, title_fr, giver_ar, giver_fr,
                       commune_code, place_ar, place_fr, held_on, starts_at, ends_at, state,
                       attendance))

} // namespace jisr::training
