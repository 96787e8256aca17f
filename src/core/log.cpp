#include "core/log.hpp"

#include <boost/json.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace jisr::core {

namespace {

spdlog::logger& logger()
{
    static const auto made = [] {
        auto created = spdlog::stderr_logger_mt("jisr");
        created->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                             spdlog::pattern_time_type::utc);
        return created;
    }();
    return *made;
}

void log(spdlog::level::level_enum level, std::string_view event, const boost::json::object& values)
{
    if (!logger().should_log(level))
        return;
    boost::json::object line{{"event", boost::json::string(event)}};
    for (const auto& entry : values)
        line[entry.key()] = entry.value();
    std::string members = boost::json::serialize(line);
    members = members.substr(1, members.size() - 2); // the pattern writes the braces
    logger().log(level, "{}", members);
}

} // namespace

void log_debug(std::string_view event, const boost::json::object& values)
{
    log(spdlog::level::debug, event, values);
}

void log_info(std::string_view event, const boost::json::object& values)
{
    log(spdlog::level::info, event, values);
}

void log_warning(std::string_view event, const boost::json::object& values)
{
    log(spdlog::level::warn, event, values);
}

void log_error(std::string_view event, const boost::json::object& values)
{
    log(spdlog::level::err, event, values);
}

bool debug_is_logged()
{
    return logger().should_log(spdlog::level::debug);
}

bool set_log_level(std::string_view level)
{
    const auto known = spdlog::level::from_str(std::string(level));
    if (known == spdlog::level::off && level != "off")
        return false;
    logger().set_level(known);
    return true;
}

} // namespace jisr::core
