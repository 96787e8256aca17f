#pragma once

#include "documents/document.hpp"
#include "documents/typeset.hpp"

/// Inside the layer only: lays pieces on the pages of a document and draws them.
namespace jisr::documents {

constexpr double kWidth = 595.28; // A4 in points
constexpr double kHeight = 841.89;
constexpr double kMargin = 40;
constexpr double kTop = 34;
constexpr double kInside = kWidth - 2 * kMargin;
constexpr double kGutter = 16;
constexpr double kHalf = (kInside - kGutter) / 2;
constexpr double kHairline = 0.6;

/// A column of the page, mirrored for right-to-left: `start` counts from the edge where reading
/// begins.
Cell cell_at(std::string text, double start, double width, Direction side, const TextStyle& style);
/// The same for a value, which runs in its own direction.
Cell value_cell(std::string text, double start, double width, Direction side,
                const TextStyle& style);
/// A row with a hairline under it, margin to margin.
RowStyle ruled(double above, double below);

/// The pages of one document. Pieces are kept until the end, since only then the number of pages is
/// known.
class Pages
{
  public:
    Pages(const Typesetter& typesetter, DocumentInfo info);

    void add(Pieces pieces);
    /// Places what still waits for the piece that it must stay with, on a new page if this one has
    /// not also `room_after` left below it.
    void settle(double room_after = 0);
    /// Places `head`, and again at the top of each new page until end_head().
    void begin_head(Pieces head);

    void end_head() { head_.clear(); }

    void new_page();

    [[nodiscard]] std::size_t count() const { return pages_.size(); }

    [[nodiscard]] core::Result<std::string> pdf() const;

  private:
    struct Placed
    {
        double top;
        Piece piece;
    };

    void place(Piece piece);
    void draw_page(cairo_t* cairo, std::size_t index) const;

    const Typesetter& typesetter_;
    DocumentInfo info_;
    double footer_height_;
    double bottom_;
    double y_ = kTop;
    std::vector<std::vector<Placed>> pages_{1};
    Pieces chain_;
    Pieces head_;
};

} // namespace jisr::documents
