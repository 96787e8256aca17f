#include "db/postgres/session.hpp"

#include "db/change_log.hpp"

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

/// Lines of the change log in one statement.
constexpr std::size_t kMostLines = 8;

/// The parameters of a statement that appends lines.
struct LineNames
{
    static constexpr std::size_t kColumns = 8;
    std::vector<std::string> of;

    LineNames()
    {
        for (std::size_t i = 0; i < kMostLines * kColumns; ++i)
            of.push_back("p" + std::to_string(i));
    }

    [[nodiscard]] std::string statement(std::size_t lines) const
    {
        std::string sql(kAppendChanges);
        for (std::size_t i = 0; i < lines * kColumns; ++i) {
            const bool begins = i % kColumns == 0;
            sql.append(!begins ? ", :" : i == 0 ? "(:" : "), (:").append(of[i]);
        }
        return sql + ")";
    }
};

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
    appended_ = true;
    lines_.push_back({.at = change.at,
                      .actor = std::string(change.actor),
                      .entity = std::string(change.entity),
                      .entity_id = change.entity_id,
                      .version = change.version,
                      .operation = std::string(change.operation),
                      .difference = change.difference,
                      .reason = std::string(change.reason)});
    return lines_.size() < kMostLines ? core::Result<void>() : send_lines();
}

/// A statement costs the server more than the line that it writes.
core::Result<void> PostgresWriter::send_lines()
{
    std::span<const Line> rest(lines_);
    while (!rest.empty()) {
        const auto some = rest.first(rest.size() == kMostLines ? kMostLines
                                     : rest.size() > 1         ? 2
                                                               : 1);
        TRY(send_lines(some));
        rest = rest.subspan(some.size());
    }
    lines_.clear();
    return {};
}

core::Result<void> PostgresWriter::send_lines(std::span<const Line> lines)
{
    static const LineNames names;
    std::vector<Param> params;
    params.reserve(lines.size() * LineNames::kColumns);
    for (const auto& line : lines)
        for (auto&& value : {Value(line.at), Value(line.actor), Value(line.entity),
                             Value(line.entity_id), Value(line.version), Value(line.operation),
                             Value(line.difference), Value(line.reason)})
            params.push_back({names.of[params.size()], value});
    static const std::array<std::string, 3> texts{names.statement(1), names.statement(2),
                                                  names.statement(kMostLines)};
    return connection_.send(texts[std::min<std::size_t>(lines.size(), 3) - 1], params);
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
