#include "modules/identity/token_store.hpp"

#include "modules/identity/place_store.hpp"

namespace jisr::identity {

core::Result<void> insert_token(db::Writer& writer, const TokenRow& token)
{
    return writer.insert("api_token", token);
}

core::Result<std::optional<TokenRow>> find_token(db::Reader& reader, const core::Id& id)
{
    static const std::string sql =
        "select " + db::columns_of<TokenRow>() + " from api_token where id = :id";
    return reader.first<TokenRow>(sql, {{"id", id}});
}

core::Result<TokenRow> get_token(db::Reader& reader, const core::Id& id)
{
    auto found = TRY(find_token(reader, id));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

core::Result<void> hold_token(db::Writer& writer, const core::Id& id)
{
    TRY(writer.keep("update api_token set version = version where id = :id", {{"id", id}}));
    return {};
}

core::Result<std::vector<TokenRow>> list_tokens(db::Reader& reader, const service::Actor& actor,
                                                const std::optional<core::Id>& before,
                                                std::int64_t limit)
{
    std::vector<db::Param> params{{"limit", limit}};
    std::string sql = "select ";
    sql.append(db::columns_of<TokenRow>("t"))
        .append(" from api_token t join ")
        .append(placed_rows("api_token", "held.id"))
        .append(" s on s.id = t.id where ")
        .append(actor.scope_condition(service::Permission::ManageTokens, "s", params));
    if (before) {
        sql += " and t.id < :before"; // ids grow with time
        params.push_back({"before", *before});
    }
    return reader.all<TokenRow>(sql + " order by t.id desc limit :limit", params);
}

core::Result<std::vector<TokenRow>> tokens_made_by(db::Reader& reader, const std::string& actor_id)
{
    static const std::string sql =
        "select " + db::columns_of<TokenRow>() +
        " from api_token where created_by = :maker and revoked_at is null order by id";
    return reader.all<TokenRow>(sql, {{"maker", actor_id}});
}

core::Result<void> revoke_token(db::Writer& writer, const TokenRow& token, core::Instant now)
{
    return writer.write("update api_token set revoked_at = :now, version = :version where id = :id",
                        {{"now", now}, {"version", token.version + 1}, {"id", token.id}});
}

core::Result<void> note_token_used(db::Writer& writer, const core::Id& id, core::Instant now)
{
    TRY(writer.keep("update api_token set last_used_at = :now where id = :id",
                    {{"now", now}, {"id", id}}));
    return {};
}

} // namespace jisr::identity
