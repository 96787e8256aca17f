#include "modules/programmes/progress_handlers.hpp"

#include "modules/programmes/progress_board.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::programmes {

namespace {

using service::DirectContext;

/// What a client asked for and may see.
struct Asked
{
    std::shared_ptr<ProgressBoard> board;
    ProgressBoard::Shared snapshot;
    View view;
};

Result<View> view_of(const service::Actor& actor, db::Reader& reader, const ProgressQuery& query)
{
    TRY(territory::require_places(query.region));
    View view{TRY(visibility_of(actor, reader)), query.region, Openness::of(actor)};
    if (view.visible.nothing() || (query.region && !view.visible.region(*query.region)))
        return core::fail(core::problems::forbidden());
    return view;
}

/// The edition's year and the view are read in one short transaction of their own: counting takes
/// another connection, and holding two at once could starve a small pool.
Result<Asked> asked_for(DirectContext& context, const Request& request)
{
    Asked asked{board_of(context.services), nullptr, {}};
    if (!asked.board)
        return core::fail(core::problems::unavailable("the progress is not followed"));
    const auto query = TRY(service::from_query<ProgressQuery>(request));
    const auto id = TRY(service::path_id(request));
    const auto edition =
        TRY(context.services.database.ask([&](db::Reader& reader) -> Result<Edition> {
            asked.view = TRY(view_of(context.actor, reader, query));
            return service::get_record<Edition>(reader, "edition", id);
        }));
    asked.snapshot = TRY(
        asked.board->snapshot(id, year_of(edition, query.year, context.services.clock.today())));
    return asked;
}

} // namespace

Result<Response> stream_of(const std::shared_ptr<ProgressBoard>& board,
                           ProgressBoard::Shared snapshot, View view)
{
    TRY(board->told_to(openness_of(view), snapshot)); // what cannot be told fails before it opens
    Response response;
    response.content_type = "text/event-stream";
    response.headers.emplace_back("Cache-Control", "no-store");
    // The board may end before the stream does, when the server stops.
    response.body =
        http::OnOpen([board = std::weak_ptr(board), snapshot = std::move(snapshot),
                      view = std::move(view)](std::shared_ptr<http::EventStream> stream) {
            if (const auto open = board.lock())
                open->watch(std::move(stream), snapshot, view);
        });
    return response;
}

// GET /api/v1/editions/{id}/progress
Result<Response> get_progress(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto asked = TRY(asked_for(context, *request));
    const auto told = TRY(asked.board->told_to(openness_of(asked.view), asked.snapshot));
    return service::ok(progress_of(*told, asked.view));
}

// GET /api/v1/editions/{id}/progress/events
Result<Response> watch_progress(DirectContext& context, const std::shared_ptr<Request>& request)
{
    auto asked = TRY(asked_for(context, *request));
    return stream_of(asked.board, std::move(asked.snapshot), std::move(asked.view));
}

} // namespace jisr::programmes
