#pragma once

#include "core/date.hpp"
#include "core/result.hpp"
#include "documents/qr.hpp"
#include "documents/text.hpp"

#include <memory>
#include <string>
#include <vector>

namespace jisr::documents {

/// Where the text of each page ends.
enum class Sheet {
    Whole,     ///< A4 portrait
    UpperHalf, ///< the upper half of A4 with a line to cut along; further halves on further pages
};

/// The line at the foot of each page: French place and date, reference and "1 / 2", Arabic place
/// and date.
struct Footer
{
    Bilingual place;
    core::Date date;
    std::string reference;
};

struct DocumentInfo
{
    std::string title; ///< metadata: shown by readers and in file lists, so it names no person
    std::string author;
    core::Instant created; ///< metadata; given, so that the same input makes the same bytes
    Footer footer;
    Bilingual
        watermark; ///< large and pale behind each page, e.g. for demonstration data; empty: none
    Sheet sheet = Sheet::Whole;
};

struct KeyValue
{
    std::string key;
    std::string value; ///< runs in the direction of its own first letter, stands on the key's side
};

/// French on the left, Arabic on the right; a value equal in both languages is printed once, in the
/// middle.
struct BilingualRow
{
    Bilingual label;
    Bilingual value;
    bool strong = false;
};

/// A line of the masthead, the same size in both languages.
struct MastheadLine
{
    Bilingual text;
    TextStyle style;
};

struct Column
{
    std::string heading;
    double share = 1; ///< of the width, relative to the other columns
    Align align = Align::Start;
};

/// Columns run in `direction`; a row with fewer cells than columns ends in empty ones, further
/// cells are left out.
struct Table
{
    Direction direction = Direction::RightToLeft;
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
};

/// Composes an A4 PDF from blocks that follow each other down the pages, each with its own base
/// direction.
///
/// Text is shaped by Pango in Noto Sans, Noto Sans Arabic and Noto Sans Tifinagh (Debian's
/// fonts-noto-core), embedded as subsets; fontconfig puts another font in the place of a missing
/// one. Text that is too wide wraps, inside a word if it must, and a paragraph or row higher than a
/// page is continued on the next. Invalid UTF-8 shows as U+FFFD.
///
/// Threads: one Document is used by one thread from first to last; several threads may compose at
/// once. Each has its own font map and its own cairo surface; fontconfig, cairo and libqrencode
/// lock what they share between threads.
class Document
{
  public:
    explicit Document(DocumentInfo info);
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;
    ~Document();

    /// Level 1 is the paper's title, 2 a part, 3 a part of a part. Stays on the page of what
    /// follows it.
    void heading(const std::string& text, Direction direction, int level = 1);
    void paragraph(const std::string& text, Direction direction, const TextStyle& style = {});
    void key_values(const std::vector<KeyValue>& rows, Direction direction);
    /// The heading row is repeated on each page that the table reaches, and stands with two rows at
    /// least.
    void table(const Table& table);

    /// French lines on the left, Arabic lines on the right, and a QR code of `qr_size` points
    /// between them if there is one.
    void masthead(const std::vector<MastheadLine>& lines, const Qr* qr = nullptr,
                  double qr_size = 92);
    /// `leads_on`: stays on the page of what follows it.
    void bilingual_paragraph(const Bilingual& text, const TextStyle& style = {},
                             bool leads_on = false);
    void bilingual_rows(const std::vector<BilingualRow>& rows);

    void qr(const Qr& code, double size, Align align, Direction direction);
    void rule();
    void gap(double points);
    void page_break();

    /// Pages so far.
    [[nodiscard]] int page_count();
    /// The PDF. The only failure is cairo's, e.g. of memory: 500.
    [[nodiscard]] core::Result<std::string> pdf();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace jisr::documents
