#include "modules/selection/run_store.hpp"

#include "modules/programmes/programmes.hpp"
#include "service/crud.hpp"
#include "service/cursor.hpp"

#include <algorithm>

namespace jisr::selection {

namespace {

using registry::Phase;

/// Of a registration `r`: a phase in which somebody holds a place that a selection gave her.
constexpr std::string_view kHolding = "r.phase <> 'registered' and r.phase <> 'eligible' "
                                      "and r.phase <> 'waiting' and r.phase <> 'rejected'";

/// Those that a further selection leaves as they are.
constexpr std::string_view kBeyond =
    "('trained', 'accompanied', 'financed', 'in_market', 'graduated')";

/// An entry with its number in the order in which it is told.
constexpr std::string_view kEntryViews =
    "select e.registration_id, e.person_id, e.reference, p.given_name_ar, p.family_name_ar, "
    "p.given_name_latin, p.family_name_latin, p.commune_code, e.quota, e.number, e.score, "
    "e.complete, e.draw, e.reserves, e.seat, e.held, e.age, r.phase, r.state from ";
constexpr std::string_view kRanked =
    "(select x.*, x.place as number from selection_entry x where x.run_id = :run_id) e";
/// Each of both lists of a quota has numbers of its own: among who is selected they follow the
/// references.
constexpr std::string_view kPutUp =
    "(select x.*, row_number() over (partition by x.quota, x.seat = -2 "
    "order by case when x.seat = -2 then x.place end, x.reference) as number, "
    "cast(case when x.seat = -2 then 1 else 0 end as bigint) as waits from selection_entry x "
    "where x.run_id = :run_id) e";

std::string views_in(ListOrder order)
{
    return std::string(kEntryViews)
        .append(order == ListOrder::PutUp ? kPutUp : kRanked)
        .append(" join registration r on r.id = e.registration_id "
                "join person p on p.id = e.person_id where true");
}

/// What tells one entry from the next, in that order.
std::string_view keys_of(ListOrder order)
{
    return order == ListOrder::PutUp ? "e.quota, e.waits, e.number" : "e.quota, e.number";
}

std::vector<std::string> keys_of(const EntryView& entry, ListOrder order)
{
    std::vector<std::string> keys{entry.quota};
    if (order == ListOrder::PutUp)
        keys.emplace_back(entry.seat == kNoSeat ? "1" : "0");
    keys.push_back(std::to_string(entry.place.value_or(0)));
    return keys;
}

core::Result<void> begin_after(const std::string& cursor, ListOrder order, std::string& sql,
                               std::vector<db::Param>& params, std::vector<std::string>& keys)
{
    const bool put_up = order == ListOrder::PutUp;
    keys = TRY(service::decode_cursor(cursor, put_up ? 3 : 2));
    sql.append(" and (").append(keys_of(order)).append(") > (:quota_before, ");
    params.push_back({"quota_before", keys.front()});
    if (put_up) {
        sql += ":list_before, ";
        params.push_back({"list_before", TRY(service::cursor_number(keys[1]))});
    }
    sql += ":number_before)";
    params.push_back({"number_before", TRY(service::cursor_number(keys.back()))});
    return {};
}

/// What a list that is put up does not tell of who is selected.
void untell_ranks(std::vector<EntryView>& entries)
{
    for (auto& entry : entries)
        if (entry.seat != kNoSeat) {
            entry.place.reset();
            entry.score.reset();
        }
}

const std::string& run_columns()
{
    static const std::string columns = db::columns_of<RunRow>();
    return columns;
}

/// The provinces' targets, or the region's where none is split.
core::Result<void> read_targets(db::Reader& reader, const core::Id& edition_id,
                                const std::string& region_code, std::int64_t year, Inputs& inputs)
{
    auto& targets = inputs.targets;
    std::int64_t region = 0;
    std::int64_t split = 0;
    for (const auto& target : TRY(programmes::list_targets(reader, edition_id, year))) {
        if (target.region_code != region_code || target.measure != programmes::Measure::Women)
            continue;
        if (target.province_code)
            split += targets[*target.province_code] = target.value;
        else
            region = target.value;
    }
    if (targets.empty())
        targets[""] = region;
    else
        inputs.unsplit = std::max<std::int64_t>(region - split, 0);
    return {};
}

core::Result<void> count_beside(db::Reader& reader, const core::Id& edition_id,
                                const std::string& region_code, Inputs& inputs)
{
    return reader.query(
        "select phase, count(*) from registration where edition_id = :edition_id "
        "and region_code = :region_code and phase in ('registered', 'rejected') "
        "and state = 'active' and person_id is not null group by phase",
        {{"edition_id", edition_id}, {"region_code", region_code}}, [&](const db::Row& row) {
            (row.text(0) == "rejected" ? inputs.rejected : inputs.undecided) = row.integer(1);
            return true;
        });
}

core::Result<void> count_beyond(db::Reader& reader, const core::Id& edition_id,
                                const std::string& region_code, Inputs& inputs)
{
    static const std::string sql =
        "select province_code, count(*) from registration where edition_id = :edition_id "
        "and region_code = :region_code and phase in " +
        std::string(kBeyond) +
        " and state = 'active' and person_id is not null group by province_code";
    return reader.query(sql, {{"edition_id", edition_id}, {"region_code", region_code}},
                        [&](const db::Row& row) {
                            inputs.beyond[std::string(row.text(0))] = row.integer(1);
                            return true;
                        });
}

core::Result<void> read_lots(db::Reader& reader, const core::Id& edition_id,
                             const std::string& region_code, Inputs& inputs)
{
    return reader.query(
        "select e.registration_id, e.draw, coalesce(e.drawn_in, e.run_id) from selection_run n "
        "join selection_entry e on e.run_id = n.id where n.edition_id = :edition_id "
        "and n.region_code = :region_code and n.state = 'confirmed'",
        {{"edition_id", edition_id}, {"region_code", region_code}}, [&](const db::Row& row) {
            inputs.lots.emplace(row.id(0), Lot{std::string(row.text(1)), row.id(2)});
            return true;
        });
}

} // namespace

core::Result<Inputs> inputs_of(db::Reader& reader, const RunRow& run, std::int64_t year)
{
    Inputs inputs;
    TRY(read_targets(reader, run.edition_id, run.region_code, year, inputs));
    inputs.points = TRY(all_points(reader, run.edition_id, run.region_code, run.plan.criteria));
    TRY(read_lots(reader, run.edition_id, run.region_code, inputs));
    TRY(rank_each(reader, run.edition_id, run.region_code,
                  {Phase::Eligible, Phase::Waiting, Phase::Selected},
                  [&](const CandidateRow& row) { add_candidate(run, row, inputs); }));
    TRY(count_beside(reader, run.edition_id, run.region_code, inputs));
    TRY(count_beyond(reader, run.edition_id, run.region_code, inputs));
    return inputs;
}

core::Result<void> insert_entries(db::Writer& writer, const std::vector<Entry>& entries)
{
    // In the order of the tables that they refer to and of two of their indexes: twice as fast as
    // in the order of the ranking.
    std::vector<std::pair<core::Id, const Entry*>> ordered;
    ordered.reserve(entries.size());
    for (const auto& entry : entries)
        ordered.emplace_back(entry.registration_id, &entry);
    std::ranges::sort(ordered, {}, &std::pair<core::Id, const Entry*>::first);
    for (const auto& [unused, entry] : ordered)
        TRY(writer.insert("selection_entry", *entry));
    return {};
}

core::Result<std::vector<Entry>> entries_of(db::Reader& reader, const core::Id& run_id)
{
    static const std::string sql = "select " + db::columns_of<Entry>() +
                                   " from selection_entry where run_id = :run_id "
                                   "order by quota, place";
    return reader.all<Entry>(sql, {{"run_id", run_id}});
}

core::Result<bool> keeps_true_lots(db::Reader& reader, const core::Id& run_id)
{
    return TRY(reader.count("select count(*) from selection_entry e where e.run_id = :run_id "
                            "and e.drawn_in is not null and not exists (select 1 "
                            "from selection_entry b where b.run_id = e.drawn_in "
                            "and b.registration_id = e.registration_id and b.draw = e.draw)",
                            {{"run_id", run_id}})) == 0;
}

core::Result<std::vector<RunRow>> runs_of(db::Reader& reader, const core::Id& edition_id)
{
    static const std::string sql = "select " + run_columns() +
                                   " from selection_run where edition_id = :edition_id "
                                   "order by region_code, number desc";
    return reader.all<RunRow>(sql, {{"edition_id", edition_id}});
}

core::Result<std::int64_t> last_run_number(db::Reader& reader, const core::Id& edition_id,
                                           std::string_view region_code)
{
    return reader.count("select coalesce(max(number), 0) from selection_run "
                        "where edition_id = :edition_id and region_code = :region_code",
                        {{"edition_id", edition_id}, {"region_code", region_code}});
}

core::Result<std::int64_t> drafts_before(db::Reader& reader, const RunRow& run)
{
    return reader.count(
        "select count(*) from selection_run d where d.edition_id = :edition_id "
        "and d.region_code = :region_code and d.number < :number and d.state = 'discarded' and "
        "d.seed <> '' "
        "and d.number > coalesce((select max(n.number) from selection_run n "
        "where n.edition_id = :edition_id and n.region_code = :region_code and n.number < :number "
        "and n.state in ('confirmed', 'superseded')), 0)",
        {{"edition_id", run.edition_id}, {"region_code", run.region_code}, {"number", run.number}});
}

core::Result<std::vector<RunRow>> open_runs(db::Reader& reader, const core::Id& edition_id,
                                            std::string_view region_code)
{
    static const std::string sql = "select " + run_columns() +
                                   " from selection_run where edition_id = :edition_id and "
                                   "region_code = :region_code and state in ('listed', 'draft')";
    return reader.all<RunRow>(sql, {{"edition_id", edition_id}, {"region_code", region_code}});
}

core::Result<std::vector<RunRow>> runs_in(db::Reader& reader, RunState state)
{
    static const std::string sql =
        "select " + run_columns() + " from selection_run where state = :state order by id";
    return reader.all<RunRow>(sql, {{"state", state}});
}

core::Result<bool> is_confirming(db::Reader& reader, const core::Id& edition_id,
                                 std::string_view region_code)
{
    return TRY(reader.count("select count(*) from selection_run where edition_id = :edition_id "
                            "and region_code = :region_code and state = 'confirming'",
                            {{"edition_id", edition_id}, {"region_code", region_code}})) > 0;
}

core::Result<std::optional<RunRow>> confirmed_run(db::Reader& reader, const core::Id& edition_id,
                                                  std::string_view region_code)
{
    static const std::string sql =
        "select " + run_columns() +
        " from selection_run where edition_id = :edition_id and region_code = :region_code and "
        "state = 'confirmed'";
    return reader.first<RunRow>(sql, {{"edition_id", edition_id}, {"region_code", region_code}});
}

core::Result<std::set<std::string>> regions_without_totals(db::Reader& reader,
                                                           const core::Id& edition_id)
{
    std::set<std::string> regions;
    TRY(reader.query("select region_code, plan from selection_run where edition_id = :edition_id "
                     "and state in ('confirming', 'confirmed', 'superseded')",
                     {{"edition_id", edition_id}}, [&](const db::Row& row) {
                         if (reserves_sensitive(db::get<Plan>(row, 1)))
                             regions.emplace(row.text(0));
                         return true;
                     }));
    return regions;
}

core::Result<service::Page<EntryView>> list_entries(db::Reader& reader, const core::Id& run_id,
                                                    const EntryQuery& query, ListOrder order)
{
    std::string sql = views_in(order);
    std::vector<db::Param> params{{"run_id", run_id}, {"limit", query.limit + 1}};
    if (query.quota) {
        sql += " and e.quota = :quota";
        params.push_back({"quota", *query.quota});
    }
    if (query.selected)
        sql += *query.selected ? " and e.seat > -2" : " and e.seat = -2";
    if (query.changed)
        sql += *query.changed ? " and e.held <> (e.seat > -2)" : " and e.held = (e.seat > -2)";
    std::vector<std::string> after; // which the parameters borrow
    if (query.cursor)
        TRY(begin_after(*query.cursor, order, sql, params, after));
    service::Page<EntryView> page;
    page.items = TRY(reader.all<EntryView>(
        sql.append(" order by ").append(keys_of(order)).append(" limit :limit"), params));
    if (static_cast<std::int64_t>(page.items.size()) > query.limit) {
        page.items.pop_back();
        page.next = service::encode_cursor(keys_of(page.items.back(), order));
    }
    if (order == ListOrder::PutUp)
        untell_ranks(page.items);
    return page;
}

core::Result<std::vector<EntryView>> every_entry(db::Reader& reader, const core::Id& run_id,
                                                 ListOrder order)
{
    auto entries = TRY(reader.all<EntryView>(
        views_in(order).append(" order by ").append(keys_of(order)), {{"run_id", run_id}}));
    if (order == ListOrder::PutUp)
        untell_ranks(entries);
    return entries;
}

namespace {

/// SQL that counts those of an entry's quota who meet a condition and are ranked before it: few,
/// whom an index of the condition has.
std::string count_before(const std::string& entry, std::string_view condition)
{
    return std::string("(select count(*) from selection_entry w where w.run_id = ")
        .append(entry)
        .append(".run_id and w.quota = ")
        .append(entry)
        .append(".quota and ")
        .append(condition)
        .append(" and w.place + 0 < ") // or the index of all would be read, along the places
        .append(entry)
        .append(".place)");
}

} // namespace

std::string told_place(std::string_view entry, ListOrder order)
{
    const std::string e(entry);
    if (order == ListOrder::Ranking)
        return e + ".place";
    return std::string("case when ")
        .append(e)
        .append(".seat = -2 then ")
        .append(e)
        .append(".place - ")
        .append(count_before(e, "w.seat > -2"))
        .append(" end");
}

std::string told_waiting(std::string_view entry)
{
    const std::string e(entry);
    return std::string(e)
        .append(".place - 1 - ")
        .append(count_before(e, "w.seat > -2"))
        .append(" - ")
        .append(count_before(e, "w.strays and w.seat = -2"))
        .append(" + ")
        .append(count_before(e, "w.strays and w.seat > -2"));
}

core::Result<std::vector<GroupBalance>> balance_of(db::Reader& reader, const RunRow& run)
{
    Balance balance(run.plan);
    Entry entry;
    TRY(reader.stream("select e.is_rural, e.has_disability, e.age, e.reserves, e.seat, "
                      "r.priority_groups from selection_entry e "
                      "join registration r on r.id = e.registration_id where e.run_id = :run_id",
                      {{"run_id", run.id}}, [&](const db::Row& row) {
                          entry.is_rural = row.boolean(0);
                          entry.has_disability = row.boolean(1);
                          db::get(row, 2, entry.age);
                          entry.reserves = row.integer(3);
                          entry.seat = row.integer(4);
                          entry.groups = row.integer(5);
                          balance.add(entry);
                          return true;
                      }));
    return balance.groups();
}

core::Result<std::vector<Unsettled>> unsettled(db::Reader& reader, const core::Id& run_id,
                                               const EntryPlace& after, std::int64_t limit)
{
    std::vector<Unsettled> found;
    TRY(reader.query(
        "select e.quota, e.place, e.registration_id, e.seat from selection_entry e "
        "join registration r on r.id = e.registration_id where e.run_id = :run_id "
        "and (e.quota, e.place) > (:quota, :place) "
        "and r.state = 'active' and ((e.seat > -2 and r.phase in ('eligible', 'waiting')) "
        "or (e.seat = -2 and r.phase in ('eligible', 'selected'))) "
        "order by e.quota, e.place limit :limit",
        {{"run_id", run_id}, {"quota", after.quota}, {"place", after.place}, {"limit", limit}},
        [&](const db::Row& row) {
            found.push_back(
                {{std::string(row.text(0)), row.integer(1)}, row.id(2), row.integer(3)});
            return true;
        }));
    return found;
}

core::Result<std::vector<Standing>> standing_of(db::Reader& reader, const core::Id& run_id,
                                                std::string_view quota)
{
    static const std::string standing =
        std::string(" join registration r on r.id = e.registration_id where e.run_id = :run_id "
                    "and e.quota = :quota and ")
            .append(kStanding);
    // By registration, as two indexes have them: 4 ms instead of 16 for 3,000 of 55,000.
    static const std::string seated =
        std::string("select e.registration_id, e.reserves, e.place, r.phase = 'waiting' "
                    "from selection_entry e")
            .append(standing)
            .append(" and e.seat > -2 order by e.registration_id");
    static const std::string promoted =
        std::string("select e.registration_id, e.reserves, e.place, false from (select distinct "
                    "m.registration_id from promotion m where m.run_id = :run_id "
                    "and m.quota = :quota) f "
                    "join selection_entry e on e.registration_id = f.registration_id")
            .append(standing)
            .append(" and e.seat = -2 and r.phase <> 'waiting'");
    const std::vector<db::Param> of{{"run_id", run_id}, {"quota", quota}};
    auto all = TRY(reader.all<Standing>(seated, of));
    const auto later = TRY(reader.all<Standing>(promoted, of));
    all.insert(all.end(), later.begin(), later.end());
    return all;
}

core::Result<std::optional<Standing>> first_unplaced(db::Reader& reader, const core::Id& run_id,
                                                     std::string_view quota, Groups reserves)
{
    static const std::string all =
        std::string("select e.registration_id, e.reserves, e.place, true from selection_entry e "
                    "join registration r on r.id = e.registration_id where e.run_id = :run_id "
                    "and e.quota = :quota and e.seat = -2 and r.phase = 'waiting' and ")
            .append(kStanding);
    static const std::string any = all + " order by e.place limit 1";
    static const std::string of_some =
        all + " and (e.reserves & :reserves) <> 0 order by e.place limit 1";
    if (reserves == 0)
        return reader.first<Standing>(any, {{"run_id", run_id}, {"quota", quota}});
    return reader.first<Standing>(
        of_some, {{"run_id", run_id}, {"quota", quota}, {"reserves", std::int64_t{reserves}}});
}

core::Result<std::int64_t> beyond_now(db::Reader& reader, const RunRow& run, std::string_view quota,
                                      const std::vector<Standing>& placed)
{
    std::vector<core::Id> listed;
    listed.reserve(placed.size());
    for (const auto& one : placed)
        listed.push_back(one.registration_id);
    std::ranges::sort(listed);
    // As index registration_holding says it, which an `or` would keep from being used.
    std::string holders = "from registration r where r.edition_id = :edition_id "
                          "and r.region_code = :region_code and r.state = 'active' "
                          "and r.person_id is not null and ";
    holders.append(kHolding);
    if (!quota.empty())
        holders += " and r.province_code = :quota";
    const std::vector<db::Param> params{{"edition_id", run.edition_id},
                                        {"region_code", run.region_code},
                                        {"quota", quota},
                                        {"run_id", run.id}};
    bool all_listed = true; // mostly: then no entry has to be looked for
    TRY(reader.query("select r.id " + holders, params, [&](const db::Row& row) {
        all_listed = std::ranges::binary_search(listed, row.id(0));
        return all_listed;
    }));
    if (all_listed)
        return 0;
    return reader.count("select count(*) " + holders +
                            " and not exists (select 1 from selection_entry e "
                            "where e.run_id = :run_id and e.registration_id = r.id)",
                        params);
}

core::Result<bool> waits_unlisted(db::Reader& reader, const core::Id& registration_id)
{
    return TRY(reader.count("select count(*) from registration r join selection_run n "
                            "on n.edition_id = r.edition_id and n.region_code = r.region_code "
                            "where r.id = :id and r.state = 'active' and r.phase = 'waiting' "
                            "and r.person_id is not null and n.state = 'confirmed' and not exists "
                            "(select 1 from selection_entry e where e.run_id = n.id "
                            "and e.registration_id = r.id)",
                            {{"id", registration_id}})) > 0;
}

core::Result<std::vector<RunQuota>> quotas_of_registration(db::Reader& reader,
                                                           const core::Id& registration_id)
{
    // Whoever was trained before a further selection holds a place without being in it.
    return reader.all<RunQuota>(
        "select e.run_id, e.quota from selection_entry e join selection_run n on n.id = e.run_id "
        "where e.registration_id = :id and n.state = 'confirmed' union "
        "select n.id, r.province_code from registration r join selection_run n "
        "on n.edition_id = r.edition_id and n.region_code = r.region_code "
        "where r.id = :id and n.state = 'confirmed' union "
        "select n.id, '' from registration r join selection_run n "
        "on n.edition_id = r.edition_id and n.region_code = r.region_code "
        "where r.id = :id and n.state = 'confirmed'",
        {{"id", registration_id}});
}

} // namespace jisr::selection
