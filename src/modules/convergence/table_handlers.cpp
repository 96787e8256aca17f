#include "modules/convergence/handlers.hpp"
#include "modules/convergence/table_store.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>

namespace jisr::convergence {

namespace {

using service::Permission;
using service::ScopeLevel;
using tabular::Cell;

/// Whether whoever is counted for the actor is someone whom she may see anyway.
bool sees_all_counted(const service::Actor& actor)
{
    return std::all_of(actor.assignments.begin(), actor.assignments.end(), [](const auto& held) {
        return !service::allows(held.role, Permission::ViewProgress) ||
               service::allows(held.role, Permission::ViewRegistrants);
    });
}

/// Regions that stand in the table even if nobody is counted there.
std::vector<std::string> listed_regions(const service::Actor& actor)
{
    std::vector<std::string> codes;
    for (const auto& region : territory::regions()) {
        const bool listed =
            std::any_of(actor.assignments.begin(), actor.assignments.end(), [&](const auto& held) {
                return service::allows(held.role, Permission::ViewProgress) &&
                       (held.scope.level == ScopeLevel::Nation ||
                        (held.scope.level == ScopeLevel::Region && held.scope.code == region.code));
            });
        if (listed)
            codes.push_back(region.code);
    }
    return codes;
}

struct Table
{
    std::vector<OtherProgramme> programmes;
    std::vector<Line> lines;
};

Result<Table> table_for(const Context& context)
{
    Table table{TRY(other_programmes(context.reader)), {}};
    std::vector<core::Id> ids;
    for (const auto& programme : table.programmes)
        ids.push_back(programme.id);
    const bool all = sees_all_counted(context.actor);
    const Sight sight{
        listed_regions(context.actor), [&](const std::string& region, const std::string& province) {
            return all || context.actor.may(Permission::ViewRegistrants,
                                            {.region_code = region, .province_code = province});
        }};
    table.lines = table_of(TRY(count_participants(context, ids)), ids, sight);
    return table;
}

Cell number(const std::optional<std::int64_t>& persons)
{
    return persons ? service::number_cell(persons) : Cell{"*"};
}

std::vector<std::string> headings_of(const Table& table, core::Language language)
{
    std::vector<std::string> headings{core::text(language, "registry.region"),
                                      core::text(language, "registry.province")};
    for (const auto& programme : table.programmes)
        headings.push_back(language == core::Language::Ar ? programme.name_ar : programme.name_fr);
    for (const auto* column : {"one", "two", "three", "any"})
        headings.push_back(core::text(language, std::string("convergence.in_") + column));
    return headings;
}

std::vector<Cell> cells_of(const Line& line, core::Language language)
{
    std::vector<Cell> cells{
        line.region_code ? service::place_cell(territory::find_region(*line.region_code), language)
                         : Cell{core::text(language, "convergence.total")},
        line.province_code
            ? service::place_cell(territory::find_province(*line.province_code), language)
            : Cell{}};
    for (const auto& count : line.programmes)
        cells.push_back(number(count.persons));
    for (const auto& persons : {line.one, line.two, line.three, line.any})
        cells.push_back(number(persons));
    return cells;
}

} // namespace

// GET /api/v1/convergence/table
Result<Response> show_table(Context& context, const Request&)
{
    service::Page<Line> page;
    page.items = TRY(table_for(context)).lines;
    return service::ok(page);
}

// GET /api/v1/convergence/participants
Result<Response> show_participants(Context& context, const Request&, const ParticipantQuery& query)
{
    std::string after;
    if (query.cursor)
        after = TRY(service::decode_cursor(*query.cursor, 1))[0];
    service::Page<Participant> page;
    page.items = TRY(participants(context, query, after, query.limit + 1));
    if (static_cast<std::int64_t>(page.items.size()) > query.limit) {
        page.items.pop_back();
        page.next = service::encode_cursor({page.items.back().reference});
    }
    return service::ok(page);
}

// GET /api/v1/convergence/table/export
Result<Response> export_table(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto query = TRY(service::from_query<TableExportQuery>(*request));
    return service::export_file(
        context, {query.format, "export_convergence", "convergence-", {}},
        [](const Context& reading, tabular::SheetWriter& sheet) -> Result<std::int64_t> {
            const auto table = TRY(table_for(reading));
            TRY(sheet.begin(headings_of(table, reading.language)));
            for (const auto& line : table.lines)
                TRY(sheet.row(cells_of(line, reading.language)));
            TRY(sheet.finish());
            return static_cast<std::int64_t>(table.lines.size());
        });
}

} // namespace jisr::convergence
