#pragma once

#include "tabular/sheet_reader.hpp"

namespace jisr::tabular {

/// The rows of the first visible sheet of an XLSX. Problems: those of Archive and read_workbook,
/// file_cell_too_long, file_too_many_columns.
core::Result<std::unique_ptr<RowSource>> open_xlsx(const std::filesystem::path& path,
                                                   const Limits& limits);

} // namespace jisr::tabular
