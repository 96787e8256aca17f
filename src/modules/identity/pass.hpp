#pragma once

#include "core/date.hpp"
#include "service/actor.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace jisr::identity {

/// Proof of who asks, as this process remembers it: a session or a token, read from the database at
/// `read_at`.
struct Pass
{
    core::Id id; ///< of the session or token
    std::shared_ptr<const service::Actor> actor;
    core::Instant ends_at;                             ///< far away for a token without end
    std::optional<std::chrono::milliseconds> idle_end; ///< sessions only
    std::chrono::steady_clock::time_point read_at;
    std::atomic<std::int64_t> used_at{0};     ///< last request, milliseconds
    std::atomic<std::int64_t> recorded_at{0}; ///< what the database knows of it
};

/// Who asks, by the digest of what she shows, so that an authenticated request costs no query. What
/// another server revokes is seen after kFreshFor at most; what this one revokes, at once.
class PassCache
{
  public:
    static constexpr std::chrono::seconds kFreshFor{2};

    /// Null when unknown or to be read again.
    [[nodiscard]] std::shared_ptr<Pass> find(const std::string& digest) const;

    /// The moment before a read from the database: what is forgotten after it keeps its result out.
    [[nodiscard]] std::uint64_t generation() const { return generation_; }

    void put(const std::string& digest, std::shared_ptr<Pass> pass, std::uint64_t generation);
    /// Forgets the session or token with this id, or all of the user or token with this actor id.
    void forget(const core::Id& id);

  private:
    static constexpr std::size_t kLimit = 20'000;

    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, std::shared_ptr<Pass>> passes_;
    std::atomic<std::uint64_t> generation_{0};
};

/// The one of this process. Digests of 256 bits keep several databases apart.
PassCache& pass_cache();

} // namespace jisr::identity
