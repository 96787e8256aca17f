#include "modules/selection/sheet.hpp"

#include <algorithm>
#include <numeric>

namespace jisr::selection {

namespace {

constexpr std::int64_t kWhole = 10'000; // hundredths of 100

ScoreLine line_by_bands(const Criterion& criterion, const Traits& traits, std::int64_t all_weights)
{
    ScoreLine line{.criterion = criterion.code, .most = criterion.most, .weight = criterion.weight};
    for (const auto& band : criterion.bands) {
        const auto verdict = verdict_on(band.when, traits);
        if (verdict == Verdict::Unknown)
            line.missing = true;
        if (verdict != Verdict::Met)
            continue;
        line.missing = false;
        line.points = static_cast<double>(band.points);
        line.adds = kWhole * criterion.weight * band.points / (all_weights * criterion.most);
        break;
    }
    return line;
}

ScoreLine line_by_scorers(const Criterion& criterion, const GivenPoints& given,
                          std::int64_t all_weights)
{
    ScoreLine line{.criterion = criterion.code,
                   .most = criterion.most,
                   .weight = criterion.weight,
                   .scorers = given.scorers,
                   .missing = given.scorers == 0};
    if (given.scorers == 0)
        return line;
    line.points = static_cast<double>(given.sum) / static_cast<double>(given.scorers);
    line.adds =
        kWhole * criterion.weight * given.sum / (all_weights * criterion.most * given.scorers);
    return line;
}

bool asks_sensitive(const Criterion& criterion)
{
    return std::ranges::any_of(criterion.bands, is_sensitive,
                               [](const Band& band) { return band.when.field; });
}

void hide(ScoreLine& line)
{
    line = {.criterion = line.criterion, .most = line.most, .weight = line.weight, .hidden = true};
}

} // namespace

std::string score_text(std::int64_t hundredths, char mark)
{
    const std::string cents = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + mark + std::string(2 - cents.size(), '0') + cents;
}

Score score_of(const std::vector<Criterion>& sheet, const Traits& traits,
               const std::vector<GivenPoints>& given)
{
    const auto all_weights =
        std::accumulate(sheet.begin(), sheet.end(), std::int64_t{0},
                        [](auto sum, const Criterion& one) { return sum + one.weight; });
    Score score;
    std::int64_t total = 0;
    for (std::size_t i = 0; i < sheet.size(); ++i) {
        score.lines.push_back(sheet[i].bands.empty()
                                  ? line_by_scorers(sheet[i], given[i], all_weights)
                                  : line_by_bands(sheet[i], traits, all_weights));
        total += score.lines.back().adds;
        score.complete = score.complete && !score.lines.back().missing;
    }
    score.total = total;
    return score;
}

bool tells_sensitive(const std::vector<Criterion>& sheet)
{
    return std::ranges::any_of(sheet, asks_sensitive);
}

void hide_sensitive(Score& score, const std::vector<Criterion>& sheet)
{
    if (!tells_sensitive(sheet))
        return;
    for (std::size_t i = 0; i < sheet.size(); ++i)
        if (asks_sensitive(sheet[i]))
            hide(score.lines[i]);
    score.total.reset();
    score.complete = std::ranges::none_of(score.lines, &ScoreLine::missing);
}

void hide_points(Score& score)
{
    std::ranges::for_each(score.lines, hide);
    score.total.reset();
    score.complete = true;
}

} // namespace jisr::selection
