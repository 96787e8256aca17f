#pragma once

#include "modules/registry/entry_check.hpp"
#include "modules/registry/self_registration.hpp"

namespace jisr::registry {

/// GET /self: what is open today, and the notice in the reader's language.
service::Result<service::Response> show_self_opening(service::Context& context,
                                                     const service::Request& request);

/// POST /self/registrations: whoever solved a challenge registers herself. Sent again under the
/// same `Idempotency-Key`, for a week and whatever the text, it is the registration that was made.
/// Whether she, her number or her phone were known before, the answer is the same: what resembles a
/// file waits for somebody who may see both.
service::Result<service::Response>
register_herself(EntryCheck& check, service::DirectContext& context,
                 const std::shared_ptr<service::Request>& request);

/// GET /self/receipts/{key}: the receipt of a registration just made, once.
service::Result<service::Response>
open_receipt_once(service::DirectContext& context,
                  const std::shared_ptr<service::Request>& request);

} // namespace jisr::registry
