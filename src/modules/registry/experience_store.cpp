#include "modules/registry/experience_store.hpp"

#include "service/base64.hpp"

#include <sstream>

namespace jisr::registry {

core::Result<void> save_experience(db::Writer& writer, const linkage::Experience& experience,
                                   core::Instant now)
{
    std::ostringstream snapshot;
    linkage::save_experience(snapshot, experience);
    TRY(writer.keep("insert into linkage_experience (only_row, version, learnt_at, content) "
                    "values (1, 1, :now, :content) on conflict (only_row) do update set "
                    "version = linkage_experience.version + 1, learnt_at = excluded.learnt_at, "
                    "content = excluded.content",
                    {{"now", now}, {"content", service::to_base64(snapshot.str())}}));
    return {};
}

core::Result<std::int64_t> experience_version(db::Reader& reader)
{
    return reader.count("select version from linkage_experience");
}

core::Result<std::optional<linkage::Experience>> find_experience(db::Reader& reader)
{
    const auto content = TRY(reader.first<std::string>("select content from linkage_experience"));
    if (!content)
        return std::nullopt;
    std::istringstream snapshot(service::from_base64(*content));
    auto experience = linkage::load_experience(snapshot);
    if (!experience)
        return std::nullopt;
    return std::move(*experience);
}

core::Result<linkage::Experience> experience_of(db::Reader& reader)
{
    if (auto learnt = TRY(find_experience(reader)))
        return std::move(*learnt);
    const auto records = TRY(reader.count("select count(*) from person where state <> 'merged'"));
    return linkage::default_experience(static_cast<std::size_t>(records));
}

} // namespace jisr::registry
