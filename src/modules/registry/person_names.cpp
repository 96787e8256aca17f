#include "modules/registry/person_names.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

constexpr std::size_t kAtOnce = 500; ///< names read under one lock: some milliseconds
constexpr double kLeastScore = 0.5;  ///< of a name that is shown to whoever searches

} // namespace

void PersonNames::queue(Slot slot, const IndexedPerson& person)
{
    queue_.push_back({slot, full_name(person.given_name_ar, person.family_name_ar),
                      full_name(person.given_name_latin, person.family_name_latin)});
}

void PersonNames::put(Slot slot, const IndexedPerson& person)
{
    if (!queue_.empty())
        newer_.insert(slot);
    put(slot, full_name(person.given_name_ar, person.family_name_ar),
        full_name(person.given_name_latin, person.family_name_latin));
}

/// Each script has a place of its own, so that whoever has both is not taken for one with a longer
/// name.
void PersonNames::put(Slot slot, std::string_view arabic, std::string_view latin)
{
    for (const auto& [place, text] :
         {std::pair(2 * slot, arabic), std::pair(2 * slot + 1, latin)}) {
        const auto name = linkage::read_name(text);
        if (name.tokens.empty())
            index_.remove(place);
        else
            index_.put(place, name);
    }
}

void PersonNames::read_some()
{
    for (std::size_t i = 0; i < kAtOnce && !queue_.empty(); ++i) {
        const auto& person = queue_.front();
        if (!newer_.contains(person.slot))
            put(person.slot, person.arabic, person.latin);
        queue_.pop_front();
    }
    if (queue_.empty())
        newer_.clear();
}

std::vector<PersonNames::Slot> PersonNames::search(std::string_view typed, std::size_t limit,
                                                   core::FunctionRef<bool(Slot)> filter) const
{
    std::vector<Slot> found;
    const auto hits = index_.search(linkage::read_name(typed), 2 * limit, true,
                                    [&](Slot place) { return filter(place / 2); });
    for (const auto& hit : hits) {
        const Slot slot = hit.slot / 2;
        if (found.size() < limit && hit.score >= kLeastScore &&
            std::find(found.begin(), found.end(), slot) == found.end())
            found.push_back(slot);
    }
    return found;
}

} // namespace jisr::registry
