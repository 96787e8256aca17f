#pragma once

#include "modules/convergence/list_desk.hpp"
#include "modules/convergence/participant_store.hpp"
#include "service/export.hpp"

namespace jisr::convergence {

struct ListQuery
{
    core::Id programme;
    std::optional<std::int64_t> year;  ///< this one when not said
    std::optional<std::string> region; ///< where it is handed over; the actor's own
    std::optional<std::string> province;

    static constexpr std::string_view kRecord = "convergence.ListUpload";
    static constexpr std::array kFields{core::field("year").range(2000, 2100)};
};
BOOST_DESCRIBE_STRUCT(ListQuery, (), (programme, year, region, province))

struct RowQuery
{
    std::optional<ListOutcome> outcome;
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "convergence.ListRowQuery";
    static constexpr std::array kFields{core::field("limit").range(1, 200).defaulted()};
};
BOOST_DESCRIBE_STRUCT(RowQuery, (), (outcome, cursor, limit))

/// Which of the likely registrants it is.
struct SameChoice
{
    core::Id person_id;

    static constexpr std::string_view kRecord = "convergence.SameRegistrant";
};
BOOST_DESCRIBE_STRUCT(SameChoice, (), (person_id))

/// A year of which lists say something.
struct ListedYear
{
    std::int64_t year = 0;

    static constexpr std::string_view kRecord = "convergence.ListedYear";
};
BOOST_DESCRIBE_STRUCT(ListedYear, (), (year))

struct TableQuery
{
    std::optional<std::int64_t> year; ///< else all together

    static constexpr std::string_view kRecord = "convergence.TableQuery";
    static constexpr std::array kFields{core::field("year").range(2000, 2100)};
};
BOOST_DESCRIBE_STRUCT(TableQuery, (), (year))

struct TableExportQuery : TableQuery
{
    service::ExportFormat format = service::ExportFormat::Csv;

    static constexpr std::string_view kRecord = "convergence.TableExport";
    static constexpr std::array kFields{core::field("year").range(2000, 2100),
                                        core::field("format").defaulted()};
};
BOOST_DESCRIBE_STRUCT(TableExportQuery, (TableQuery), (format))

/// Those of the query, all at once.
struct ParticipantExportQuery : WhichParticipants
{
    service::ExportFormat format = service::ExportFormat::Csv;

    static constexpr std::string_view kRecord = "convergence.ParticipantExport";
    static constexpr auto kFields =
        core::with_field(WhichParticipants::kFields, core::field("format").defaulted());
};
BOOST_DESCRIBE_STRUCT(ParticipantExportQuery, (WhichParticipants), (format))

using service::Context;
using service::DirectContext;
using service::Request;
using service::Response;
using service::WriteContext;

Result<Response> upload_list(ListDesk& desk, DirectContext& context, const Request& request);
Result<Response> show_lists(Context& context, const Request& request);
Result<Response> show_list(Context& context, const Request& request);
Result<Response> show_rows(Context& context, const Request& request, const RowQuery& query);
Result<Response> row_is_hers(WriteContext& context, const Request& request,
                             const SameChoice& choice);
Result<Response> row_is_nobody(WriteContext& context, const Request& request);
Result<Response> undo_row(WriteContext& context, const Request& request);
Result<Response> close(WriteContext& context, const Request& request);
Result<Response> remove(ListDesk& desk, WriteContext& context, const Request& request);

Result<Response> show_own(Context& context, const Request& request);

Result<Response> show_participants(Context& context, const Request& request,
                                   const ParticipantQuery& query);
/// GET /convergence/participants/export
Result<Response> export_participants(DirectContext& context,
                                     const std::shared_ptr<Request>& request);
Result<Response> show_years(Context& context, const Request& request);
Result<Response> show_table(Context& context, const Request& request, const TableQuery& query);
Result<Response> export_table(DirectContext& context, const std::shared_ptr<Request>& request);

} // namespace jisr::convergence
