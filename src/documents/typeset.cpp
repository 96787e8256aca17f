#include "documents/typeset.hpp"

#include <fmt/format.h>
#include <unicode/ubidi.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <numeric>

namespace jisr::documents {
namespace {

// Noto Sans comes first so that digits, spaces and Latin letters look alike in both halves of a
// paper; fontconfig puts another font in the place of one that is not installed.
constexpr const char* kFamilies = "Noto Sans, Noto Sans Arabic, Noto Sans Tifinagh, sans-serif";

// One leading for both scripts, as a share of the size: with the fonts' own, Arabic lines stand a
// third further apart than French ones and the two halves of a paper drift away from each other.
constexpr double kAscent = 1.06;
constexpr double kDescent = 0.48;
constexpr double kArabicEnlarged =
    1.06; // as on the page (17 px beside 16 px): its letters are lower than Latin ones

double points(int pango_units)
{
    return static_cast<double>(pango_units) / PANGO_SCALE;
}

std::shared_ptr<PangoContext> make_context(PangoDirection direction, const char* language)
{
    // The default font map is private to the thread (Pango 1.32.6 and later).
    std::shared_ptr<PangoContext> context(
        pango_font_map_create_context(pango_cairo_font_map_get_default()), g_object_unref);
    pango_cairo_context_set_resolution(context.get(), 72); // one unit is one point
    pango_context_set_base_dir(context.get(), direction);
    pango_context_set_language(context.get(), pango_language_from_string(language));
    pango_context_set_round_glyph_positions(context.get(), FALSE);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options);
    cairo_font_options_destroy(options);
    return context;
}

Direction direction_of(const Cell& cell)
{
    if (!cell.direction_from_text)
        return cell.side;
    const auto text = icu::UnicodeString::fromUTF8(cell.text);
    // Without a letter it is a number, a date or a phone: from left to right in every script.
    return ubidi_getBaseDirection(text.getBuffer(), text.length()) == UBIDI_RTL
               ? Direction::RightToLeft
               : Direction::LeftToRight;
}

double free_space_left_of_text(const Cell& cell, double text_width)
{
    const double free = cell.width - text_width;
    if (cell.style.align == Align::Center)
        return free / 2;
    const bool at_left =
        (cell.style.align == Align::Start) == (cell.side == Direction::LeftToRight);
    return at_left ? 0 : free;
}

} // namespace

/// A line of a laid-out text and where it goes; holds the layout, which owns the line.
struct Typesetter::Line
{
    std::shared_ptr<PangoLayout> layout;
    int index = 0;
    double x = 0;
    double size = 0;
    Tone tone = Tone::Ink;

    void draw(cairo_t* cairo, double baseline) const
    {
        set_tone(cairo, tone);
        cairo_move_to(cairo, x, baseline);
        pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout.get(), index));
    }
};

Typesetter::Typesetter()
    : left_to_right_(make_context(PANGO_DIRECTION_LTR, "fr")),
      right_to_left_(make_context(PANGO_DIRECTION_RTL, "ar"))
{
}

Typesetter::Layout Typesetter::layout(const Cell& cell) const
{
    const bool latin = direction_of(cell) == Direction::LeftToRight;
    const auto& context = latin ? left_to_right_ : right_to_left_;
    const double size = cell.style.size * (latin ? 1 : kArabicEnlarged);
    Layout layout(pango_layout_new(context.get()), g_object_unref);
    PangoFontDescription* font = pango_font_description_from_string(kFamilies);
    pango_font_description_set_size(font, static_cast<int>(size * PANGO_SCALE));
    pango_font_description_set_weight(font,
                                      cell.style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    pango_layout_set_auto_dir(layout.get(), FALSE);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    // A hyphen where a long word is broken would read as part of a name or a reference.
    const std::unique_ptr<PangoAttrList, decltype(&pango_attr_list_unref)> attributes(
        pango_attr_list_new(), pango_attr_list_unref);
    pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout.get(), attributes.get());
    const auto text = printable(cell.text);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
}

double Typesetter::width_of(const Cell& cell) const
{
    PangoRectangle logical;
    pango_layout_get_extents(layout(cell).get(), nullptr, &logical);
    return points(logical.width);
}

