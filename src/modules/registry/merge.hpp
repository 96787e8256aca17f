#pragma once

#include "modules/registry/person_store.hpp"

namespace jisr::registry {

/// A row of table person_merge.
struct MergeRow
{
    core::Id id;
    core::Id kept;
    core::Id merged;
    std::vector<std::string> taken; ///< names of PersonFields
    std::int64_t kept_version = 0;  ///< of the kept file after the merge: the order of its merges
    PersonFields kept_before;
    PersonFields kept_after;
    RegistrantState merged_state = RegistrantState::Active; ///< of the merged file before
    std::vector<core::Id> moved_registrations;
    std::vector<core::Id> merged_registrations; ///< of editions that the kept file already held
    std::vector<core::Id> moved_attachments;
    std::optional<std::string> reason;
    core::Instant merged_at;
    std::string merged_by;
    std::string merged_by_name;
    std::optional<core::Instant> undone_at;
    std::optional<std::string> undone_by;
    std::optional<std::string> undone_by_name;
    std::optional<std::string> undo_reason;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(MergeRow, (),
                      (id, kept, merged, taken, kept_version, kept_before, kept_after, merged_state,
                       moved_registrations, merged_registrations, moved_attachments, reason,
                       merged_at, merged_by, merged_by_name, undone_at, undone_by, undone_by_name,
                       undo_reason, version))

/// A merge as it is shown, and as the change log keeps it: what the files said stands with them.
struct PersonMerge
{
    core::Id id;
    core::Id kept;
    core::Id merged;
    std::string kept_reference;
    std::string merged_reference;
    std::vector<std::string> taken;
    std::vector<core::Id> moved_registrations;
    std::vector<core::Id> merged_registrations;
    std::vector<core::Id> moved_attachments;
    std::optional<std::string> reason;
    core::Instant merged_at;
    std::string merged_by_name;
    std::optional<core::Instant> undone_at;
    std::optional<std::string> undone_by_name;
    std::optional<std::string> undo_reason;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "registry.PersonMerge";
};
BOOST_DESCRIBE_STRUCT(PersonMerge, (),
                      (id, kept, merged, kept_reference, merged_reference, taken,
                       moved_registrations, merged_registrations, moved_attachments, reason,
                       merged_at, merged_by_name, undone_at, undone_by_name, undo_reason, version))

PersonMerge shown(const MergeRow& row, const PersonRow& kept, const PersonRow& merged);

/// `kept` with the fields named in `take` as `other` has them. 422 at "/take/N" for a name that is
/// none.
core::Result<PersonFields> with_taken(PersonFields kept, const PersonFields& other,
                                      const std::vector<std::string>& take);

/// Whether a field says something.
template <class T>
bool is_known(const T& value)
{
    if constexpr (core::IsOptional<T>::value)
        return value.has_value();
    else if constexpr (core::IsVector<T>::value)
        return !value.empty();
    else
        return true;
}

/// A file on the way from the kept one up to the one that holds it now.
struct MergeStep
{
    MergeRow into;               ///< by which the file got the one before it
    std::vector<MergeRow> later; ///< into the file after `into`, that stand, oldest first
    PersonRow file;
};

/// Takes back from the files of `steps` what `steps.front().into` gave its kept file, and what that
/// one handed on when it was merged itself. What somebody edited since stays. Where a later merge
/// changed the field again, that merge gets to give back the value from before both: so merges are
/// undone in any order and leave nothing behind.
void take_back_fields(std::vector<MergeStep>& steps);

} // namespace jisr::registry
