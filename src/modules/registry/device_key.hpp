#pragma once

#include "core/record.hpp"
#include "service/context.hpp"

namespace jisr::registry {

/// With what a page locks what it keeps on the person's device, her drafts and the registrations
/// that wait for a network: the same each time she signs in, held by no device, so that a tablet
/// that is left behind or handed on tells nobody who was registered with it.
struct DeviceKey
{
    std::string key;

    static constexpr std::string_view kRecord = "registry.DeviceKey";
};
BOOST_DESCRIBE_STRUCT(DeviceKey, (), (key))

/// GET /device-key
service::Result<service::Response> give_device_key(service::Context& context,
                                                   const service::Request& request);

} // namespace jisr::registry
