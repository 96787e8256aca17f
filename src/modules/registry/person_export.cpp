#include "modules/registry/person_export.hpp"

#include "modules/territory/territory.hpp"
#include "service/export.hpp"

namespace jisr::registry {

namespace {

using namespace service;
using tabular::Cell;

struct ExportQuery : WhichPersons
{
    ExportFormat format = ExportFormat::Csv;

    static constexpr auto kFields =
        core::with_field(WhichPersons::kFields, core::field("format").defaulted());
};
BOOST_DESCRIBE_STRUCT(ExportQuery, (WhichPersons), (format))

Cell birth_cell(const PersonRow& person)
{
    if (person.birth_date)
        return date_cell(person.birth_date);
    return number_cell(person.birth_year);
}

/// What leaves the system: what a list is worked with. What is sensitive (health, family, national
/// id) stays inside.
constexpr ExportColumn<PersonRow> kColumns[] = {
    {"registry.reference", [](const PersonRow& p, core::Language) { return Cell{p.reference}; }},
    {"registry.given_name_ar",
     [](const PersonRow& p, core::Language) { return text_cell(p.given_name_ar); }},
    {"registry.family_name_ar",
     [](const PersonRow& p, core::Language) { return text_cell(p.family_name_ar); }},
    {"registry.given_name_latin",
     [](const PersonRow& p, core::Language) { return text_cell(p.given_name_latin); }},
    {"registry.family_name_latin",
     [](const PersonRow& p, core::Language) { return text_cell(p.family_name_latin); }},
    {"registry.sex",
     [](const PersonRow& p, core::Language l) {
         return coded_cell(std::optional(p.sex), "registry.sex", l);
     }},
    {"registry.birth_date", [](const PersonRow& p, core::Language) { return birth_cell(p); }},
    {"registry.phone", [](const PersonRow& p, core::Language) { return text_cell(p.phone); }},
    {"registry.language",
     [](const PersonRow& p, core::Language l) {
         return coded_cell(std::optional(p.language), "registry.language", l);
     }},
    {"registry.region",
     [](const PersonRow& p, core::Language l) {
         return place_cell(territory::find_region(p.region_code), l);
     }},
    {"registry.province",
     [](const PersonRow& p, core::Language l) {
         return place_cell(territory::find_province(p.province_code), l);
     }},
    {"registry.commune",
     [](const PersonRow& p, core::Language l) {
         return place_cell(territory::find_commune(p.commune_code), l);
     }},
    {"registry.locality", [](const PersonRow& p, core::Language) { return text_cell(p.locality); }},
    {"registry.schooling",
     [](const PersonRow& p, core::Language l) {
         return coded_cell(p.schooling, "registry.schooling", l);
     }},
    {"registry.work_situation",
     [](const PersonRow& p, core::Language l) {
         return coded_cell(p.work_situation, "registry.work_situation", l);
     }},
    {"registry.participation",
     [](const PersonRow& p, core::Language l) {
         return coded_cell(std::optional(p.participation), "registry.participation", l);
     }},
    {"registry.registered_at",
     [](const PersonRow& p, core::Language) {
         return date_cell(core::moroccan_day(p.registered_at));
     }},
    {"registry.state",
     [](const PersonRow& p, core::Language l) {
         return coded_cell(std::optional(p.state), "registry.registrant_state", l);
     }},
};

Result<Response> export_persons(DirectContext& context, PersonIndex& persons,
                                const std::shared_ptr<Request>& request)
{
    const auto query = TRY(from_query<ExportQuery>(*request));
    const WhichPersons& filters = query;
    return export_file(
        context, {query.format, "export_persons", "jisr-", core::to_json(filters).as_object()},
        [&](const Context& reading, tabular::SheetWriter& writer) -> Result<std::int64_t> {
            ExportSheet sheet(writer, kColumns, reading.language);
            TRY(each_person(reading, persons, filters,
                            [&](const PersonRow& person) { return sheet.add(person); }));
            return sheet.finish();
        });
}

} // namespace

Route person_export_route(const std::shared_ptr<PersonIndex>& persons)
{
    Route route = direct<void, void>(
                      "GET", "/api/v1/persons/export", Permission::ExportRegistrants,
                      "The persons of the list as CSV or XLSX",
                      [persons](DirectContext& context, const std::shared_ptr<Request>& request) {
                          return export_persons(context, *persons, request);
                      })
                      .slow()
                      .answers(sheet_types());
    route.query = query_parameters<ExportQuery>();
    return route;
}

} // namespace jisr::registry
