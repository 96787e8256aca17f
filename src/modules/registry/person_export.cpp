#include "modules/registry/person_export.hpp"

#include "modules/territory/territory.hpp"
#include "tabular/sheet_writer.hpp"

namespace jisr::registry {

namespace {

using namespace service;
using tabular::Cell;
using tabular::CellKind;

enum class ExportFormat { Csv, Xlsx };
BOOST_DESCRIBE_ENUM(ExportFormat, Csv, Xlsx)

struct ExportQuery : PersonQuery
{
    ExportFormat format = ExportFormat::Csv;

    static constexpr std::string_view kRecord = "registry.ExportQuery";
    static constexpr std::array kFields{core::field("sort").defaulted(),
                                        core::field("limit").range(1, 200).defaulted(),
                                        core::field("format").defaulted()};
};
BOOST_DESCRIBE_STRUCT(ExportQuery, (PersonQuery), (format))

/// One column: the key of its heading in the locales, and its cell.
struct Column
{
    std::string_view label;
    Cell (*cell)(const PersonRow& person, core::Language language);
};

Cell text_cell(const std::optional<std::string>& text)
{
    return {text.value_or(""), CellKind::Text};
}

template <class E>
Cell coded_cell(const std::optional<E>& value, std::string_view list, core::Language language)
{
    if (!value)
        return {};
    std::string key = "registry.";
    key.append(list).append(".").append(core::code_of(*value));
    return {core::text(language, key), CellKind::Text};
}

template <class Place>
Cell place_cell(const Place* place, core::Language language)
{
    if (place == nullptr)
        return {};
    return {language == core::Language::Ar ? place->name_ar : place->name_fr, CellKind::Text};
}

Cell birth_cell(const PersonRow& person)
{
    if (person.birth_date)
        return {person.birth_date->to_iso(), CellKind::Date};
    return person.birth_year ? Cell{std::to_string(*person.birth_year), CellKind::Number} : Cell{};
}

/// What leaves the system: what a list is worked with. What is sensitive (health, family, national
/// id) stays inside.
constexpr Column kColumns[] = {
    {"registry.reference", [](const PersonRow& p, core::Language) { return Cell{p.reference}; }},
    {"registry.given_name_ar",
     [](const PersonRow& p, core::Language) { return text_cell(p.given_name_ar); }},
    {"registry.family_name_ar",
     [](const PersonRow& p, core::Language) { return text_cell(p.family_name_ar); }},
    {"registry.given_name_latin",
     [](const PersonRow& p, core::Language) { return text_cell(p.given_name_latin); }},
    {"registry.family_name_latin",
     [](const PersonRow& p, core::Language) { return text_cell(p.family_name_latin); }},
    {"registry.sex", [](const PersonRow& p,
                        core::Language l) { return coded_cell(std::optional(p.sex), "sex", l); }},
    {"registry.birth_date", [](const PersonRow& p, core::Language) { return birth_cell(p); }},
    {"registry.phone", [](const PersonRow& p, core::Language) { return text_cell(p.phone); }},
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
     [](const PersonRow& p, core::Language l) { return coded_cell(p.schooling, "schooling", l); }},
    {"registry.work_situation",
     [](const PersonRow& p, core::Language l) {
         return coded_cell(p.work_situation, "work_situation", l);
     }},
    {"registry.participation",
     [](const PersonRow& p, core::Language l) {
         return coded_cell(std::optional(p.participation), "participation", l);
     }},
    {"registry.registered_at",
     [](const PersonRow& p, core::Language) {
         return Cell{core::moroccan_day(p.registered_at).to_iso(), CellKind::Date};
     }},
    {"registry.state",
     [](const PersonRow& p, core::Language l) {
         return coded_cell(std::optional(p.state), "registrant_state", l);
     }},
};

Result<std::int64_t> write_rows(const Context& context, PersonIndex& persons,
                                const PersonQuery& query, tabular::SheetWriter& sheet)
{
    std::vector<std::string> headings;
    for (const auto& column : kColumns)
        headings.push_back(core::text(context.language, column.label));
    TRY(sheet.begin(headings));
    std::int64_t rows = 0;
    Result<void> outcome;
    TRY(each_person(context, persons, query, [&](const PersonRow& person) {
        std::vector<Cell> cells;
        for (const auto& column : kColumns)
            cells.push_back(column.cell(person, context.language));
        outcome = sheet.row(cells);
        ++rows;
        return outcome.has_value();
    }));
    TRY(std::move(outcome));
    TRY(sheet.finish());
    return rows;
}

Result<void> log_export(DirectContext& context, const ExportQuery& query, std::int64_t rows)
{
    core::json::value filters = core::to_json(static_cast<const PersonQuery&>(query));
    filters.as_object()["rows"] = rows;
    return write_as(context.services, context.actor, [&](WriteContext& writing) {
        return writing.log("export", core::Id::make(), 1, "export_persons", nullptr, filters);
    });
}

Result<Response> export_persons(DirectContext& context, PersonIndex& persons,
                                const std::shared_ptr<Request>& request)
{
    const auto query = TRY(from_query<ExportQuery>(*request));
    const bool xlsx = query.format == ExportFormat::Xlsx;
    const auto folder = context.services.settings.data_folder / "exports";
    std::error_code ignored; // a folder that cannot be made shows when the file is created
    std::filesystem::create_directories(folder, ignored);
    const auto file = folder / core::Id::make().str();
    const auto sheet = xlsx ? TRY(tabular::create_xlsx(
                                  file, {.right_to_left = context.language == core::Language::Ar}))
                            : TRY(tabular::create_csv(file));
    const auto rows = TRY(context.services.database.ask([&](db::Reader& reader) {
        const Context reading{context.services, context.actor, context.language, reader,
                              context.services.clock};
        return write_rows(reading, persons, query, *sheet);
    }));
    TRY(log_export(context, query, rows));
    Response response;
    response.content_type =
        xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
             : "text/csv; charset=utf-8";
    response.body = http::FileBody{file, true};
    const std::string day = context.services.clock.today().to_iso();
    return download(std::move(response), "jisr-" + day + (xlsx ? ".xlsx" : ".csv"));
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
                      .answers("application/octet-stream");
    route.query = query_parameters<ExportQuery>();
    return route;
}

} // namespace jisr::registry
