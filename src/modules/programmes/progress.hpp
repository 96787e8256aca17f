#pragma once

#include "modules/programmes/public_table.hpp"
#include "modules/programmes/visibility.hpp"

#include <memory>

namespace jisr::programmes {

class TableShelf;

/// The whole nation's numbers of one edition and year at one moment.
struct Snapshot
{
    core::Id edition_id;
    std::int64_t year = 0;
    core::Instant as_of;
    core::Date today;
    std::vector<Registrant> registrants;
    Tally tally; ///< of these
    std::vector<Target> targets;
    std::shared_ptr<TableShelf> tables; ///< see table_for
};

/// `registrants` counted.
Snapshot snapshot_of(const core::Id& edition_id, std::int64_t year, core::Instant as_of,
                     std::vector<Registrant> registrants, std::vector<Target> targets);

/// The same moment with other counts, and without registrants.
Snapshot with_tally(const Snapshot& snapshot, Tally tally);

/// What a reader is told of it: made once for all readers to whom the same is open. From any
/// thread.
std::shared_ptr<const PublicTable> table_for(const Snapshot& snapshot, const Openness& open);

/// Numbers are left out where so few are not told to this reader.
struct MeasureProgress
{
    std::optional<std::int64_t> registered = 0;
    std::optional<std::int64_t> target; ///< none was set
    bool target_is_sum = false; ///< of the provinces' targets, for none was set for the region
    std::optional<std::int64_t> today = 0;

    static constexpr std::string_view kRecord = "programmes.MeasureProgress";
};
BOOST_DESCRIBE_STRUCT(MeasureProgress, (), (registered, target, target_is_sum, today))

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
    bool suppressed = false; ///< one of its own numbers is left out because so few are not told
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
    bool in_steps = false; ///< some of these numbers move by five persons alone, see outside.hpp

    static constexpr std::string_view kRecord = "programmes.Progress";
};
BOOST_DESCRIBE_STRUCT(Progress, (),
                      (edition_id, year, as_of, women, cooperatives, regions, in_steps))

/// One line of the moving numbers; without a province the region's, without a region all that the
/// actor sees.
struct ProgressEvent
{
    std::optional<std::string> region_code;
    std::optional<std::string> province_code;
    std::optional<std::int64_t> women;
    std::optional<std::int64_t> cooperatives;
    std::optional<std::int64_t> women_today;

    static constexpr std::string_view kRecord = "programmes.ProgressEvent";
    bool operator==(const ProgressEvent&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProgressEvent, (),
                      (region_code, province_code, women, cooperatives, women_today))

/// What one client is shown: the regions that its actor sees or the one that it asked for, and
/// where no number is kept from her.
struct View
{
    Visibility visible;
    std::optional<std::string> region;
    Openness open;

    [[nodiscard]] bool region_seen(const std::string& code) const;
    /// Provinces are listed when one region is asked for, or the actor does not see the whole
    /// nation.
    [[nodiscard]] bool province_seen(const std::string& region_code, const std::string& code) const;
};

/// What of the places that it shows is open; everything, where no number of it is kept from her.
Openness openness_of(const View& view);

Progress progress_of(const Snapshot& snapshot, const View& view);
/// The same numbers as events, the total first.
std::vector<ProgressEvent> events_of(const Snapshot& snapshot, const View& view);

} // namespace jisr::programmes
