#include "modules/registry/organisation_export.hpp"

#include "modules/registry/membership.hpp"
#include "modules/registry/organisation_store.hpp"
#include "modules/territory/territory.hpp"
#include "service/export.hpp"

namespace jisr::registry {

namespace {

using namespace service;
using core::Language;
using Row = OrganisationRow;

struct OrganisationExportQuery : WhichOrganisations
{
    ExportFormat format = ExportFormat::Csv;

    static constexpr auto kFields =
        core::with_field(WhichOrganisations::kFields, core::field("format").defaulted());
};
BOOST_DESCRIBE_STRUCT(OrganisationExportQuery, (WhichOrganisations), (format))

/// In dirhams.
tabular::Cell money_cell(const std::optional<std::int64_t>& centimes)
{
    if (!centimes)
        return {};
    const std::string cents = std::to_string(100 + *centimes % 100).substr(1);
    return {std::to_string(*centimes / 100) + (cents == "00" ? "" : "." + cents),
            tabular::CellKind::Number};
}

/// What leaves the system: what a list is worked with. Who the members are stays inside.
constexpr ExportColumn<Row> kColumns[] = {
    {"registry.reference", [](const Row& o, Language) { return text_cell(o.reference); }},
    {"registry.kind",
     [](const Row& o, Language l) {
         return coded_cell(std::optional(o.kind), "registry.organisation_kind", l);
     }},
    {"registry.name_ar", [](const Row& o, Language) { return text_cell(o.name_ar); }},
    {"registry.name_latin", [](const Row& o, Language) { return text_cell(o.name_latin); }},
    {"registry.legal_state",
     [](const Row& o, Language l) {
         return coded_cell(std::optional(o.legal_state), "registry.legal_state", l);
     }},
    {"registry.registration_number",
     [](const Row& o, Language) { return text_cell(o.registration_number); }},
    {"registry.court", [](const Row& o, Language) { return text_cell(o.court); }},
    {"registry.ice", [](const Row& o, Language) { return text_cell(o.ice); }},
    {"registry.founded_on", [](const Row& o, Language) { return date_cell(o.founded_on); }},
    {"registry.sector",
     [](const Row& o, Language l) { return coded_cell(o.sector, "registry.sector", l); }},
    {"registry.activity", [](const Row& o, Language) { return text_cell(o.activity); }},
    {"registry.phone", [](const Row& o, Language) { return text_cell(o.phone); }},
    {"registry.email", [](const Row& o, Language) { return text_cell(o.email); }},
    {"registry.region",
     [](const Row& o, Language l) { return place_cell(territory::find_region(o.region_code), l); }},
    {"registry.province",
     [](const Row& o, Language l) {
         return place_cell(territory::find_province(o.province_code), l);
     }},
    {"registry.commune",
     [](const Row& o, Language l) {
         return place_cell(territory::find_commune(o.commune_code), l);
     }},
    {"registry.locality", [](const Row& o, Language) { return text_cell(o.locality); }},
    {"registry.members_total",
     [](const Row& o, Language) { return number_cell(membership_of(o).members); }},
    {"registry.members_women",
     [](const Row& o, Language) { return number_cell(membership_of(o).women); }},
    {"registry.share_value", [](const Row& o, Language) { return money_cell(o.share_value); }},
    {"registry.capital",
     [](const Row& o, Language) { return money_cell(membership_of(o).capital); }},
    {"registry.registered_at",
     [](const Row& o, Language) { return date_cell(core::moroccan_day(o.registered_at)); }},
    {"registry.state",
     [](const Row& o, Language l) {
         return coded_cell(std::optional(o.state), "registry.registrant_state", l);
     }},
};

Result<Response> export_organisations(DirectContext& context,
                                      const std::shared_ptr<Request>& request)
{
    const auto query = TRY(from_query<OrganisationExportQuery>(*request));
    const WhichOrganisations& filters = query;
    return export_file(
        context,
        {query.format, "export_organisations", "jisr-organisations-",
         core::to_json(filters).as_object()},
        [&](const Context& reading, tabular::SheetWriter& writer) -> Result<std::int64_t> {
            ExportSheet sheet(writer, kColumns, reading.language);
            TRY(each_organisation(reading, filters,
                                  [&](const Row& row) { return sheet.add(row); }));
            return sheet.finish();
        });
}

} // namespace

Route organisation_export_route()
{
    Route route =
        direct<void, void>("GET", "/api/v1/organisations/export", Permission::ExportRegistrants,
                           "The organisations of the list as CSV or XLSX", export_organisations)
            .slow()
            .answers(sheet_types());
    route.query = query_parameters<OrganisationExportQuery>();
    return route;
}

} // namespace jisr::registry
