#include "modules/programmes/report_handlers.hpp"

#include "modules/programmes/progress_board.hpp"
#include "modules/programmes/report.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"
#include "service/export.hpp"

#include <sstream>

namespace jisr::programmes {

namespace {

using namespace service;
using core::Language;

/// The place that is asked for, or the one region that the reader sees at all. 422 for places that
/// are not there, 403 for those whose numbers she does not see.
Result<void> settle_place(ReportQuery& query, const Visibility& visible)
{
    TRY(territory::require_places(query.region, query.province));
    if (query.province) {
        const std::string region(territory::region_code_of(*query.province));
        if (query.region && *query.region != region)
            return core::fail(core::problems::invalid("?province", "place_elsewhere"));
        query.region = region;
    }
    if (!query.region && !visible.nation()) {
        for (const auto& region : territory::regions())
            if (visible.region(region.code)) {
                query.region = region.code;
                break;
            }
    }
    const bool seen = query.province ? visible.province(*query.region, *query.province)
                      : query.region ? visible.region(*query.region)
                                     : visible.nation();
    return seen ? Result<void>{} : core::fail(core::problems::forbidden());
}

Result<Report> read_report(DirectContext& context, const Request& request, ReportQuery query)
{
    const auto board = board_of(context.services);
    if (!board)
        return core::fail(core::problems::unavailable("the progress is not followed"));
    const auto id = TRY(path_id(request));
    Visibility visible;
    const auto edition =
        TRY(context.services.database.ask([&](db::Reader& reader) -> Result<Edition> {
            visible = TRY(visibility_of(context.actor, reader));
            TRY(settle_place(query, visible));
            return get_record<Edition>(reader, "edition", id);
        }));
    const auto year = year_of(edition, query.year, context.services.clock.today());
    const auto current = TRY(board->snapshot(id, year));
    const auto open = Openness::of(context.actor);
    const bool limited = !open.whole(query.province.value_or(query.region.value_or("")));
    const auto snapshot = limited ? TRY(board->told_to(open, current)) : current;
    const auto table = limited ? table_for(*snapshot, open) : nullptr;
    return report_of({id, year, snapshot->as_of, snapshot->today, snapshot->registrants,
                      snapshot->targets, table.get()},
                     query, [&](const std::string& code) {
                         const auto* region = territory::find_region(code);
                         return region != nullptr
                                    ? visible.region(code)
                                    : visible.province(
                                          std::string(territory::region_code_of(code)),
                                          std::string(territory::province_code_of(code)));
                     });
}

Result<Response> get_report(DirectContext& context, const std::shared_ptr<Request>& request)
{
    return ok(TRY(read_report(context, *request, TRY(from_query<ReportQuery>(*request)))));
}

struct ReportExportQuery : ReportQuery
{
    ExportFormat format = ExportFormat::Csv;

