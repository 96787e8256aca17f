#pragma once

#include "service/context.hpp"
#include "service/response.hpp"

namespace jisr::service {

/// Which lines of the change log are asked for, newest first.
struct ChangeQuery
{
    std::optional<std::string> entity;
    std::optional<core::Id> entity_id;
    std::optional<std::string> actor;
    std::optional<core::Date> from; ///< day in Morocco, included
    std::optional<core::Date> to;   ///< day in Morocco, included
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "service.ChangeQuery";
    static constexpr std::array kFields{core::field("limit").range(1, 200).defaulted()};
};
BOOST_DESCRIBE_STRUCT(ChangeQuery, (), (entity, entity_id, actor, from, to, cursor, limit))

/// A line of the change log as it is kept.
struct KeptChange
{
    std::int64_t seq = 0;
    core::Instant at;
    std::string actor;
    std::string entity;
    core::Id entity_id;
    std::int64_t version = 0;
    std::string operation;
    core::json::object difference;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(KeptChange, (),
                      (seq, at, actor, entity, entity_id, version, operation, difference, reason))

/// A line of the change log as it is shown.
struct ChangeLine : KeptChange
{
    /// Of the user, the token or, in the reader's language, the command; empty when there is none.
    std::string actor_name;

    static constexpr std::string_view kRecord = "service.Change";
};
BOOST_DESCRIBE_STRUCT(ChangeLine, (KeptChange), (actor_name))

Result<Page<ChangeLine>> find_changes(const Context& context, const ChangeQuery& query);

/// The lines of one entity, oldest first: the history of a file.
Result<std::vector<ChangeLine>> history_of(const Context& context, std::string_view entity,
                                           const core::Id& id);

} // namespace jisr::service
