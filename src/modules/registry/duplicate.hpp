#pragma once

#include "linkage/scorer.hpp"
#include "modules/registry/merge.hpp"

namespace jisr::registry {

enum class PairState { Open, Same, Different };
BOOST_DESCRIBE_ENUM(PairState, Open, Same, Different)

/// Where two files were first thought to be of one person.
enum class FoundIn { Dedupe, Entry, Import };
BOOST_DESCRIBE_ENUM(FoundIn, Dedupe, Entry, Import)

/// Review: a person looked at this very pair.
enum class DecidedIn { Review, Bulk };
BOOST_DESCRIBE_ENUM(DecidedIn, Review, Bulk)

/// The probability from which two files are put into the queue.
inline constexpr double kLikelyEnough = 0.5;

/// A row of table duplicate_pair.
struct PairRow
{
    core::Id id;
    core::Id person_a;
    core::Id person_b; ///< the larger id of the two
    double probability = 0;
    core::Id cluster; ///< the lowest id of the files that are likely of the same person
    PairState state = PairState::Open;
    FoundIn found_in = FoundIn::Dedupe;
    core::Instant found_at;
    std::optional<core::Instant> decided_at;
    std::optional<std::string> decided_by;
    std::optional<std::string> decided_by_name;
    std::optional<DecidedIn> decided_in;
    std::optional<std::string> reason;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(PairRow, (),
                      (id, person_a, person_b, probability, cluster, state, found_in, found_at,
                       decided_at, decided_by, decided_by_name, decided_in, reason, version))

/// What is shown of a pair wherever it is.
struct ShownPair
{
    core::Id id;
    double probability = 0; ///< that both files are of the same person, as it was found
    PairState state = PairState::Open;
    core::Id cluster;
    FoundIn found_in = FoundIn::Dedupe;
    core::Instant found_at;
    std::optional<core::Instant> decided_at;
    std::optional<std::string> decided_by_name;
    std::optional<DecidedIn> decided_in;
    std::optional<std::string> reason;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ShownPair, (),
                      (id, probability, state, cluster, found_in, found_at, decided_at,
                       decided_by_name, decided_in, reason, version))

/// A pair as the queue shows it.
struct DuplicatePair : ShownPair
{
    PersonSummary a;
    PersonSummary b;

    static constexpr std::string_view kRecord = "registry.DuplicatePair";
};
BOOST_DESCRIBE_STRUCT(DuplicatePair, (ShownPair), (a, b))

struct DuplicateQuery
{
    PairState state = PairState::Open;
    std::optional<std::string> region; ///< of either file
    std::optional<double> min_probability;
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "registry.DuplicateQuery";
    static constexpr std::array kFields{core::field("state").defaulted(),
                                        core::field("min_probability").range(0, 1),
                                        core::field("limit").range(1, 200).defaulted()};
};
BOOST_DESCRIBE_STRUCT(DuplicateQuery, (), (state, region, min_probability, cursor, limit))

/// Two files as a merge leaves them, proposed: fields that only one of them knows are not lost.
struct MergeSuggestion
{
    core::Id kept;
    std::vector<std::string> take; ///< fields of the other file

    static constexpr std::string_view kRecord = "registry.MergeSuggestion";
};
BOOST_DESCRIBE_STRUCT(MergeSuggestion, (), (kept, take))

/// The fields that only `other` says, as far as they do not contradict what `kept` says.
std::vector<std::string> missing_in(const PersonFields& kept, const PersonFields& other);

/// Keeps the active file, else the older one, unless only the other has more; takes what only the
/// other has.
MergeSuggestion suggested_merge(const PersonRow& a, const PersonRow& b);

/// What POST /duplicates/{id}/merge takes.
struct MergeChoice
{
    core::Id kept;                   ///< one of the two
    std::vector<std::string> take;   ///< names of PersonFields as the other file has them
    std::int64_t kept_version = 0;   ///< that was looked at
    std::int64_t merged_version = 0; ///< likewise
    std::optional<std::string> reason;

    static constexpr std::string_view kRecord = "registry.MergeChoice";
    static constexpr std::array kFields{core::field("take").length(60),
                                        core::field("reason").length(500).lines()};
};
BOOST_DESCRIBE_STRUCT(MergeChoice, (), (kept, take, kept_version, merged_version, reason))

/// What one field says for or against.
struct FieldReason
{
    std::string field; ///< as linkage names it: given_name, birth_date …
    std::string level; ///< equal, same_sounds, near …
    double bits = 0;

    static constexpr std::string_view kRecord = "registry.FieldReason";
};
BOOST_DESCRIBE_STRUCT(FieldReason, (), (field, level, bits))

/// To a tenth of a bit.
std::vector<FieldReason> reasons_of(const linkage::Explanation& explanation);

/// Two files side by side.
struct DuplicateDetail : ShownPair
{
    Person a;
    Person b;
    double prior_bits = 0; ///< with those of the reasons and the relatives: as the files are now
    std::vector<FieldReason> reasons;
    double relatives_bits = 0; ///< 0 or less: what agrees may be what relatives share
    MergeSuggestion suggestion;
    std::optional<PersonMerge> merge;      ///< that stands, when they are the same
    std::vector<core::Id> open_neighbours; ///< other pairs of the cluster in the queue

    static constexpr std::string_view kRecord = "registry.DuplicateDetail";
};
BOOST_DESCRIBE_STRUCT(DuplicateDetail, (ShownPair),
                      (a, b, prior_bits, reasons, relatives_bits, suggestion, merge,
                       open_neighbours))

/// The pair of two files that nobody has decided.
PairRow new_pair(const core::Id& one, const core::Id& other, double probability, FoundIn found_in,
                 core::Instant now);

} // namespace jisr::registry
