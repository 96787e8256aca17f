#include "db/sqlite/numbers.hpp"

namespace jisr::db::sqlite {

core::Result<std::int64_t> Numbers::next(std::string_view counter)
{
    auto known = last_.find(counter);
    if (known == last_.end()) {
        std::int64_t last = 0;
        TRY(connection_.query("select value from counter where name = :name", {{"name", counter}},
                              [&](const Row& row) {
                                  last = row.integer(0);
                                  return false;
                              }));
        known = last_.emplace(counter, last).first;
    }
    return ++known->second;
}

core::Result<void> Numbers::save()
{
    for (const auto& [name, last] : last_)
        TRY(connection_.run("insert into counter (name, value) values (:name, :last) "
                            "on conflict (name) do update set value = excluded.value",
                            {{"name", name}, {"last", last}}));
    return {};
}

} // namespace jisr::db::sqlite
