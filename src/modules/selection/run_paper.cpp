#include "documents/document.hpp"
#include "modules/selection/handlers.hpp"
#include "modules/territory/territory.hpp"
#include "service/export.hpp"
#include "service/query.hpp"

#include <algorithm>

namespace jisr::selection {

namespace {

using documents::Align;
using documents::Bilingual;
using documents::Direction;
using documents::Document;

struct PaperQuery
{
    /// To be put up where everyone reads it: references alone. Name and reference side by side
    /// would open a woman's file to whoever knows her birth date.
    bool is_public = false;

    static constexpr std::array kFields{core::field("is_public").defaulted()};
};
BOOST_DESCRIBE_STRUCT(PaperQuery, (), (is_public))

/// What goes on the paper, read in one snapshot.
struct Paper
{
    Run run;
    std::vector<EntryView> entries;
    ListOrder order = ListOrder::PutUp;
    bool is_public = false;
};

Bilingual words(std::string_view key, const core::json::object& params = {})
{
    return {.ar = core::text(core::Language::Ar, key, params),
            .fr = core::text(core::Language::Fr, key, params)};
}

/// A column's heading: Arabic above French.
std::string heading(std::string_view key)
{
    const auto text = words(key);
    return text.ar + "\n" + text.fr;
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

std::string commune_name(const EntryView& entry)
{
    const auto* commune = territory::find_commune(entry.commune_code);
    return commune == nullptr ? "" : commune->name_ar;
}

/// What of a list goes on the paper: ranks and scores of who is selected where they are told.
struct Told
{
    bool is_public = false;
    bool ranks = false;
};

documents::Table empty_table(const Told& told)
{
    documents::Table table{.direction = Direction::RightToLeft};
    auto& columns = table.columns;
    if (told.ranks)
        columns.push_back({heading("selection.paper.place"), 0.6, Align::End});
    columns.push_back({heading("selection.paper.reference"), 1.7});
    if (!told.is_public) {
        columns.push_back({heading("selection.paper.name"), 2.4});
        columns.push_back({heading("selection.paper.commune"), 1.6});
        if (told.ranks)
            columns.push_back({heading("selection.paper.score"), 0.8, Align::End});
    }
    columns.push_back({heading("selection.paper.draw"), told.is_public ? 1.8 : 1});
    return table;
}

/// So much of the draw as tells equal scores apart.
std::string draw_text(const EntryView& entry)
{
    return documents::isolated(entry.draw.substr(0, 8));
}

std::vector<std::string> row_of(const EntryView& entry, const Told& told)
{
    std::vector<std::string> row;
    if (told.ranks)
        row.push_back(std::to_string(entry.place.value_or(0)));
    row.push_back(documents::isolated(entry.reference));
    if (!told.is_public) {
        row.push_back(name_of(entry));
        row.push_back(commune_name(entry));
        if (told.ranks)
            row.push_back(entry.score ? score_text(*entry.score, ',') : "–");
    }
    row.push_back(draw_text(entry));
    return row;
}

documents::Table table_of(const Paper& paper, const std::string& quota, bool selected)
{
    const Told told{paper.is_public, !selected || paper.order == ListOrder::Ranking};
    auto table = empty_table(told);
    for (const auto& entry : paper.entries)
        if (entry.quota == quota && (entry.seat != kNoSeat) == selected)
            table.rows.push_back(row_of(entry, told));
    return table;
}

/// A digest on two lines, as wide as the paper allows.
std::string halves(const std::string& digest)
{
    constexpr std::size_t kHalf = 32;
    return digest.size() <= kHalf ? digest : digest.substr(0, kHalf) + "\n" + digest.substr(kHalf);
}

documents::DocumentInfo info_of(const DirectContext& context, const Run& run)
{
    const auto& clock = context.services.clock;
    const auto* region = territory::find_region(run.region_code);
    documents::DocumentInfo info{
        .title = core::text(core::Language::Fr, "selection.paper.title"),
        .author = "Jisr",
        .created = clock.now(),
        .footer = {.place = {region->name_ar, region->name_fr},
                   .date = clock.today(),
                   .reference = (run.seed.empty() ? run.list_digest : run.digest).substr(0, 12)}};
    if (context.services.settings.demonstration)
        info.watermark = words("receipt.demonstration");
    return info;
}

/// All who are registered: who is on the list, and who is not and why.
void add_registered(Document& document, const Run& run)
{
    if (!run.undecided || !run.rejected)
        return;
    std::int64_t beyond = 0;
    for (const auto& quota : run.quotas)
        beyond += quota.beyond;
    const auto all = run.candidates + beyond + *run.undecided + *run.rejected;
    document.bilingual_paragraph(
        words("selection.paper.registered", {{"registered", std::to_string(all)},
                                             {"candidates", std::to_string(run.candidates)},
                                             {"ineligible", std::to_string(run.ineligible)},
                                             {"undecided", std::to_string(*run.undecided)},
                                             {"rejected", std::to_string(*run.rejected)},
                                             {"beyond", std::to_string(beyond)}}),
        {.size = 9});
}

void add_head(Document& document, const Run& run)
{
    const auto* region = territory::find_region(run.region_code);
    const bool is_final = run.state == RunState::Confirmed || run.state == RunState::Superseded;
    const auto* const drafted =
        run.seed.empty() ? "selection.paper.listed" : "selection.paper.draft";
    const auto same = [](const std::string& text) { return documents::Bilingual{text, text}; };
    document.masthead({{words("selection.paper.title"), {.size = 15, .bold = true}},
                       {{run.programme_name_ar, run.programme_name_fr}, {.size = 11}},
                       {{run.edition_name_ar, run.edition_name_fr}, {.size = 11}}});
    document.bilingual_rows(
        {{words("registry.region"), {region->name_ar, region->name_fr}, true},
         {words("selection.paper.number"),
          {std::to_string(run.number), std::to_string(run.number)}},
         {words("selection.paper.state"), words(is_final ? "selection.paper.confirmed" : drafted)},
         {words("selection.paper.list_digest"), same(halves(run.list_digest))},
         {words("selection.paper.seed"), same(run.seed)},
         {words("selection.paper.drafts_before"), same(std::to_string(run.drafts_before))},
         {words("selection.kept_lots"), same(std::to_string(run.kept_lots))},
         {words("selection.paper.digest"), same(halves(run.digest))}});
    add_registered(document, run);
    document.bilingual_paragraph(words("selection.paper.how"), {.size = 9});
    document.bilingual_paragraph(words("selection.paper.how_exactly"), {.size = 8});
}

documents::Bilingual numbers_of(std::int64_t places, std::int64_t selected, std::int64_t waiting)
{
    return words("selection.paper.numbers", {{"places", std::to_string(places)},
                                             {"selected", std::to_string(selected)},
                                             {"waiting", std::to_string(waiting)}});
}

void add_totals(Document& document, const Run& run)
{
    std::int64_t places = 0;
    std::int64_t selected = 0;
    for (const auto& quota : run.quotas) {
        places += quota.places;
        selected += quota.selected;
    }
    document.gap(6);
    document.rule();
    document.heading(both(words("selection.paper.total")), Direction::RightToLeft, 2);
    document.bilingual_paragraph(numbers_of(places, selected, run.candidates - selected));
}

/// Room for each member of the committee: name, office, signature.
void add_signatures(Document& document)
{
    constexpr std::size_t kMembers = 6;
    document.gap(12);
    document.bilingual_paragraph(words("selection.paper.signatures"), {.bold = true});
    documents::Table table{.direction = Direction::RightToLeft,
                           .columns = {{both(words("selection.paper.member")), 2},
                                       {both(words("selection.paper.office")), 2},
                                       {both(words("selection.paper.signature")), 2}}};
    table.rows.assign(kMembers, {" \n ", "", ""});
    document.table(table);
}

void add_quota(Document& document, const Paper& paper, const Quota& quota)
{
    document.heading(both(quota_name(quota.code)), Direction::RightToLeft, 2);
    const auto waiting = quota.candidates - quota.selected;
    document.bilingual_paragraph(numbers_of(quota.places, quota.selected, waiting), {.size = 9},
                                 true);
    if (quota.candidates == 0)
        document.bilingual_paragraph(words("selection.paper.nobody"), {.size = 9});
    if (quota.selected > 0) {
        document.heading(both(words("selection.paper.selected")), Direction::RightToLeft, 3);
        document.table(table_of(paper, quota.code, true));
    }
    if (waiting > 0) {
        document.heading(both(words("selection.paper.waiting")), Direction::RightToLeft, 3);
        document.table(table_of(paper, quota.code, false));
    }
}

Result<std::string> compose(const DirectContext& context, const Paper& paper)
{
    Document document(info_of(context, paper.run));
    add_head(document, paper.run);
    if (paper.order == ListOrder::PutUp)
        document.bilingual_paragraph(words("selection.paper.put_up"), {.size = 9});
    if (paper.run.seed.empty()) // who gains is not known: the head alone, with what is published
        return document.pdf();
    for (const auto& quota : paper.run.quotas)
        add_quota(document, paper, quota);
    add_totals(document, paper.run);
    if (!paper.is_public)
        add_signatures(document);
    return document.pdf();
}

} // namespace

// GET /api/v1/selections/{id}/list
// The list of who is selected and who waits: to be signed by the committee, with names, ranks and
// scores, or to be put up, with references alone and in an order that tells nothing of who is
// selected.
Result<Response> print_run(DirectContext& context, const std::shared_ptr<Request>& request)
{
    Paper paper;
    paper.is_public = TRY(service::from_query<PaperQuery>(*request)).is_public;
    TRY(context.services.database.read([&](db::Reader& reader) -> Result<void> {
        const auto run = TRY(visible_run(reader, context.actor, *request));
        paper.run = TRY(whole_run(reader, run));
        if (!paper.is_public)
            paper.order = order_for(context.actor, run);
        paper.entries = TRY(every_entry(reader, run.id, paper.order));
        return hide_sensitive(context.actor, reader, run, paper.entries);
    }));
    auto pdf = TRY(compose(context, paper));
    TRY(service::log_export(context, "print_selection",
                            {{"selection", paper.run.id.str()}, {"public", paper.is_public}},
                            static_cast<std::int64_t>(paper.entries.size())));
    return service::pdf(std::move(pdf), "selection.pdf");
}

std::vector<service::QueryParameter> run_paper_parameters()
{
    return service::query_parameters<PaperQuery>();
}

} // namespace jisr::selection
