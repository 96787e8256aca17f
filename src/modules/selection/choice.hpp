#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace jisr::selection {

/// Choosing among more women than there are places.
///
/// Each province has its places. Some of them are reserved: so many for rural women, so many for
/// women with a disability, and so on; a woman may belong to several of these groups, and counts
/// towards one of them. Who is chosen is found in two steps:
///
/// 1. Down the ranking, a woman is given a reserved place whenever that lets one more reserved
/// place
///    be filled, moving those chosen before her between the reserves to which they belong if need
///    be. So as many reserved places as possible are filled, and by the best women that can fill
///    them.
/// 2. The places that are left go down the ranking, whoever comes next.
///
/// All others wait in the order of the ranking. A reserve without enough candidates gives its
/// places to step 2: no place stays empty while somebody waits. The ranking is by score; equal
/// scores are ordered by the draw. Those who keep a place that they hold stand before all others,
/// and no reserve takes it from them.
///
/// Source: the meritorious horizontal choice rule of T. Sönmez and M. B. Yenmez, "Affirmative
/// Action in India via Vertical and Horizontal Reservations", Econometrica 90 (2022) 1143–1176,
/// which is the only rule that fills the most reserved places, wastes none and envies none without
/// reason. Step 1 is the greedy algorithm on a transversal matroid (J. Edmonds, "Matroids and the
/// greedy algorithm", 1971), so what could not be added once never can.

/// At most this many reserves: a set of them is a bit mask.
inline constexpr std::size_t kMostReserves = 12;

using Groups = std::uint32_t;

struct Contender
{
    std::int64_t score = 0;
    std::uint64_t draw = 0; ///< the lower goes first among equal scores
    Groups groups = 0;      ///< reserves to which she belongs
    bool keeps = false;     ///< the place that she holds, whoever else comes
};

/// The place of a woman who was chosen: a reserve, or open to all.
inline constexpr int kOpenSeat = -1;
inline constexpr int kNoSeat = -2; ///< she waits

struct Choice
{
    std::vector<std::size_t> ranking;   ///< every contender, the first first
    std::vector<int> seat;              ///< of each contender
    std::vector<std::int64_t> unfilled; ///< of each reserve, places that nobody of it could take
};

/// `reserved` has the places of each reserve; the later ones are cut where they are more than
/// `places`.
Choice choose(std::span<const Contender> contenders, std::int64_t places,
              std::vector<std::int64_t> reserved);

/// A set of women on reserved places, of whom only their groups matter: can one more be given one?
class Seating
{
  public:
    explicit Seating(std::vector<std::int64_t> reserved);

    /// Gives a woman of these groups a reserved place if that fills one more.
    bool add(Groups groups);
    /// Whether `add` would.
    [[nodiscard]] bool has_room(Groups groups) const;

    /// Every reserved place is taken.
    [[nodiscard]] bool full() const { return free_ == 0; }

    /// The reserve whose place one of those with these groups holds; each call tells of another
    /// one.
    int take_seat(Groups groups);
    [[nodiscard]] std::vector<std::int64_t> unfilled() const;

  private:
    struct Held
    {
        Groups groups;
        std::vector<std::int64_t> in; ///< how many hold a place of each reserve
    };

    /// The reserve through which one more could be seated, with the way there; empty when none.
    struct Way
    {
        std::vector<int> from;       ///< of each reserve reached, the one it was reached from
        std::vector<std::size_t> by; ///< … and whose move makes room
        int end = -1;
    };

    [[nodiscard]] Way way_for(Groups groups) const;
    Held& held(Groups groups);

    std::vector<std::int64_t> capacity_;
    std::vector<std::int64_t> taken_;
    std::vector<Held> held_;
    std::vector<Groups> hopeless_; ///< groups that could not be added once
    std::int64_t free_ = 0;
};

/// The draw of a candidate: the first eight bytes of BLAKE2b over the published seed and her
/// reference number, so that whoever knows both can check it; the lowest goes first. The signed
/// list and the page say so byte for byte (selection.paper.how_exactly): it stays as it is.
std::uint64_t draw_of(const std::string& seed, const std::string& reference);

} // namespace jisr::selection
