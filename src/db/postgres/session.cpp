#include "db/postgres/session.hpp"

#include "db/postgres/line.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace jisr::db::postgres {

namespace {

/// As many keys as most who hold any have; they are locked from left to right.
constexpr std::array<std::string_view, 6> kHeldAtOnce{"a", "b", "c", "d", "e", "f"};
constexpr std::string_view kHold =
    "select pg_advisory_xact_lock(1, :a), pg_advisory_xact_lock(1, :b), "
    "pg_advisory_xact_lock(1, :c), pg_advisory_xact_lock(1, :d), "
    "pg_advisory_xact_lock(1, :e), pg_advisory_xact_lock(1, :f)";

/// More of them; the server goes through a list in its order.
constexpr std::string_view kHoldMany =
    "select count(pg_advisory_xact_lock(1, key)) from unnest(:keys::int[]) as list(key)";

/// The locks of the server have a sign.
std::int64_t lock_of(std::uint32_t key)
{
    return static_cast<std::int32_t>(key);
}

} // namespace

core::Result<void> PostgresReader::query(std::string_view sql, Params params,
                                         core::FunctionRef<bool(const Row&)> on_row)
{
    return connection_.query(sql, params, on_row);
}

core::Result<void> PostgresReader::stream(std::string_view sql, Params params,
                                          core::FunctionRef<bool(const Row&)> on_row)
{
    return connection_.stream(sql, params, on_row);
}

core::Result<void> PostgresWriter::query(std::string_view sql, Params params,
                                         core::FunctionRef<bool(const Row&)> on_row)
{
    TRY(send_lines()); // it may read them
    return connection_.query(sql, params, on_row, &wrote_);
}

core::Result<void> PostgresWriter::stream(std::string_view sql, Params params,
                                          core::FunctionRef<bool(const Row&)> on_row)
{
    TRY(send_lines());
    return connection_.stream(sql, params, on_row);
}

core::Result<void> PostgresWriter::write(std::string_view sql, Params params)
{
    wrote_ = true;
    return connection_.send(sql, params);
}

core::Result<std::int64_t> PostgresWriter::update(std::string_view sql, Params params)
{
    const auto touched = TRY(connection_.run(sql, params));
    wrote_ = wrote_ || touched > 0;
    return touched;
}

core::Result<std::int64_t> PostgresWriter::keep(std::string_view sql, Params params)
{
    return connection_.run(sql, params);
}

core::Result<void> PostgresWriter::keep_later(std::string_view sql, Params params)
{
    return connection_.send(sql, params);
}

core::Result<void> PostgresWriter::append(const Change& change)
{
    lines_.push_back(TRY(line_of(change)));
    appended_ = true;
    return lines_.size() < PlainInsert::kRows.front() ? core::Result<void>() : send_lines();
}

core::Result<void> PostgresWriter::send_lines()
{
    TRY(line_insert().send(connection_, lines_));
    lines_.clear();
    return {};
}

core::Result<std::int64_t> PostgresWriter::next_number(std::string_view counter)
{
    return numbers_.next(counter);
}

core::Result<void> PostgresWriter::lock(const std::vector<std::uint32_t>& sorted)
{
    if (sorted.size() > kHeldAtOnce.size()) {
        std::string list;
        for (const auto key : sorted)
            list.append(list.empty() ? "{" : ",").append(std::to_string(lock_of(key)));
        return connection_.send(kHoldMany, {{"keys", list + "}"}});
    }
    std::vector<Param> held;
    for (std::size_t i = 0; i < kHeldAtOnce.size(); ++i) // the last one again to fill it up
        held.push_back({kHeldAtOnce[i], lock_of(sorted[std::min(i, sorted.size() - 1)])});
    return connection_.send(kHold, held);
}

core::Result<void> PostgresWriter::hold(const std::vector<std::uint32_t>& keys)
{
    auto sorted = keys; // so that no two wait for each other
    std::ranges::sort(sorted);
    sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
    if (sorted.empty())
        return {};
    TRY(lock(sorted));
    looking_ = true;
    return others_.look(connection_, [this](bool met, std::int64_t running) {
        looking_ = false;
        met_others_ = met_others_ || met;
        settled_ = {running - 1, std::numeric_limits<std::int64_t>::max()};
    });
}

bool PostgresWriter::others_wrote_after(Position since) const
{
    if (looking_)
        connection_.catch_up();
    return looking_ || others_.may_have_written_after(since.transaction_id);
}

core::Result<void> PostgresWriter::finish()
{
    TRY(send_lines());
    if (looking_)
        connection_.catch_up();
    return met_others_ ? others_.leave_number(connection_) : core::Result<void>();
}

void PostgresWriter::after_commit(std::function<void()> action)
{
    actions_.push_back(std::move(action));
}

} // namespace jisr::db::postgres
