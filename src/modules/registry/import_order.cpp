#include "modules/registry/import_order.hpp"

#include "modules/registry/import_list.hpp"
#include "tabular/file_digest.hpp"

namespace jisr::registry {

namespace {

/// What a person chose goes before what the headings say.
core::Result<std::vector<ImportColumn>> mapped(const std::vector<std::string>& headings,
                                               const ImportOrder& order)
{
    auto columns = columns_of_headings(headings);
    TRY(choose_fields(columns, order.mapping));
    return columns;
}

bool must_ask(const ImportRun& run, const ImportOrder& order)
{
    if (!run.first_row || !missing_fields(run.columns).empty())
        return true;
    return !order.ignore_unknown && order.mapping.empty() && !unread_columns(run.columns).empty();
}

} // namespace

core::Result<void> check_consent(const ImportOrder& order, core::Date today)
{
    if (order.consent_on.has_value() != order.consent_method.has_value())
        return core::fail(core::problems::invalid(
            order.consent_on ? "/consent_method" : "/consent_on", "required"));
    if (order.consent_on && *order.consent_on > today)
        return core::fail(core::problems::invalid("/consent_on", "date_in_the_future"));
    return {};
}

core::Result<ImportRun> ordered_run(const ImportOrder& order, const service::Actor& actor,
                                    const core::Clock& clock)
{
    TRY(check_consent(order, clock.today()));
    TRY(require_one_column_each(order.mapping, order.mapping));
    ImportRun run;
    run.id = core::Id::make();
    run.file_name = order.file_name;
    run.file_digest = TRY(tabular::digest_of_file(order.file));
    run.edition_id = order.edition_id;
    run.region_code = order.region_code;
    run.dry_run = order.dry_run;
    run.started_at = clock.now();
    run.started_by = actor.id;
    run.started_by_name = actor.name;
    run.started_as = roles_of(actor);
    run.consent_on = order.consent_on;
    run.consent_method = order.consent_method;
    run.first_row = order.first_row;
    return run;
}

core::Result<void> read_headings(ImportRun& run, const ImportOrder& order)
{
    const auto sheet = TRY(open_list(order.file, run.first_row));
    run.columns = TRY(mapped(headings_of_list(*sheet), order));
    note_layout(run, *sheet);
    run.state = must_ask(run, order) ? ImportState::NeedsMapping : ImportState::Running;
    return {};
}

} // namespace jisr::registry
