#pragma once

#include <boost/json/object.hpp>

#include <string_view>

namespace jisr::core {

/// One line of JSON on standard error: {"at", "level", "event", …}. Values hold nothing personal:
/// ids, counts, causes.
void log_debug(std::string_view event, const boost::json::object& values = {});
void log_info(std::string_view event, const boost::json::object& values = {});
void log_warning(std::string_view event, const boost::json::object& values = {});
void log_error(std::string_view event, const boost::json::object& values = {});

/// Whether log_debug writes anything: asked first where every request would make its values.
bool debug_is_logged();

/// "debug", "info", "warning", "error" or "off"; anything else leaves the level as it is and gives
/// false.
bool set_log_level(std::string_view level);

} // namespace jisr::core
