#include "modules/registry/duplicate.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace jisr::registry {

namespace {

/// A day and a year that contradict each other would be refused.
bool would_contradict(std::string_view field, const PersonFields& kept, const PersonFields& other)
{
    if (field == "birth_date")
        return kept.birth_year && *kept.birth_year != other.birth_date->year();
    return field == "birth_year" && kept.birth_date;
}

/// What `other` knows and `kept` does not.
std::vector<std::string> only_in(const PersonFields& other, const PersonFields& kept)
{
    std::vector<std::string> names;
    core::for_each_member<PersonFields>([&](std::string_view name, auto pointer) {
        if (is_known(other.*pointer) && !is_known(kept.*pointer) &&
            !would_contradict(name, kept, other))
            names.emplace_back(name);
    });
    return names;
}

bool is_older(const PersonRow& a, const PersonRow& b)
{
    return std::tie(a.registered_at.milliseconds, a.id) <
           std::tie(b.registered_at.milliseconds, b.id);
}

} // namespace

std::vector<std::string> missing_in(const PersonFields& kept, const PersonFields& other)
{
    return only_in(other, kept);
}

MergeSuggestion suggested_merge(const PersonRow& a, const PersonRow& b)
{
    const PersonRow& older = is_older(a, b) ? a : b;
    const PersonRow& newer = is_older(a, b) ? b : a;
    const auto missing = only_in(newer, older);
    const bool newer_has_all = !missing.empty() && only_in(older, newer).empty();
    const bool keeps_newer =
        older.state == newer.state ? newer_has_all : newer.state == RegistrantState::Active;
    if (keeps_newer)
        return {newer.id, only_in(older, newer)};
    return {older.id, missing};
}

std::vector<FieldReason> reasons_of(const linkage::Explanation& explanation)
{
    std::vector<FieldReason> reasons;
    for (const auto& reason : explanation.fields)
        reasons.push_back({std::string(linkage::name_of(reason.field)),
                           std::string(linkage::name_of(reason.level)),
                           std::round(reason.bits * 10) / 10});
    return reasons;
}

PairRow new_pair(const core::Id& one, const core::Id& other, double probability, FoundIn found_in,
                 core::Instant now)
{
    PairRow pair;
    pair.id = core::Id::make();
    std::tie(pair.person_a, pair.person_b) = std::minmax(one, other);
    pair.probability = probability;
    pair.cluster = pair.person_a;
    pair.found_in = found_in;
    pair.found_at = now;
    return pair;
}

} // namespace jisr::registry
