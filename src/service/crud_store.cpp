#include "service/crud_store.hpp"

namespace jisr::service::crud {

std::string select_by_id(std::string_view table, std::string_view columns)
{
    return std::string("select ").append(columns).append(" from ").append(table).append(
        " where id = :id");
}

std::string select_page(std::string_view source, std::string_view columns,
                        std::string_view condition, std::string_view order)
{
    std::string sql = "select ";
    sql.append(columns).append(" from ").append(source).append(" r where ").append(condition);
    return sql.append(" order by r.").append(order).append(", r.id limit :limit");
}

std::string after_cursor(std::string_view order)
{
    const std::string column = "r." + std::string(order);
    return "(" + column + " > :after_key or (" + column + " = :after_key and r.id > :after_id))";
}

std::string update_by_version(std::string_view table, std::string_view assignments)
{
    std::string sql = "update ";
    sql.append(table).append(" set ").append(assignments);
    return sql.append(" where id = :id and version = :version_before");
}

} // namespace jisr::service::crud
