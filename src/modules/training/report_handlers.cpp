#include "modules/training/report_handlers.hpp"

#include "modules/programmes/programmes.hpp"
#include "modules/territory/territory.hpp"
#include "modules/training/reach.hpp"
#include "modules/training/report_store.hpp"
#include "service/crud.hpp"
#include "service/export.hpp"

namespace jisr::training {

namespace {

using namespace service;
using core::Language;
using tabular::Cell;

struct ReportExportQuery
{
    ExportFormat format = ExportFormat::Csv;

    static constexpr std::string_view kRecord = "training.TrainingReportExportQuery";
    static constexpr std::array kFields{core::field("format").defaulted()};
};
BOOST_DESCRIBE_STRUCT(ReportExportQuery, (), (format))

/// Registrants are seen by who may view them, names of staff by who records their training.
Permission sees(SessionAudience audience)
{
    return audience == SessionAudience::Staff ? Permission::RecordTraining
                                              : Permission::ViewRegistrants;
}

Result<std::vector<TrainingLine>> lines_for(const Context& context, const Request& request)
{
    const auto edition =
        TRY(get_record<programmes::Edition>(context.reader, "edition", TRY(path_id(request))));
    const auto reach = TRY(reach_of(context.reader, context.actor, Permission::ViewProgress));
    const ReportSight sight{
        [&](const std::string& region, const std::string& province) {
            return reach.covers(region, province);
        },
        [&](SessionAudience audience, const std::string& region, const std::string& province) {
            return context.actor.may(sees(audience),
                                     {.region_code = region, .province_code = province});
        }};
    return report_of(TRY(training_counts(context.reader, edition.id)), sight);
}

// GET /api/v1/editions/{id}/training-report
Result<Response> show_report(Context& context, const Request& request)
{
    Page<TrainingLine> page;
    page.items = TRY(lines_for(context, request));
    return ok(page);
}

Cell persons_cell(const std::optional<std::int64_t>& persons)
{
    return persons ? number_cell(persons) : Cell{"*"};
}

Cell region_cell(const TrainingLine& line, Language language)
{
    if (!line.region_code)
        return text_cell(core::text(language, "training.table.nation"));
    return place_cell(territory::find_region(*line.region_code), language);
}

Cell subject_cell(const TrainingLine& line, Language language)
{
    if (!line.subject)
        return text_cell(core::text(language, "training.table.all_subjects"));
    return coded_cell(line.subject, "training.subject", language);
}

constexpr ExportColumn<TrainingLine> kColumns[] = {
    {"training.audience",
     [](const TrainingLine& line, Language language) {
         return coded_cell(std::optional(line.audience), "training.session_audience", language);
     }},
    {"training.subject", subject_cell},
    {"registry.region", region_cell},
    {"registry.province",
     [](const TrainingLine& line, Language language) {
         return line.province_code
                    ? place_cell(territory::find_province(*line.province_code), language)
                    : Cell{};
     }},
    {"training.table.sessions",
     [](const TrainingLine& line, Language) { return number_cell(line.sessions); }},
    {"training.table.invited",
     [](const TrainingLine& line, Language) { return persons_cell(line.invited); }},
    {"training.table.present",
     [](const TrainingLine& line, Language) { return persons_cell(line.present); }},
};

// GET /api/v1/editions/{id}/training-report/export
Result<Response> export_report(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto query = TRY(from_query<ReportExportQuery>(*request));
    const auto edition = TRY(path_id(*request));
    return export_file(
        context,
        {query.format, "export_trainings", "jisr-trainings-", {{"edition", edition.str()}}},
        [&](const Context& reading, tabular::SheetWriter& writer) -> Result<std::int64_t> {
            const auto lines = TRY(lines_for(reading, *request));
            ExportSheet sheet(writer, kColumns, reading.language);
            for (const auto& line : lines)
                if (!sheet.add(line))
                    break;
            return sheet.finish();
        });
}

} // namespace

Routes report_routes()
{
    const std::string report = "/api/v1/editions/{id}/training-report";
    Routes routes;
    routes.push_back(items<TrainingLine>(report, Permission::ViewProgress,
                                         "Trainings of an edition by subject and territory",
                                         show_report));
    auto exporting = direct<void, void>("GET", report + "/export", Permission::ViewProgress,
                                        "The same as CSV or XLSX", export_report)
                         .slow()
                         .answers(sheet_types());
    exporting.query = query_parameters<ReportExportQuery>();
    routes.push_back(std::move(exporting));
    return routes;
}

} // namespace jisr::training
