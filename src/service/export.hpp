#pragma once

#include "service/route.hpp"
#include "tabular/sheet_writer.hpp"

/// Lists as files. Law 09-08 wants exports declared, so each one stands in the change log with its
/// filters and its number of rows.
namespace jisr::service {

enum class ExportFormat { Csv, Xlsx };
BOOST_DESCRIBE_ENUM(ExportFormat, Csv, Xlsx)

/// The media types of both formats.
std::vector<std::string> sheet_types();

/// One column: the key of its heading in the locales, and its cell.
template <class Row>
struct ExportColumn
{
    std::string_view label;
    tabular::Cell (*cell)(const Row& row, core::Language language);
};

inline tabular::Cell text_cell(const std::optional<std::string>& text)
{
    return {text.value_or(""), tabular::CellKind::Text};
}

inline tabular::Cell number_cell(const std::optional<std::int64_t>& number)
{
    return number ? tabular::Cell{std::to_string(*number), tabular::CellKind::Number}
                  : tabular::Cell{};
}

inline tabular::Cell date_cell(const std::optional<core::Date>& day)
{
    return day ? tabular::Cell{day->to_iso(), tabular::CellKind::Date} : tabular::Cell{};
}

/// The text of a code: `list` is the key that its texts begin with, "registry.sex".
template <class E>
tabular::Cell coded_cell(const std::optional<E>& value, std::string_view list,
                         core::Language language)
{
    if (!value)
        return {};
    std::string key(list);
    key.append(".").append(core::code_of(*value));
    return text_cell(core::text(language, key));
}

template <class Place>
tabular::Cell place_cell(const Place* place, core::Language language)
{
    if (place == nullptr)
        return {};
    return text_cell(language == core::Language::Ar ? place->name_ar : place->name_fr);
}

/// A sheet being filled: headings first, then the rows.
template <class Row, std::size_t N>
class ExportSheet
{
  public:
    ExportSheet(tabular::SheetWriter& sheet, const ExportColumn<Row> (&columns)[N],
                core::Language language)
        : sheet_(sheet), columns_(columns), language_(language)
    {
        std::vector<std::string> headings;
        for (const auto& column : columns_)
            headings.push_back(core::text(language_, column.label));
        outcome_ = sheet_.begin(headings);
    }

    /// False when the row could not be written: then no more are needed.
    bool add(const Row& row)
    {
        if (!outcome_)
            return false;
        std::vector<tabular::Cell> cells;
        for (const auto& column : columns_)
            cells.push_back(column.cell(row, language_));
        outcome_ = sheet_.row(cells);
        ++rows_;
        return outcome_.has_value();
    }

    /// The number of rows.
    core::Result<std::int64_t> finish()
    {
        TRY(std::move(outcome_));
        TRY(sheet_.finish());
        return rows_;
    }

  private:
    tabular::SheetWriter& sheet_;
    const ExportColumn<Row> (&columns_)[N];
    core::Language language_;
    core::Result<void> outcome_;
    std::int64_t rows_ = 0;
};

/// What is exported, as the change log and the file's name tell it.
struct Export
{
    ExportFormat format = ExportFormat::Csv;
    std::string_view operation;   ///< of the change log
    std::string_view file_prefix; ///< before the day
    core::json::object filters;
};

/// Gives the number of rows that it wrote.
using WriteSheet = std::function<core::Result<std::int64_t>(const Context&, tabular::SheetWriter&)>;

/// The line of the change log of a list that leaves the program, printed or as a file.
core::Result<void> log_export(DirectContext& context, std::string_view operation,
                              core::json::object filters, std::int64_t rows);

/// The file that `write` fills, for download, and its line of the change log.
core::Result<Response> export_file(DirectContext& context, const Export& what,
                                   const WriteSheet& write);

} // namespace jisr::service
