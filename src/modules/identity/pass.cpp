#include "modules/identity/pass.hpp"

#include <mutex>

namespace jisr::identity {

std::shared_ptr<Pass> PassCache::find(const std::string& digest) const
{
    const std::shared_lock lock(mutex_);
    const auto known = passes_.find(digest);
    if (known == passes_.end() ||
        std::chrono::steady_clock::now() - known->second->read_at > kFreshFor)
        return nullptr;
    return known->second;
}

void PassCache::put(const std::string& digest, std::shared_ptr<Pass> pass, std::uint64_t generation)
{
    const std::unique_lock lock(mutex_);
    if (generation != generation_)
        return;
    if (passes_.size() >= kLimit)
        passes_.clear();
    auto& known = passes_[digest];
    if (known != nullptr && known->used_at > pass->used_at)
        pass->used_at = known->used_at.load(); // the database is up to a minute behind
    if (known != nullptr && known->recorded_at > pass->recorded_at)
        pass->recorded_at = known->recorded_at.load();
    known = std::move(pass);
}

void PassCache::forget(const core::Id& id)
{
    const std::string actor_id = id.str();
    const std::unique_lock lock(mutex_);
    ++generation_;
    std::erase_if(passes_, [&](const auto& entry) {
        return entry.second->id == id || entry.second->actor->id == actor_id;
    });
}

PassCache& pass_cache()
{
    static PassCache cache;
    return cache;
}

} // namespace jisr::identity
