#pragma once

#include "service/context.hpp"

namespace jisr::service {

/// A client that did not see the answer to its POST sends it again with the same `Idempotency-Key`:
/// the answer kept under (actor, key) in the transaction of the first is given again. 422
/// idempotency_key_reused when the request differs, or the actor's roles are no longer those
/// that the answer was given to.
class Idempotency
{
  public:
    /// Inactive when the request has no key. 400 malformed_idempotency_key when it is over 100
    /// characters.
    static Result<Idempotency> of(const Request& request, const Actor& actor);

    /// What `kept` asks, or nothing; borrows from this.
    [[nodiscard]] std::optional<db::Query> query() const;
    Result<std::optional<Response>> kept(db::Writer& writer) const;
    /// Not of a refusal. Also makes the text of an answer that was to be made later.
    Result<void> keep(db::Writer& writer, Response& response, core::Instant now) const;

  private:
    std::string actor_;
    std::string key_;
    std::string digest_;
};

/// Forgets answers older than two days.
Result<void> forget_old_answers(db::Writer& writer, core::Instant now);

} // namespace jisr::service
