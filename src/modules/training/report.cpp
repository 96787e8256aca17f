#include "modules/training/report.hpp"

#include "core/suppression.hpp"

#include <map>

namespace jisr::training {

namespace {

using Place = std::pair<std::string, std::string>; ///< region, province

/// A cell of the table before it is told.
struct Counted
{
    std::int64_t sessions = 0;
    core::TableCell invited;
    core::TableCell present;
    core::TableCell missed; ///< never told, but invited and present together would tell it
};

/// All subjects, then each of them.
using Row = std::array<Counted, 6>;
constexpr std::size_t kAll = 0;
using Rows = std::map<Place, Row>; ///< the nation first, each region before its provinces

std::size_t column_of(Subject subject)
{
    return static_cast<std::size_t>(subject) + 1;
}

void add(Counted& cell, const TrainingCount& count)
{
    cell.sessions += count.sessions;
    cell.invited.value += count.invited;
    cell.present.value += count.present;
    cell.missed.value += count.invited - count.present;
}

Rows rows_of(const std::vector<TrainingCount>& counts, SessionAudience audience,
             const ReportSight& sight)
{
    Rows rows;
    for (const auto& count : counts)
        if (count.audience == audience)
            for (const auto& place : {Place{}, Place{count.region_code, ""},
                                      Place{count.region_code, count.province_code}})
                for (const auto column : {kAll, column_of(count.subject)})
                    add(rows[place][column], count);
    for (auto& [place, row] : rows) {
        const bool open = sight.open(audience, place.first, place.second);
        for (auto& cell : row)
            cell.invited.open = cell.present.open = cell.missed.open = open;
    }
    return rows;
}

bool is_part(const Place& place, const Place& whole)
{
    if (whole.first.empty())
        return !place.first.empty() && place.second.empty();
    return whole.second.empty() && place.first == whole.first && !place.second.empty();
}

constexpr core::TableCell Counted::*kMeasures[] = {&Counted::invited, &Counted::present,
                                                   &Counted::missed};

/// Who came and who did not make who was invited; the subjects make all.
void add_sums_of_row(Row& row, std::vector<core::TableSum>& sums)
{
    for (auto& cell : row)
        sums.push_back({{&cell.present, &cell.missed}, &cell.invited});
    for (const auto measure : kMeasures) {
        core::TableSum sum{{}, &(row[kAll].*measure)};
        for (std::size_t column = kAll + 1; column < row.size(); ++column)
            sum.parts.push_back(&(row[column].*measure));
        sums.push_back(std::move(sum));
    }
}

/// The regions make the nation, and the provinces a region.
void add_sums_of_places(Rows& rows, const Place& whole, std::vector<core::TableSum>& sums)
{
    for (std::size_t column = kAll; column < rows[whole].size(); ++column)
        for (const auto measure : kMeasures) {
            core::TableSum sum{{}, &(rows[whole][column].*measure)};
            for (auto& [place, row] : rows)
                if (is_part(place, whole))
                    sum.parts.push_back(&(row[column].*measure));
            sums.push_back(std::move(sum));
        }
}

void suppress(Rows& rows)
{
    std::vector<core::TableSum> sums;
    for (auto& [place, row] : rows) {
        add_sums_of_row(row, sums);
        if (place.second.empty())
            add_sums_of_places(rows, place, sums);
    }
    core::suppress(sums);
}

TrainingLine line_of(SessionAudience audience, std::size_t column, const Place& place,
                     const Counted& cell)
{
    TrainingLine line{.audience = audience,
                      .sessions = cell.sessions,
                      .invited = cell.invited.told(),
                      .present = cell.present.told()};
    if (column != kAll)
        line.subject = static_cast<Subject>(column - 1);
    if (!place.first.empty())
        line.region_code = place.first;
    if (!place.second.empty())
        line.province_code = place.second;
    return line;
}

} // namespace

std::vector<TrainingLine> report_of(const std::vector<TrainingCount>& counts,
                                    const ReportSight& sight)
{
    std::vector<TrainingLine> lines;
    for (const auto audience : {SessionAudience::Registrants, SessionAudience::Staff}) {
        auto rows = rows_of(counts, audience, sight);
        suppress(rows);
        for (const auto& [place, row] : rows)
            if (sight.listed(place.first, place.second))
                for (std::size_t column = kAll; column < row.size(); ++column)
                    if (row[column].sessions > 0)
                        lines.push_back(line_of(audience, column, place, row[column]));
    }
    return lines;
}

} // namespace jisr::training
