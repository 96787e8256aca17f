#pragma once

#include "modules/selection/rule.hpp"

namespace jisr::selection {

/// Points for who meets a condition; the first band that is met counts.
struct Band
{
    Rule when;
    std::int64_t points = 0;

    static constexpr std::string_view kRecord = "selection.Band";
    static constexpr std::array kFields{core::field("points").range(0, 100)};
};
BOOST_DESCRIBE_STRUCT(Band, (), (when, points))

/// A line of the evaluation sheet. With bands its points follow from the file, without them scorers
/// give them.
struct Criterion
{
    std::string code; ///< unique in its sheet
    std::string name_ar;
    std::string name_fr;
    std::int64_t weight = 1; ///< relative to the other criteria
    std::int64_t most = 20;  ///< points that can be reached
    std::vector<Band> bands;

    static constexpr std::string_view kRecord = "selection.Criterion";
    static constexpr std::array kFields{
        core::field("code").length(40),     core::field("name_ar").length(120),
        core::field("name_fr").length(120), core::field("weight").range(1, 100),
        core::field("most").range(1, 100),  core::field("bands").length(30)};
};
BOOST_DESCRIBE_STRUCT(Criterion, (), (code, name_ar, name_fr, weight, most, bands))

/// The points that scorers gave a candidate for one criterion.
struct GivenPoints
{
    std::int64_t sum = 0;
    std::int64_t scorers = 0;
};

/// What one criterion adds to a score.
struct ScoreLine
{
    std::string criterion;
    double points = 0; ///< of `most`; the mean of the scorers'
    std::int64_t most = 0;
    std::int64_t weight = 0;
    std::int64_t adds = 0; ///< hundredths of the 100 that a whole sheet makes
    std::int64_t scorers = 0;
    bool missing = false; ///< nobody has scored it, or the file does not say what it asks
    bool hidden = false;  ///< it tells what this reader may not know

    static constexpr std::string_view kRecord = "selection.ScoreLine";
};
BOOST_DESCRIBE_STRUCT(ScoreLine, (),
                      (criterion, points, most, weight, adds, scorers, missing, hidden))

struct Score
{
    std::optional<std::int64_t> total = 0; ///< hundredths, 0 to 10,000; null: it is not told
    bool complete = true;                  ///< no line that is told is missing
    std::vector<ScoreLine> lines;

    static constexpr std::string_view kRecord = "selection.Score";
};
BOOST_DESCRIBE_STRUCT(Score, (), (total, complete, lines))

/// A score as it is read, with the mark before its decimals: "61,87".
std::string score_text(std::int64_t hundredths, char mark);

/// The score of a candidate, with `given` in the order of the criteria (those with bands are not
/// looked at). Whole numbers throughout, so that every machine comes to the same.
Score score_of(const std::vector<Criterion>& sheet, const Traits& traits,
               const std::vector<GivenPoints>& given);

/// Whether bands of the sheet ask sensitive answers.
bool tells_sensitive(const std::vector<Criterion>& sheet);

/// Takes out the lines whose bands ask sensitive answers: of points by bands that everybody can
/// read, the answer would follow; and with them the total, from which the other lines could be
/// subtracted.
void hide_sensitive(Score& score, const std::vector<Criterion>& sheet);

/// Takes out the total and every line, as they add up to it.
void hide_points(Score& score);

} // namespace jisr::selection
