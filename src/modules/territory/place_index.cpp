#include "modules/territory/place_names.hpp"
#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace jisr::territory {

namespace {

/// A place under its names, prepared for comparison.
struct Entry
{
    PlaceLevel level = PlaceLevel::Commune;
    std::string_view code;
    std::string_view name_ar;
    std::string_view name_fr;
    std::int64_t population = 0;
    bool arrondissement = false;
    std::array<std::string, 2> folded; ///< both names, for the typeahead
};

struct Hash
{
    using is_transparent = void;

    std::size_t operator()(std::string_view key) const
    {
        return std::hash<std::string_view>{}(key);
    }
};

using Keys = std::unordered_map<std::string, std::vector<std::uint32_t>, Hash, std::equal_to<>>;

struct Index
{
    std::vector<Entry> entries; ///< the larger place first
    Keys exact;
    Keys tolerant;
};

template <class Place>
void add_all(std::vector<Entry>& entries, PlaceLevel level, const std::vector<Place>& places)
{
    for (const auto& place : places) {
        bool arrondissement = false;
        if constexpr (std::is_same_v<Place, Commune>)
            arrondissement = place.parent_code.has_value();
        entries.push_back({level,
                           place.code,
                           place.name_ar,
                           place.name_fr,
                           place.population,
                           arrondissement,
                           {tabular::fold(place.name_ar), tabular::fold(place.name_fr)}});
    }
}

void put(Keys& keys, std::string key, std::uint32_t entry)
{
    if (key.empty())
        return;
    auto& list = keys[std::move(key)];
    if (list.empty() || list.back() != entry)
        list.push_back(entry);
}

const Index& index()
{
    static const Index made = [] {
        Index index;
        add_all(index.entries, PlaceLevel::Region, regions());
        add_all(index.entries, PlaceLevel::Province, provinces());
        add_all(index.entries, PlaceLevel::Commune, communes());
        std::stable_sort(
            index.entries.begin(), index.entries.end(), [](const Entry& a, const Entry& b) {
                return std::pair(a.level, -a.population) < std::pair(b.level, -b.population);
            });
        for (std::uint32_t i = 0; i < index.entries.size(); ++i)
            for (const auto name : {index.entries[i].name_ar, index.entries[i].name_fr}) {
                put(index.exact, tabular::fold_key(name), i);
                put(index.tolerant, tolerant_key(name), i);
            }
        return index;
    }();
    return made;
}

bool lies_within(std::string_view code, std::string_view within)
{
    return within.empty() || (code.starts_with(within) &&
                              (code.size() == within.size() || code[within.size()] == '.'));
}

/// The only place under the key; a commune is preferred to an arrondissement of the same name.
PlaceMatch match_key(const Keys& keys, std::string_view key, PlaceLevel level,
                     std::string_view within)
{
    const auto found = keys.find(key);
    if (found == keys.end())
        return {};
    const Entry* best = nullptr;
    bool ambiguous = false;
    for (const auto number : found->second) {
        const Entry& entry = index().entries[number];
        if (entry.level != level || !lies_within(entry.code, within))
            continue;
        if (best == nullptr || (best->arrondissement && !entry.arrondissement)) {
            best = &entry;
            ambiguous = false;
        } else if (best->arrondissement || !entry.arrondissement)
            ambiguous = true;
    }
    if (best == nullptr)
        return {};
    if (ambiguous)
        return {PlaceMatch::Outcome::Ambiguous, {}};
    return {PlaceMatch::Outcome::Found, best->code};
}

template <class Place>
PlaceMatch match_code(const Place* place, std::string_view within)
{
    if (place == nullptr || !lies_within(place->code, within))
        return {};
    return {PlaceMatch::Outcome::Found, place->code};
}

PlaceMatch match_code(std::string_view text, PlaceLevel level, std::string_view within)
{
    switch (level) {
    case PlaceLevel::Region:
        return match_code(find_region(text), within);
    case PlaceLevel::Province:
        return match_code(find_province(text), within);
    case PlaceLevel::Commune:
        return match_code(find_commune(text), within);
    }
    return {};
}

/// How well a folded name answers a folded query: 0 whole, 1 its beginning, 2 the beginning of a
/// word, 3 inside; 4 not.
int rank_of(std::string_view name, std::string_view query)
{
    const auto at = name.find(query);
    if (at == std::string_view::npos)
        return 4;
    if (at == 0)
        return name.size() == query.size() ? 0 : 1;
    if (name[at - 1] == ' ' || name.find(" " + std::string(query)) != std::string_view::npos)
        return 2;
    constexpr std::string_view kArticle = "ال";
    return at == kArticle.size() && name.starts_with(kArticle) ? 1 : 3;
}

PlaceHit hit_from(const Entry& entry)
{
    PlaceHit hit{.level = entry.level,
                 .code = std::string(entry.code),
                 .name_ar = std::string(entry.name_ar),
                 .name_fr = std::string(entry.name_fr)};
    if (const auto* province = find_province(province_code_of(entry.code))) {
        hit.province_name_ar = province->name_ar;
        hit.province_name_fr = province->name_fr;
    }
    if (const auto* region = find_region(region_code_of(entry.code))) {
        hit.region_name_ar = region->name_ar;
        hit.region_name_fr = region->name_fr;
    }
    return hit;
}

} // namespace

PlaceMatch match_place(std::string_view text, PlaceLevel level, std::string_view within)
{
    if (auto by_code = match_code(text, level, within);
        by_code.outcome == PlaceMatch::Outcome::Found)
        return by_code;
    constexpr std::size_t kLongestName = 200; // bytes; longer is no name, and folding it costs
    if (text.size() > kLongestName)
        return {};
    const auto exact = match_key(index().exact, tabular::fold_key(text), level, within);
    if (exact.outcome != PlaceMatch::Outcome::Unknown)
        return exact;
    return match_key(index().tolerant, tolerant_key(text), level, within);
}

std::vector<PlaceHit> search_places(std::string_view text, std::size_t limit,
                                    std::string_view region_code)
{
    const std::string query = tabular::fold(text);
    std::array<std::vector<const Entry*>, 4> ranked;
    if (!query.empty())
        for (const auto& entry : index().entries) {
            if (!lies_within(entry.code, region_code))
                continue;
            const int rank =
                std::min(rank_of(entry.folded[0], query), rank_of(entry.folded[1], query));
            if (rank < 4)
                ranked[static_cast<std::size_t>(rank)].push_back(&entry);
        }
    std::vector<PlaceHit> hits;
    for (const auto& entries : ranked)
        for (const auto* entry : entries) {
            if (hits.size() == limit)
                return hits;
            hits.push_back(hit_from(*entry));
        }
    return hits;
}

} // namespace jisr::territory
