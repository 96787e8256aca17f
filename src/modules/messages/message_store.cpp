#include "modules/messages/message_store.hpp"

namespace jisr::messages {

namespace {

constexpr auto kView = service::Permission::ViewMessages;
constexpr int kMostRaces = 20;

std::string select_messages(std::string_view condition)
{
    return "select " + db::columns_of<MessageRow>("m") + " from message m where " +
           std::string(condition);
}

core::Result<void> add_cursor(const std::optional<std::string>& cursor, std::string& sql,
                              std::vector<db::Param>& params)
{
    if (!cursor)
        return {};
    const auto id = core::Id::parse(TRY(service::decode_cursor(*cursor, 1)).front());
    if (!id)
        return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    sql += " and m.id < :after_id";
    params.push_back({"after_id", *id});
    return {};
}

/// Newest first: ids grow with time.
core::Result<service::Page<MessageRow>> read_page(db::Reader& reader, std::string sql,
                                                  std::vector<db::Param> params, std::int64_t limit)
{
    params.push_back({"limit", limit + 1});
    service::Page<MessageRow> page;
    page.items = TRY(reader.all<MessageRow>(sql + " order by m.id desc limit :limit", params));
    if (static_cast<std::int64_t>(page.items.size()) > limit) {
        page.items.pop_back();
        page.next = service::encode_cursor({page.items.back().id.str()});
    }
    return page;
}

/// False when the row is no longer at the version before.
core::Result<bool> replace(db::Writer& writer, const MessageRow& row)
{
    static const std::string sql =
        "update message set " +
        db::assignments_of<MessageRow>({"id", "occasion", "template_code", "language", "person_id",
                                        "user_id", "subject", "queued_at", "queued_by",
                                        "queued_by_name"}) +
        " where id = :id and version = :version - 1";
    return TRY(writer.update(sql, db::params_of(row))) > 0;
}

} // namespace

core::Result<bool> insert_message(db::Writer& writer, const MessageRow& row)
{
    static const std::string sql = "insert into message (" + db::columns_of<MessageRow>() +
                                   ") values (" + db::placeholders_of<MessageRow>() +
                                   ") on conflict (occasion) do nothing";
    return TRY(writer.update(sql, db::params_of(row))) > 0;
}

core::Result<std::optional<core::Id>> find_by_occasion(db::Reader& reader,
                                                       std::string_view occasion)
{
    return reader.first<core::Id>("select id from message where occasion = :occasion",
                                  {{"occasion", occasion}});
}

core::Result<MessageRow> get_message(db::Reader& reader, const core::Id& id)
{
    auto found = TRY(reader.first<MessageRow>(select_messages("m.id = :id"), {{"id", id}}));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

core::Result<MessageRow>
change_message(service::WriteContext& context, const core::Id& id,
               core::FunctionRef<std::optional<std::string>(MessageRow&)> rule)
{
    for (int race = 0; race < kMostRaces; ++race) {
        const auto before = TRY(get_message(context.writer, id));
        auto row = before;
        const auto operation = rule(row);
        if (!operation)
            return before;
        ++row.version;
        if (!TRY(replace(context.writer, row)))
            continue;
        TRY(context.log("message", row.id, row.version, *operation, core::to_json(facts_of(before)),
                        core::to_json(facts_of(row))));
        return row;
    }
    return core::fail(core::problems::unavailable("a message is changed again and again"));
}

core::Result<service::Page<MessageRow>> list_messages(const service::Context& context,
                                                      const MessageQuery& query)
{
    std::vector<db::Param> params;
    std::string sql = select_messages(context.actor.scope_condition(kView, "m", params));
    if (query.state) {
        sql += " and m.state = :state";
        params.push_back({"state", *query.state});
    }
    if (query.channel) {
        sql += " and m.channel = :channel";
        params.push_back({"channel", *query.channel});
    }
    if (query.region) {
        sql += " and m.region_code = :region";
        params.push_back({"region", *query.region});
    }
    TRY(add_cursor(query.cursor, sql, params));
    return read_page(context.reader, std::move(sql), std::move(params), query.limit);
}

core::Result<std::optional<std::string>> recipient_name_of(db::Reader& reader,
                                                           const MessageRow& row)
{
    if (!row.user_id)
        return std::optional<std::string>();
    return reader.first<std::string>("select full_name from app_user where id = :id",
                                     {{"id", *row.user_id}});
}

core::Result<std::vector<StateCount>> count_states(const service::Context& context)
{
    std::vector<db::Param> params;
    const std::string sql = "select m.state, count(*) from message m where " +
                            context.actor.scope_condition(kView, "m", params) +
                            " group by m.state order by m.state";
    return context.reader.all<StateCount>(sql, params);
}

core::Result<std::vector<core::Id>> find_due(db::Reader& reader, Channel channel, core::Instant now,
                                             std::int64_t limit)
{
    return reader.all<core::Id>(
        "select id from message where state = 'queued' and channel = :channel "
        "and due_at <= :now order by due_at, id limit :limit",
        {{"channel", channel}, {"now", now}, {"limit", limit}});
}

// In no order: asked for one, SQLite goes through all messages, which lie in it.
core::Result<std::vector<core::Id>> find_standing_about(db::Reader& reader, const core::Id& subject,
                                                        std::string_view occasion)
{
    const std::string begin = std::string(occasion) + "%";
    return reader.all<core::Id>("select id from message where subject = :subject "
                                "and state <> 'delivered' and outdated_at is null "
                                "and occasion like :begin",
                                {{"subject", subject}, {"begin", begin}});
}

core::Result<bool> was_sent_about(db::Reader& reader, const core::Id& subject, core::Instant since)
{
    return TRY(reader.count("select count(*) from message where subject = :subject "
                            "and queued_at >= :since "
                            "and state in ('sending', 'sent', 'delivered', 'unsure')",
                            {{"subject", subject}, {"since", since}})) > 0;
}

core::Result<std::vector<core::Id>> find_waiting_to(db::Reader& reader, const core::Id& person_id)
{
    return reader.all<core::Id>("select id from message where state = 'queued' "
                                "and person_id = :person_id",
                                {{"person_id", person_id}});
}

core::Result<std::vector<core::Id>> find_abandoned(db::Reader& reader, core::Instant now)
{
    return reader.all<core::Id>("select id from message where state = 'sending' "
                                "and claimed_until <= :now order by id limit 100",
                                {{"now", now}});
}

core::Result<std::optional<MessageRow>> claim(db::Writer& writer, const core::Id& id,
                                              std::string_view key_digest, core::Instant now,
                                              core::Instant until)
{
    const auto taken = TRY(
        writer.keep("update message set state = 'sending', reason = null, attempts = attempts + 1, "
                    "tries = tries + 1, claimed_until = :until, version = version + 1 "
                    "where id = :id and state = 'queued'",
                    {{"until", until}, {"id", id}}));
    if (taken == 0)
        return std::optional<MessageRow>{};
    auto row = TRY(get_message(writer, id));
    const Attempt attempt{.id = core::Id::make(),
                          .message_id = id,
                          .number = row.attempts,
                          .key_digest = std::string(key_digest),
                          .started_at = now};
    static const std::string sql = "insert into message_attempt (" + db::columns_of<Attempt>() +
                                   ") values (" + db::placeholders_of<Attempt>() + ")";
    TRY(writer.keep(sql, db::params_of(attempt)));
    return std::optional(std::move(row));
}

core::Result<void> end_attempt(db::Writer& writer, const core::Id& message_id, std::int64_t number,
                               core::Instant now, std::string_view outcome, std::string_view detail)
{
    TRY(writer.keep("update message_attempt set ended_at = :now, outcome = :outcome, "
                    "detail = :detail where message_id = :id and number = :number",
                    {{"now", now},
                     {"outcome", outcome},
                     {"detail", detail},
                     {"id", message_id},
                     {"number", number}}));
    return {};
}

core::Result<std::optional<Attempt>> find_attempt_by_key(db::Reader& reader,
                                                         std::string_view key_digest)
{
    return reader.first<Attempt>("select " + db::columns_of<Attempt>() +
                                     " from message_attempt where key_digest = :key_digest",
                                 {{"key_digest", key_digest}});
}

core::Result<void> note_report(db::Writer& writer, const core::Id& attempt_id, Report report)
{
    // Reports overtake each other: that it was delivered is the last word, whenever it came.
    TRY(writer.keep("update message_attempt set report = :report where id = :id "
                    "and (report is null or report <> 'delivered')",
                    {{"report", report}, {"id", attempt_id}}));
    return {};
}

core::Result<std::vector<Attempt>> attempts_of(db::Reader& reader, const core::Id& message_id)
{
    return reader.all<Attempt>("select " + db::columns_of<Attempt>() +
                                   " from message_attempt where message_id = :id order by number",
                               {{"id", message_id}});
}

core::Result<service::Page<MessageRow>> list_inbox(const service::Context& context,
                                                   const std::optional<std::string>& cursor,
                                                   std::int64_t limit)
{
    std::vector<db::Param> params{
        {"user_id", core::Id::parse(context.actor.id).value_or(core::Id{})}};
    std::string sql = select_messages("m.user_id = :user_id and m.channel = 'in_app'");
    TRY(add_cursor(cursor, sql, params));
    return read_page(context.reader, std::move(sql), std::move(params), limit);
}

core::Result<std::int64_t> count_unread(db::Reader& reader, const core::Id& user_id)
{
    return reader.count("select count(*) from message where user_id = :user_id "
                        "and channel = 'in_app' and read_at is null",
                        {{"user_id", user_id}});
}

core::Result<void> mark_read(service::WriteContext& context, const core::Id& id)
{
    const auto row = TRY(get_message(context.writer, id));
    if (!row.user_id || row.user_id->str() != context.actor.id || row.channel != Channel::InApp)
        return core::fail(core::problems::not_found());
    TRY(change_message(context, id, [&](MessageRow& message) -> std::optional<std::string> {
        if (message.read_at)
            return std::nullopt;
        message.read_at = context.clock.now();
        return "read";
    }));
    return {};
}

core::Result<std::int64_t> forget_old(db::Writer& writer, core::Instant before, core::Instant now)
{
    return writer.keep("update message set address = null, text = '', forgotten_at = :now, "
                       "version = version + 1 "
                       "where forgotten_at is null and queued_at < :before "
                       "and state not in ('queued', 'sending')",
                       {{"now", now}, {"before", before}});
}

} // namespace jisr::messages
