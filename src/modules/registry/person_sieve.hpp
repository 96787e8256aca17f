#pragma once

#include "linkage/snapshot.hpp"
#include "modules/registry/person_index_store.hpp"
#include "modules/registry/person_store.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace jisr::registry {

/// What filters look at, in twelve bytes.
struct PersonTraits
{
    std::uint32_t bits = 0;     ///< see bits_of
    std::uint32_t editions = 0; ///< number of the set of editions that she is registered in
    std::uint16_t commune = 0;  ///< place in territory::communes()
    std::uint16_t centre = 0;   ///< number of the centre, 0 for none
};

/// Numbers for the centres and the sets of editions that persons have.
class TraitTables
{
  public:
    /// Made when it is new.
    std::uint16_t centre_number(const std::optional<core::Id>& id);
    /// The number of the set with one edition more.
    std::uint32_t with_edition(std::uint32_t set, const core::Id& edition);

    /// By number; the first stands for no centre.
    [[nodiscard]] const std::vector<core::Id>& centres() const { return centres_; }

    /// By number, each sorted; the first is empty.
    [[nodiscard]] const std::vector<std::vector<core::Id>>& edition_sets() const
    {
        return edition_sets_;
    }

    void save(linkage::SnapshotWriter& writer) const;
    static TraitTables load(linkage::SnapshotReader& reader);

  private:
    std::vector<core::Id> centres_{{}};
    std::map<core::Id, std::uint16_t> centre_numbers_;
    std::vector<std::vector<core::Id>> edition_sets_{{}};
};

/// The bits of PersonTraits.
std::uint32_t bits_of(const IndexedPerson& person);

/// Place of the commune in territory::communes().
std::uint16_t commune_number(std::string_view code);

/// The filters of a list and what its actor may see, worked out once so that a person passes or
/// not within nanoseconds.
class PersonSieve
{
  public:
    PersonSieve(const TraitTables& tables, const service::Actor& actor,
                service::Permission permission, const WhichPersons& query);

    /// Seen by the actor at all.
    [[nodiscard]] bool shows(const PersonTraits& person) const
    {
        return (communes_[person.commune] & kSeen) != 0 || centres_[person.centre] != 0;
    }

    /// Passes apart from the days; without branches, for passes over everyone.
    [[nodiscard]] bool fits(const PersonTraits& person) const
    {
        const unsigned commune = communes_[person.commune];
        const unsigned placed = (commune >> kAskedBit) & (commune | centres_[person.centre]) & 1U;
        return (placed & editions_[person.editions] &
                static_cast<unsigned>((person.bits & mask_) == wanted_)) != 0;
    }

    /// `registered_at` in milliseconds.
    [[nodiscard]] bool in_days(const std::int64_t& registered_at) const
    {
        return !by_day_ || (registered_at >= from_ && registered_at < to_);
    }

  private:
    static constexpr unsigned kAskedBit = 1;
    static constexpr std::uint8_t kSeen = 1;
    static constexpr std::uint8_t kAsked = 1U << kAskedBit;

    void see(const service::Scope& scope, const TraitTables& tables);
    void ask(const WhichPersons& query, const TraitTables& tables);

    std::uint32_t mask_ = 0;
    std::uint32_t wanted_ = 0;
    bool by_day_ = false;
    std::int64_t from_;
    std::int64_t to_;
    std::vector<std::uint8_t> communes_; ///< kSeen: in the actor's area; kAsked: of the filter
    std::vector<std::uint8_t> centres_;  ///< 1 for those of the actor's scopes
    std::vector<std::uint8_t> editions_; ///< 1 for the sets that hold the edition asked for
};

} // namespace jisr::registry
