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

Result<Table> table_for(const Context& context, std::optional<std::int64_t> year)
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
    table.lines = table_of(TRY(count_participants(context, ids)), year, ids, sight);
    return table;
}

Cell number(const std::optional<std::int64_t>& persons)
{
    return persons ? service::number_cell(persons) : Cell{"*"};
}

std::vector<std::string> headings_of(const Table& table, core::Language language)
{
    std::vector<std::string> headings{core::text(language, "registry.region"),
                                      core::text(language, "registry.province"),
                                      core::text(language, "registry.commune")};
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
            : Cell{},
        line.commune_code
            ? service::place_cell(territory::find_commune(*line.commune_code), language)
            : Cell{}};
    for (const auto& count : line.programmes)
        cells.push_back(number(count.persons));
    for (const auto& persons : {line.one, line.two, line.three, line.any})
        cells.push_back(number(persons));
    return cells;
}

constexpr std::int64_t kAtOnce = 1000;

std::vector<std::string> who_headings(core::Language language)
{
    std::vector<std::string> headings;
    for (const auto* key :
         {"registry.reference", "registry.name_ar", "registry.name_latin", "registry.province",
          "registry.commune", "convergence.programmes_short"})
        headings.push_back(core::text(language, key));
    return headings;
}

std::vector<Cell> who_cells(const Participant& one, const std::vector<OtherProgramme>& programmes,
                            core::Language language)
{
    const auto* commune = territory::find_commune(one.commune_code);
    const auto* province = territory::find_province(territory::province_code_of(one.commune_code));
    std::string held;
    for (const auto& programme : programmes)
        if (std::ranges::find(one.programmes, programme.id) != one.programmes.end())
            held.append(held.empty() ? "" : ", ")
                .append(language == core::Language::Ar ? programme.name_ar : programme.name_fr);
    return {service::text_cell(one.reference),       service::text_cell(one.full_name_ar),
            service::text_cell(one.full_name_latin), service::place_cell(province, language),
            service::place_cell(commune, language),  service::text_cell(held)};
}

} // namespace

// GET /api/v1/convergence/table
Result<Response> show_table(Context& context, const Request&, const TableQuery& query)
{
    service::Page<Line> page;
    page.items = TRY(table_for(context, query.year)).lines;
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

// GET /api/v1/convergence/participants/export
Result<Response> export_participants(DirectContext& context,
                                     const std::shared_ptr<Request>& request)
{
    const auto query = TRY(service::from_query<ParticipantExportQuery>(*request));
    return service::export_file(
        context,
        {query.format, "export_participants", "convergence-who-", core::to_json(query).as_object()},
        [&](const Context& reading, tabular::SheetWriter& sheet) -> Result<std::int64_t> {
            const auto programmes = TRY(other_programmes(reading.reader));
            TRY(sheet.begin(who_headings(reading.language)));
            std::int64_t rows = 0;
            std::string after;
            while (
                true) { // some at a time, so that a long list takes no more memory than a short one
                const auto some = TRY(participants(reading, query, after, kAtOnce));
                for (const auto& one : some)
                    TRY(sheet.row(who_cells(one, programmes, reading.language)));
                rows += static_cast<std::int64_t>(some.size());
                if (static_cast<std::int64_t>(some.size()) < kAtOnce)
                    break;
                after = some.back().reference;
            }
            TRY(sheet.finish());
            return rows;
        });
}

// GET /api/v1/convergence/years
Result<Response> show_years(Context& context, const Request&)
{
    service::Page<ListedYear> page;
    for (const auto year : TRY(years(context.reader)))
        page.items.push_back({year});
    return service::ok(page);
}

// GET /api/v1/convergence/table/export
Result<Response> export_table(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto query = TRY(service::from_query<TableExportQuery>(*request));
    return service::export_file(
        context,
        {query.format, "export_convergence", "convergence-", core::to_json(query).as_object()},
        [&](const Context& reading, tabular::SheetWriter& sheet) -> Result<std::int64_t> {
            const auto table = TRY(table_for(reading, query.year));
            TRY(sheet.begin(headings_of(table, reading.language)));
            for (const auto& line : table.lines)
                TRY(sheet.row(cells_of(line, reading.language)));
            TRY(sheet.finish());
            return static_cast<std::int64_t>(table.lines.size());
        });
}

} // namespace jisr::convergence
