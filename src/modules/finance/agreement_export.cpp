#include "modules/finance/agreement_export.hpp"

#include "modules/finance/agreement_list_store.hpp"
#include "modules/finance/agreement_store.hpp"
#include "modules/territory/territory.hpp"
#include "service/export.hpp"

namespace jisr::finance {

namespace {

using namespace service;
using core::Language;
using tabular::Cell;

/// A line for each agreement, or for each amount of each: a party, a year, a kind of contribution.
enum class ExportLines { Agreements, Amounts };
BOOST_DESCRIBE_ENUM(ExportLines, Agreements, Amounts)

struct AgreementExportQuery : WhichAgreements
{
    ExportFormat format = ExportFormat::Csv;
    ExportLines lines = ExportLines::Agreements;

    static constexpr auto kFields =
        detail::with(detail::with(WhichAgreements::kFields, core::field("format").defaulted()),
                     core::field("lines").defaulted());
};
BOOST_DESCRIBE_STRUCT(AgreementExportQuery, (WhichAgreements), (format, lines))

struct AmountRow
{
    const AgreementSummary& agreement;
    const PartyName& party;
    const AgreementAmount& amount;
};

Cell money_cell(std::int64_t centimes)
{
    return {decimal_dirhams(centimes), tabular::CellKind::Number};
}

const std::string& name_of(const PartyName& party, Language language)
{
    return language == Language::Ar ? party.name_ar : party.name_fr;
}

Cell parties_cell(const AgreementSummary& agreement, Language language)
{
    std::string names;
    for (const auto& party : agreement.partners)
        names.append(names.empty() ? "" : " – ").append(name_of(party, language));
    return text_cell(names);
}

Cell region_cell(const AgreementSummary& agreement, Language language)
{
    if (!agreement.region_code)
        return text_cell(core::text(language, "finance.nation"));
    return place_cell(territory::find_region(*agreement.region_code), language);
}

Cell state_cell(const AgreementSummary& agreement, Language language)
{
    return coded_cell(std::optional(agreement.state), "finance.agreement_state", language);
}

constexpr ExportColumn<AgreementSummary> kAgreementColumns[] = {
    {"finance.reference",
     [](const AgreementSummary& a, Language) { return text_cell(a.reference); }},
    {"finance.title_ar", [](const AgreementSummary& a, Language) { return text_cell(a.title_ar); }},
    {"finance.title_fr", [](const AgreementSummary& a, Language) { return text_cell(a.title_fr); }},
    {"finance.region", region_cell},
    {"finance.parties", parties_cell},
    {"finance.signed_on",
     [](const AgreementSummary& a, Language) { return date_cell(a.signed_on); }},
    {"finance.starts_on",
     [](const AgreementSummary& a, Language) { return date_cell(a.starts_on); }},
    {"finance.ends_on", [](const AgreementSummary& a, Language) { return date_cell(a.ends_on); }},
    {"finance.state", state_cell},
    {"finance.total_mad",
     [](const AgreementSummary& a, Language) { return money_cell(a.centimes); }},
};

constexpr ExportColumn<AmountRow> kAmountColumns[] = {
    {"finance.reference",
     [](const AmountRow& r, Language) { return text_cell(r.agreement.reference); }},
    {"finance.title_ar",
     [](const AmountRow& r, Language) { return text_cell(r.agreement.title_ar); }},
    {"finance.title_fr",
     [](const AmountRow& r, Language) { return text_cell(r.agreement.title_fr); }},
    {"finance.region", [](const AmountRow& r, Language l) { return region_cell(r.agreement, l); }},
    {"finance.state", [](const AmountRow& r, Language l) { return state_cell(r.agreement, l); }},
    {"finance.partner",
     [](const AmountRow& r, Language l) { return text_cell(name_of(r.party, l)); }},
    {"finance.contribution",
     [](const AmountRow& r, Language l) {
         return coded_cell(std::optional(r.amount.contribution), "finance.contribution", l);
     }},
    {"finance.year", [](const AmountRow& r, Language) { return number_cell(r.amount.year); }},
    {"finance.amount_mad",
     [](const AmountRow& r, Language) { return money_cell(r.amount.centimes); }},
};

Result<std::int64_t> write_agreements(const Context& context, tabular::SheetWriter& writer,
                                      const std::vector<AgreementSummary>& agreements)
{
    ExportSheet sheet(writer, kAgreementColumns, context.language);
    for (const auto& agreement : agreements)
        if (!sheet.add(agreement))
            break;
    return sheet.finish();
}

Result<std::int64_t> write_amounts(const Context& context, tabular::SheetWriter& writer,
                                   const std::vector<AgreementSummary>& agreements)
{
    ExportSheet sheet(writer, kAmountColumns, context.language);
    for (const auto& agreement : agreements)
        for (const auto& amount : TRY(amounts_of(context.reader, agreement.id)))
            for (const auto& party : agreement.partners)
                if (party.id == amount.partner_id && !sheet.add({agreement, party, amount}))
                    return sheet.finish();
    return sheet.finish();
}

Result<Response> export_agreements(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto query = TRY(from_query<AgreementExportQuery>(*request));
    const WhichAgreements& filters = query;
    return export_file(
        context,
        {query.format, "export_agreements", "jisr-agreements-", core::to_json(filters).as_object()},
        [&](const Context& reading, tabular::SheetWriter& writer) -> Result<std::int64_t> {
            const auto sight = TRY(sight_of(reading.actor, reading.reader));
            const auto agreements =
                TRY(all_agreements(reading.reader, sight, reading.clock.today(), filters));
            return query.lines == ExportLines::Amounts
                       ? write_amounts(reading, writer, agreements)
                       : write_agreements(reading, writer, agreements);
        });
}

} // namespace

Routes agreement_export_routes()
{
    Route route = direct<void, void>("GET", "/api/v1/agreements/export", Permission::ViewAgreements,
                                     "The agreements of the list as CSV or XLSX", export_agreements)
                      .slow()
                      .answers(sheet_types());
    route.query = query_parameters<AgreementExportQuery>();
    return {std::move(route)};
}

} // namespace jisr::finance
