#include "modules/centres/centre_store.hpp"

namespace jisr::centres {

const std::string_view kScopedCentres = "(select centre.*, centre.id as centre_id from centre)";

core::Result<std::optional<core::Id>> find_centre_by_code(db::Reader& reader, std::string_view code)
{
    return reader.first<core::Id>("select id from centre where code = :code", {{"code", code}});
}

} // namespace jisr::centres
