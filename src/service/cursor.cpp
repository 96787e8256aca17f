#include "service/cursor.hpp"

#include <charconv>

namespace jisr::service {

core::Result<std::int64_t> cursor_number(std::string_view key)
{
    std::int64_t number = 0;
    const auto read = std::from_chars(key.data(), key.data() + key.size(), number);
    if (read.ec != std::errc{} || read.ptr != key.data() + key.size())
        return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    return number;
}

} // namespace jisr::service
