#include "db/postgres/numbers.hpp"

namespace jisr::db::postgres {

namespace {

constexpr std::int64_t kBlock = 50;

constexpr std::string_view kTakeNumbers =
    "insert into counter (name, value) values (:name, :count) "
    "on conflict (name) do update set value = counter.value + excluded.value returning value";

} // namespace

core::Result<std::int64_t> Numbers::next(std::string_view counter)
{
    const std::lock_guard lock(mutex_);
    auto known = blocks_.find(counter);
    if (known == blocks_.end())
        known = blocks_.emplace(counter, Block{}).first;
    Block& block = known->second;
    if (block.next > block.last)
        block = TRY(lease(counter));
    return block.next++;
}

core::Result<Numbers::Block> Numbers::lease(std::string_view counter)
{
    if (!connection_ || !connection_->ready())
        connection_ = TRY(Connection::open(url_));
    std::int64_t last = 0;
    auto leased = connection_->query(kTakeNumbers, {{"name", counter}, {"count", kBlock}},
                                     [&](const Row& row) {
                                         last = row.integer(0);
                                         return true;
                                     });
    if (leased)
        leased = connection_->settle(); // the implicit transaction commits here
    if (!leased) {
        connection_.reset();
        return core::fail(leased.error());
    }
    return Block{last - kBlock + 1, last};
}

} // namespace jisr::db::postgres
