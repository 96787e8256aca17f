#pragma once

#include "tabular/sheet_reader.hpp"

namespace jisr::tabular {

/// The visible sheets of an XLSX, or the first of them alone. Problems: those of Archive and
/// read_workbook, file_cell_too_long, file_too_many_columns.
core::Result<std::vector<SheetSource>> open_xlsx(const std::filesystem::path& path,
                                                 const Limits& limits, bool every_sheet);

} // namespace jisr::tabular
