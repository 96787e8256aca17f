#pragma once

#include "tabular/xlsx_archive.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::tabular {

/// The texts that the cells of a workbook share, packed one behind the other.
class SharedTexts
{
  public:
    [[nodiscard]] std::optional<std::string_view> at(std::size_t index) const;

    void append(std::string_view part) { all_ += part; } ///< to the text being built

    void finish_one() { ends_.push_back(all_.size()); }

    [[nodiscard]] std::int64_t bytes() const;

  private:
    std::string all_;
    std::vector<std::size_t> ends_;
};

struct SheetPart
{
    std::string name; ///< on its tab
    std::string path; ///< its entry
};

/// What must be known of a workbook before its cells can be read.
struct Workbook
{
    std::vector<SheetPart> sheets; ///< the visible ones, in the order of their tabs; at least one
    std::vector<SheetPart> hidden_sheets;
    bool starts_1904 = false;
    std::vector<bool> is_date_style; ///< by cell style index
    SharedTexts texts;
};

/// Whether a number format shows a day: it has `y` or `d` outside quotes, brackets and escapes
/// (ECMA-376 part 1, 18.8.30 and 18.8.31).
bool is_date_format(int id, std::string_view code);

/// Undoes the escapes of ECMA-376 part 1, 22.9.2.19: `_x000D_` is a CR, `_x005F_` the underscore
/// before what looks like an escape.
std::string unescape_text(std::string_view text);

/// `text` as it may stand in a cell, so that `unescape_text` gives it back; other control
/// characters than CR are not touched.
std::string escape_text(std::string_view text);

/// Problems: file_not_a_sheet (an archive that is no workbook), file_too_large, those of
/// ArchiveEntry and XmlStream.
core::Result<Workbook> read_workbook(const Archive& archive, const Limits& limits);

} // namespace jisr::tabular
