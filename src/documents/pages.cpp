#include "documents/pages.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numbers>

namespace jisr::documents {
namespace {

constexpr double kFoot = 22; // below the footer; office printers reach no closer than some 5 mm

constexpr TextStyle kFooterText{.size = 7.5, .tone = Tone::Muted};

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
    constexpr std::array kDashes{4.0, 4.0};
    cairo_save(cairo);
    cairo_set_dash(cairo, kDashes.data(), kDashes.size(), 0);
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

Pages::Pages(const Typesetter& typesetter, DocumentInfo info)
    : typesetter_(typesetter), info_(std::move(info)),
      footer_height_(height_of(footer_row(typesetter_, info_.footer, 1, 1))),
      bottom_(sheet_height(info_.sheet) - kFoot - footer_height_ - 4)
{
}

void Pages::add(Pieces pieces)
{
    for (auto& piece : pieces) {
        chain_.push_back(std::move(piece));
        if (!chain_.back().keep_with_next)
            settle();
    }
}

void Pages::settle(double room_after)
{
    const double needed = height_of(chain_) + room_after;
    const bool fits_a_page = kTop + height_of(head_) + needed <= bottom_;
    if (y_ + needed > bottom_ && fits_a_page)
        new_page();
    for (auto& piece : chain_) {
        if (y_ + piece.height > bottom_)
            new_page();
        place(std::move(piece));
    }
    chain_.clear();
}

void Pages::begin_head(Pieces head)
{
    for (const auto& piece : head)
        place(piece);
    head_ = std::move(head);
}

void Pages::new_page()
{
    if (pages_.back().empty())
        return;
    pages_.emplace_back();
    y_ = kTop;
    for (const auto& piece : head_)
        place(piece);
}

void Pages::place(Piece piece)
{
    const double height = piece.height;
    pages_.back().push_back({y_, std::move(piece)});
    y_ += height;
}

void Pages::draw_page(cairo_t* cairo, std::size_t index) const
{
    const double height = sheet_height(info_.sheet);
    if (!info_.watermark.empty())
        draw_watermark(cairo, typesetter_, info_.watermark, height);
    for (const auto& placed : pages_[index])
        placed.piece.draw(cairo, placed.top);
    const double foot = height - kFoot - footer_height_;
    draw_rule(cairo, kMargin, foot, kInside, kHairline);
    beside({footer_row(typesetter_, info_.footer, index + 1, count())}).draw(cairo, foot);
    if (info_.sheet == Sheet::UpperHalf)
        draw_cut_line(cairo);
}

core::Result<std::string> Pages::pdf() const
{
    std::string bytes;
    const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
        cairo_pdf_surface_create_for_stream(append, &bytes, kWidth, kHeight),
        cairo_surface_destroy);
    set_metadata(surface.get(), info_);
    const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()),
                                                                   cairo_destroy);
    for (std::size_t i = 0; i < pages_.size(); ++i) {
        draw_page(cairo.get(), i);
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