    static constexpr std::array kFields{
        core::field("region").length(2), core::field("province").length(6),
        core::field("year").range(2000, 2100), core::field("format").defaulted()};
};
BOOST_DESCRIBE_STRUCT(ReportExportQuery, (ReportQuery), (format))

/// A number of the report under the heading and the name that tell what it counts.
struct ReportLine
{
    std::string heading;
    std::string name;
    std::optional<std::int64_t> number;
    std::optional<std::int64_t> target;
    std::optional<double> rate; ///< in place of the number, in per cent
};

std::string place_name(const std::string& code, Language language)
{
    const auto name = [&](const auto* place) {
        return language == Language::Ar ? place->name_ar : place->name_fr;
    };
    if (const auto* region = territory::find_region(code))
        return name(region);
    if (const auto* province = territory::find_province(code))
        return name(province);
    if (const auto* commune = territory::find_commune(code))
        return name(commune);
    return core::text(language, "progress.nation");
}

void put_place(std::vector<ReportLine>& lines, const ReportPlace& place, Language language)
{
    const auto name = place_name(place.code, language);
    lines.push_back(
        {core::text(language, "progress.women"), name, place.women, place.women_target, {}});
    if (place.cooperatives) // else they have no such sort: of none is the number hidden
        lines.push_back({core::text(language, "progress.cooperatives"),
                         name,
                         place.cooperatives,
                         place.cooperatives_target,
                         {}});
}

void put_cells(std::vector<ReportLine>& lines, const std::vector<ReportCell>& cells,
               std::string_view heading, std::string_view list, Language language)
{
    for (const auto& cell : cells)
        lines.push_back({core::text(language, heading),
                         core::text(language, std::string(list).append(".").append(cell.code)),
                         cell.registered,
                         {},
                         {}});
}

/// The name tells whose rate it is, and who says so.
void put_activity(std::vector<ReportLine>& lines, const ActivityRate& activity, Language language)
{
    if (activity.year == 0)
        return;
    auto name = place_name(activity.place, language);
    if (activity.area)
        name +=
            " · " + core::text(language,
                               std::string("progress.area.").append(core::code_of(*activity.area)));
    name += " · " + activity.source;
    lines.push_back(
        {core::text(language, "progress.export.activity_women"), name, {}, {}, activity.women});
    lines.push_back(
        {core::text(language, "progress.export.activity_men"), name, {}, {}, activity.men});
}

tabular::Cell number_or_rate(const ReportLine& line, Language language)
{
    if (line.rate) {
        std::ostringstream text;
        text << *line.rate; // one decimal, as the census tells it
        return {text.str(), tabular::CellKind::Number};
    }
    return line.number ? number_cell(line.number)
                       : text_cell(core::text(language, "progress.hidden"));
}

std::vector<ReportLine> lines_of(const Report& report, Language language)
{
    std::vector<ReportLine> lines;
    put_place(lines, report.total, language);
    for (const auto& place : report.places)
        put_place(lines, place, language);
    put_activity(lines, report.activity, language);
    put_cells(lines, report.kinds, "progress.by_kind", "progress.kind", language);
    put_cells(lines, report.groups, "progress.by_group", "registry.priority_group", language);
    put_cells(lines, report.areas, "progress.by_area", "progress.area", language);
    put_cells(lines, report.disability, "progress.by_disability", "progress.disability", language);
    put_cells(lines, report.phases, "progress.by_phase", "registry.phase", language);
    for (const auto& point : report.trend) {
        lines.push_back(
            {core::text(language, "progress.women"), point.from.to_iso(), point.women, {}, {}});
        lines.push_back({core::text(language, "progress.cooperatives"),
                         point.from.to_iso(),
                         point.cooperatives,
                         {},
                         {}});
    }
    return lines;
}

constexpr ExportColumn<ReportLine> kColumns[] = {
    {"progress.export.heading", [](const ReportLine& l, Language) { return text_cell(l.heading); }},
    {"progress.export.name", [](const ReportLine& l, Language) { return text_cell(l.name); }},
    {"progress.export.number", number_or_rate},
    {"progress.export.target", [](const ReportLine& l, Language) { return number_cell(l.target); }},
};

Result<Response> export_report(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto query = TRY(from_query<ReportExportQuery>(*request));
    const ReportQuery& asked = query;
    const auto report = TRY(read_report(context, *request, asked));
    return export_file(
        context, {query.format, "export_report", "jisr-report-", core::to_json(asked).as_object()},
        [&](const Context& reading, tabular::SheetWriter& writer) -> Result<std::int64_t> {
            ExportSheet sheet(writer, kColumns, reading.language);
            for (const auto& line : lines_of(report, reading.language))
                if (!sheet.add(line))
                    break;
            return sheet.finish();
        });
}

} // namespace

Routes report_routes()
{
    const std::string report = "/api/v1/editions/{id}/report";
    auto read = direct<void, Report>("GET", report, Permission::ViewProgress,
                                     "Registrants by place, sort and time", get_report);
    read.query = query_parameters<ReportQuery>();
    auto file = direct<void, void>("GET", report + "/export", Permission::ViewProgress,
                                   "The same as CSV or XLSX", export_report)
                    .slow()
                    .answers(sheet_types());
    file.query = query_parameters<ReportExportQuery>();
    return {std::move(read), std::move(file)};
}

} // namespace jisr::programmes
