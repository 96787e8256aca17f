#pragma once

#include <string>
#include <string_view>

/// All SQL about where scopes lie.
namespace jisr::identity {

/// The rows of `table` (user_assignment, api_token) as `held`, with the columns named and the
/// region_code, province_code and centre_id of where each scope lies now. A centre or organisation
/// may move: its place is read where it stands, and what was copied of it counts no more.
std::string placed_rows(std::string_view table, std::string_view columns);

} // namespace jisr::identity
