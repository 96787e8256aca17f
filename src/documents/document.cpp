#include "documents/document.hpp"

#include "documents/typeset.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numbers>

namespace jisr::documents {
namespace {

constexpr double kWidth = 595.28; // A4 in points
constexpr double kHeight = 841.89;
constexpr double kMargin = 40;
constexpr double kTop = 34;
constexpr double kFoot = 22; // below the footer; office printers reach no closer than some 5 mm
constexpr double kGutter = 16;
constexpr double kInside = kWidth - 2 * kMargin;
constexpr double kHalf = (kInside - kGutter) / 2;
constexpr double kHairline = 0.6;

constexpr TextStyle kLabel{.size = 8.5, .tone = Tone::Muted};
constexpr TextStyle kFooterText{.size = 7.5, .tone = Tone::Muted};

/// A column of the page, mirrored for right-to-left: `start` counts from the edge where reading
/// begins.
Cell cell_at(std::string text, double start, double width, Direction side, const TextStyle& style)
{
    const double x =
        side == Direction::LeftToRight ? kMargin + start : kWidth - kMargin - start - width;
    return {.text = std::move(text), .x = x, .width = width, .side = side, .style = style};
}

Cell value_cell(std::string text, double start, double width, Direction side,
                const TextStyle& style)
{
    auto cell = cell_at(std::move(text), start, width, side, style);
    cell.direction_from_text = true;
    return cell;
}

RowStyle ruled(double above, double below)
{
    return {.above = above,
            .below = below,
            .rule = kHairline,
            .rule_x = kMargin,
            .rule_width = kInside};
}

double sheet_height(Sheet sheet)
{
    return sheet == Sheet::Whole ? kHeight : kHeight / 2;
}

std::string dated(const std::string& place, const char* comma, core::Date date)
{
    return place.empty() ? paper_date(date) : isolated(place) + comma + paper_date(date);
}

Pieces footer_row(const Typesetter& typesetter, const Footer& footer, std::size_t page,
                  std::size_t pages)
{
    auto middle = kFooterText;
    middle.align = Align::Center;
    const auto place = footer.place.completed();
    const double third = kInside / 3;
    const auto number = fmt::format("{} / {}", page, pages);
    return typesetter.row(
        {cell_at(dated(place.fr, ", ", footer.date), 0, third, Direction::LeftToRight, kFooterText),
         cell_at(footer.reference.empty() ? number : footer.reference + "  ·  " + number, third,
                 third, Direction::LeftToRight, middle),
         cell_at(dated(place.ar, "، ", footer.date), 0, third, Direction::RightToLeft,
                 kFooterText)},
        {.above = 5});
}

void draw_cut_line(cairo_t* cairo)
{
    constexpr std::array dashes{4.0, 4.0};
    cairo_save(cairo);
    cairo_set_dash(cairo, dashes.data(), dashes.size(), 0);
    draw_rule(cairo, 0, kHeight / 2, kWidth, kHairline);
    cairo_restore(cairo);
}

void draw_watermark(cairo_t* cairo, const Typesetter& typesetter, const Bilingual& text,
                    double height)
{
    const auto both = text.completed();
    Cell cell{.text = both.ar + "\n" + both.fr, .style = {.size = 40, .bold = true}};
    cell.style.size *= std::min(1.5, kWidth * 0.7 / typesetter.width_of(cell));
    cell.style.align = Align::Center;
    cell.style.tone = Tone::Watermark;
    cell.x = -kWidth;
    cell.width = 2 * kWidth;
    const auto piece = beside({typesetter.row({cell})});
    cairo_save(cairo);
    cairo_translate(cairo, kWidth / 2, height / 2);
    cairo_rotate(cairo, -std::numbers::pi / 9);
    piece.draw(cairo, -piece.height / 2);
    cairo_restore(cairo);
}

cairo_status_t append(void* target, const unsigned char* bytes, unsigned int count)
{
    static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

void set_metadata(cairo_surface_t* surface, const DocumentInfo& info)
{
    const auto to_the_second = info.created.to_iso().substr(0, 19) + "Z";
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   printable(info.title).c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR,
                                   printable(info.author).c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Jisr");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, to_the_second.c_str());
}

} // namespace

/// Lays pieces on pages as they come; draws them all at the end, when the number of pages is known.
struct Document::Impl
{
    struct Placed
    {
        double top;
        Piece piece;
    };

    explicit Impl(DocumentInfo given) : info(std::move(given))
    {
        footer_height = height_of(footer_row(typesetter, info.footer, 1, 1));
        bottom = sheet_height(info.sheet) - kFoot - footer_height - 4;
    }

    void add(Pieces pieces)
    {
        for (auto& piece : pieces) {
            chain.push_back(std::move(piece));
            if (!chain.back().keep_with_next)
                place_chain();
        }
    }

    /// Places what must stand together, on a new page if this one has not also `room_after` left
    /// below it.
    void place_chain(double room_after = 0)
    {
        const double needed = height_of(chain) + room_after;
        const bool fits_a_page = kTop + height_of(repeated) + needed <= bottom;
        if (y + needed > bottom && fits_a_page)
            new_page();
        for (auto& piece : chain) {
            if (y + piece.height > bottom)
                new_page();
            place(std::move(piece));
        }
        chain.clear();
    }

    void place(Piece piece)
    {
        const double height = piece.height;
        pages.back().push_back({y, std::move(piece)});
        y += height;
    }

    void new_page()
    {
        if (pages.back().empty())
            return;
        pages.emplace_back();
        y = kTop;
        for (const auto& piece : repeated)
            place(piece);
    }

