#pragma once

#include "tabular/sheet_reader.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace jisr::tabular {

/// Writes one sheet to a file, row by row, in constant memory: `begin` once, `row` for each row,
/// `finish` once. A file that was not finished is not to be used; a new one is its owner's alone to
/// read. Problems: 503 unavailable when
/// the disk is full, file_too_many_rows past what a format holds.
class SheetWriter
{
  public:
    virtual ~SheetWriter() = default;
    virtual core::Result<void> begin(const std::vector<std::string>& headings) = 0;
    /// Texts are written as they are, numbers (their decimal form) and dates (`yyyy-mm-dd`) as what
    /// they are.
    virtual core::Result<void> row(const std::vector<Cell>& cells) = 0;
    virtual core::Result<void> finish() = 0;
};

/// UTF-8 with BOM and `;`, so that a double click opens it rightly in Excel as set up in Morocco
/// (French conventions); lines end in CR LF, dates are `dd/mm/yyyy`, and no cell can run as a
/// formula (formula_guard.hpp).
core::Result<std::unique_ptr<SheetWriter>> create_csv(const std::filesystem::path& path,
                                                      char separator = ';');

struct XlsxLook
{
    bool right_to_left = false; ///< column A on the right, for Arabic
    std::string sheet_name =
        "Jisr"; ///< shown on the tab; at most 31 letters, none of []:*?/\ in it
};

/// Bold headings that stay in view with a filter on each, and dates as `dd/mm/yyyy`.
core::Result<std::unique_ptr<SheetWriter>> create_xlsx(const std::filesystem::path& path,
                                                       const XlsxLook& look = {});

/// A file of the same kind, with the same separator (`;` for one that cannot be guessed), as the
/// one that `like` reads: for giving back rows of it.
core::Result<std::unique_ptr<SheetWriter>>
create_like(const SheetReader& like, const std::filesystem::path& path, const XlsxLook& look = {});

} // namespace jisr::tabular
