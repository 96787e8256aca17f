#pragma once

#include <boost/json.hpp>

#include <cstdint>
#include <string>

namespace jisr::tests {

/// Reads server-sent events from a stream of our own server.
class EventReader
{
  public:
    /// `cookie` in place of a token, when that is empty.
    EventReader(std::uint16_t port, const std::string& target, const std::string& token,
                const std::string& cookie = {});
    ~EventReader();
    EventReader(const EventReader&) = delete;
    EventReader& operator=(const EventReader&) = delete;

    /// The data of the next event; empty when none comes within ten seconds or the stream ends.
    boost::json::object next();

    /// Waits for more, an event or a sign of life; false when nothing comes within ten seconds or
    /// the stream ends.
    bool reads_on() { return read_more() > 0; }

    /// Reads on to the end of the stream; false when it has none within ten seconds.
    bool has_ended();

    /// Everything received so far, as it came.
    [[nodiscard]] const std::string& seen() const { return seen_; }

  private:
    /// The bytes that came, none at the end of the stream; -1 when nothing comes.
    std::int64_t read_more();

    int socket_ = -1;
    std::string seen_;
    std::size_t read_ = 0; ///< of seen_, by next()
};

} // namespace jisr::tests
