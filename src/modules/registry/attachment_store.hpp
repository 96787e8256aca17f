#pragma once

#include "modules/registry/attachment.hpp"

namespace jisr::registry {

core::Result<void> insert_attachment(db::Writer& writer, const Attachment& attachment,
                                     std::string_view content);
core::Result<void> delete_attachment(db::Writer& writer, const core::Id& id);
core::Result<std::optional<Attachment>> find_attachment(db::Reader& reader, const core::Id& id);
core::Result<std::string> content_of_attachment(db::Reader& reader, const core::Id& id);
core::Result<std::vector<Attachment>> attachments_of(db::Reader& reader, const core::Id& person_id);
core::Result<std::vector<Attachment>> attachments_of_organisation(db::Reader& reader,
                                                                  const core::Id& organisation_id);

} // namespace jisr::registry
