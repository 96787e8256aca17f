#include "documents/document.hpp"
#include "modules/selection/handlers.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>

namespace jisr::selection {

namespace {

using documents::Align;
using documents::Bilingual;
using documents::Direction;
using documents::Document;

/// What goes on the paper, read in one snapshot.
struct Paper
{
    Run run;
    std::vector<EntryView> entries;
};

Bilingual words(std::string_view key, const core::json::object& params = {})
{
    return {.ar = core::text(core::Language::Ar, key, params),
            .fr = core::text(core::Language::Fr, key, params)};
}

std::string arabic(std::string_view key)
{
    return core::text(core::Language::Ar, key);
}

std::string both(const Bilingual& text)
{
    return text.ar + " · " + text.fr;
}

/// Her name in Arabic where it is known.
std::string name_of(const EntryView& entry)
{
    const auto name = registry::full_name(entry.given_name_ar, entry.family_name_ar);
    return name.empty() ? registry::full_name(entry.given_name_latin, entry.family_name_latin)
                        : name;
}

Bilingual quota_name(const std::string& code)
{
    const auto* province = territory::find_province(code);
    return province == nullptr ? words("selection.paper.whole_region")
                               : Bilingual{province->name_ar, province->name_fr};
}

documents::Table table_of(const std::vector<EntryView>& entries, const std::string& quota,
                          bool selected)
{
    documents::Table table{.direction = Direction::RightToLeft,
                           .columns = {{arabic("selection.paper.place"), 0.6, Align::End},
                                       {arabic("selection.paper.reference"), 1.6},
                                       {arabic("selection.paper.name"), 2.6},
                                       {arabic("selection.paper.commune"), 1.8},
                                       {arabic("selection.paper.score"), 0.8, Align::End}}};
    for (const auto& entry : entries) {
        if (entry.quota != quota || (entry.seat != kNoSeat) != selected)
            continue;
        const auto* commune = territory::find_commune(entry.commune_code);
        table.rows.push_back({std::to_string(entry.place), documents::isolated(entry.reference),
                              name_of(entry), commune == nullptr ? "" : commune->name_ar,
                              score_text(entry.score, ',')});
    }
    return table;
}

documents::DocumentInfo info_of(const DirectContext& context, const Run& run)
{
    const auto& clock = context.services.clock;
    const auto* region = territory::find_region(run.region_code);
    documents::DocumentInfo info{.title = core::text(core::Language::Fr, "selection.paper.title"),
                                 .author = "Jisr",
                                 .created = clock.now(),
                                 .footer = {.place = {region->name_ar, region->name_fr},
                                            .date = clock.today(),
                                            .reference = run.digest.substr(0, 12)}};
    if (context.services.settings.demonstration)
        info.watermark = words("receipt.demonstration");
    return info;
}

void add_head(Document& document, const Run& run)
{
    const auto* region = territory::find_region(run.region_code);
    const bool is_final = run.state == RunState::Confirmed || run.state == RunState::Superseded;
    document.masthead({{words("selection.paper.title"), {.size = 15, .bold = true}},
                       {{run.programme_name_ar, run.programme_name_fr}, {.size = 11}},
                       {{run.edition_name_ar, run.edition_name_fr}, {.size = 11}}});
    document.bilingual_rows(
        {{words("registry.region"), {region->name_ar, region->name_fr}, true},
         {words("selection.paper.number"),
          {std::to_string(run.number), std::to_string(run.number)}},
         {words("selection.paper.state"),
          words(is_final ? "selection.paper.confirmed" : "selection.paper.draft")},
         {words("selection.paper.seed"), {run.seed, run.seed}},
         {words("selection.paper.digest"), {run.digest.substr(0, 32), run.digest.substr(0, 32)}}});
    document.bilingual_paragraph(words("selection.paper.how"), {.size = 9});
}

void add_quota(Document& document, const Paper& paper, const Quota& quota)
{
    document.heading(both(quota_name(quota.code)), Direction::RightToLeft, 2);
    const auto waiting = quota.candidates - quota.selected;
    document.bilingual_paragraph(
        words("selection.paper.numbers", {{"places", std::to_string(quota.places)},
                                          {"selected", std::to_string(quota.selected)},
                                          {"waiting", std::to_string(waiting)}}),
        {.size = 9});
    if (quota.selected > 0) {
        document.heading(both(words("selection.paper.selected")), Direction::RightToLeft, 3);
        document.table(table_of(paper.entries, quota.code, true));
    }
    if (waiting > 0) {
        document.heading(both(words("selection.paper.waiting")), Direction::RightToLeft, 3);
        document.table(table_of(paper.entries, quota.code, false));
    }
}

Result<std::string> compose(const DirectContext& context, const Paper& paper)
{
    Document document(info_of(context, paper.run));
    add_head(document, paper.run);
    for (const auto& quota : paper.run.quotas)
        if (quota.candidates > 0)
            add_quota(document, paper, quota);
    document.gap(18);
    document.bilingual_paragraph(words("selection.paper.signatures"), {.bold = true});
    document.gap(60);
    return document.pdf();
}

} // namespace

// GET /api/v1/selections/{id}/list
// The list of who is selected and who waits, to be signed by the committee and put up: names and
// places, no file and no phone.
Result<Response> print_run(DirectContext& context, const std::shared_ptr<Request>& request)
{
    Paper paper;
    TRY(context.services.database.read([&](db::Reader& reader) -> Result<void> {
        const auto run = TRY(visible_run(reader, context.actor, *request));
        paper.run = TRY(whole_run(reader, run));
        paper.entries = TRY(every_entry(reader, run.id));
        return {};
    }));
    Response response;
    response.content_type = "application/pdf";
    response.headers.emplace_back("Content-Disposition", "inline; filename=\"selection.pdf\"");
    response.headers.emplace_back("Cache-Control", "no-store");
    response.body = TRY(compose(context, paper));
    return response;
}

} // namespace jisr::selection
