#pragma once

#include "core/function_ref.hpp"
#include "modules/programmes/public_table.hpp"

#include <cstdint>

namespace jisr::programmes {

/// What a report is about: a place, a period within the year, and registrants of one kind or
/// another.
struct ReportQuery
{
    std::optional<std::string> region;
    std::optional<std::string> province;
    std::optional<std::int64_t> year;
    std::optional<core::Date> from;
    std::optional<core::Date> to; ///< the last day
    std::optional<PriorityGroup> group;
    std::optional<bool> disability;
    std::optional<Area> area;
    std::optional<Phase> phase;

    static constexpr std::string_view kRecord = "programmes.ReportQuery";
    static constexpr std::array kFields{core::field("region").length(2),
                                        core::field("province").length(6),
                                        core::field("year").range(2000, 2100)};
};
BOOST_DESCRIBE_STRUCT(ReportQuery, (),
                      (region, province, year, from, to, group, disability, area, phase))

/// How many are of one sort; none where so few are not told to this reader.
struct ReportCell
{
    std::string code;
    std::optional<std::int64_t> registered;

    static constexpr std::string_view kRecord = "programmes.ReportCell";
};
BOOST_DESCRIBE_STRUCT(ReportCell, (), (code, registered))

struct ReportPlace
{
    std::string code; ///< of a region, a province or a commune
    std::optional<std::int64_t> women;
    std::optional<std::int64_t> women_target; ///< none was set, or not for such a part
    std::optional<std::int64_t> cooperatives;
    std::optional<std::int64_t> cooperatives_target;

    static constexpr std::string_view kRecord = "programmes.ReportPlace";
};
BOOST_DESCRIBE_STRUCT(ReportPlace, (),
                      (code, women, women_target, cooperatives, cooperatives_target))

enum class TrendStep { Day, Month };
BOOST_DESCRIBE_ENUM(TrendStep, Day, Month)

/// Who registered in one day or month.
struct TrendPoint
{
    core::Date from;                   ///< its first day
    std::optional<std::int64_t> women; ///< none where so few are not told to this reader
    std::optional<std::int64_t> cooperatives;

    static constexpr std::string_view kRecord = "programmes.TrendPoint";
};
BOOST_DESCRIBE_STRUCT(TrendPoint, (), (from, women, cooperatives))

/// The share of those aged 15 and more who work or look for work, in per cent (R1.9), in the place
/// and the area that the report is about, or, where the census tells no such share, in both areas.
struct ActivityRate
{
    std::string place; ///< its code; empty for the nation
    std::optional<Area> area;
    double women = 0;
    double men = 0;
    std::int64_t year = 0;
    std::string source;

    static constexpr std::string_view kRecord = "programmes.ActivityRate";
};
BOOST_DESCRIBE_STRUCT(ActivityRate, (), (place, area, women, men, year, source))

/// Empty lists: not told to this reader with such a query.
struct Report
{
    core::Id edition_id;
    std::int64_t year = 0;
    core::Instant as_of;
    std::optional<std::string> region; ///< that the report is about, or the nation
    std::optional<std::string> province;
    core::Date from;
    core::Date to;
    bool limited = false; ///< few are not told: the reader may not see all of the persons
    ReportPlace total;    ///< its code is empty for the nation
    std::vector<ReportPlace> places; ///< a level below
    std::vector<ReportCell> kinds; ///< RegistrantKind; self_employed, a part of them, after persons
    std::vector<ReportCell> groups;     ///< of women: PriorityGroup; one woman may be of several
    std::vector<ReportCell> areas;      ///< of women: Area
    std::vector<ReportCell> disability; ///< of women: with, without
    std::vector<ReportCell> phases;     ///< of women: Phase
    TrendStep trend_step = TrendStep::Month;
    std::vector<TrendPoint> trend;
    ActivityRate activity;

    static constexpr std::string_view kRecord = "programmes.Report";
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (edition_id, year, as_of, region, province, from, to, limited, total, places,
                       kinds, groups, areas, disability, phases, trend_step, trend, activity))

/// What is the same whatever is asked.
struct ReportBase
{
    core::Id edition_id;
    std::int64_t year = 0;
    core::Instant as_of;
    core::Date today;
    const std::vector<Registrant>& registrants;
    const std::vector<Target>& targets;
    const PublicTable* table = nullptr; ///< all that a limited reader is told; null for others
};

/// Which places of the level below are listed.
using PlaceSeen = core::FunctionRef<bool(const std::string& code)>;

/// The report. Targets are of a whole year and stand beside the numbers of one alone. With
/// `base.table` the reader may not see all of the persons and is told what stands in it: of the
/// nation and of regions one sort or one month, of provinces one month, of communes the year. 422
/// for two sorts, a sort within a province or a month, and for other periods than a month or the
/// year, since the difference of two of them would tell of single persons; 422 for a period outside
/// the year.
core::Result<Report> report_of(const ReportBase& base, const ReportQuery& query, PlaceSeen seen);

} // namespace jisr::programmes
