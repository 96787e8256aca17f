#pragma once

#include "core/resource.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

#include <string_view>
#include <vector>

namespace jisr::http {

/// Serves the files of the web app, for Router::otherwise. `files` lie under `folder` ("web/dist/")
/// and live as long as the program. Names under /assets/ carry a hash of their content and are
/// cached for good; all else is asked for again with its ETag. What is not compressed is given in
/// parts where a part is asked for. A path without a file is a page of
/// the app and gets the nearest index.html above it, but neither under /api, where it is a 404, nor
/// when it has a dot, which no page has. Only names in `files` are ever looked up, so there is
/// nothing to climb out of.
Handler static_files(const std::vector<core::Resource>& files, std::string_view folder,
                     ProblemRenderer render_problem);

/// The media type for a file name; application/octet-stream for unknown ones.
std::string_view media_type_of(std::string_view name);

} // namespace jisr::http
