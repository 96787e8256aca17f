#pragma once

#include "modules/finance/agreement_view.hpp"
#include "modules/finance/sight.hpp"

namespace jisr::finance {

core::Result<void> insert_agreement(db::Writer& writer, const KeptAgreement& agreement);
/// 409 overtaken when the row is no longer at `agreement.version - 1`.
core::Result<void> update_agreement(db::Writer& writer, const KeptAgreement& agreement);
core::Result<std::optional<KeptAgreement>> find_agreement(db::Reader& reader, const core::Id& id);
/// The agreement that bears the reference in the region, or in the nation where there is none.
core::Result<std::optional<core::Id>>
find_agreement_by_reference(db::Reader& reader, const std::optional<std::string>& region_code,
                            std::string_view reference);

core::Result<std::vector<PartyName>> party_names(db::Reader& reader, const core::Id& agreement_id);
/// By party, as it names them.
core::Result<std::vector<AgreementAmount>> amounts_of(db::Reader& reader,
                                                      const core::Id& agreement_id);
/// What it brings in each year, the earliest first.
core::Result<std::vector<YearTotal>> year_totals(db::Reader& reader, const core::Id& agreement_id);
core::Result<std::vector<EditionName>> edition_names(db::Reader& reader,
                                                     const core::Id& agreement_id);

core::Result<void> insert_amendment(db::Writer& writer, const core::Id& agreement_id,
                                    const Amendment& amendment);
core::Result<std::vector<Amendment>> amendments_of(db::Reader& reader,
                                                   const core::Id& agreement_id);

} // namespace jisr::finance
