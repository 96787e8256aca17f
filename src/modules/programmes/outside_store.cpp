#include "modules/programmes/outside_store.hpp"

#include <algorithm>

namespace jisr::programmes {

core::Result<std::optional<Told>> find_told(db::Reader& reader, const core::Id& edition_id,
                                            std::int64_t year, std::int64_t known)
{
    static const std::string sql =
        "select " + db::columns_of<Told>() +
        " from told_progress where edition_id = :edition_id and year = :year "
        "and columns = :columns and version > :known";
    auto told = TRY(reader.first<Told>(sql, {{"edition_id", edition_id},
                                             {"year", year},
                                             {"columns", digest_of_columns()},
                                             {"known", known}}));
    if (told && !std::ranges::all_of(told->provinces, [](const auto& counts) {
            return counts.size() == column::kNumber;
        }))
        return core::fail(core::problems::internal("a row of told_progress was tampered with"));
    return told;
}

core::Result<void> begin_telling(db::Writer& writer, const Told& told)
{
    static const std::string sql = "insert into told_progress (" + db::columns_of<Told>() +
                                   ") values (" + db::placeholders_of<Told>() +
                                   ") on conflict do nothing";
    TRY(writer.keep(sql, db::params_of(told)));
    return {};
}

core::Result<bool> keep_told(db::Writer& writer, const Told& told)
{
    return TRY(writer.keep(
               "update told_progress set version = :version, day = :day, provinces = :provinces, "
               "without = :without, communes = :communes where edition_id = :edition_id "
               "and year = :year and columns = :columns and version = :version - 1",
               db::params_of(told))) == 1;
}

} // namespace jisr::programmes
