#pragma once

#include "modules/programmes/programme.hpp"

namespace jisr::programmes {

using core::Result;
using service::Context;
using service::Request;
using service::Response;
using service::WriteContext;

struct TargetQuery
{
    std::optional<std::string> region;
    std::optional<std::int64_t> year;

    static constexpr std::array kFields{core::field("region").length(2),
                                        core::field("year").range(2000, 2100)};
};
BOOST_DESCRIBE_STRUCT(TargetQuery, (), (region, year))

Result<Response> list_all_programmes(Context& context, const Request& request);
Result<Response> get_programme(Context& context, const Request& request);
Result<Response> create_programme(WriteContext& context, const Request& request,
                                  const ProgrammeDraft& draft);
Result<Response> update_programme(WriteContext& context, const Request& request,
                                  const ProgrammeDraft& draft);
Result<Response> create_edition(WriteContext& context, const Request& request,
                                const EditionDraft& draft);
Result<Response> update_edition(WriteContext& context, const Request& request,
                                const EditionDraft& draft);
Result<Response> get_targets(Context& context, const Request& request);
Result<Response> put_targets(WriteContext& context, const Request& request,
                             const TargetChanges& changes);

} // namespace jisr::programmes
