#include "service/idempotency_store.hpp"

#include <sodium.h>

namespace jisr::service {

namespace json = core::json;

namespace {

constexpr std::size_t kKeyLimit = 100;
constexpr std::int64_t kKeptFor = 2LL * 24 * 3600 * 1000;

struct KeptAnswer
{
    std::string request_digest;
    std::int64_t status = 0;
    std::string headers; ///< JSON: [["name", "value"], …]
    std::string body;
};
BOOST_DESCRIBE_STRUCT(KeptAnswer, (), (request_digest, status, headers, body))

/// What she may see follows from her roles, and an answer may tell what she may no longer see.
std::string roles_of(const Actor& actor)
{
    std::string roles;
    for (const auto& [role, scope] : actor.assignments)
        roles.append(core::code_of(role))
            .append("@")
            .append(core::code_of(scope.level))
            .append(":")
            .append(scope.code)
            .append("\n");
    return roles;
}

std::string digest_of(const Request& request, const Actor& actor)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, 32);
    const auto take = [&state](std::string_view part) {
        const std::uint64_t length = part.size();
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&length),
                                  sizeof length);
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                                  part.size());
    };
    take(roles_of(actor));
    for (const std::string_view part :
         {std::string_view(request.method), std::string_view(request.path),
          request.header("X-File-Name"), std::string_view(request.body)})
        take(part);
    for (const auto& [name, value] : request.query) {
        take(name);
        take(value);
    }
    unsigned char digest[32];
    crypto_generichash_final(&state, digest, sizeof digest);
    char text[2 * sizeof digest + 1];
    return sodium_bin2hex(text, sizeof text, digest, sizeof digest);
}

std::string headers_json(const http::Fields& headers)
{
    json::array list;
    for (const auto& [name, value] : headers)
        list.push_back(json::array{json::string(name), json::string(value)});
    return json::serialize(list);
}

Response response_of(const KeptAnswer& answer)
{
    Response response;
    response.status = static_cast<int>(answer.status);
    response.body = answer.body;
    if (const auto headers = core::parse_json(answer.headers); headers && headers->is_array())
        for (const auto& pair : headers->get_array())
            response.headers.emplace_back(std::string(pair.at(0).as_string()),
                                          std::string(pair.at(1).as_string()));
    response.headers.emplace_back("Idempotency-Replayed", "true");
    return response;
}

} // namespace

Result<Idempotency> Idempotency::of(const Request& request, const Actor& actor)
{
    Idempotency made;
    made.key_ = request.header("Idempotency-Key");
    if (made.key_.empty())
        return made;
    if (made.key_.size() > kKeyLimit)
        return core::fail(core::problems::malformed("idempotency_key"));
    made.actor_ = actor.id;
    made.digest_ = digest_of(request, actor);
    return made;
}

std::optional<db::Query> Idempotency::query() const
{
    if (key_.empty())
        return std::nullopt;
    return db::Query{"select request_digest, status, headers, body from idempotency_key "
                     "where actor = :actor and key = :key",
                     {{"actor", actor_}, {"key", key_}}};
}

Result<std::optional<Response>> Idempotency::kept(db::Writer& writer) const
{
    const auto asked = query();
    if (!asked)
        return std::optional<Response>{};
    const auto answer = TRY(writer.first<KeptAnswer>(asked->sql, asked->params));
    if (!answer)
        return std::optional<Response>{};
    if (answer->request_digest != digest_)
        return core::fail({.status = 422, .slug = "idempotency_key_reused"});
    return std::optional<Response>(response_of(*answer));
}

Result<void> Idempotency::keep(db::Writer& writer, Response& response, core::Instant now) const
{
    if (key_.empty() || response.status >= 400) // a refusal may be none the next time
        return {};
    if (const auto* make = std::get_if<http::MakeText>(&response.body)) {
        std::string text = (*make)();
        response.body = std::move(text);
    }
    const auto* body = std::get_if<std::string>(&response.body);
    if (body == nullptr)
        return {};
    return writer.keep_later("insert into idempotency_key "
                             "(actor, key, request_digest, status, headers, body, created_at) "
                             "values (:actor, :key, :digest, :status, :headers, :body, :now)",
                             {{"actor", actor_},
                              {"key", key_},
                              {"digest", digest_},
                              {"status", response.status},
                              {"headers", headers_json(response.headers)},
                              {"body", *body},
                              {"now", now}});
}

Result<void> forget_old_answers(db::Writer& writer, core::Instant now)
{
    TRY(writer.keep("delete from idempotency_key where created_at < :before",
                    {{"before", now.milliseconds - kKeptFor}}));
    return {};
}

} // namespace jisr::service
