#include "modules/registry/id_list.hpp"

#include <array>

namespace jisr::registry {

namespace {

struct IdNames
{
    std::array<std::string, kIdsAtOnce> names;
    std::string list; ///< "(:id0, :id1, …)"

    IdNames()
    {
        for (std::size_t i = 0; i < kIdsAtOnce; ++i) {
            names[i] = "id" + std::to_string(i);
            list.append(i == 0 ? "(:" : ", :").append(names[i]);
        }
        list += ')';
    }
};

} // namespace

core::Result<void> query_by_ids(db::Reader& reader, std::string_view select,
                                const std::vector<core::Id>& ids,
                                core::FunctionRef<void(const db::Row&)> on_row)
{
    static const IdNames id_names;
    std::string sql(select);
    sql += id_names.list;
    std::vector<db::Param> params(kIdsAtOnce);
    for (std::size_t begin = 0; begin < ids.size(); begin += kIdsAtOnce) {
        // The last id again in the places left over: one text is prepared once.
        for (std::size_t i = 0; i < kIdsAtOnce; ++i)
            params[i] = {id_names.names[i], ids[std::min(begin + i, ids.size() - 1)]};
        TRY(reader.query(sql, params, [&](const db::Row& row) {
            on_row(row);
            return true;
        }));
    }
    return {};
}

} // namespace jisr::registry
