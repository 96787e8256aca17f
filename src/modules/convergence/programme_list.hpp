#pragma once

#include "modules/convergence/other_programme.hpp"

namespace jisr::convergence {

/// Running: rows are being looked up. Open: people decide. Closed: what it said is forgotten.
/// Removed: taken back with all that came of it.
enum class ListState { Running, Open, Closed, Failed, Removed };
BOOST_DESCRIBE_ENUM(ListState, Running, Open, Closed, Failed, Removed)

/// What could not be read in a row.
struct LeftOut
{
    std::int64_t row = 0;
    std::string field; ///< an import field
    std::string code;  ///< text key "error.<code>"

    static constexpr std::string_view kRecord = "convergence.LeftOut";
};
BOOST_DESCRIBE_STRUCT(LeftOut, (), (row, field, code))

/// So many are told of one list: more is a list that was made wrong.
inline constexpr std::size_t kMostLeftOut = 100;

/// A row of table programme_list.
struct ListRecord
{
    core::Id id;
    core::Id programme_id;
    std::int64_t year = 0;
    std::string file_name;
    std::string file_digest;
    std::string region_code; ///< where it was handed over; empty: the whole nation
    std::string province_code;
    std::optional<core::Id> centre_id;
    ListState state = ListState::Running;
    std::vector<registry::ImportColumn> columns;
    std::int64_t rows_total = 0;
    std::int64_t rows_done = 0;
    std::int64_t last_row = 0;
    std::int64_t unread = 0;       ///< rows that tell nobody
    std::vector<LeftOut> left_out; ///< the first kMostLeftOut of them
    std::optional<std::string> problem;
    core::Instant started_at;
    std::optional<core::Instant> finished_at;
    std::string started_by;
    std::string started_by_name;
    std::vector<registry::HeldRole> started_as;
    std::int64_t version = 1;

    [[nodiscard]] service::Place place() const
    {
        return {.region_code = region_code, .province_code = province_code, .centre_id = centre_id};
    }

    /// What places are sought within.
    [[nodiscard]] const std::string& within() const
    {
        return province_code.empty() ? region_code : province_code;
    }
};
BOOST_DESCRIBE_STRUCT(ListRecord, (),
                      (id, programme_id, year, file_name, file_digest, region_code, province_code,
                       centre_id, state, columns, rows_total, rows_done, last_row, unread, left_out,
                       problem, started_at, finished_at, started_by, started_by_name, started_as,
                       version))

/// What became of a row. Sure: matched without asking. Same, nobody: as a person decided.
enum class ListOutcome { Sure, Open, Same, Nobody };
BOOST_DESCRIBE_ENUM(ListOutcome, Sure, Open, Same, Nobody)

/// What a row says of a woman, for who compares; the national id stands in the reasons alone.
struct Said
{
    std::string full_name_ar;
    std::string full_name_latin;
    std::optional<core::Date> birth_date;
    std::optional<std::int64_t> birth_year;
    std::optional<std::string> phone;
    std::string place_code; ///< commune or province

    static constexpr std::string_view kRecord = "convergence.SaidInList";
};
BOOST_DESCRIBE_STRUCT(Said, (),
                      (full_name_ar, full_name_latin, birth_date, birth_year, phone, place_code))

/// A row of table programme_list_row.
struct RowRecord
{
    core::Id list_id;
    std::int64_t row = 0;
    ListOutcome outcome = ListOutcome::Open;
    std::string place_code;
    std::optional<core::Id> person_id;
    std::vector<registry::Likeness> likely;
    std::optional<std::string> benefit;
    std::optional<std::string> progress;
    std::optional<Said> said;
    std::optional<std::string> decided_by_name;
    std::optional<core::Instant> decided_at;

    [[nodiscard]] bool is_matched() const
    {
        return outcome == ListOutcome::Sure || outcome == ListOutcome::Same;
    }
};
BOOST_DESCRIBE_STRUCT(RowRecord, (),
                      (list_id, row, outcome, place_code, person_id, likely, benefit, progress,
                       said, decided_by_name, decided_at))

/// A row of table participation.
struct Participation
{
    core::Id id;
    core::Id person_id;
    core::Id programme_id;
    std::int64_t year = 0;
    std::optional<std::string> benefit;
    std::optional<std::string> progress;
    core::Id list_id;
    std::int64_t row = 0;
    std::string found_by_name;
    core::Instant found_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Participation, (),
                      (id, person_id, programme_id, year, benefit, progress, list_id, row,
                       found_by_name, found_at, version))

/// How many of those whom a list names are not registered, in one place.
struct UnknownCount
{
    std::string place_code; ///< commune or province; empty: the list does not say
    std::int64_t persons = 0;

