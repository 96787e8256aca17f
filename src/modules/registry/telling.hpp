#pragma once

#include "modules/messages/messages.hpp"
#include "modules/registry/registry.hpp"

namespace jisr::registry {

/// What tell_person puts into the outbox.
core::Result<messages::MessageDraft> message_for(db::Reader& reader, const core::Id& person_id,
                                                 const service::Place& place, Telling telling);

} // namespace jisr::registry
