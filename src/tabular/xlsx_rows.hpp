#pragma once

#include "tabular/sheet_reader.hpp"

namespace jisr::tabular {

/// The sheets of an XLSX, the hidden ones last, or the first visible one alone. Problems: those of
/// Archive and read_workbook, file_cell_too_long, file_too_many_columns.
core::Result<std::vector<SheetSource>> open_xlsx(const std::filesystem::path& path,
                                                 const Limits& limits, bool every_sheet);

} // namespace jisr::tabular
