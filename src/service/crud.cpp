#include "service/crud.hpp"

#include <sodium.h>

namespace jisr::service {

core::Id named_id(std::string_view entity, std::string_view key)
{
    const std::string name = std::string(entity) + ':' + std::string(key);
    core::Id id;
    crypto_generichash(id.bytes.data(), id.bytes.size(),
                       reinterpret_cast<const unsigned char*>(name.data()), name.size(), nullptr,
                       0);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0FU) | 0x80U); // version 8, RFC 9562
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3FU) | 0x80U);
    return id;
}

} // namespace jisr::service
