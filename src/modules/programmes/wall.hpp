#pragma once

#include "modules/programmes/progress.hpp"
#include "service/route.hpp"

namespace jisr::programmes {

/// A screen on a wall of one edition: of the nation, or of a region.
struct WallDraft
{
    std::optional<std::string> region_code;

    static constexpr std::string_view kRecord = "programmes.WallDraft";
    static constexpr std::array kFields{core::field("region_code").length(2)};
};
BOOST_DESCRIBE_STRUCT(WallDraft, (), (region_code))

/// A wall that was opened; a row of table wall_pass.
struct WallPass
{
    core::Id id;
    core::Id edition_id;
    std::optional<std::string> region_code;
    core::Instant opened_at;
    std::string opened_by;
    std::string opened_by_name;
    core::Instant ends_at;
    std::optional<core::Instant> closed_at;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "programmes.WallPass";
};
BOOST_DESCRIBE_STRUCT(WallPass, (),
                      (id, edition_id, region_code, opened_at, opened_by, opened_by_name, ends_at,
                       closed_at, version))

/// The walls that the actor may end, and those that she may open.
struct Walls
{
    std::vector<WallPass> items;
    bool nation = false;
    std::vector<std::string> regions;

    static constexpr std::string_view kRecord = "programmes.Walls";
};
BOOST_DESCRIBE_STRUCT(Walls, (), (items, nation, regions))

/// What the wall shows: never more than an outsider may read.
struct Wall
{
    core::Id edition_id;
    std::string programme_name_ar;
    std::string programme_name_fr;
    std::optional<std::string> region_code;
    core::Instant ends_at; ///< of the pass; then somebody signs in and opens it again
    Progress progress;

    static constexpr std::string_view kRecord = "programmes.Wall";
};
BOOST_DESCRIBE_STRUCT(Wall, (),
                      (edition_id, programme_name_ar, programme_name_fr, region_code, ends_at,
                       progress))

/// A launch day lasts longer than a session that nobody uses, and the room's computer should hold
/// no session at all. So whoever may see the progress makes the browser a pass: a cookie that the
/// server has sealed, good for twelve hours or until she ends it, for this one page, and for
/// nothing else.
service::Routes wall_routes();

} // namespace jisr::programmes
