#pragma once

#include "core/record.hpp"
#include "linkage/name_index.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace jisr::registry {

/// An organisation as it is called.
struct NamedOrganisation
{
    core::Id id;
    std::optional<std::string> name_ar;
    std::optional<std::string> name_latin;
};
BOOST_DESCRIBE_STRUCT(NamedOrganisation, (), (id, name_ar, name_latin))

/// Finds cooperatives and companies by a name that is misspelt or in the other script. They are few
/// thousand, so each search brings the names that the searcher may see; what was read once of them
/// is remembered, for reading a name takes a hundred times what fetching it takes. Thread-safe.
class OrganisationNames
{
  public:
    /// At most `limit` of `visible` whose names come near the one typed, best first.
    std::vector<core::Id> search(const std::vector<NamedOrganisation>& visible,
                                 std::string_view typed, std::size_t limit);

  private:
    using Slot = linkage::NameIndex::Slot;

    /// Two places in the index, one for each script.
    struct Known
    {
        Slot place;
        std::string names;
    };

    Slot learn(const NamedOrganisation& organisation);
    void put(Slot place, std::string_view name);

    std::mutex mutex_;
    linkage::NameIndex index_;
    std::map<core::Id, Known> known_;
};

} // namespace jisr::registry
