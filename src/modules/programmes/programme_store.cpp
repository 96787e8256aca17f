#include "modules/programmes/programme_store.hpp"

namespace jisr::programmes {

namespace {

template <class T>
std::string select(std::string_view rest)
{
    return "select " + db::columns_of<T>() + " from " + std::string(rest);
}

} // namespace

core::Result<std::vector<Programme>> list_programmes(db::Reader& reader)
{
    return reader.all<Programme>(select<Programme>("programme order by state desc, code"));
}

core::Result<std::optional<Programme>> find_programme_by_code(db::Reader& reader,
                                                              std::string_view code)
{
    return reader.first<Programme>(select<Programme>("programme where code = :code"),
                                   {{"code", code}});
}

core::Result<std::vector<Edition>> list_editions(db::Reader& reader,
                                                 const std::optional<core::Id>& programme_id)
{
    constexpr std::string_view kOrder = " order by starts_on desc, code desc";
    if (!programme_id)
        return reader.all<Edition>(select<Edition>("edition").append(kOrder));
    return reader.all<Edition>(
        select<Edition>("edition where programme_id = :programme_id").append(kOrder),
        {{"programme_id", *programme_id}});
}

core::Result<std::optional<core::Id>>
find_edition_by_code(db::Reader& reader, const core::Id& programme_id, std::string_view code)
{
    return reader.first<core::Id>(
        "select id from edition where programme_id = :programme_id and code = :code",
        {{"programme_id", programme_id}, {"code", code}});
}

core::Result<std::vector<Target>> list_targets(db::Reader& reader, const core::Id& edition_id,
                                               const std::optional<std::int64_t>& year)
{
    constexpr std::string_view kOrder =
        " order by year, region_code, province_code is not null, province_code, measure desc";
    if (!year)
        return reader.all<Target>(
            select<Target>("target where edition_id = :edition_id").append(kOrder),
            {{"edition_id", edition_id}});
    return reader.all<Target>(
        select<Target>("target where edition_id = :edition_id and year = :year").append(kOrder),
        {{"edition_id", edition_id}, {"year", *year}});
}

core::Result<void> delete_target(db::Writer& writer, const core::Id& id)
{
    return writer.write("delete from target where id = :id", {{"id", id}});
}

} // namespace jisr::programmes