    static constexpr std::string_view kRecord = "convergence.UnknownCount";
};
BOOST_DESCRIBE_STRUCT(UnknownCount, (), (place_code, persons))

/// How the rows of a list stand.
struct ListCounts
{
    std::int64_t sure = 0;
    std::int64_t same = 0;
    std::int64_t open = 0;
    std::int64_t nobody = 0;  ///< as a person decided
    std::int64_t unknown = 0; ///< not registered, "nobody" among them

    static constexpr std::string_view kRecord = "convergence.ListCounts";
};
BOOST_DESCRIBE_STRUCT(ListCounts, (), (sure, same, open, nobody, unknown))

/// A list as it is shown.
struct ShownList
{
    core::Id id;
    core::Id programme_id;
    std::int64_t year = 0;
    std::string file_name;
    std::string region_code;
    std::string province_code;
    ListState state = ListState::Running;
    std::vector<registry::ImportColumn> columns;
    std::int64_t rows_total = 0;
    std::int64_t rows_done = 0;
    std::int64_t unread = 0;
    std::vector<LeftOut> left_out;
    ListCounts counts;
    std::vector<UnknownCount> unknown; ///< by province, of one list alone
    std::optional<std::string> problem;
    std::optional<std::string> problem_title; ///< in the reader's language
    core::Instant started_at;
    std::optional<core::Instant> finished_at;
    std::string started_by_name;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "convergence.ProgrammeList";
};
BOOST_DESCRIBE_STRUCT(ShownList, (),
                      (id, programme_id, year, file_name, region_code, province_code, state,
                       columns, rows_total, rows_done, unread, left_out, counts, unknown, problem,
                       problem_title, started_at, finished_at, started_by_name, version))

/// A row as it is shown: the files that may be hers as far as the reader may know of them; of a
/// matched one her file.
struct ShownRow
{
    std::int64_t row = 0;
    ListOutcome outcome = ListOutcome::Open;
    std::optional<Said> said;
    std::vector<registry::Match> matches;
    std::optional<std::string> benefit;
    std::optional<std::string> progress;
    std::optional<std::string> decided_by_name;
    std::optional<core::Instant> decided_at;

    static constexpr std::string_view kRecord = "convergence.ProgrammeListRow";
};
BOOST_DESCRIBE_STRUCT(ShownRow, (),
                      (row, outcome, said, matches, benefit, progress, decided_by_name, decided_at))

/// Where one of the lists says that she takes part.
struct Source
{
    core::Id list_id;
    std::string file_name;
    std::int64_t row = 0;
    std::optional<std::string> benefit;
    std::optional<std::string> progress;
    std::string found_by_name;
    core::Instant found_at;

    static constexpr std::string_view kRecord = "convergence.ParticipationSource";
};
BOOST_DESCRIBE_STRUCT(Source, (),
                      (list_id, file_name, row, benefit, progress, found_by_name, found_at))

/// A woman's place in another programme in one year, however many lists say so.
struct OwnParticipation
{
    core::Id programme_id;
    std::string code;
    std::string name_ar;
    std::string name_fr;
    std::string holder_ar;
    std::string holder_fr;
    std::int64_t year = 0;
    std::vector<Source> sources;

    static constexpr std::string_view kRecord = "convergence.OwnParticipation";
};
BOOST_DESCRIBE_STRUCT(OwnParticipation, (),
                      (programme_id, code, name_ar, name_fr, holder_ar, holder_fr, year, sources))

/// From this probability on nobody is asked, if no other file comes near.
inline constexpr double kSure = 0.99;

/// The file that a row is of without asking: the only one that resembles it, for certain or with
/// the same national id. A card number with another woman's name was mistyped. Nor is a name
/// enough, however rare in the register: lists name whole towns, and most of these are not
/// registered, so the day of birth, the phone or the card must agree too. `likely` is sorted.
std::optional<core::Id> sure_match(const std::vector<registry::Likeness>& likely);

} // namespace jisr::convergence
