#pragma once

#include "modules/registry/self_registration.hpp"
#include "service/route.hpp"

namespace jisr::registry {

/// Those in which women may register themselves on `day`: set so, open, of an open programme, begun
/// and not ended; the one that ends first comes first.
core::Result<std::vector<SelfEdition>> editions_open_to_all(db::Reader& reader, core::Date day);

/// 409 self_registration_closed unless the edition is one of them, 422 unknown_edition.
core::Result<void> require_open_to_all(db::Reader& reader, const core::Id& edition_id,
                                       core::Date day);

/// GET /editions/{id}/self-registration
service::Result<service::Response> show_self_setting(service::Context& context,
                                                     const service::Request& request);
/// PUT /editions/{id}/self-registration, by whoever manages programmes.
service::Result<service::Response> change_self_setting(service::WriteContext& context,
                                                       const service::Request& request,
                                                       const SelfSettingDraft& draft);

/// Opens an edition whose setting nobody has touched: whoever closes it later finds it closed after
/// a new start of the demonstration.
core::Result<void> open_to_all(service::WriteContext& context, const core::Id& edition_id);

} // namespace jisr::registry
