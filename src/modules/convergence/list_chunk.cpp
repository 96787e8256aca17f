#include "modules/convergence/list_chunk.hpp"

#include "modules/territory/territory.hpp"
#include "service/crud.hpp"
#include "tabular/text.hpp"
#include "tabular/word_lists.hpp"

#include <algorithm>
#include <map>

namespace jisr::convergence {

namespace {

/// What the list says in that column, as it is kept; at most 200 letters.
std::optional<std::string> text_in(const tabular::SheetRow& row,
                                   const std::vector<registry::ImportColumn>& columns,
                                   std::string_view field)
{
    for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i) {
        if (columns[i].field != field)
            continue;
        std::string text = tabular::clean_text(row.cells[i].text);
        constexpr std::size_t kMost = 200;
        std::size_t end = std::min(text.size(), kMost);
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            --end;
        text.resize(end);
        if (!text.empty())
            return text;
    }
    return std::nullopt;
}

Said said_in(const registry::ListedPerson& listed)
{
    const auto& fields = listed.fields;
    return {.full_name_ar = registry::full_name(fields.given_name_ar, fields.family_name_ar),
            .full_name_latin =
                registry::full_name(fields.given_name_latin, fields.family_name_latin),
            .birth_date = fields.birth_date,
            .birth_year = fields.birth_year,
            .phone = fields.phone,
            .place_code = listed.place_code};
}

/// Of those who are not registered no more than the province is kept.
std::string province_of(const LookedRow& row, const ListRecord& list)
{
    const std::string province(territory::province_code_of(row.said.place_code));
    return province.empty() ? list.province_code : province;
}

Result<void> keep_met(service::WriteContext& context, const LookedRow& looked,
                      registry::MetFiles& files)
{
    for (const auto& one : looked.likely)
        if (const auto file = TRY(registry::unseen_file(context, one.person_id)))
            TRY(files.meet(context, *file, looked.number));
    return {};
}

/// The file that the row is of without asking. Of one that the sender may not see somebody decides
/// who may.
Result<std::optional<core::Id>> settled_match(const service::Context& context,
                                              const std::vector<registry::Likeness>& likely)
{
    auto sure = sure_match(likely);
    if (sure && TRY(registry::unseen_file(context, *sure)))
        sure.reset();
    return sure;
}

Result<void> settle(service::WriteContext& context, ListRecord& list, const LookedRow& looked)
{
    if (!looked.read) {
        ++list.unread;
        return {};
    }
    const auto province = province_of(looked, list);
    if (looked.likely.empty())
        return add_unknown(context.writer, list.id, province, 1);
    RowRecord row{.list_id = list.id,
                  .row = looked.number,
                  .outcome = ListOutcome::Open,
                  .place_code = province,
                  .person_id = TRY(settled_match(context, looked.likely)),
                  .likely = looked.likely,
                  .benefit = looked.benefit,
                  .progress = looked.progress,
                  .said = looked.said};
    if (row.person_id)
        row.outcome = ListOutcome::Sure;
    TRY(insert_row(context.writer, row));
    if (row.person_id)
        TRY(add_participation(context, list, row, list.started_by_name));
    return {};
}

/// Those of `likely` of whom nobody has said yet that they are not the one meant.
std::vector<registry::Likeness> not_denied(std::vector<registry::Likeness> likely,
                                           const RowRecord& known)
{
    if (known.outcome == ListOutcome::Nobody)
        std::erase_if(likely, [&](const auto& one) {
            return std::ranges::find(known.likely, one.person_id, &registry::Likeness::person_id) !=
                   known.likely.end();
        });
    return likely;
}

/// A row of the same list gone through before: what was decided stays. Only who was registered
/// since is asked of, also where all others were refused; and what a closed list forgot is there
/// again for who undoes.
Result<void> settle_again(service::WriteContext& context, const ListRecord& list,
                          const RowRecord& known, const LookedRow& looked)
{
    auto row = known;
    row.said = looked.said;
    row.benefit = looked.benefit;
    row.progress = looked.progress;
    row.likely = looked.likely;
    const auto asked_of = not_denied(looked.likely, known);
    if (known.is_matched() || asked_of.empty())
        return update_row(context.writer, row, known.outcome);
    row.person_id = TRY(settled_match(context, asked_of));
    row.outcome = row.person_id ? ListOutcome::Sure : ListOutcome::Open;
    row.decided_by_name.reset();
    row.decided_at.reset();
    TRY(update_row(context.writer, row, known.outcome));
    if (row.person_id)
        TRY(add_participation(context, list, row, list.started_by_name));
    return {};
}

void tell_left_out(ListRecord& list, const LookedRow& looked)
{
    for (const auto& reason : looked.left_out)
        if (list.left_out.size() < kMostLeftOut)
            list.left_out.push_back({looked.number, reason.field, reason.code});
}

} // namespace

std::vector<registry::ImportColumn> columns_of_list(const std::vector<std::string>& headings)
{
    auto columns = registry::listed_columns(headings);
    for (auto& column : columns)
        if (const auto own = tabular::code_of_word("list_headings", column.heading))
            column.field = std::string(*own);
    return columns;
}

Result<LookedRow> look_up(service::Services& services, registry::EntryCheck& check,
                          const ListRecord& list, const tabular::SheetRow& row)
{
    LookedRow looked{.number = row.number};
    const auto listed =
        registry::read_listed(row, list.columns, list.within(), services.clock.today());
    looked.said = said_in(listed);
    looked.read = listed.can_be_known();
    looked.left_out = listed.left_out;
    if (!looked.read) {
        looked.left_out.push_back({"incomplete_name", "full_name"});
        return looked;
    }
    looked.likely = TRY(registry::find_likely_persons(check, services.database, listed.fields));
    looked.benefit = text_in(row, list.columns, "benefit");
    looked.progress = text_in(row, list.columns, "progress");
    return looked;
}

Result<ListRecord> settle_chunk(service::WriteContext& context, ListRecord list,
                                const std::vector<LookedRow>& rows, registry::MetFiles& files)
{
    const auto before = list.rows_done;
    std::map<std::int64_t, RowRecord> known;
    for (auto& row : TRY(rows_of(context.writer, list.id, std::nullopt, list.last_row,
                                 static_cast<std::int64_t>(rows.size()))))
        known.emplace(row.row, std::move(row));
    for (const auto& looked : rows) {
        TRY(keep_met(context, looked, files));
        const auto at = known.find(looked.number);
        TRY(at == known.end() ? settle(context, list, looked)
                              : settle_again(context, list, at->second, looked));
        tell_left_out(list, looked);
        ++list.rows_done;
        list.last_row = looked.number;
    }
    TRY(advance_list(context.writer, list, before));
    return list;
}

Result<void> add_participation(service::WriteContext& context, const ListRecord& list,
                               const RowRecord& row, const std::string& found_by_name)
{
    return service::create_record(context, "participation",
                                  Participation{.id = core::Id::make(),
                                                .person_id = *row.person_id,
                                                .programme_id = list.programme_id,
                                                .year = list.year,
                                                .benefit = row.benefit,
                                                .progress = row.progress,
                                                .list_id = list.id,
                                                .row = row.row,
                                                .found_by_name = found_by_name,
                                                .found_at = context.clock.now()});
}

} // namespace jisr::convergence
