#include "service/audit.hpp"

#include "service/audit_store.hpp"

namespace jisr::service {

namespace {

/// Changes carry what was written in them, so they are shown to those who audit the whole nation
/// only.
Result<Response> list_changes(Context& context, const Request&, const ChangeQuery& query)
{
    TRY(context.actor.require(Permission::ViewAudit, Place{}));
    return ok(TRY(find_changes(context, query)));
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
