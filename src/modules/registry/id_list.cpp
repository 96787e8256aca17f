#include "modules/registry/id_list.hpp"

#include <algorithm>
#include <array>

namespace jisr::registry {

namespace {

/// How many ids a text takes. Each length is prepared once, so there are few of them.
constexpr std::array<std::size_t, 4> kLengths{1, 4, 16, kIdsAtOnce};

struct IdNames
{
    std::array<std::string, kIdsAtOnce> names;

    IdNames()
    {
        for (std::size_t i = 0; i < kIdsAtOnce; ++i)
            names[i] = "id" + std::to_string(i);
    }

    /// "(:id0, :id1, …)"
    [[nodiscard]] std::string list(std::size_t length) const
    {
        std::string text = "(:" + names[0];
        for (std::size_t i = 1; i < length; ++i)
            text.append(", :").append(names[i]);
        return text.append(")");
    }
};

} // namespace

core::Result<void> query_by_ids(db::Reader& reader, std::string_view select,
                                const std::vector<core::Id>& ids,
                                core::FunctionRef<void(const db::Row&)> on_row)
{
    static const IdNames id_names;
    for (std::size_t begin = 0; begin < ids.size(); begin += kIdsAtOnce) {
        const std::size_t left = std::min(ids.size() - begin, kIdsAtOnce);
        const std::size_t length = *std::lower_bound(kLengths.begin(), kLengths.end(), left);
        std::vector<db::Param> params(length);
        for (std::size_t i = 0; i < length; ++i) // the last id again in the places left over
            params[i] = {id_names.names[i], ids[begin + std::min(i, left - 1)]};
        TRY(reader.query(std::string(select).append(id_names.list(length)), params,
                         [&](const db::Row& row) {
                             on_row(row);
                             return true;
                         }));
    }
    return {};
}

} // namespace jisr::registry
