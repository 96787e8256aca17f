#include "documents/document.hpp"

#include "documents/pages.hpp"

#include <algorithm>

namespace jisr::documents {
namespace {

constexpr TextStyle kLabel{.size = 8.5, .tone = Tone::Muted};

Pieces table_row(const Typesetter& typesetter, const Table& table,
                 const std::vector<std::string>& texts, bool bold, const RowStyle& style)
{
    constexpr double kPadding = 4;
    double shares = 0;
    for (const auto& column : table.columns)
        shares += column.share;
    std::vector<Cell> cells;
    double start = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& column = table.columns[i];
        const double width = kInside * column.share / shares;
        cells.push_back(value_cell(i < texts.size() ? texts[i] : "", start + kPadding,
                                   width - 2 * kPadding, table.direction,
                                   {.size = 8.5, .bold = bold, .align = column.align}));
        start += width;
    }
    return typesetter.row(cells, style);
}

Pieces table_head(const Typesetter& typesetter, const Table& table)
{
    std::vector<std::string> headings;
    headings.reserve(table.columns.size());
    for (const auto& column : table.columns)
        headings.push_back(column.heading);
    auto style = ruled(3, 3);
    style.rule = 1.5;
    return table_row(typesetter, table, headings, true, style);
}

} // namespace

struct Document::Impl
{
    explicit Impl(DocumentInfo info) : pages(typesetter, std::move(info)) {}

    Typesetter typesetter;
    Pages pages;
};

Document::Document(DocumentInfo info) : impl_(std::make_unique<Impl>(std::move(info))) {}

Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

void Document::heading(const std::string& text, Direction direction, int level)
{
    const double size = level == 1 ? 16 : level == 2 ? 12.5 : 10.5;
    const TextStyle style{.size = size, .bold = true, .tone = Tone::Primary};
    auto pieces = impl_->typesetter.row({cell_at(text, 0, kInside, direction, style)},
                                        {.above = level == 1 ? 0.0 : 8.0, .below = 3});
    pieces.back().keep_with_next = true;
    impl_->pages.add(std::move(pieces));
}

void Document::paragraph(const std::string& text, Direction direction, const TextStyle& style)
{
    auto pieces =
        impl_->typesetter.row({cell_at(text, 0, kInside, direction, style)}, {.below = 5});
    // A long paragraph may end a page anywhere but after its first or before its last line.
    for (std::size_t i = 1; i + 2 < pieces.size(); ++i)
        pieces[i].keep_with_next = false;
    impl_->pages.add(std::move(pieces));
}

void Document::key_values(const std::vector<KeyValue>& rows, Direction direction)
{
    constexpr double kKey = kInside * 0.28;
    for (const auto& row : rows)
        impl_->pages.add(impl_->typesetter.row(
            {cell_at(row.key, 0, kKey, direction, kLabel),
             value_cell(row.value, kKey + kGutter, kInside - kKey - kGutter, direction, {})},
            ruled(2, 2)));
}

void Document::table(const Table& table)
{
    const Pieces head = table_head(impl_->typesetter, table);
    std::vector<Pieces> rows;
    rows.reserve(table.rows.size());
    for (const auto& row : table.rows)
        rows.push_back(table_row(impl_->typesetter, table, row, false, ruled(2, 2)));
    double together = height_of(head);
    for (std::size_t i = 0; i < std::min<std::size_t>(rows.size(), 2); ++i)
        together += height_of(rows[i]);
    impl_->pages.settle(together);
    impl_->pages.begin_head(head);
    for (auto& row : rows)
        impl_->pages.add(std::move(row));
    impl_->pages.end_head();
    gap(6);
}

void Document::masthead(const std::vector<MastheadLine>& lines, const Qr* qr, double qr_size)
{
    const double width = qr == nullptr ? kHalf : (kInside - qr_size) / 2 - kGutter / 2;
    Pieces left;
    Pieces right;
    const auto append_to = [&](Pieces& column, const std::string& text, Direction side,
                               const TextStyle& style) {
        for (auto& piece :
             impl_->typesetter.row({value_cell(text, 0, width, side, style)}, {.below = 2}))
            column.push_back(std::move(piece));
    };
    for (const auto& [text, style] : lines) {
        const auto both = text.completed();
        append_to(left, both.fr, Direction::LeftToRight, style);
        append_to(right, both.ar, Direction::RightToLeft, style);
    }
    std::vector<Pieces> columns{std::move(left), std::move(right)};
    if (qr != nullptr)
        columns.push_back(
            {{.height = qr_size, .draw = [code = *qr, qr_size](cairo_t* cairo, double top) {
                  code.draw(cairo, (kWidth - qr_size) / 2, top, qr_size);
              }}});
    impl_->pages.add({beside(std::move(columns))});
}

void Document::bilingual_paragraph(const Bilingual& text, const TextStyle& style, bool leads_on)
{
    const auto both = text.completed();
    auto pieces = impl_->typesetter.row({cell_at(both.fr, 0, kHalf, Direction::LeftToRight, style),
                                         cell_at(both.ar, 0, kHalf, Direction::RightToLeft, style)},
                                        {.below = 4});
    pieces.back().keep_with_next = leads_on;
    impl_->pages.add(std::move(pieces));
}

void Document::bilingual_rows(const std::vector<BilingualRow>& rows)
{
    constexpr double kKey = 104;
    constexpr double kValue = kHalf - kKey;
    for (const auto& row : rows) {
        const auto value = row.value.completed();
        const auto label = row.label.completed();
        TextStyle style{.size = row.strong ? 11.5 : 9.5, .bold = row.strong};
        std::vector<Cell> cells{cell_at(label.fr, 0, kKey, Direction::LeftToRight, kLabel),
                                cell_at(label.ar, 0, kKey, Direction::RightToLeft, kLabel)};
        if (value.ar == value.fr) {
            style.align = Align::Center;
            cells.push_back(
                value_cell(value.fr, kKey, kInside - 2 * kKey, Direction::LeftToRight, style));
        } else {
            cells.push_back(value_cell(value.fr, kKey, kValue, Direction::LeftToRight, style));
            cells.push_back(value_cell(value.ar, kKey, kValue, Direction::RightToLeft, style));
        }
        impl_->pages.add(impl_->typesetter.row(cells, ruled(1, 1)));
    }
}

void Document::qr(const Qr& code, double size, Align align, Direction direction)
{
    const bool left = (align == Align::Start) == (direction == Direction::LeftToRight);
    const double x = align == Align::Center ? (kWidth - size) / 2
                     : left                 ? kMargin
                                            : kWidth - kMargin - size;
    impl_->pages.add({{.height = size, .draw = [code, x, size](cairo_t* cairo, double top) {
                           code.draw(cairo, x, top, size);
                       }}});
}

void Document::rule()
{
    impl_->pages.add({{.height = 7, .draw = [](cairo_t* cairo, double top) {
                           draw_rule(cairo, kMargin, top + 3.5, kInside, 1);
                       }}});
}

void Document::gap(double points)
{
    impl_->pages.add({{.height = points, .draw = [](cairo_t*, double) {}}});
}

void Document::page_break()
{
    impl_->pages.settle();
    impl_->pages.new_page();
}

int Document::page_count()
{
    impl_->pages.settle();
    return static_cast<int>(impl_->pages.count());
}

core::Result<std::string> Document::pdf()
{
    impl_->pages.settle();
    return impl_->pages.pdf();
}

} // namespace jisr::documents
