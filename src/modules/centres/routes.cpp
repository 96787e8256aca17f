#include "modules/centres/centre.hpp"
#include "modules/centres/centre_store.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::centres {

namespace {

using service::WriteContext;

constexpr std::string_view kEntity = "centre";

/// "GON-C001": the next of its region, unless the draft or the record has one.
core::Result<void> ensure_code(WriteContext& context, Centre& centre)
{
    while (centre.code.empty()) {
        const auto number = TRY(context.writer.next_number("centre-" + centre.region_code));
        std::string digits = std::to_string(number);
        digits.insert(0, digits.size() < 3 ? 3 - digits.size() : 0, '0');
        std::string code =
            std::string(territory::reference_prefix(centre.region_code)) + "-C" + digits;
        if (!TRY(find_centre_by_code(context.writer, code))) // one may have been typed
            centre.code = std::move(code);
    }
    const auto holder = TRY(find_centre_by_code(context.writer, centre.code));
    if (holder && *holder != centre.id)
        return core::fail(core::problems::conflict("code_taken"));
    return {};
}

core::Result<Centre> apply_draft(WriteContext& context, const CentreDraft& draft, Centre before)
{
    auto centre = TRY(apply(draft, std::move(before)));
    TRY(context.actor.require(service::Permission::ManageCentres, centre.place()));
    TRY(ensure_code(context, centre));
    return centre;
}

void filter(const CentreQuery& query, service::Conditions& conditions)
{
    conditions.equal("region_code", "region", query.region);
    conditions.equal("province_code", "province", query.province);
    conditions.equal("kind", "kind", query.kind);
    conditions.equal("state", "state", query.state);
}

} // namespace

core::Result<std::optional<Centre>> find_centre(db::Reader& reader, const core::Id& id)
{
    return service::find_record<Centre>(reader, kEntity, id);
}

service::Routes routes()
{
    return service::crud_routes(service::Reference<Centre, CentreDraft, CentreQuery>{
        .path = "/api/v1/centres",
        .entity = std::string(kEntity),
        .plural = "centres",
        .source = std::string(kScopedCentres),
        .order = "code",
        .view = service::Permission::ViewProgress, // every role holds it: the scope alone decides
        .manage = service::Permission::ManageCentres,
        .order_key = [](const Centre& centre) { return centre.code; },
        .place = [](const Centre& centre) { return centre.place(); },
        .filter = filter,
        .apply = apply_draft});
}

} // namespace jisr::centres
