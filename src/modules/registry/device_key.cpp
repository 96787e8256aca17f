#include "modules/registry/device_key.hpp"

#include "modules/identity/identity.hpp"

namespace jisr::registry {

using namespace service;

Result<Response> give_device_key(Context& context, const Request&)
{
    auto response = ok(DeviceKey{
        TRY(identity::keyed_digest(context.services.settings, "device-key", context.actor.id))});
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

} // namespace jisr::registry
