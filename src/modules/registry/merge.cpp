#include "modules/registry/merge.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

bool is_taken(const MergeRow& merge, std::string_view field)
{
    return std::find(merge.taken.begin(), merge.taken.end(), field) != merge.taken.end();
}

} // namespace

PersonMerge shown(const MergeRow& row, const PersonRow& kept, const PersonRow& merged)
{
    return {.id = row.id,
            .kept = row.kept,
            .merged = row.merged,
            .kept_reference = kept.reference,
            .merged_reference = merged.reference,
            .taken = row.taken,
            .moved_registrations = row.moved_registrations,
            .merged_registrations = row.merged_registrations,
            .moved_attachments = row.moved_attachments,
            .reason = row.reason,
            .merged_at = row.merged_at,
            .merged_by_name = row.merged_by_name,
            .undone_at = row.undone_at,
            .undone_by_name = row.undone_by_name,
            .undo_reason = row.undo_reason,
            .version = row.version};
}

core::Result<PersonFields> with_taken(PersonFields kept, const PersonFields& other,
                                      const std::vector<std::string>& take)
{
    std::vector<core::FieldError> faults;
    for (std::size_t i = 0; i < take.size(); ++i)
        if (!core::knows_member<PersonFields>(take[i]))
            faults.push_back({"/take/" + std::to_string(i), "unknown_field", {}});
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    core::for_each_member<PersonFields>([&](std::string_view name, auto pointer) {
        if (std::find(take.begin(), take.end(), name) != take.end())
            kept.*pointer = other.*pointer;
    });
    return kept;
}

void take_back_fields(std::vector<MergeStep>& steps)
{
    core::for_each_member<PersonFields>([&](std::string_view name, auto pointer) {
        const auto given = steps.front().into.kept_after.*pointer;
        auto back = steps.front().into.kept_before.*pointer;
        if (given == back)
            return;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            auto& [into, later, file] = steps[i];
            if (i > 0) {
                if (!is_taken(into, name) || into.kept_after.*pointer != given)
                    return;
                if (!is_known(back))
                    back = into.kept_before.*pointer;
                into.kept_after.*pointer = back;
            }
            const auto next = std::find_if(later.begin(), later.end(), [&](const MergeRow& merge) {
                // One that took what was there already stands for it, too.
                return is_taken(merge, name) ||
                       merge.kept_after.*pointer != merge.kept_before.*pointer;
            });
            auto& held = next == later.end() ? file.*pointer : next->kept_before.*pointer;
            if (held != given)
                return;
            held = back;
            if (next != later.end())
                return;
        }
    });
}

} // namespace jisr::registry
