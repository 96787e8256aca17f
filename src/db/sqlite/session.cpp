#include "db/sqlite/session.hpp"

#include "db/change_log.hpp"

namespace jisr::db::sqlite {

core::Result<void> SqliteReader::query(std::string_view sql, Params params,
                                       core::FunctionRef<bool(const Row&)> on_row)
{
    return connection_.query(sql, params, on_row);
}

core::Result<void> SqliteReader::stream(std::string_view sql, Params params,
                                        core::FunctionRef<bool(const Row&)> on_row)
{
    return connection_.query(sql, params, on_row);
}

template <class T>
core::Result<T> SqliteWriter::noted(core::Result<T> result)
{
    if (!result && !fault_)
        fault_ = result.error();
    return result;
}

core::Result<void> SqliteWriter::query(std::string_view sql, Params params,
                                       core::FunctionRef<bool(const Row&)> on_row)
{
    return noted(connection_.query(sql, params, on_row, &wrote_));
}

core::Result<void> SqliteWriter::stream(std::string_view sql, Params params,
                                        core::FunctionRef<bool(const Row&)> on_row)
{
    return query(sql, params, on_row);
}

core::Result<void> SqliteWriter::write(std::string_view sql, Params params)
{
    wrote_ = true;
    TRY(noted(connection_.run(sql, params)));
    return {};
}

core::Result<std::int64_t> SqliteWriter::update(std::string_view sql, Params params)
{
    const auto touched = TRY(noted(connection_.run(sql, params)));
    wrote_ = wrote_ || touched > 0;
    return touched;
}

core::Result<std::int64_t> SqliteWriter::keep(std::string_view sql, Params params)
{
    return noted(connection_.run(sql, params));
}

core::Result<void> SqliteWriter::keep_later(std::string_view sql, Params params)
{
    TRY(keep(sql, params));
    return {};
}

core::Result<void> SqliteWriter::append(const Change& change)
{
    appended_ = true;
    static const std::string sql =
        std::string(kAppendChanges) +
        "(:at, :actor, :entity, :entity_id, :version, :operation, :difference, :reason)";
    TRY(noted(connection_.run(sql, {{"at", change.at},
                                    {"actor", change.actor},
                                    {"entity", change.entity},
                                    {"entity_id", change.entity_id},
                                    {"version", change.version},
                                    {"operation", change.operation},
                                    {"difference", change.difference},
                                    {"reason", change.reason}})));
    return {};
}

core::Result<std::int64_t> SqliteWriter::next_number(std::string_view counter)
{
    return noted(numbers_.next(counter));
}

/// There is one writer, who sees all that was written.
core::Result<void> SqliteWriter::hold(const std::vector<std::uint32_t>& /*keys*/)
{
    return {};
}

void SqliteWriter::after_commit(std::function<void()> action)
{
    actions_.push_back(std::move(action));
}

} // namespace jisr::db::sqlite
