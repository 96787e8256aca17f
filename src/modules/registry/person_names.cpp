#include "modules/registry/person_names.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

constexpr std::size_t kAtOnce = 500; ///< names read under one lock: some milliseconds
constexpr double kLeastScore = 0.5;  ///< of a name that is shown to whoever searches

std::string names_of(const IndexedPerson& person)
{
    return full_name(person.given_name_ar, person.family_name_ar) + '\n' +
           full_name(person.given_name_latin, person.family_name_latin);
}

} // namespace

void PersonNames::queue(Slot slot, const IndexedPerson& person)
{
    queue_.push_back({slot, names_of(person)});
    queue_.back().names.shrink_to_fit();
}

void PersonNames::put(Slot slot, const IndexedPerson& person)
{
    if (!queue_.empty())
        newer_.insert(slot);
    put(slot, names_of(person));
}

/// Each script has a place of its own, so that whoever has both is not taken for one with a longer
/// name.
void PersonNames::put(Slot slot, std::string_view names)
{
    const auto line = names.find('\n');
    const auto put_name = [this](Slot place, std::string_view text) {
        const auto name = linkage::read_name(text);
        if (name.tokens.empty())
            index_.remove(place);
        else
            index_.put(place, name);
    };
    put_name(2 * slot, names.substr(0, line));
    put_name(2 * slot + 1, names.substr(line + 1));
}

void PersonNames::read_some()
{
    for (std::size_t i = 0; i < kAtOnce && !queue_.empty(); ++i) {
        const auto& person = queue_.front();
        if (!newer_.contains(person.slot))
            put(person.slot, person.names);
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

core::Result<PersonNames> PersonNames::load(std::istream& in)
{
    PersonNames names;
    names.index_ = TRY(linkage::NameIndex::load(in));
    return names;
}

} // namespace jisr::registry
