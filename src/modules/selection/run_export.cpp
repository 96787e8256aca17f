#include "modules/selection/handlers.hpp"
#include "modules/territory/territory.hpp"
#include "service/export.hpp"

namespace jisr::selection {

namespace {

using core::Language;
using service::ExportColumn;
using service::text_cell;

struct RunExportQuery
{
    service::ExportFormat format = service::ExportFormat::Xlsx;

    static constexpr std::array kFields{core::field("format").defaulted()};
};
BOOST_DESCRIBE_STRUCT(RunExportQuery, (), (format))

std::string quota_name(const EntryView& entry, Language language)
{
    const auto* province = territory::find_province(entry.quota);
    if (province == nullptr)
        return core::text(language, "selection.paper.whole_region");
    return language == Language::Ar ? province->name_ar : province->name_fr;
}

/// What the signed list holds, and how each stands today.
constexpr ExportColumn<EntryView> kColumns[] = {
    {"selection.paper.quota",
     [](const EntryView& e, Language l) { return text_cell(quota_name(e, l)); }},
    {"selection.paper.result",
     [](const EntryView& e, Language l) {
         return text_cell(core::text(l, e.seat != kNoSeat ? "selection.paper.selected"
                                                          : "selection.paper.waiting"));
     }},
    {"selection.paper.place",
     [](const EntryView& e, Language) { return service::number_cell(e.place); }},
    {"selection.paper.reference",
     [](const EntryView& e, Language) { return text_cell(e.reference); }},
    {"registry.name_ar",
     [](const EntryView& e, Language) {
         return text_cell(registry::full_name(e.given_name_ar, e.family_name_ar));
     }},
    {"registry.name_latin",
     [](const EntryView& e, Language) {
         return text_cell(registry::full_name(e.given_name_latin, e.family_name_latin));
     }},
    {"selection.paper.commune",
     [](const EntryView& e, Language l) {
         return service::place_cell(territory::find_commune(e.commune_code), l);
     }},
    {"selection.paper.score",
     [](const EntryView& e, Language) {
         return e.score ? tabular::Cell{score_text(*e.score, '.'), tabular::CellKind::Number}
                        : text_cell("");
     }},
    {"selection.paper.draw", [](const EntryView& e, Language) { return text_cell(e.draw); }},
    {"registry.phase",
     [](const EntryView& e, Language l) {
         return service::coded_cell(std::optional(e.phase), "registry.phase", l);
     }},
};

} // namespace

// GET /api/v1/selections/{id}/export
Result<Response> export_run(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto query = TRY(service::from_query<RunExportQuery>(*request));
    const auto id = TRY(service::path_id(*request));
    return service::export_file(
        context, {query.format, "export_selection", "jisr-selection-", {{"selection", id.str()}}},
        [&](const service::Context& reading, tabular::SheetWriter& writer) -> Result<std::int64_t> {
            const auto run = TRY(visible_run(reading.reader, reading.actor, *request));
            service::ExportSheet sheet(writer, kColumns, reading.language);
            auto entries = TRY(every_entry(reading.reader, run.id, order_for(reading.actor, run)));
            TRY(hide_sensitive(reading.actor, reading.reader, run, entries));
            for (const auto& entry : entries)
                if (!sheet.add(entry))
                    break;
            return sheet.finish();
        });
}

std::vector<service::QueryParameter> run_export_parameters()
{
    return service::query_parameters<RunExportQuery>();
}

} // namespace jisr::selection
