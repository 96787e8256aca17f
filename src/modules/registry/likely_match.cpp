#include "modules/registry/likely_match.hpp"

#include "modules/registry/duplicate_store.hpp"
#include "modules/registry/registering.hpp"
#include "service/log_new.hpp"

#include <sodium.h>

#include <algorithm>
#include <cmath>

namespace jisr::registry {

using service::Context;

namespace {

/// Names a file without telling its id, from which one learns when she was registered.
std::string key_of(const core::Id& id)
{
    constexpr std::size_t kBytes = crypto_generichash_BYTES_MIN;
    std::array<unsigned char, kBytes> digest{};
    crypto_generichash(digest.data(), kBytes, id.bytes.data(), id.bytes.size(), nullptr, 0);
    std::array<char, 2 * kBytes + 1> text{};
    sodium_bin2hex(text.data(), text.size(), digest.data(), kBytes);
    return text.data();
}

std::string initial_of(const std::string& name)
{
    std::size_t end = name.empty() ? 0 : 1; // one whole code point
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U)
        ++end;
    return name.substr(0, end) + "…";
}

Match match_of(const Context& context, const PersonRow& known)
{
    const std::string arabic = full_name(known.given_name_ar, known.family_name_ar);
    const std::string latin = full_name(known.given_name_latin, known.family_name_latin);
    const std::string& name = arabic.empty() ? latin : arabic;
    Match match{.region_code = known.region_code, .full_name = initial_of(name)};
    if (context.actor.may(service::Permission::ViewRegistrants, place_of(known))) {
        match.full_name = name;
        match.person = summary_of(known, context.clock.today());
    }
    return match;
}

Match shown(const Context& context, const LikelyMatch& likely)
{
    Match match = match_of(context, likely.person);
    match.key = key_of(likely.person.id);
    if (!match.person)
        return match;
    constexpr double kShown = 1000;
    match.probability = std::round(likely.explanation.probability() * kShown) / kShown;
    match.reasons = reasons_of(likely.explanation);
    return match;
}

core::Problem likely_duplicate(const std::vector<Match>& matches)
{
    return {
        .status = 409, .slug = "likely_duplicate", .extra = {{"matches", core::to_json(matches)}}};
}

} // namespace

core::Result<void> refuse_known_national_id(const Context& context, const PersonFields& fields)
{
    if (!fields.national_id)
        return {};
    const auto known = TRY(find_person_by_national_id(context.reader, *fields.national_id));
    if (!known)
        return {};
    Match match = match_of(context, *known);
    match.reasons.push_back({.field = "national_id", .level = "equal"});
    return core::fail(likely_duplicate({std::move(match)}));
}

core::Result<void> refuse_likely(const Context& context, const std::vector<LikelyMatch>& matches,
                                 const std::optional<OtherWoman>& other_than)
{
    std::vector<Match> open;
    for (const auto& likely : matches) {
        Match match = shown(context, likely);
        const bool settled =
            other_than && std::find(other_than->matches.begin(), other_than->matches.end(),
                                    match.key) != other_than->matches.end();
        if (!settled)
            open.push_back(std::move(match));
    }
    if (open.empty())
        return {};
    return core::fail(likely_duplicate(open));
}

core::Result<void> keep_apart(service::WriteContext& context, const PersonRow& registered,
                              const std::vector<LikelyMatch>& matches, std::string_view reason,
                              FoundIn found_in)
{
    for (const auto& [person, explanation] : matches) {
        const double probability = explanation.probability();
        if (context.actor.may(service::Permission::ViewRegistrants, place_of(person))) {
            TRY(note_distinct(context, registered.id, person.id, probability, reason, found_in));
            continue;
        }
        const auto pair =
            new_pair(registered.id, person.id, probability, found_in, context.clock.now());
        if (TRY(insert_pair(context.writer, pair)))
            TRY(service::log_new(context, "duplicate_pair", pair));
    }
    return {};
}

} // namespace jisr::registry
