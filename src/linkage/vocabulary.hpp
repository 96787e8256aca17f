#pragma once

#include "linkage/matcher.hpp"
#include "linkage/name.hpp"
#include "linkage/snapshot.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace jisr::linkage {

/// The distinct tokens of many names, and those of them that may be meant by another token: other
/// spellings, in any script, misspelt or only begun.
class Vocabulary
{
  public:
    using Id = std::uint32_t;

    struct Candidate
    {
        Id id;
        Evidence evidence;
    };

    /// The number of a token, given to it when it was first seen.
    Id add(const Token& token);
    /// The same, or nothing when the token was not seen yet.
    std::optional<Id> find(Script script, std::string_view spelling) const;

    /// Counts one use more or less; tokens without use are no candidates.
    void use(Id id) { ++uses_[id]; }

    void drop(Id id) { --uses_[id]; }

    std::uint32_t uses(Id id) const { return uses_[id]; }

    std::size_t size() const { return uses_.size(); }

    /// The token itself; its key is worked out anew.
    Token token(Id id) const;

    /// Those with such consonants, in their own spelling or in their Arabic one.
    std::span<const Id> of_sounds(const std::string& sounds) const;

    /// Tokens in use that the keyboard makes of this one, or this one of them, by one slip; itself
    /// too. In order.
    std::vector<Id> slips_of(const Spelling& typed) const;

    /// At most `limit` tokens were compared; those with any evidence, the best first.
    std::vector<Candidate> candidates(const Matcher& matcher, const Token& token, bool typing,
                                      std::size_t limit) const;

    std::size_t memory_bytes() const;

    void save(SnapshotWriter& writer) const;
    /// The tokens alone, without use, until `built` has worked out the rest.
    static Vocabulary load(SnapshotReader& reader);
    Vocabulary built() &&;

  private:
    struct Entry
    {
        std::uint32_t begin; ///< in letters_; there follows the Arabic spelling of a Latin token
        float chance, stem_chance;
        float arabic_chance;
        std::uint8_t length, arabic_length;
        std::uint8_t article;
        Script script;
    };

    struct Key
    {
        std::vector<Letter> sounds;
        std::vector<Id> tokens;
    };

    struct NearKey
    {
        std::uint32_t key;
        std::uint8_t distance;
    };

    Spelling spelling(Id id) const;
    /// The most probable Arabic spelling of a Latin token.
    Spelling arabic_spelling(Id id) const;
    Evidence guess(const Matcher& matcher, Id id, bool typing) const;
    /// Compares again, exactly, the first ones that were guessed.
    void settle(const Matcher& matcher, bool typing, std::vector<Candidate>& found) const;
    /// Enters a token whose letters stand in letters_.
    void enter(Id id);
    void add_key(Id id, const std::string& sounds);
    /// The `limit` tokens of the nearest keys that are roughly nearest themselves.
    std::vector<Id> group(const Matcher& matcher, const std::vector<std::string>& sounds,
                          bool typing, std::size_t limit) const;
    /// Keys that share a pair of sounds with one of `sounds`, nearest first.
    std::vector<NearKey> near(const std::vector<std::string>& sounds, bool typing) const;

    std::vector<Entry> entries_;
    std::vector<std::uint32_t> uses_;
    std::vector<Letter> letters_;
    std::unordered_map<std::string, Id> ids_; ///< by script and spelling
    std::vector<Key> keys_;
    std::vector<std::uint8_t> key_lengths_; ///< beside keys_, so that most need not be looked at
    std::unordered_map<std::string, std::uint32_t> key_ids_;
    std::unordered_multimap<std::uint32_t, Id> by_deletion_; ///< tokens that lack a letter
    std::vector<std::vector<std::uint32_t>> by_pair_;        ///< keys, by two neighbouring sounds
};

} // namespace jisr::linkage
