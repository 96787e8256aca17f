#include "modules/programmes/wall.hpp"

#include "modules/identity/identity.hpp"
#include "modules/programmes/programme_handlers.hpp"
#include "modules/programmes/progress_board.hpp"
#include "modules/programmes/progress_handlers.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::programmes {

namespace {

using namespace service;

constexpr std::string_view kCookie = "jisr_wall";
constexpr std::string_view kPurpose = "wall";
constexpr std::chrono::hours kLasts{12};

/// What stands in the cookie.
struct WallPass
{
    core::Id edition_id;
    std::optional<std::string> region_code;
    core::Instant ends_at;
};
BOOST_DESCRIBE_STRUCT(WallPass, (), (edition_id, region_code, ends_at))

/// The browser sends it back to the wall's own routes alone, and no page can read it.
void put_cookie(Response& response, const Settings& settings, std::string_view value)
{
    const auto seconds = value.empty() ? 0 : std::chrono::seconds(kLasts).count();
    std::string cookie = std::string(kCookie)
                             .append("=")
                             .append(value)
                             .append("; Path=/api/v1/wall; Max-Age=")
                             .append(std::to_string(seconds))
                             .append("; HttpOnly; SameSite=Strict");
    if (settings.secure_cookies)
        cookie += "; Secure";
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
    response.headers.emplace_back("Cache-Control", "no-store");
}

/// 401 without a pass that is still good.
Result<WallPass> pass_of(const Services& services, const Request& request)
{
    const auto plain = TRY(identity::unseal(services.settings, kPurpose, request.cookie(kCookie)));
    if (!plain)
        return core::fail(core::problems::unauthenticated());
    auto pass = TRY(core::from_json<WallPass>(TRY(core::parse_json(*plain))));
    if (services.clock.now() >= pass.ends_at)
        return core::fail(core::problems::unauthenticated());
    return pass;
}

/// As somebody without an account would be told the numbers, whoever opened the wall.
Result<View> outsiders_view(db::Reader& reader, const std::optional<std::string>& region)
{
    Actor outsider;
    outsider.assignments.push_back({Role::Partner, {}});
    return View{TRY(visibility_of(outsider, reader)), region, {}};
}

struct Shown
{
    std::shared_ptr<ProgressBoard> board;
    ProgressBoard::Shared snapshot;
    View view;
    Wall wall; ///< without its progress
};

Result<Shown> shown_by(Services& services, const WallPass& pass)
{
    Shown shown{board_of(services), nullptr, {}, {}};
    if (!shown.board)
        return core::fail(core::problems::unavailable("the progress is not followed"));
    const auto edition = TRY(services.database.ask([&](db::Reader& reader) -> Result<Edition> {
        auto found = TRY(get_record<Edition>(reader, "edition", pass.edition_id));
        const auto programme = TRY(get_record<Programme>(reader, "programme", found.programme_id));
        shown.view = TRY(outsiders_view(reader, pass.region_code));
        shown.wall = {found.id,         programme.name_ar, programme.name_fr,
                      pass.region_code, pass.ends_at,      {}};
        return found;
    }));
    shown.snapshot =
        TRY(shown.board->snapshot(edition.id, year_of(edition, {}, services.clock.today())));
    return shown;
}

/// Who opens a wall sees the place's numbers herself; it stands in the change log.
Result<WallPass> open_pass(WriteContext& context, const core::Id& edition_id,
                           const WallDraft& draft)
{
    const auto& region = draft.region_code;
    if (region && territory::find_region(*region) == nullptr)
        return core::fail(core::problems::invalid("/region_code", "unknown_place"));
    const auto visible = TRY(visibility_of(context.actor, context.reader));
    if (region ? !visible.region(*region) : !visible.nation())
        return core::fail(core::problems::forbidden());
    TRY(get_record<Edition>(context.reader, "edition", edition_id));
    WallPass pass{edition_id, region, context.clock.now().plus(kLasts)};
    TRY(context.log("wall", core::Id::make(), 1, "open", nullptr, core::to_json(pass)));
    return pass;
}

// POST /api/v1/editions/{id}/wall
Result<Response> open_wall(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto draft = TRY(body_of<WallDraft>(*request));
    const auto id = TRY(path_id(*request));
    WallPass pass;
    TRY(write_as(context.services, context.actor, [&](WriteContext& writing) -> Result<void> {
        pass = TRY(open_pass(writing, id, draft));
        return {};
    }));
    auto shown = TRY(shown_by(context.services, pass));
    shown.wall.progress = progress_of(*shown.snapshot, shown.view);
    auto response = created(shown.wall, "/api/v1/wall");
    put_cookie(response, context.services.settings,
               TRY(identity::seal(context.services.settings, kPurpose, core::json_text(pass))));
    return response;
}

// GET /api/v1/wall
Result<Response> show_wall(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto pass = TRY(pass_of(context.services, *request));
    auto shown = TRY(shown_by(context.services, pass));
    shown.wall.progress = progress_of(*shown.snapshot, shown.view);
    auto response = ok(shown.wall);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

// GET /api/v1/wall/events
Result<Response> watch_wall(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto pass = TRY(pass_of(context.services, *request));
    auto shown = TRY(shown_by(context.services, pass));
    auto response = stream_of(shown.board, std::move(shown.snapshot), std::move(shown.view));
    response.may_go_on = [&clock = context.services.clock, ends_at = pass.ends_at] {
        return clock.now() < ends_at;
    };
    return response;
}

// DELETE /api/v1/wall
Result<Response> close_wall(DirectContext& context, const std::shared_ptr<Request>&)
{
    auto response = no_content();
    put_cookie(response, context.services.settings, "");
    return response;
}

} // namespace

Routes wall_routes()
{
    const std::string wall = "/api/v1/wall";
    return {
        direct<WallDraft, Wall>("POST", "/api/v1/editions/{id}/wall", Permission::ViewProgress,
                                "Make this browser a wall screen for twelve hours", open_wall, 201),
        direct<void, Wall>("GET", wall, Access::anyone(),
                           "What a wall screen shows; its cookie opens it", show_wall),
        direct<void, void>("GET", wall + "/events", Access::anyone(),
                           "Its numbers as they move: server-sent events `progress`", watch_wall)
            .answers("text/event-stream"),
        direct<void, void>("DELETE", wall, Access::anyone(), "Close the wall screen", close_wall,
                           204)};
}

} // namespace jisr::programmes
