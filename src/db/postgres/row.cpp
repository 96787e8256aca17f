#include "db/postgres/row.hpp"

#include <charconv>

namespace jisr::db::postgres {

bool PostgresRow::boolean(int column) const
{
    const auto value = text(column);
    return !value.empty() && value != "f" && value != "0";
}

std::int64_t PostgresRow::integer(int column) const
{
    const auto value = text(column);
    if (value == "t")
        return 1;
    std::int64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

double PostgresRow::real(int column) const
{
    const auto value = text(column);
    double number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

} // namespace jisr::db::postgres
