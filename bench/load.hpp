#pragma once

#include "http/load.hpp"
#include "support/served_program.hpp"

#include <memory>

namespace jisr::bench {

/// Those of whoever has access and sends JSON.
http::Fields headers_of(const tests::Access& access);
std::chrono::milliseconds load_duration();

/// Registrations of one fictional person after the other, as many as there are. The texts are made
/// before: what the clients cost is taken from the server, as both run on the same cores.
http::NextRequest registrations(const tests::Access& access);

/// GET of what `next_target` gives, as the holder of the token.
http::NextRequest gets(const tests::Access& access, std::function<std::string()> next_target);

/// Runs the load; throws when an answer was refused or a connection broke.
http::LoadReport measure(const tests::ServedProgram& program, unsigned connections,
                         std::chrono::milliseconds duration, const http::NextRequest& next);

} // namespace jisr::bench
