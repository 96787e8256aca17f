#include "db/postgres/fault.hpp"

namespace jisr::db::postgres {

namespace {

std::string field(const PGresult* result, int code)
{
    const char* value = PQresultErrorField(result, code);
    return value == nullptr ? std::string() : value;
}

// Classes of SQLSTATE, see PostgreSQL's documentation, appendix A.
bool is_passing(std::string_view state)
{
    for (const std::string_view start : {
             "08",    // connection
             "25006", // read-only transaction: this server is no longer the primary
             "40",    // serialization failure, deadlock
             "53",    // out of disk, memory or connections
             "55P03", // lock not available in time
             "57",    // shut down, cancelled
             "58",    // input/output error
         })
        if (state.starts_with(start))
            return true;
    return false;
}

} // namespace

core::Problem problem_of(const PGresult* result)
{
    const std::string state = field(result, PG_DIAG_SQLSTATE);
    const std::string constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
    if (state == "23505" || state == "23503") {
        auto problem = core::problems::conflict(state == "23505" ? std::string(core::kAlreadyExists)
                                                                 : "unknown_reference");
        problem.cause = "postgres: " + state + " " + constraint;
        return problem;
    }
    const std::string message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (PQresultStatus(result) == PGRES_EMPTY_QUERY)
        return core::problems::internal("empty statement");
    if (state.empty() || is_passing(state))
        return core::problems::unavailable("postgres: " + state + " " + message);
    if (state.starts_with("22")) // faulty data: the message quotes it
        return core::problems::internal("postgres: " + state);
    return core::problems::internal("postgres: " + state + " " + constraint + " " + message);
}

core::Problem lost(const PGconn* connection)
{
    return core::problems::unavailable(std::string("postgres: ") + PQerrorMessage(connection));
}

} // namespace jisr::db::postgres
