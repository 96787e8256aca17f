#include "modules/registry/organisation_names.hpp"

#include "linkage/name.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

constexpr double kLeastScore = 0.55; ///< of a name that is shown to whoever searches

} // namespace

std::vector<core::Id> OrganisationNames::search(const std::vector<NamedOrganisation>& visible,
                                                std::string_view typed, std::size_t limit)
{
    const std::lock_guard lock(mutex_);
    std::map<Slot, core::Id> places;
    for (const auto& organisation : visible) {
        const Slot place = learn(organisation);
        places.emplace(place, organisation.id);
        places.emplace(place + 1, organisation.id);
    }
    std::vector<core::Id> found;
    for (const auto& hit : index_.search(linkage::read_name(typed), 2 * limit, true,
                                         [&](Slot place) { return places.contains(place); })) {
        const auto& id = places.at(hit.slot);
        if (found.size() < limit && hit.score >= kLeastScore &&
            std::find(found.begin(), found.end(), id) == found.end())
            found.push_back(id);
    }
    return found;
}

OrganisationNames::Slot OrganisationNames::learn(const NamedOrganisation& organisation)
{
    const auto arabic = organisation.name_ar.value_or("");
    const auto latin = organisation.name_latin.value_or("");
    const auto next = static_cast<Slot>(2 * known_.size());
    const auto [at, is_new] = known_.try_emplace(organisation.id, Known{next, {}});
    auto& known = at->second;
    if (auto names = arabic + '\n' + latin; is_new || known.names != names) {
        put(known.place, arabic);
        put(known.place + 1, latin);
        known.names = std::move(names);
    }
    return known.place;
}

void OrganisationNames::put(Slot place, std::string_view name)
{
    const auto read = linkage::read_name(name);
    if (read.tokens.empty())
        index_.remove(place);
    else
        index_.put(place, read);
}

} // namespace jisr::registry
