#include "modules/selection/handlers.hpp"
#include "modules/territory/territory.hpp"

namespace jisr::selection {

namespace {

using service::Permission;

bool sees_all(const service::Actor& actor, const RunRow& run)
{
    return actor.may(Permission::ViewSensitive, {.region_code = run.region_code});
}

bool is_sensitive_group(std::string_view group, const Plan& plan)
{
    if (group == "disability" || group.starts_with("priority_"))
        return true;
    for (std::size_t i = 0; i < plan.reserves.size(); ++i)
        if (group == "reserve_" + std::to_string(i))
            return is_sensitive(plan.reserves[i].group.field);
    return false;
}

} // namespace

ListOrder order_for(const service::Actor& actor, const RunRow& run)
{
    return sees_all(actor, run) ? ListOrder::Ranking : ListOrder::PutUp;
}

void hide_sensitive(const service::Actor& actor, RunRow& run)
{
    if (sees_all(actor, run))
        return;
    for (std::size_t i = 0; i < run.plan.reserves.size(); ++i)
        if (is_sensitive(run.plan.reserves[i].group.field))
            for (auto& quota : run.quotas)
                if (i < quota.unfilled.size()) // they are counted when lots are drawn
                    quota.unfilled[i] = 0;
    hide_sensitive(run.plan);
}

void hide_sensitive(const service::Actor& actor, Run& run)
{
    if (sees_all(actor, run))
        return;
    std::erase_if(run.balance,
                  [&](const GroupBalance& one) { return is_sensitive_group(one.group, run.plan); });
    hide_sensitive(actor, static_cast<RunRow&>(run));
}

namespace {

service::Place place_of(const EntryView& entry)
{
    return {.region_code = std::string(territory::region_code_of(entry.commune_code)),
            .province_code = std::string(territory::province_code_of(entry.commune_code))};
}

/// Who has a place reserved for some, or could have, is one of them.
void hide_places(EntryView& entry, const Plan& plan)
{
    for (std::size_t i = 0; i < plan.reserves.size(); ++i) {
        if (!is_sensitive(plan.reserves[i].group.field))
            continue;
        entry.reserves &= ~(std::int64_t{1} << i);
        if (entry.seat == static_cast<std::int64_t>(i))
            entry.seat = kOpenSeat;
    }
}

} // namespace

void hide_texts(const service::Actor& actor, Appeal& appeal)
{
    if (appeal.recorded_by != actor.id)
        registry::hide_typed(appeal.complaint);
    if (appeal.answer)
        registry::hide_typed(*appeal.answer);
}

Result<void> hide_sensitive(const service::Actor& actor, db::Reader& reader, const RunRow& run,
                            std::vector<EntryView>& entries)
{
    const bool tells =
        tells_sensitive(run.plan.criteria) ||
        TRY(regions_without_totals(reader, run.edition_id)).contains(run.region_code);
    for (auto& entry : entries) {
        if (actor.may(Permission::ViewSensitive, place_of(entry)))
            continue;
        hide_places(entry, run.plan);
        if (tells) {
            entry.score.reset();
            entry.complete = true; // nor is it told whether her file is silent
        }
    }
    return {};
}

} // namespace jisr::selection
