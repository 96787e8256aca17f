#include "modules/programmes/wall.hpp"

#include "modules/identity/identity.hpp"
#include "modules/programmes/programme_handlers.hpp"
#include "modules/programmes/progress_board.hpp"
#include "modules/programmes/progress_handlers.hpp"
#include "modules/programmes/wall_store.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::programmes {

namespace {

using namespace service;

constexpr std::string_view kCookie = "jisr_wall";
constexpr std::string_view kPurpose = "wall";
constexpr std::chrono::hours kLasts{12};

/// What stands in the cookie.
struct SealedPass
{
    core::Id id;
};
BOOST_DESCRIBE_STRUCT(SealedPass, (), (id))

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

bool goes_on(const Services& services, const std::optional<WallPass>& pass)
{
    return pass && !pass->closed_at && services.clock.now() < pass->ends_at;
}

Result<std::optional<WallPass>> find_pass(Services& services, const core::Id& id)
{
    return services.database.ask(
        [&](db::Reader& reader) { return find_record<WallPass>(reader, "wall_pass", id); });
}

/// 401 without a pass that is still good.
Result<WallPass> pass_of(Services& services, const Request& request)
{
    const auto plain = TRY(identity::unseal(services.settings, kPurpose, request.cookie(kCookie)));
    if (!plain)
        return core::fail(core::problems::unauthenticated());
    const auto sealed = core::from_json<SealedPass>(TRY(core::parse_json(*plain)));
    if (!sealed) // of before walls were kept
        return core::fail(core::problems::unauthenticated());
    auto pass = TRY(find_pass(services, sealed->id));
    if (!goes_on(services, pass))
        return core::fail(core::problems::unauthenticated());
    return std::move(*pass);
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

Result<Progress> numbers_of(const Shown& shown)
{
    const auto told = TRY(shown.board->told_to(openness_of(shown.view), shown.snapshot));
    return progress_of(*told, shown.view);
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
    WallPass pass{.id = core::Id::make(),
                  .edition_id = edition_id,
                  .region_code = region,
                  .opened_at = context.clock.now(),
                  .opened_by = context.actor.id,
                  .opened_by_name = context.actor.name,
                  .ends_at = context.clock.now().plus(kLasts)};
    TRY(context.writer.insert("wall_pass", pass));
    TRY(context.log("wall", pass.id, pass.version, "open", nullptr, core::to_json(pass)));
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
    shown.wall.progress = TRY(numbers_of(shown));
    auto response = created(shown.wall, "/api/v1/wall");
    put_cookie(response, context.services.settings,
               TRY(identity::seal(context.services.settings, kPurpose,
                                  core::json_text(SealedPass{pass.id}))));
    return response;
}

// GET /api/v1/wall
Result<Response> show_wall(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto pass = TRY(pass_of(context.services, *request));
    auto shown = TRY(shown_by(context.services, pass));
    shown.wall.progress = TRY(numbers_of(shown));
    auto response = ok(shown.wall);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

// GET /api/v1/wall/events
Result<Response> watch_wall(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto pass = TRY(pass_of(context.services, *request));
    auto shown = TRY(shown_by(context.services, pass));
    auto response = TRY(stream_of(shown.board, std::move(shown.snapshot), std::move(shown.view)));
    // While the database does not answer it goes on: whoever has the pass has seen these numbers.
    response.may_go_on = [&services = context.services, id = pass.id] {
        const auto now = find_pass(services, id);
        return !now || goes_on(services, *now);
    };
    return response;
}

Result<void> end(WriteContext& context, const WallPass& before)
{
    if (before.closed_at)
        return {};
    auto after = before;
    after.closed_at = context.clock.now();
    ++after.version;
    TRY(close_pass(context.writer, after));
    return context.log("wall", after.id, after.version, "close", core::to_json(before),
                       core::to_json(after));
}

/// Whoever opened it, and whoever answers for the programme in its place: a screen may hang on in a
/// hall after the one who opened it has gone home.
bool may_end(const Actor& actor, const WallPass& pass)
{
    return pass.opened_by == actor.id ||
           actor.may(Permission::ManageTargets, {.region_code = pass.region_code.value_or("")});
}

// GET /api/v1/editions/{id}/walls
Result<Response> show_walls(Context& context, const Request& request)
{
    const auto id = TRY(path_id(request));
    TRY(get_record<Edition>(context.reader, "edition", id));
    const auto visible = TRY(visibility_of(context.actor, context.reader));
    Walls walls{.items = TRY(open_walls(context.reader, id, context.clock.now())),
                .nation = visible.nation()};
    std::erase_if(walls.items, [&](const WallPass& pass) { return !may_end(context.actor, pass); });
    for (const auto& region : territory::regions())
        if (visible.region(region.code))
            walls.regions.push_back(region.code);
    return ok(walls);
}

// POST /api/v1/walls/{id}/close
// From her own desk: the screen in the hall may be out of reach.
Result<Response> end_wall(WriteContext& context, const Request& request)
{
    const auto pass = TRY(get_record<WallPass>(context.reader, "wall_pass", TRY(path_id(request))));
    if (!may_end(context.actor, pass))
        return core::fail(core::problems::not_found());
    TRY(end(context, pass));
    return no_content();
}

// DELETE /api/v1/wall
Result<Response> close_wall(DirectContext& context, const std::shared_ptr<Request>& request)
{
    static const auto kActor = Actor::system();
    if (const auto pass = pass_of(context.services, *request))
        TRY(write_as(context.services, kActor,
                     [&](WriteContext& writing) { return end(writing, *pass); }));
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
            .answers({"text/event-stream"}),
        direct<void, void>("DELETE", wall, Access::anyone(), "Close the wall screen", close_wall,
                           204),
        get<Walls>("/api/v1/editions/{id}/walls", Permission::ViewProgress,
                   "Wall screens that go on and that one may end, and which one may open",
                   show_walls),
        act<void>("POST", "/api/v1/walls/{id}/close", Permission::ViewProgress,
                  "End a wall screen that one opened or answers for", end_wall, 204)};
}

} // namespace jisr::programmes
