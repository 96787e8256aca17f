#pragma once

#include "linkage/snapshot.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace jisr::linkage {

/// Which tokens stand beside each other in the names of an index, by what they sound like when they
/// are written as one word: so Fatimazahra is known to be Fatima Zahra or فاطمة الزهراء. Pairs are
/// never taken back: one that no name has any more finds nobody. Some 20 bytes for each.
class Neighbours
{
  public:
    struct Pair
    {
        std::uint32_t first = 0;
        std::uint32_t second = 0;

        friend bool operator==(const Pair&, const Pair&) = default;
    };

    /// Consonants of two tokens (Token::key) when nothing stands between them; a doubled one once.
    static std::string sounds_of(std::string_view first, std::string_view second);

    /// `sounds` is sounds_of() both. Of many pairs that sound the same, kMostOfSounds are kept; of
    /// such as have fewer than kFewestSounds, none.
    void add(std::string_view sounds, Pair pair);
    [[nodiscard]] std::vector<Pair> of(std::string_view sounds) const;

    [[nodiscard]] std::size_t memory_bytes() const { return places_.capacity() * sizeof(Place); }

    void save(SnapshotWriter& writer) const { writer.write(std::span(places_)); }

    /// To be believed once the reader has finished well.
    static Neighbours load(SnapshotReader& reader);

    static constexpr std::size_t kFewestSounds = 3;
    static constexpr std::size_t kMostOfSounds = 4;

  private:
    /// Open addressing.
    struct Place
    {
        std::uint32_t sounds = 0; ///< a hash; 0: free
        Pair pair;
    };

    void enter(const Place& place);
    void grow();
    [[nodiscard]] std::size_t home_of(std::uint32_t sounds) const;

    std::vector<Place> places_;
    std::size_t held_ = 0;
};

} // namespace jisr::linkage
