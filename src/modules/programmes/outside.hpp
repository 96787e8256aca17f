#pragma once

#include "modules/programmes/progress.hpp"

#include <map>
#include <mutex>

namespace jisr::programmes {

/// The numbers as they are told to who may not see the persons. A number that moves by one tells
/// that somebody registered just now, so those of a province stand still until five persons came or
/// went there, of whatever kind, or five women went on to another phase; sums are of what is told.
/// Another day tells of nobody new: who was told as today's is of the days before.
///
/// Whoever knows the five, and sees one more woman with a disability among them, knows too much as
/// well: with five persons a number that is sensitive goes on only if it has itself moved by five.
/// No step that it is seen to take in a province is thus one of 1 to 4, and each goes on by itself,
/// so that a rare one holds up no other. Women without a disability are all the others, so sums
/// stay right; of who came while the number with one stood still these say no more than the women.
///
/// Cooperatives and companies are told as they come. All that outsiders read is of such a snapshot,
/// so that no two answers tell together what each of them holds back.
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
        /// Of each province, without a disability when its number with one was last told.
        std::vector<std::int64_t> without;
        std::map<Openness, Shared> told;
    };

    static void look_at(Held& held, const Shared& current);
    static void move_on(Held& held, const Tally& current, std::size_t province);

    std::mutex mutex_;
    std::map<std::pair<core::Id, std::int64_t>, Held> held_;
};

} // namespace jisr::programmes
