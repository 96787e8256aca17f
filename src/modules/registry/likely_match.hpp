#pragma once

#include "modules/registry/duplicate.hpp"
#include "modules/registry/entry_check.hpp"

namespace jisr::registry {

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

/// 409 likely_duplicate with the file that holds her national id already.
core::Result<void> refuse_known_national_id(const service::Context& context,
                                            const PersonFields& fields);

/// 409 likely_duplicate with `matches`, unless the agent has said of each that it is of another
/// woman.
core::Result<void> refuse_likely(const service::Context& context,
                                 const std::vector<LikelyMatch>& matches,
                                 const std::optional<OtherWoman>& other_than);

/// Remembers that the files that came near are of other women, as the agent said who saw them; what
/// she may not see waits for somebody who may.
core::Result<void> keep_apart(service::WriteContext& context, const PersonRow& registered,
                              const std::vector<LikelyMatch>& matches, std::string_view reason,
                              FoundIn found_in);

} // namespace jisr::registry
