#pragma once

#include "modules/programmes/progress.hpp"

#include <map>
#include <mutex>

namespace jisr::programmes {

/// The numbers as they are told to who may not see the persons. A number that moves by one tells
/// that somebody registered just now, so those of a province stand still until five persons came or
/// went there, of whatever kind, or another day began; sums are of what is told. Cooperatives and
/// companies are told as they come. All that outsiders read is of such a snapshot, so that no two
/// answers tell together what each of them holds back.
class Outside
{
  public:
    using Shared = std::shared_ptr<const Snapshot>;

    /// What is told while `current` holds to whoever may see the persons where it is open alone.
    /// Without registrants. From any thread.
    Shared told(const Shared& current, const Openness& open);

  private:
    struct Held
    {
        Shared from; ///< the last that was looked at
        Tally tally; ///< of provinces and communes, as outsiders know them
        std::map<Openness, Shared> told;
    };

    static void look_at(Held& held, const Shared& current);

    std::mutex mutex_;
    std::map<std::pair<core::Id, std::int64_t>, Held> held_;
};

} // namespace jisr::programmes
