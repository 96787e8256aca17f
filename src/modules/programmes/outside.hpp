#pragma once

#include "db/database.hpp"
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
struct Told
{
    core::Id edition_id;
    std::int64_t year = 0;
    std::int64_t version = 0;
    core::Date day;
    std::string columns = digest_of_columns();
    std::vector<std::vector<std::int64_t>> provinces; ///< by column
    /// Of each province, without a disability when its number with one was last told.
    std::vector<std::int64_t> without;
    std::vector<std::int64_t> communes; ///< women of each

    bool operator==(const Told&) const = default;
};
BOOST_DESCRIBE_STRUCT(Told, (),
                      (edition_id, year, version, day, columns, provinces, without, communes))

/// What the first who asks is told: what there is.
Told told_first(const Snapshot& current);

/// What is told once `current` was counted; nothing when it is the same.
std::optional<Told> told_next(const Told& before, const Snapshot& current);

/// `current` to whoever may see the persons where it is open alone. Without registrants.
Snapshot as_told(const Told& told, const Snapshot& current, const Openness& open);

/// What was told last stands in the database, so that each of its servers tells the same and one
/// that starts goes on from there. From any thread.
class Outside
{
  public:
    using Shared = std::shared_ptr<const Snapshot>;

    explicit Outside(db::Database& database) : database_(database) {}

    /// Goes on to what was counted. `before` was read with the registrants, so that no server goes
    /// back to older ones: where another was quicker, or the database takes nothing, this is false
    /// and is to be counted again.
    bool go_on(const std::optional<Told>& before, const Snapshot& current);

    /// Reads what was told last, or begins; to be called before `told`.
    core::Result<void> look(const Snapshot& current);

    Shared told(const Shared& current, const Openness& open);

  private:
    struct Held
    {
        Told told;
        Shared from; ///< the count that these are of
        std::map<Openness, Shared> shown;
    };

    db::Database& database_;
    std::mutex mutex_;
    std::map<std::pair<core::Id, std::int64_t>, Held> held_;
};

} // namespace jisr::programmes
