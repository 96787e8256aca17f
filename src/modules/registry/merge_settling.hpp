#pragma once

#include "modules/registry/attachment.hpp"
#include "modules/registry/merge.hpp"
#include "modules/registry/registration_rows.hpp"

#include <map>

namespace jisr::registry {

/// A file and all that were merged into it, directly or not.
struct FileTree
{
    struct File
    {
        PersonRow row;
        RegistrantState own_state; ///< before it was merged
    };

    core::Id root;
    std::map<core::Id, File> files;

    [[nodiscard]] const PersonRow& root_row() const { return files.at(root).row; }
};

core::Result<FileTree> tree_of(db::Reader& reader, const PersonRow& root);

/// Everything that files of trees hold, whichever of them it was made for.
struct Holdings
{
    std::vector<RegistrationRow> registrations;
    std::vector<Attachment> attachments;
};

core::Result<Holdings> holdings_of(db::Reader& reader, const FileTree& tree);

/// What settling moved.
struct Settled
{
    std::vector<core::Id> moved_registrations;
    std::vector<core::Id> merged_registrations;
    std::vector<core::Id> moved_attachments;
};

/// Puts what was made for the files of `tree` where it belongs: papers to the root; of each edition
/// one registration to the root, the one that came furthest, of equals the one it holds already
/// before the oldest other, and the others
/// back to the files that they were made for, as merged. A tree of one file so gets back all that
/// was its own. Every row that changes gets its line of the change log.
core::Result<Settled> settle(service::WriteContext& context, const FileTree& tree,
                             const Holdings& holdings, const Occasion& occasion);

} // namespace jisr::registry
