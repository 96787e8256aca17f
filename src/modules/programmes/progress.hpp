#pragma once

#include "core/suppression.hpp"
#include "modules/programmes/report.hpp"
#include "modules/programmes/visibility.hpp"

namespace jisr::programmes {

/// Registrants of one province, withdrawn ones left out.
struct Count
{
    std::string region_code;
    std::string province_code;
    std::int64_t women = 0;
    std::int64_t women_today = 0;
    std::int64_t cooperatives = 0;
    std::int64_t cooperatives_today = 0;
    std::int64_t persons_with_disabilities = 0;
    std::int64_t self_employed = 0;
    std::int64_t companies = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (),
                      (region_code, province_code, women, women_today, cooperatives,
                       cooperatives_today, persons_with_disabilities, self_employed, companies))

Count& operator+=(Count& sum, const Count& more);

/// The whole nation's numbers of one edition and year at one moment.
struct Snapshot
{
    core::Id edition_id;
    std::int64_t year = 0;
    core::Instant as_of;
    core::Date today;
    std::vector<Registrant> registrants;
    std::vector<Count> counts; ///< of these, see counts_of
    std::vector<Target> targets;
};

struct MeasureProgress
{
    std::int64_t registered = 0;
    std::optional<std::int64_t> target; ///< none was set
    std::int64_t today = 0;

    static constexpr std::string_view kRecord = "programmes.MeasureProgress";
};
BOOST_DESCRIBE_STRUCT(MeasureProgress, (), (registered, target, today))

struct ProvinceProgress
{
    std::string province_code;
    MeasureProgress women;
    MeasureProgress cooperatives;

    static constexpr std::string_view kRecord = "programmes.ProvinceProgress";
};
BOOST_DESCRIBE_STRUCT(ProvinceProgress, (), (province_code, women, cooperatives))

struct RegionProgress
{
    std::string region_code;
    MeasureProgress women;
    MeasureProgress cooperatives;
    std::optional<std::int64_t> persons_with_disabilities;
    std::optional<std::int64_t> self_employed;
    std::optional<std::int64_t> companies;
    bool suppressed = false; ///< one of the three is left out because it is small
    std::vector<ProvinceProgress> provinces;

    static constexpr std::string_view kRecord = "programmes.RegionProgress";
};
BOOST_DESCRIBE_STRUCT(RegionProgress, (),
                      (region_code, women, cooperatives, persons_with_disabilities, self_employed,
                       companies, suppressed, provinces))

struct Progress
{
    core::Id edition_id;
    std::int64_t year = 0;
    core::Instant as_of;
    MeasureProgress women; ///< of the regions below
    MeasureProgress cooperatives;
    std::vector<RegionProgress> regions;

    static constexpr std::string_view kRecord = "programmes.Progress";
};
BOOST_DESCRIBE_STRUCT(Progress, (), (edition_id, year, as_of, women, cooperatives, regions))

/// One line of the moving numbers; without a province the region's, without a region all that the
/// actor sees.
struct ProgressEvent
{
    std::optional<std::string> region_code;
    std::optional<std::string> province_code;
    std::int64_t women = 0;
    std::int64_t cooperatives = 0;
    std::int64_t women_today = 0;

    static constexpr std::string_view kRecord = "programmes.ProgressEvent";
    bool operator==(const ProgressEvent&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProgressEvent, (),
                      (region_code, province_code, women, cooperatives, women_today))

/// What one client is shown: the regions that its actor sees or the one that it asked for, and
/// where the three small numbers may be told whatever they are (the actor may see the registrants
/// of the whole region).
struct View
{
    Visibility visible;
    std::optional<std::string> region;
    std::set<std::string> unsuppressed;

    [[nodiscard]] bool region_seen(const std::string& code) const;
    /// Provinces are listed when one region is asked for, or the actor does not see the whole
    /// nation.
    [[nodiscard]] bool province_seen(const std::string& region_code, const std::string& code) const;
};

/// The numbers by province, of every province, by code. `today` counts
/// from the first day of the year, outside of which nobody registered today.
std::vector<Count> counts_of(const std::vector<Registrant>& registrants, std::int32_t today);

Progress progress_of(const Snapshot& snapshot, const View& view);
/// The same numbers as events, the total first.
std::vector<ProgressEvent> events_of(const Snapshot& snapshot, const View& view);

} // namespace jisr::programmes
