#pragma once

#include "modules/training/session.hpp"

#include <functional>

/// The table of trainings, subject × territory, and what of it may be told to whom. Pure.
namespace jisr::training {

/// What was held or is planned about a subject in one province.
struct TrainingCount
{
    SessionAudience audience = SessionAudience::Registrants;
    Subject subject = Subject::Other;
    std::string region_code;
    std::string province_code;
    std::int64_t sessions = 0;
    std::int64_t invited = 0; ///< convoked, when it is for registrants
    std::int64_t present = 0;
};
BOOST_DESCRIBE_STRUCT(TrainingCount, (),
                      (audience, subject, region_code, province_code, sessions, invited, present))

/// A line of the table: a subject or all, in the nation, a region or a province.
struct TrainingLine
{
    SessionAudience audience = SessionAudience::Registrants;
    std::optional<Subject> subject; ///< null: all
    std::optional<std::string> region_code;
    std::optional<std::string> province_code;
    std::int64_t sessions = 0;
    std::optional<std::int64_t> invited; ///< null: too few to be told, or they would tell
    std::optional<std::int64_t> present;

    static constexpr std::string_view kRecord = "training.TrainingLine";
};
BOOST_DESCRIBE_STRUCT(TrainingLine, (),
                      (audience, subject, region_code, province_code, sessions, invited, present))

/// What a reader may know of a place; ("", "") is the whole nation, (region, "") a region.
struct ReportSight
{
    /// Whether the place is told of at all.
    std::function<bool(const std::string& region_code, const std::string& province_code)> listed;
    /// Whether she may see the persons who are counted there anyway.
    std::function<bool(SessionAudience audience, const std::string& region_code,
                       const std::string& province_code)>
        open;
};

/// For each audience the nation, then each region with its provinces, all subjects first; without
/// the places and subjects that had no session. Of those whom she may not see, numbers below
/// core::kSmall are left out, that of those who did not come too, and beside them as many others as
/// it takes that no sum over subjects or places tells them. What is left out follows from the whole
/// nation, so that a reader of a region and one of the nation together know no more than one.
std::vector<TrainingLine> report_of(const std::vector<TrainingCount>& counts,
                                    const ReportSight& sight);

} // namespace jisr::training
