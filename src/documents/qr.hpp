#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

typedef struct _cairo cairo_t; // NOLINT: cairo's own name, so that callers need not include it

namespace jisr::documents {

/// A QR code (ISO/IEC 18004, byte mode, error correction level M: readable with 15 % of it worn
/// away).
class Qr
{
  public:
    /// The code of `payload`, at most 2,331 bytes (version 40-M); an empty or longer one is a 500,
    /// since the program makes it.
    static core::Result<Qr> encode(std::string_view payload);

    /// Modules on a side, without the quiet zone.
    [[nodiscard]] int side() const { return side_; }

    [[nodiscard]] bool dark(int column, int row) const;

    /// An SVG element, black on white whatever the page's theme (scanners want it so), with the
    /// quiet zone of four modules and without a size of its own.
    [[nodiscard]] std::string svg() const;

    /// Draws it as vectors, black on what is there, `size` wide and high including the quiet zone.
    void draw(cairo_t* cairo, double x, double y, double size) const;

  private:
    struct Run
    {
        int column;
        int row;
        int length;
    };

    Qr(int side, std::vector<bool> modules) : side_(side), modules_(std::move(modules)) {}

    [[nodiscard]] std::vector<Run> runs() const;

    int side_;
    std::vector<bool> modules_;
};

} // namespace jisr::documents
