#include "modules/registry/likely_match.hpp"

#include "modules/registry/duplicate_store.hpp"
#include "modules/registry/likeness.hpp"
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

double shown_probability(const linkage::Explanation& explanation)
{
    constexpr double kShown = 1000;
    return std::round(explanation.probability() * kShown) / kShown;
}

Match shown(const Context& context, const LikelyMatch& likely)
{
    Match match = match_of(context, likely.person);
    match.key = key_of(likely.person.id);
    if (!match.person)
        return match;
    match.probability = shown_probability(likely.explanation);
    match.reasons = reasons_of(likely.explanation);
    return match;
}

core::Problem likely_duplicate(const std::vector<Match>& matches)
{
    return {
        .status = 409, .slug = "likely_duplicate", .extra = {{"matches", core::to_json(matches)}}};
}

} // namespace

core::Result<void> keep_met(service::WriteContext& context, const PersonRow& known)
{
    if (context.actor.may(service::Permission::ViewRegistrants, place_of(known)))
        return {};
    return context.log("person", known.id, known.version, "meet", nullptr, nullptr);
}

core::Result<std::optional<core::Problem>> meet_numbered(service::WriteContext& context,
                                                         const EntryGround& ground)
{
    if (!ground.numbered)
        return std::optional<core::Problem>{};
    const auto holder = TRY(get_holder(context.reader, *ground.numbered));
    Match match = match_of(context, holder);
    match.reasons.push_back({.field = "national_id", .level = "equal"});
    TRY(keep_met(context, holder));
    return std::optional(likely_duplicate({std::move(match)}));
}

core::Result<std::optional<core::Problem>> meet_likely(service::WriteContext& context,
                                                       const std::vector<LikelyMatch>& matches,
                                                       const std::optional<OtherWoman>& other_than)
{
    std::vector<Match> open;
    for (const auto& likely : matches) {
        Match match = shown(context, likely);
        const bool settled =
            other_than && std::find(other_than->matches.begin(), other_than->matches.end(),
                                    match.key) != other_than->matches.end();
        if (settled)
            continue;
        TRY(keep_met(context, likely.person));
        open.push_back(std::move(match));
    }
    return open.empty() ? std::optional<core::Problem>{} : likely_duplicate(open);
}

core::Result<std::vector<Likeness>> find_likely_persons(EntryCheck& check, db::Database& database,
                                                        const PersonFields& fields)
{
    const auto look = TRY(check.look(database, fields));
    std::vector<Likeness> likely;
    for (const auto& [person, explanation] : look.matches)
        likely.push_back({person.id, shown_probability(explanation), reasons_of(explanation)});
    if (fields.national_id) {
        const auto holder = TRY(database.ask([&](db::Reader& reader) {
            return find_person_by_national_id(reader, *fields.national_id);
        }));
        const auto is_hers = [&](const Likeness& one) { return one.person_id == holder->id; };
        if (holder && std::none_of(likely.begin(), likely.end(), is_hers)) {
            const auto person = likeness_of(*holder);
            const auto explanation = check.explain(fields, std::span(&person, 1)).front();
            likely.push_back({holder->id, shown_probability(explanation), reasons_of(explanation)});
        }
    }
    std::stable_sort(likely.begin(), likely.end(), [](const Likeness& a, const Likeness& b) {
        return a.probability > b.probability;
    });
    return likely;
}

core::Result<std::vector<Match>> matches_of(const Context& context,
                                            const std::vector<Likeness>& likely)
{
    std::vector<Match> matches;
    for (const auto& one : likely) {
        const auto known = TRY(find_person(context.reader, one.person_id));
        if (!known)
            continue;
        const auto holder = TRY(holder_of(context.reader, *known));
        Match match = match_of(context, holder);
        match.key = key_of(holder.id);
        const bool again = std::any_of(matches.begin(), matches.end(), [&](const Match& before) {
            return before.key == match.key;
        });
        if (again)
            continue;
        if (match.person) {
            match.probability = one.probability;
            match.reasons = one.reasons;
        }
        matches.push_back(std::move(match));
    }
    return matches;
}

core::Result<std::optional<PersonRow>> unseen_file(const Context& context,
                                                   const core::Id& person_id)
{
    auto file = TRY(get_holder(context.reader, person_id));
    if (context.actor.may(service::Permission::ViewRegistrants, place_of(file)))
        return std::optional<PersonRow>{};
    return std::optional(std::move(file));
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
