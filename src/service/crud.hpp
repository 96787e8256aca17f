#pragma once

#include "service/crud_store.hpp"
#include "service/route.hpp"

#include <concepts>

/// Plain reference records (centres, programmes …): what every one of them does the same way, and
/// the template that gives a record its five routes. A table bears the name of its entity in the
/// change log and has the record's members as columns.
namespace jisr::service {

template <class T>
concept Versioned = core::Described<T> && requires(T record)
{
    {
        record.id
        } -> std::same_as<core::Id&>;
    {
        record.version
        } -> std::same_as<std::int64_t&>;
};

/// The id of a record that is known by a natural key, the same on every server and at every run (a
/// UUIDv8 of its digest).
core::Id named_id(std::string_view entity, std::string_view key);

template <Versioned T>
Result<std::optional<T>> find_record(db::Reader& reader, std::string_view entity,
                                     const core::Id& id)
{
    return reader.first<T>(crud::select_by_id(entity, db::columns_of<T>()), {{"id", id}});
}

/// 404 when there is none.
template <Versioned T>
Result<T> get_record(db::Reader& reader, std::string_view entity, const core::Id& id)
{
    auto found = TRY(find_record<T>(reader, entity, id));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

/// Inserts and logs. 409 already_exists when a unique column's value is taken, at the latest with
/// the commit.
template <Versioned T>
Result<void> create_record(WriteContext& context, std::string_view entity, const T& record,
                           std::string_view reason = {})
{
    TRY(context.writer.insert(entity, record));
    return context.log(entity, record.id, record.version, "create", nullptr, core::to_json(record),
                       reason);
}

/// Writes `after`, as the version after `before`, and logs; nothing when they are equal. 409
/// overtaken when another request was faster.
template <Versioned T>
Result<T> replace_record(WriteContext& context, std::string_view entity, const T& before, T after,
                         std::string_view operation, std::string_view reason = {})
{
    if (core::to_json(before) == core::to_json(after))
        return before;
    after.version = before.version + 1;
    auto params = db::params_of(after);
    params.push_back({"version_before", before.version});
    const auto touched = TRY(
        context.writer.update(crud::update_by_version(entity, db::assignments_of<T>()), params));
    if (touched == 0)
        return core::fail(core::problems::overtaken());
    TRY(context.log(entity, after.id, after.version, operation, core::to_json(before),
                    core::to_json(after), reason));
    return after;
}

/// 412 with both versions unless If-Match names `current`.
template <Versioned T, core::Described Draft>
Result<void> require_current(const Request& request, const T& current, const Draft& draft)
{
    if (TRY(required_version(request)) != current.version)
        return core::fail(core::problems::stale(core::to_json(draft), core::to_json(current)));
    return {};
}

/// The conditions of a list, all of which must hold, and their parameters, which borrow from the
/// query.
class Conditions
{
  public:
    void add(std::string_view sql) { sql_.append(sql_.empty() ? "" : " and ").append(sql); }

    /// `column = :name` when a value is given.
    template <class T>
    void equal(std::string_view column, std::string_view name, const std::optional<T>& value)
    {
        if (!value)
            return;
        add("r." + std::string(column) + " = :" + std::string(name));
        params.push_back({name, db::Value(*value)});
    }

    [[nodiscard]] std::string_view sql() const { return sql_; }

    std::vector<db::Param> params;

  private:
    std::string sql_;
};

/// What a kind of reference record says of itself; `crud_routes` makes its routes of it. Record is
/// Versioned and has a `state` with Open and Closed; Draft is what a client may write of it; Query
/// has optional members `limit` and `cursor` beside its filters.
template <Versioned Record, core::Described Draft, core::Described Query>
struct Reference
{
    std::string path;   ///< "/api/v1/centres"
    std::string entity; ///< the table and the change log's noun
    std::string plural; ///< for the OpenAPI document: "centres"
    std::string
        source; ///< table or subselect of the list, with the columns that scopes are checked on
    std::string order; ///< the text column that lists are sorted by
    Permission view;   ///< inside its scope one may see
    Permission manage; ///< … and change
    std::function<std::string(const Record&)> order_key; ///< the value of `order`
    std::function<Place(const Record&)> place;
    std::function<void(const Query&, Conditions&)> filter;
    /// The record that the draft makes of `before` (a new one has its id and nothing else), or what
    /// is wrong.
    std::function<Result<Record>(WriteContext&, const Draft&, Record before)> apply;
};

namespace crud {

inline constexpr std::int64_t kDefaultLimit = 50;

/// What an actor may not see does not exist for her.
template <class Record, class Draft, class Query>
Result<Record> visible_record(const Reference<Record, Draft, Query>& kind, Context& context,
                              const Request& request)
{
    auto record = TRY(get_record<Record>(context.reader, kind.entity, TRY(path_id(request))));
    if (!context.actor.may(kind.view, kind.place(record)))
        return core::fail(core::problems::not_found());
    return record;
}

template <class Record, class Draft, class Query>
Result<Record> manageable_record(const Reference<Record, Draft, Query>& kind, WriteContext& context,
                                 const Request& request)
{
    auto record = TRY(visible_record(kind, context, request));
    TRY(context.actor.require(kind.manage, kind.place(record)));
    return record;
}

template <class Record, class Draft, class Query>
Result<Response> answer_list(const Reference<Record, Draft, Query>& kind, Context& context,
                             const Query& query)
{
    Conditions conditions;
    conditions.add(context.actor.scope_condition(kind.view, "r", conditions.params));
    kind.filter(query, conditions);
    std::vector<std::string> after;
    if (query.cursor) {
        after = TRY(decode_cursor(*query.cursor, 2));
        conditions.add(after_cursor(kind.order));
        conditions.params.push_back({"after_key", after[0]});
        conditions.params.push_back({"after_id", core::Id::parse(after[1]).value_or(core::Id{})});
    }
    const auto limit = query.limit.value_or(kDefaultLimit);
    conditions.params.push_back({"limit", limit + 1});
    Page<Record> page;
    page.items = TRY(context.reader.template all<Record>(
        select_page(kind.source, db::columns_of<Record>("r"), conditions.sql(), kind.order),
        conditions.params));
    if (static_cast<std::int64_t>(page.items.size()) > limit) {
        page.items.pop_back();
        page.next = encode_cursor({kind.order_key(page.items.back()), page.items.back().id.str()});
    }
    return ok(page);
}

template <class Record, class Draft, class Query>
Result<Response> answer_create(const Reference<Record, Draft, Query>& kind, WriteContext& context,
                               const Draft& draft)
{
    Record blank;
    blank.id = core::Id::make();
    blank.version = 1;
    const auto record = TRY(kind.apply(context, draft, std::move(blank)));
    TRY(context.actor.require(kind.manage, kind.place(record)));
    TRY(create_record(context, kind.entity, record));
    return versioned(created(record, kind.path + "/" + record.id.str()), record.version);
}

template <class Record, class Draft, class Query>
Result<Response> answer_update(const Reference<Record, Draft, Query>& kind, WriteContext& context,
                               const Request& request, const Draft& draft)
{
    const auto before = TRY(manageable_record(kind, context, request));
    TRY(require_current(request, before, draft));
    auto changed = TRY(kind.apply(context, draft, before));
    TRY(context.actor.require(kind.manage, kind.place(changed)));
    const auto record =
        TRY(replace_record(context, kind.entity, before, std::move(changed), "update"));
    return versioned(ok(record), record.version);
}

template <class Record, class Draft, class Query>
Result<Response> answer_state(const Reference<Record, Draft, Query>& kind, WriteContext& context,
                              const Request& request, decltype(Record::state) state,
                              std::string_view operation)
{
    const auto before = TRY(manageable_record(kind, context, request));
    auto changed = before;
    changed.state = state;
    const auto record =
        TRY(replace_record(context, kind.entity, before, std::move(changed), operation));
    return versioned(ok(record), record.version);
}

} // namespace crud

/// List, create, get, update, close and reopen: the record is kept for ever, because others name
/// it.
template <class Record, class Draft, class Query>
Routes crud_routes(Reference<Record, Draft, Query> kind)
{
    using State = decltype(Record::state);
    const std::string one = kind.path + "/{id}";
    const auto state_route = [&](const char* verb, State state) {
        return act<Record>("POST", one + "/" + verb, kind.manage,
                           verb + (" one of the " + kind.plural),
                           [kind, state, verb](WriteContext& context, const Request& request) {
                               return crud::answer_state(kind, context, request, state, verb);
                           });
    };
    Routes routes;
    routes.push_back(list<Query, Record>(
        kind.path, kind.view, "The " + kind.plural + " inside the actor's scope",
        [kind](Context& context, const Request&, const Query& query) {
            return crud::answer_list(kind, context, query);
        }));
    routes.push_back(
        post<Draft, Record>(kind.path, kind.manage, "Add to the " + kind.plural,
                            [kind](WriteContext& context, const Request&, const Draft& draft) {
                                return crud::answer_create(kind, context, draft);
                            }));
    routes.push_back(
        get<Record>(one, kind.view, "One of the " + kind.plural,
                    [kind](Context& context, const Request& request) -> Result<Response> {
                        const auto record = TRY(crud::visible_record(kind, context, request));
                        return versioned(ok(record), record.version);
                    }));
    routes.push_back(put<Draft, Record>(
                         one, kind.manage, "Change one of the " + kind.plural,
                         [kind](WriteContext& context, const Request& request, const Draft& draft) {
                             return crud::answer_update(kind, context, request, draft);
                         })
                         .versioned());
    routes.push_back(state_route("close", State::Closed));
    routes.push_back(state_route("reopen", State::Open));
    return routes;
}

} // namespace jisr::service
