#include "modules/training/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace jisr::training {
namespace {

using enum SessionAudience;
using Wanted = std::optional<std::int64_t>;

TrainingCount count(const std::string& province, Subject subject, std::int64_t invited,
                    std::int64_t present, SessionAudience audience = Registrants)
{
    return {.audience = audience,
            .subject = subject,
            .region_code = province.substr(0, 2),
            .province_code = province,
            .sessions = 1,
            .invited = invited,
            .present = present};
}

ReportSight sight(bool open)
{
    return {[](const auto&, const auto&) { return true; },
            [open](SessionAudience, const auto&, const auto&) { return open; }};
}

const TrainingLine* find(const std::vector<TrainingLine>& lines, const std::string& region,
                         const std::string& province, std::optional<Subject> subject,
                         SessionAudience audience = Registrants)
{
    const auto found = std::ranges::find_if(lines, [&](const TrainingLine& line) {
        return line.audience == audience && line.subject == subject &&
               line.region_code.value_or("") == region &&
               line.province_code.value_or("") == province;
    });
    return found == lines.end() ? nullptr : &*found;
}

TEST(TrainingReport, AddsUpSubjectsAndPlacesOfEachAudienceApart)
{
    const auto lines = report_of({count("10.261", Subject::SoftSkills, 20, 12),
                                  count("10.261", Subject::Entrepreneurship, 10, 10),
                                  count("01.511", Subject::SoftSkills, 30, 25),
                                  count("01.511", Subject::DigitalTools, 8, 7, Staff)},
                                 sight(true));
    const auto* all = find(lines, "", "", {});
    ASSERT_NE(all, nullptr);
    EXPECT_EQ(all->sessions, 3);
    EXPECT_EQ(all->invited, 60);
    EXPECT_EQ(all->present, 47);
    EXPECT_EQ(find(lines, "10", "", {})->present, 22);
    EXPECT_EQ(find(lines, "", "", Subject::SoftSkills)->invited, 50);
    EXPECT_EQ(find(lines, "", "", {}, Staff)->invited, 8);
    EXPECT_EQ(find(lines, "10", "", Subject::DigitalTools), nullptr) << "no such session";
}

TEST(TrainingReport, LeavesSmallNumbersOutForWhoMayNotSeeThePersons)
{
    const std::vector<TrainingCount> counts{count("10.261", Subject::SoftSkills, 3, 3),
                                            count("10.261", Subject::Entrepreneurship, 40, 30),
                                            count("10.473", Subject::SoftSkills, 50, 40)};
    const auto told = report_of(counts, sight(false));
    EXPECT_EQ(find(told, "10", "10.261", Subject::SoftSkills)->invited, Wanted());
    EXPECT_EQ(find(told, "10", "10.261", Subject::SoftSkills)->sessions, 1);
    const bool by_subjects = find(told, "10", "10.261", Subject::Entrepreneurship)->invited &&
                             find(told, "10", "10.261", {})->invited;
    EXPECT_FALSE(by_subjects) << "all less the other subject would tell it";
    const bool by_places = find(told, "10", "", Subject::SoftSkills)->invited &&
                           find(told, "10", "10.473", Subject::SoftSkills)->invited;
    EXPECT_FALSE(by_places) << "the region less the other province would tell it";
    const auto open = report_of(counts, sight(true));
    EXPECT_EQ(find(open, "10", "10.261", Subject::SoftSkills)->invited, 3);
}

TEST(TrainingReport, TellsNoSmallNumberOfThoseWhoDidNotCome)
{
    const auto lines = report_of({count("10.261", Subject::SoftSkills, 20, 18)}, sight(false));
    for (const auto& line : lines)
        EXPECT_FALSE(line.invited && line.present) << "20 less 18 are two";
}

TEST(TrainingReport, LeavesOutTheSameForAReaderOfARegionAsForOneOfTheNation)
{
    const std::vector<TrainingCount> counts{count("10.261", Subject::SoftSkills, 6, 6),
                                            count("10.473", Subject::SoftSkills, 30, 24),
                                            count("01.511", Subject::SoftSkills, 2, 2)};
    auto regional = sight(false);
    regional.listed = [](const std::string& region, const auto&) { return region == "10"; };
    const auto nation = report_of(counts, sight(false));
    const auto region = report_of(counts, regional);
    EXPECT_EQ(find(region, "", "", {}), nullptr);
    for (const auto& line : region) {
        const auto* same =
            find(nation, *line.region_code, line.province_code.value_or(""), line.subject);
        EXPECT_EQ(line.invited, same->invited);
        EXPECT_EQ(line.present, same->present);
    }
}

} // namespace
} // namespace jisr::training
