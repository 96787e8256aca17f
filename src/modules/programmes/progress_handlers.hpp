#pragma once

#include "modules/programmes/programme_handlers.hpp"
#include "modules/programmes/progress_board.hpp"

namespace jisr::programmes {

struct ProgressQuery
{
    std::optional<std::string> region;
    std::optional<std::int64_t> year;

    static constexpr std::array kFields{core::field("region").length(2),
                                        core::field("year").range(2000, 2100)};
};
BOOST_DESCRIBE_STRUCT(ProgressQuery, (), (region, year))

/// The numbers of `view` as they move, until the client has gone.
Result<Response> stream_of(const std::shared_ptr<ProgressBoard>& board,
                           ProgressBoard::Shared snapshot, View view);

Result<Response> get_progress(service::DirectContext& context,
                              const std::shared_ptr<Request>& request);
Result<Response> watch_progress(service::DirectContext& context,
                                const std::shared_ptr<Request>& request);

} // namespace jisr::programmes
