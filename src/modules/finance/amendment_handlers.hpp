#pragma once

#include "modules/finance/agreement.hpp"
#include "service/route.hpp"

namespace jisr::finance {

/// Keeps what an amendment made of `before`; its fields are `checked`. 409 when it changes nothing.
service::Result<KeptAgreement> enter_amendment(service::WriteContext& context,
                                               const KeptAgreement& before,
                                               const AmendmentDraft& draft);

/// POST /api/v1/agreements/{id}/amendments: what the parties agreed anew.
service::Routes amendment_routes();

} // namespace jisr::finance
