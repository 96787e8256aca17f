#include "service/audit.hpp"

#include "service/audit_store.hpp"

#include <algorithm>

namespace jisr::service {

namespace {

/// Entities that say nothing of any person who is registered or works here. What is not named here
/// is taken to do so.
constexpr std::string_view kWithoutPersons[] = {
    "agreement", "agreement_paper", "centre", "demonstration", "edition",          "partner",
    "programme", "selection_plan",  "target", "self_setting",  "training_session", "wall"};

/// The log is of the whole nation, and so are those who may read it. An auditor sees who did what
/// to which file and when; what was written into it is for those who may see the file.
Result<Response> list_changes(Context& context, const Request&, const ChangeQuery& query)
{
    TRY(context.actor.require(Permission::ViewAudit, Place{}));
    auto page = TRY(find_changes(context, query));
    if (!context.actor.may(Permission::ViewRegistrants, Place{}) ||
        !context.actor.may(Permission::ViewSensitive, Place{}))
        for (auto& line : page.items)
            if (std::ranges::find(kWithoutPersons, line.entity) == std::end(kWithoutPersons)) {
                for (auto& change : line.difference)
                    change.value() = nullptr;
                line.reason.clear();
            }
    return ok(page);
}

} // namespace

Routes audit_routes()
{
    return {
        list<ChangeQuery, ChangeLine>("/api/v1/changes", Permission::ViewAudit,
                                      "Lines of the change log, newest first", list_changes),
    };
}

} // namespace jisr::service
