#pragma once

#include "tabular/sheet_reader.hpp"

#include <string_view>

namespace jisr::tabular {

/// `;`, `,` or tab: the one that parts the first records of `sample` into the most columns most
/// evenly; `;` when none does.
char guess_separator(std::string_view sample);

/// The records of a CSV file. Problems: those of TextSource, file_cut, file_cell_too_long,
/// file_too_many_columns.
core::Result<std::unique_ptr<RowSource>> open_csv(const std::filesystem::path& path,
                                                  const Limits& limits);

} // namespace jisr::tabular
