#include "db/postgres/session.hpp"

#include "db/change_log.hpp"

namespace jisr::db::postgres {

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
    return connection_.query(sql, params, on_row, &wrote_);
}

core::Result<void> PostgresWriter::stream(std::string_view sql, Params params,
                                          core::FunctionRef<bool(const Row&)> on_row)
{
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
    appended_ = true;
    return connection_.send(kAppendChange, change_params(change));
}

core::Result<std::int64_t> PostgresWriter::next_number(std::string_view counter)
{
    return numbers_.next(counter);
}

core::Result<void> PostgresWriter::hold(const std::vector<std::uint32_t>& keys)
{
    std::string list;
    for (const auto key : keys)
        (list += list.empty() ? "" : ",") += std::to_string(key);
    if (list.empty())
        return {};
    // In the order of the keys, so that no two wait for each other.
    TRY(connection_.send(
        "select count(*) from (select pg_advisory_xact_lock(1, key::int) from "
        "(select distinct unnest(string_to_array(:keys, ',')::bigint[]) - 2147483648 as key "
        "order by key) sorted) held",
        {{"keys", list}}));
    return others_.look(connection_);
}

bool PostgresWriter::others_wrote_after(Position since) const
{
    return others_.may_have_written_after(since.transaction_id);
}

void PostgresWriter::after_commit(std::function<void()> action)
{
    actions_.push_back(std::move(action));
}

} // namespace jisr::db::postgres