    void draw_page(cairo_t* cairo, std::size_t index) const
    {
        const double height = sheet_height(info.sheet);
        if (!info.watermark.empty())
            draw_watermark(cairo, typesetter, info.watermark, height);
        for (const auto& placed : pages[index])
            placed.piece.draw(cairo, placed.top);
        const double foot = height - kFoot - footer_height;
        draw_rule(cairo, kMargin, foot, kInside, kHairline);
        beside({footer_row(typesetter, info.footer, index + 1, pages.size())}).draw(cairo, foot);
        if (info.sheet == Sheet::UpperHalf)
            draw_cut_line(cairo);
    }

    DocumentInfo info;
    Typesetter typesetter;
    double footer_height = 0;
    double bottom = 0;
    double y = kTop;
    std::vector<std::vector<Placed>> pages{1};
    Pieces chain;    ///< waits for the piece that it must stay with
    Pieces repeated; ///< at the head of each new page
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
    impl_->add(std::move(pieces));
}

void Document::paragraph(const std::string& text, Direction direction, const TextStyle& style)
{
    auto pieces =
        impl_->typesetter.row({cell_at(text, 0, kInside, direction, style)}, {.below = 5});
    // A long paragraph may end a page anywhere but after its first or before its last line.
    for (std::size_t i = 1; i + 2 < pieces.size(); ++i)
        pieces[i].keep_with_next = false;
    impl_->add(std::move(pieces));
}

void Document::key_values(const std::vector<KeyValue>& rows, Direction direction)
{
    constexpr double kKey = kInside * 0.28;
    for (const auto& row : rows)
        impl_->add(impl_->typesetter.row(
            {cell_at(row.key, 0, kKey, direction, kLabel),
             value_cell(row.value, kKey + kGutter, kInside - kKey - kGutter, direction, {})},
            ruled(2, 2)));
}

void Document::table(const Table& table)
{
    constexpr double kPadding = 4;
    double shares = 0;
    for (const auto& column : table.columns)
        shares += column.share;
    const auto row_of = [&](const auto& text_at, bool bold, const RowStyle& style) {
        std::vector<Cell> cells;
        double start = 0;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const double width = kInside * table.columns[i].share / shares;
            cells.push_back(
                value_cell(text_at(i), start + kPadding, width - 2 * kPadding, table.direction,
                           {.size = 8.5, .bold = bold, .align = table.columns[i].align}));
            start += width;
        }
        return impl_->typesetter.row(cells, style);
    };
    auto head_style = ruled(3, 3);
    head_style.rule = 1.5;
    auto head = row_of([&](std::size_t i) { return table.columns[i].heading; }, true, head_style);
    const auto body_row = [&](const std::vector<std::string>& row) {
        return row_of([&](std::size_t i) { return i < row.size() ? row[i] : std::string(); }, false,
                      ruled(2, 2));
    };
    const double first = table.rows.empty() ? 0 : height_of(body_row(table.rows.front()));
    impl_->place_chain(height_of(head) + first);
    for (const auto& piece : head)
        impl_->place(piece);
    impl_->repeated = std::move(head);
    for (const auto& row : table.rows)
        impl_->add(body_row(row));
    impl_->repeated.clear();
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
    impl_->add({beside(std::move(columns))});
}

void Document::bilingual_paragraph(const Bilingual& text, const TextStyle& style)
{
    const auto both = text.completed();
    impl_->add(impl_->typesetter.row({cell_at(both.fr, 0, kHalf, Direction::LeftToRight, style),
                                      cell_at(both.ar, 0, kHalf, Direction::RightToLeft, style)},
                                     {.below = 4}));
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
        impl_->add(impl_->typesetter.row(cells, ruled(1, 1)));
    }
}

void Document::qr(const Qr& code, double size, Align align, Direction direction)
{
    const bool left = (align == Align::Start) == (direction == Direction::LeftToRight);
    const double x = align == Align::Center ? (kWidth - size) / 2
                     : left                 ? kMargin
                                            : kWidth - kMargin - size;
    impl_->add({{.height = size, .draw = [code, x, size](cairo_t* cairo, double top) {
                     code.draw(cairo, x, top, size);
                 }}});
}

void Document::rule()
{
    impl_->add({{.height = 7, .draw = [](cairo_t* cairo, double top) {
                     draw_rule(cairo, kMargin, top + 3.5, kInside, 1);
                 }}});
}

void Document::gap(double points)
{
    impl_->add({{.height = points, .draw = [](cairo_t*, double) {}}});
}

void Document::page_break()
{
    impl_->place_chain();
    impl_->new_page();
}

int Document::page_count()
{
    impl_->place_chain();
    return static_cast<int>(impl_->pages.size());
}

core::Result<std::string> Document::pdf()
{
    impl_->place_chain();
    std::string bytes;
    const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
        cairo_pdf_surface_create_for_stream(append, &bytes, kWidth, kHeight),
        cairo_surface_destroy);
    set_metadata(surface.get(), impl_->info);
    const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()),
                                                                   cairo_destroy);
    for (std::size_t i = 0; i < impl_->pages.size(); ++i) {
        impl_->draw_page(cairo.get(), i);
        cairo_show_page(cairo.get());
    }
    cairo_surface_finish(surface.get());
    for (const auto status : {cairo_status(cairo.get()), cairo_surface_status(surface.get())})
        if (status != CAIRO_STATUS_SUCCESS)
            return core::fail(core::problems::internal(
                fmt::format("cairo could not make a PDF: {}", cairo_status_to_string(status))));
    return bytes;
}

} // namespace jisr::documents
