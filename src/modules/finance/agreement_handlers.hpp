#pragma once

#include "modules/finance/agreement_view.hpp"
#include "modules/finance/sight.hpp"
#include "service/route.hpp"

namespace jisr::finance {

/// The agreement of `{id}`; 404 when the actor may not know of it.
service::Result<KeptAgreement> visible_agreement(const service::Context& context,
                                                 const core::Id& id);
/// The same; 403 unless she may change it, 409 once it is withdrawn.
service::Result<KeptAgreement> changeable_agreement(const service::Context& context,
                                                    const core::Id& id);

/// The agreement with names, totals and amendments, and its version as ETag.
service::Result<service::Response> answer_with(const service::Context& context,
                                               const KeptAgreement& agreement);

/// 412 with both versions unless If-Match names the agreement's.
service::Result<void> require_current(const service::Context& context,
                                      const service::Request& request, const KeptAgreement& current,
                                      const core::json::value& yours);

/// 422 unless every partner and edition that `fields` name can be named: known to the actor, and
/// not withdrawn unless it was a party of `before`; and no other agreement bears the reference.
service::Result<void> require_known(const service::Context& context, const AgreementFields& fields,
                                    const KeptAgreement* before);

/// Keeps `after` as the version after `before`, with its line in the change log.
service::Result<KeptAgreement> replace(service::WriteContext& context, const KeptAgreement& before,
                                       KeptAgreement after, std::string_view operation,
                                       std::string_view reason);

/// The routes of agreements: list, what ends soon, add, show, correct, amend, cancel, withdraw,
/// history.
service::Routes agreement_routes();

} // namespace jisr::finance
