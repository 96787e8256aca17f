#pragma once

#include "core/date.hpp"

#include <string>

namespace jisr::documents {

/// One meaning in the two languages that a Moroccan administrative paper is printed in.
struct Bilingual
{
    std::string ar;
    std::string fr;

    [[nodiscard]] bool empty() const { return ar.empty() && fr.empty(); }

    /// The same with a missing side filled from the other, so that no half of a paper stays blank.
    [[nodiscard]] Bilingual completed() const
    {
        return {.ar = ar.empty() ? fr : ar, .fr = fr.empty() ? ar : fr};
    }
};

enum class Direction { LeftToRight, RightToLeft };

/// Start is the left edge of left-to-right text and the right edge of right-to-left text.
enum class Align { Start, Center, End };

enum class Tone { Ink, Muted, Primary, Watermark };

/// How a piece of text looks; sizes in points.
struct TextStyle
{
    double size = 10;
    bool bold = false;
    Tone tone = Tone::Ink;
    Align align = Align::Start;
};

/// `dd/mm/yyyy` in Western digits, as Morocco writes dates in Arabic and French alike.
std::string paper_date(core::Date date);

/// `text` between FIRST STRONG ISOLATE and its end: a name, number, phone or reference put into a
/// sentence of the other direction keeps its own ("06 12 34 56 78" would otherwise run backwards in
/// Arabic).
std::string isolated(const std::string& text);

} // namespace jisr::documents
