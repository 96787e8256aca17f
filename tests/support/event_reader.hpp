#pragma once

#include <boost/json.hpp>

#include <cstdint>
#include <string>

namespace jisr::tests {

/// Reads server-sent events from a stream of our own server.
class EventReader
{
  public:
    EventReader(std::uint16_t port, const std::string& target, const std::string& token);
    ~EventReader();
    EventReader(const EventReader&) = delete;
    EventReader& operator=(const EventReader&) = delete;

    /// The data of the next event; empty when none comes within ten seconds or the stream ends.
    boost::json::object next();

    /// Everything received so far, as it came.
    [[nodiscard]] const std::string& seen() const { return seen_; }

  private:
    int socket_ = -1;
    std::string seen_;
    std::size_t read_ = 0; ///< of seen_, by next()
};

} // namespace jisr::tests
