#include "modules/programmes/registrants.hpp"

namespace jisr::programmes {

std::int64_t bits_of(const std::vector<PriorityGroup>& groups)
{
    std::int64_t bits = 0;
    for (const auto group : groups)
        bits |= std::int64_t{1} << static_cast<int>(group);
    return bits;
}

} // namespace jisr::programmes
