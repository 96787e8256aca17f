#pragma once

#include "modules/registry/duplicate.hpp"
#include "modules/registry/person.hpp"

namespace jisr::registry {

class EntryCheck;

/// A file that is likely hers, as far as the actor may know of it: outside her area no more than
/// that there is one in the region, so that nobody learns by asking where a woman turned up.
struct Match
{
    std::optional<std::string>
        key; ///< names the file in `other_than`; null: it is hers for certain
    std::string region_code;
    std::string full_name;               ///< outside the actor's area the initial alone
    std::optional<PersonSummary> person; ///< within the actor's area
    std::optional<double> probability;
    std::vector<FieldReason> reasons;

    static constexpr std::string_view kRecord = "registry.Match";
};
BOOST_DESCRIBE_STRUCT(Match, (), (key, region_code, full_name, person, probability, reasons))

/// How likely a file is of the woman of whom something else tells, and why; to be kept.
struct Likeness
{
    core::Id person_id;
    double probability = 0;
    std::vector<FieldReason> reasons;

    static constexpr std::string_view kRecord = "registry.Likeness";
};
BOOST_DESCRIBE_STRUCT(Likeness, (), (person_id, probability, reasons))

/// The files that may be of the woman whom `fields` describe, the likeliest first: those that
/// resemble hers (EntryCheck::kLikely), in whichever script, and the one that holds her national
/// id, however little the rest agrees. Outside a transaction.
core::Result<std::vector<Likeness>> find_likely_persons(EntryCheck& check, db::Database& database,
                                                        const PersonFields& fields);

/// The same as the actor may know of them, each file as the one that holds it now.
core::Result<std::vector<Match>> matches_of(const service::Context& context,
                                            const std::vector<Likeness>& likely);

/// The file that holds hers now, when the actor may not see it.
core::Result<std::optional<PersonRow>> unseen_file(const service::Context& context,
                                                   const core::Id& person_id);

/// The person if the actor may see her. A file outside the actor's area does not exist for her:
/// 404, not 403.
core::Result<PersonRow> visible_person(db::Reader& reader, const service::Actor& actor,
                                       const core::Id& id);

} // namespace jisr::registry
