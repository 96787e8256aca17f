#include "core/resource.hpp"
#include "modules/territory/territory_store.hpp"

#include <sodium.h>

namespace jisr::territory {

namespace {

/// BLAKE2b over the embedded tables, in hexadecimal.
std::string data_digest()
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
    for (const auto* path : {"data/regions.csv", "data/provinces.csv", "data/communes.csv",
                             "data/arrondissements.csv"}) {
        const auto bytes = core::resource(path).value_or("");
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
    }
    std::array<unsigned char, crypto_generichash_BYTES> digest{};
    crypto_generichash_final(&state, digest.data(), digest.size());
    std::string hex(2 * digest.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

/// One line of the change log stands for the whole territory.
const core::Id kTerritory = *core::Id::parse("00000000-0000-7000-8000-000000000001");

} // namespace

core::Result<void> seed_territory(service::Services& services)
{
    const std::string digest = data_digest();
    const auto held = TRY(services.database.ask(find_data_digest));
    if (held == digest)
        return {};
    return service::write_as(services, service::Actor::system(),
                             [&](service::WriteContext& context) -> core::Result<void> {
                                 const auto before = TRY(find_data_digest(context.writer));
                                 if (before == digest) // another server was faster
                                     return {};
                                 TRY(store_places(context.writer, digest));
                                 return context.log(
                                     "territory", kTerritory, 1, before ? "update" : "create",
                                     core::json::object{{"digest", core::to_json(before)}},
                                     core::json::object{{"digest", digest}});
                             });
}

} // namespace jisr::territory
