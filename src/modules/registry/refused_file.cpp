#include "modules/registry/refused_file.hpp"

#include "modules/registry/import_list.hpp"
#include "modules/registry/import_store.hpp"
#include "modules/registry/import_words.hpp"
#include "service/passing_file.hpp"
#include "tabular/sheet_writer.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

constexpr std::int64_t kRowsAtOnce = 500;

/// Why, and of a list of several sheets in which row: the file that is written has one sheet.
std::string reason_text(const ImportRun& run, const ImportRowRecord& row, core::Language language)
{
    std::string text;
    if (const auto place = place_of_row(run, row.row); place.sheet)
        text.append("[")
            .append(*place.sheet)
            .append(" ")
            .append(std::to_string(place.line))
            .append("]");
    for (const auto& reason : row.reasons) {
        text.append(text.empty() ? "" : " ").append(text_of_reason(language, reason.code));
        if (const auto label = "registry.import_field." + reason.field; core::has_text(label))
            text.append(" (").append(core::text(language, label)).append(")");
    }
    return text;
}

/// Those of the list; where a column has none, what it was said to hold, which is understood when
/// the file is sent again.
std::vector<std::string> headings_of(const ImportRun& run, const tabular::SheetReader& sheet)
{
    auto headings = sheet.headings();
    headings.resize(std::max(headings.size(), run.columns.size()));
    for (std::size_t i = 0; i < run.columns.size(); ++i)
        if (headings[i].empty() || run.first_row == FirstRow::Person)
            headings[i] = run.columns[i].field.value_or(run.columns[i].heading);
    return headings;
}

bool holds_days(const ImportColumn& column)
{
    return column.field == "birth_date" || column.field == "consent_on";
}

/// What the file that is written counts from 1900 would be another day in it.
void state_days(tabular::SheetRow& row, const std::vector<ImportColumn>& columns, core::Date today)
{
    for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i) {
        auto& cell = row.cells[i];
        if (!cell.starts_1904 || !holds_days(columns[i]))
            continue;
        if (const auto date = tabular::parse_date(cell, today); date && date->day)
            cell = {date->day->to_iso(), tabular::CellKind::Date};
    }
}

/// The refused rows in the order of the file, read from the database by the page.
class RefusedRows
{
  public:
    RefusedRows(db::Database& database, core::Id import_id)
        : database_(database), import_id_(import_id)
    {
    }

    core::Result<const ImportRowRecord*> next()
    {
        if (at_ == page_.size()) {
            const std::int64_t after = page_.empty() ? 0 : page_.back().row;
            page_ = TRY(database_.ask([&](db::Reader& reader) {
                return import_rows(reader, import_id_, RowOutcome::Refused, after, kRowsAtOnce);
            }));
            at_ = 0;
        }
        return page_.empty() ? nullptr : &page_[at_++];
    }

  private:
    db::Database& database_;
    core::Id import_id_;
    std::vector<ImportRowRecord> page_;
    std::size_t at_ = 0;
};

} // namespace

core::Result<std::int64_t> write_refused(db::Database& database, const ImportRun& run,
                                         const std::filesystem::path& source,
                                         const std::filesystem::path& target,
                                         core::Language language, core::Date today)
{
    const auto sheet = TRY(open_list(source, run.first_row));
    const auto writer = TRY(
        tabular::create_like(*sheet, target, {.right_to_left = language == core::Language::Ar}));
    auto headings = headings_of(run, *sheet);
    const auto error_at = static_cast<std::size_t>(
        std::find(headings.begin(), headings.end(), kErrorHeading) - headings.begin());
    if (error_at == headings.size())
        headings.emplace_back(kErrorHeading);
    TRY(writer->begin(headings));
    RefusedRows refused(database, run.id);
    std::int64_t written = 0;
    auto wanted = TRY(refused.next());
    while (wanted != nullptr) {
        auto row = TRY(sheet->next());
        if (!row)
            break;
        if (row->number != wanted->row)
            continue;
        row->cells.resize(headings.size());
        row->cells[error_at] = {reason_text(run, *wanted, language)};
        state_days(*row, run.columns, today);
        TRY(writer->row(row->cells));
        ++written;
        wanted = TRY(refused.next());
    }
    TRY(writer->finish());
    return written;
}

core::Result<service::Response> refused_response(service::DirectContext& context,
                                                 const ImportRun& run,
                                                 const std::filesystem::path& source)
{
    service::PassingFile target(source.parent_path() / (core::Id::make().str() + ".refused"));
    TRY(write_refused(context.services.database, run, source, target.path(), context.language,
                      context.services.clock.today()));
    const auto sheet = TRY(open_list(source, run.first_row));
    service::Response response;
    response.content_type =
        sheet->is_xlsx() ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                         : "text/csv; charset=utf-8";
    response.body = target.hand_on();
    return service::download(std::move(response),
                             std::string("refused") + (sheet->is_xlsx() ? ".xlsx" : ".csv"));
}

} // namespace jisr::registry