Typesetter::Line Typesetter::line_of(const Cell& cell, const Layout& layout, int index)
{
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout.get(), index), nullptr,
                                  &logical);
    return {.layout = layout,
            .index = index,
            .x = cell.x + free_space_left_of_text(cell, points(logical.width)),
            .size = cell.style.size,
            .tone = cell.style.tone};
}

Pieces Typesetter::row(const std::vector<Cell>& cells, const RowStyle& style) const
{
    std::vector<Lines> lines; // lines[k] holds the k-th line of each cell that has one
    for (const auto& cell : cells) {
        const auto set = layout(cell);
        pango_layout_set_width(set.get(), static_cast<int>(cell.width * PANGO_SCALE));
        const int count = pango_layout_get_line_count(set.get());
        lines.resize(std::max(lines.size(), static_cast<std::size_t>(count)));
        for (int i = 0; i < count; ++i)
            lines[static_cast<std::size_t>(i)].push_back(line_of(cell, set, i));
    }
    Pieces pieces;
    for (std::size_t i = 0; i < lines.size(); ++i)
        pieces.push_back(piece_of(std::move(lines[i]), style, i == 0, i + 1 == lines.size()));
    return pieces;
}

Piece Typesetter::piece_of(Lines lines, const RowStyle& style, bool first, bool last)
{
    double size = 0;
    for (const auto& line : lines)
        size = std::max(size, line.size);
    const double baseline = (first ? style.above : 0) + size * kAscent;
    const double height = baseline + size * kDescent + (last ? style.below : 0);
    return {.height = height,
            .keep_with_next = !last,
            .draw = [lines = std::move(lines), baseline, height, style,
                     rule = last && style.rule > 0](cairo_t* cairo, double top) {
                for (const auto& line : lines)
                    line.draw(cairo, top + baseline);
                if (rule)
                    draw_rule(cairo, style.rule_x, top + height, style.rule_width, style.rule);
            }};
}

double height_of(std::span<const Piece> pieces)
{
    return std::accumulate(pieces.begin(), pieces.end(), 0.0,
                           [](double sum, const Piece& piece) { return sum + piece.height; });
}

Piece beside(std::vector<Pieces> columns)
{
    double height = 0;
    for (const auto& column : columns)
        height = std::max(height, height_of(column));
    return {.height = height, .draw = [columns = std::move(columns)](cairo_t* cairo, double top) {
                for (const auto& column : columns) {
                    double y = top;
                    for (const auto& piece : column) {
                        piece.draw(cairo, y);
                        y += piece.height;
                    }
                }
            }};
}

void set_tone(cairo_t* cairo, Tone tone)
{
    switch (tone) {
    case Tone::Ink:
        return cairo_set_source_rgb(cairo, 0x1D / 255.0, 0x25 / 255.0, 0x24 / 255.0);
    case Tone::Muted:
        return cairo_set_source_rgb(cairo, 0x55 / 255.0, 0x60 / 255.0, 0x5E / 255.0);
    case Tone::Primary:
        return cairo_set_source_rgb(cairo, 0x0F / 255.0, 0x5B / 255.0, 0x57 / 255.0);
    case Tone::Watermark:
        return cairo_set_source_rgb(cairo, 0xF3 / 255.0, 0xE0 / 255.0, 0xD9 / 255.0);
    }
}

void draw_rule(cairo_t* cairo, double x, double y, double width, double thickness)
{
    cairo_set_source_rgb(cairo, 0.72, 0.70, 0.66);
    cairo_set_line_width(cairo, thickness);
    cairo_move_to(cairo, x, y);
    cairo_line_to(cairo, x + width, y);
    cairo_stroke(cairo);
}

std::string printable(const std::string& text)
{
    const std::unique_ptr<char, decltype(&g_free)> valid(
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free);
    return valid.get();
}

std::string isolated(const std::string& text)
{
    return "\u2068" + text + "\u2069";
}

std::string paper_date(core::Date date)
{
    return fmt::format("{:02}/{:02}/{:04}", date.day(), date.month(), date.year());
}

} // namespace jisr::documents
