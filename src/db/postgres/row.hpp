#pragma once

#include "db/row.hpp"

#include <libpq-fe.h>

namespace jisr::db::postgres {

/// One row of a result in text format.
class PostgresRow final : public Row
{
  public:
    PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}

    [[nodiscard]] int columns() const override { return PQnfields(result_); }

    [[nodiscard]] std::string_view name(int column) const override
    {
        return PQfname(result_, column);
    }

    [[nodiscard]] bool is_null(int column) const override
    {
        return PQgetisnull(result_, row_, column) != 0;
    }

    [[nodiscard]] bool boolean(int column) const override;
    [[nodiscard]] std::int64_t integer(int column) const override;
    [[nodiscard]] double real(int column) const override;

    [[nodiscard]] std::string_view text(int column) const override
    {
        return {PQgetvalue(result_, row_, column),
                static_cast<std::size_t>(PQgetlength(result_, row_, column))};
    }

    [[nodiscard]] core::Id id(int column) const override
    {
        return core::Id::parse(text(column)).value_or(core::Id{});
    }

  private:
    const PGresult* result_;
    int row_;
};

} // namespace jisr::db::postgres
