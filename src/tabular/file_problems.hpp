#pragma once

#include "core/problem.hpp"

#include <cstdint>

/// Why a file cannot be read as a sheet. Texts: "problem.<slug>.title" and ".detail" in
/// locales/tabular.json; the numbers that the texts name are in `extra`. Nothing from the file
/// itself is ever in a problem.
namespace jisr::tabular::problems {

core::Problem
file_not_a_sheet(); ///< 422: neither CSV nor XLSX (PDF, picture, web page, OpenDocument …)
core::Problem file_old_excel(); ///< 422: .xls of Excel 97 to 2003, or protected by a password
core::Problem file_empty();     ///< 422: no filled cell
core::Problem file_encoding_unknown(); ///< 422: text, but in none of the encodings we read
core::Problem file_letters_broken(std::int64_t row); ///< 422: UTF-8 with broken letters; {row}
core::Problem file_not_text();                       ///< 422: NUL in the text
core::Problem file_cut(); ///< 422: quotation mark never closed, last line or archive broken off
core::Problem file_damaged(std::string cause);          ///< 422: an XLSX whose parts are broken
core::Problem file_too_large(std::int64_t limit_bytes); ///< 413: unpacked; {limit_megabytes}
core::Problem file_zip_bomb(); ///< 413: compressed beyond what a table can be
core::Problem file_too_many_rows(std::int64_t limit);             ///< 413: {limit}
core::Problem file_too_many_columns(std::int64_t row, int limit); ///< 422: {row}, {limit}
core::Problem file_cell_too_long(std::int64_t row);               ///< 422: {row}
core::Problem file_unreadable(std::string cause);                 ///< 500 internal: our own disk

} // namespace jisr::tabular::problems
