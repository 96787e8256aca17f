#pragma once

#include "db/database.hpp"
#include "modules/finance/agreement_paper.hpp"

namespace jisr::finance {

core::Result<void> insert_paper(db::Writer& writer, const AgreementPaper& paper,
                                std::string_view content);
core::Result<void> delete_paper(db::Writer& writer, const core::Id& id);
core::Result<std::optional<AgreementPaper>> find_paper(db::Reader& reader, const core::Id& id);
core::Result<std::string> content_of_paper(db::Reader& reader, const core::Id& id);
core::Result<std::vector<AgreementPaper>> papers_of(db::Reader& reader,
                                                    const core::Id& agreement_id);

} // namespace jisr::finance
