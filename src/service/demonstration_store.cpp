#include "service/demonstration_store.hpp"

namespace jisr::service {

core::Result<bool> is_demonstration(db::Reader& reader)
{
    return TRY(reader.count("select count(*) from demonstration")) > 0;
}

core::Result<void> mark_demonstration(db::Writer& writer, core::Instant now)
{
    return writer.write("insert into demonstration (id, since) values (1, :since)",
                        {{"since", now.milliseconds}});
}

} // namespace jisr::service
