#include "modules/registry/merge_settling.hpp"

#include "modules/registry/attachment_store.hpp"
#include "modules/registry/merge_store.hpp"
#include "modules/registry/person_change.hpp"

#include <algorithm>
#include <tuple>

namespace jisr::registry {

namespace {

/// The file that it was made for.
template <class Held>
core::Id origin_of(const Held& held)
{
    return held.moved_from.value_or(*held.person_id);
}

std::optional<core::Id> unless_root(const FileTree& tree, const core::Id& origin)
{
    return origin == tree.root ? std::nullopt : std::optional(origin);
}

bool is_held(const FileTree& tree, const RegistrationRow& row)
{
    return row.person_id == tree.root && row.state != RegistrationState::Merged;
}

/// A withdrawn file has no registration that stands, whatever it takes in; nor does a merge give
/// back what she gave up by itself.
RegistrationState state_at_root(const FileTree& tree, const RegistrationRow& row)
{
    if (is_held(tree, row))
        return row.state;
    const bool stands = !row.withdrawn_alone && tree.root_row().state == RegistrantState::Active &&
                        tree.files.at(origin_of(row)).own_state == RegistrantState::Active;
    return stands ? RegistrationState::Active : RegistrationState::Withdrawn;
}

core::Result<void> put(service::WriteContext& context, const RegistrationRow& before,
                       RegistrationRow after, const PersonRow& file, const Occasion& occasion)
{
    return change_registrations(context, {before}, occasion, [&](RegistrationRow& row) {
        row = after;
        row.person_id = file.id;
        carry_person(file, row);
    });
}

core::Result<void> to_root(service::WriteContext& context, const FileTree& tree,
                           const RegistrationRow& before, const Occasion& occasion)
{
    RegistrationRow after = before;
    after.state = state_at_root(tree, before);
    after.moved_from = unless_root(tree, origin_of(before));
    return put(context, before, std::move(after), tree.root_row(), occasion);
}

core::Result<void> to_origin(service::WriteContext& context, const FileTree& tree,
                             const RegistrationRow& before, const Occasion& occasion)
{
    RegistrationRow after = before;
    after.state = RegistrationState::Merged;
    after.moved_from.reset();
    return put(context, before, std::move(after), tree.files.at(origin_of(before)).row, occasion);
}

/// Those that were made for files of the tree, edition by edition: the one that came furthest
/// first, for she did what it says, unless she gave it up; of equals the root's.
std::vector<RegistrationRow> in_order(const FileTree& tree, const Holdings& holdings)
{
    std::vector<RegistrationRow> rows;
    for (const auto& row : holdings.registrations)
        if (tree.files.contains(origin_of(row)))
            rows.push_back(row);
    std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
        const auto key = [&](const RegistrationRow& row) {
            return std::tuple(row.edition_id, row.withdrawn_alone, -steps_of(row.phase),
                              !is_held(tree, row), origin_of(row) != tree.root,
                              row.registered_at.milliseconds, row.id);
        };
        return key(a) < key(b);
    });
    return rows;
}

/// The others make room before the root gets its own: no file has two places in one edition.
core::Result<void> settle_registrations(service::WriteContext& context, const FileTree& tree,
                                        const Holdings& holdings, const Occasion& occasion,
                                        Settled& settled)
{
    const auto rows = in_order(tree, holdings);
    const auto is_first = [&](std::size_t i) {
        return i == 0 || rows[i].edition_id != rows[i - 1].edition_id;
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (is_first(i))
            continue;
        TRY(to_origin(context, tree, rows[i], occasion));
        if (rows[i].state != RegistrationState::Merged)
            settled.merged_registrations.push_back(rows[i].id);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!is_first(i))
            continue;
        TRY(to_root(context, tree, rows[i], occasion));
        if (rows[i].person_id != tree.root)
            settled.moved_registrations.push_back(rows[i].id);
    }
    return {};
}

core::Result<void> settle_attachments(service::WriteContext& context, const FileTree& tree,
                                      const Holdings& holdings, const Occasion& occasion,
                                      Settled& settled)
{
    for (const auto& before : holdings.attachments) {
        const auto origin = origin_of(before);
        if (before.person_id == tree.root || !tree.files.contains(origin))
            continue;
        Attachment after = before;
        after.person_id = tree.root;
        after.moved_from = unless_root(tree, origin);
        TRY(move_attachment(context.writer, after));
        TRY(context.log("attachment", after.id, 1, occasion.operation, core::to_json(before),
                        core::to_json(after), occasion.reason));
        settled.moved_attachments.push_back(after.id);
    }
    return {};
}

} // namespace

core::Result<FileTree> tree_of(db::Reader& reader, const PersonRow& root)
{
    FileTree tree{root.id, {{root.id, {root, root.state}}}};
    std::vector<core::Id> waiting{root.id};
    while (!waiting.empty()) {
        const core::Id id = waiting.back();
        waiting.pop_back();
        for (const auto& row : TRY(merged_into(reader, id))) {
            const auto merge = TRY(find_standing_merge(reader, row.id));
            tree.files.emplace(row.id,
                               FileTree::File{row, merge ? merge->merged_state : row.state});
            waiting.push_back(row.id);
        }
    }
    return tree;
}

core::Result<Holdings> holdings_of(db::Reader& reader, const FileTree& tree)
{
    Holdings holdings;
    for (const auto& [id, unused] : tree.files) {
        for (auto& row : TRY(registration_rows(reader, id)))
            holdings.registrations.push_back(std::move(row));
        for (auto& attachment : TRY(attachments_of(reader, id)))
            holdings.attachments.push_back(std::move(attachment));
    }
    return holdings;
}

core::Result<Settled> settle(service::WriteContext& context, const FileTree& tree,
                             const Holdings& holdings, const Occasion& occasion)
{
    Settled settled;
    TRY(settle_registrations(context, tree, holdings, occasion, settled));
    TRY(settle_attachments(context, tree, holdings, occasion, settled));
    return settled;
}

} // namespace jisr::registry
