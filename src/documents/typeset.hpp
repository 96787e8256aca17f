#pragma once

#include "documents/text.hpp"

#include <pango/pangocairo.h>

#include <functional>
#include <memory>
#include <span>
#include <vector>

/// Inside the layer only: turns text into pieces of known height, which document.cpp lays on pages.
namespace jisr::documents {

/// Something that is never cut by the end of a page. `draw` is given the top edge, in points from
/// the top of the page.
struct Piece
{
    double height = 0;
    bool keep_with_next = false; ///< the page may not end after it, unless nothing else helps
    std::function<void(cairo_t*, double top)> draw;
};

using Pieces = std::vector<Piece>;

double height_of(std::span<const Piece> pieces);

/// Text set into the column [x, x + width].
struct Cell
{
    std::string text;
    double x = 0;
    double width = 0;
    Direction side = Direction::LeftToRight; ///< the edge that Align::Start means
    TextStyle style;
    /// A name or a place may be in either script whatever the column: its own first letter gives
    /// its direction.
    bool direction_from_text = false;
};

struct RowStyle
{
    double above = 0; ///< space in points, also `below`
    double below = 0;
    double rule = 0; ///< thickness of the line under the row, from rule_x on
    double rule_x = 0;
    double rule_width = 0;
};

/// Shapes text with Pango on the calling thread's own font map, so typesetters of different threads
/// share nothing.
class Typesetter
{
  public:
    Typesetter();

    /// Cells side by side, their first lines on one baseline: one piece for each line, chained by
    /// keep_with_next, so that a row higher than a page is continued on the next one instead of
    /// running off the paper.
    [[nodiscard]] Pieces row(const std::vector<Cell>& cells, const RowStyle& style = {}) const;
    /// Width in points of `text` on one line.
    [[nodiscard]] double width_of(const Cell& cell) const;

  private:
    using Layout = std::shared_ptr<PangoLayout>;
    struct Line;
    using Lines = std::vector<Line>;
    [[nodiscard]] Layout layout(const Cell& cell) const;
    [[nodiscard]] static Line line_of(const Cell& cell, const Layout& layout, int index);
    [[nodiscard]] static Piece piece_of(Lines lines, const RowStyle& style, bool first, bool last);

    std::shared_ptr<PangoContext> left_to_right_;
    std::shared_ptr<PangoContext> right_to_left_;
};

/// Stacks pieces beside each other as one that is not cut; their cells carry the columns.
Piece beside(std::vector<Pieces> columns);

void set_tone(cairo_t* cairo, Tone tone);
void draw_rule(cairo_t* cairo, double x, double y, double width, double thickness);

/// Valid UTF-8 without NUL: what is wrong becomes U+FFFD, since Pango and cairo refuse such text as
/// a whole.
std::string printable(const std::string& text);

} // namespace jisr::documents
