#include "modules/selection/candidate_store.hpp"

#include "service/crud.hpp"
#include "service/cursor.hpp"

#include <algorithm>
#include <deque>

namespace jisr::selection {

namespace {

constexpr std::string_view kSelect =
    "select r.id, r.edition_id, r.person_id, p.reference, p.given_name_ar, p.family_name_ar, "
    "p.given_name_latin, p.family_name_latin, p.sex, p.birth_date, p.birth_year, r.region_code, "
    "r.province_code, r.commune_code, r.centre_id, p.schooling, p.work_situation, "
    "p.marital_status, p.participation, p.priority_groups, p.has_disability, "
    "p.dependants_children, p.dependants_adults, p.project_idea is not null, "
    "p.commits_to_training, p.other_programmes, r.phase, r.phase_reason, r.state, "
    "r.registered_at, r.version from registration r join person p on p.id = r.person_id where ";

/// The same without what no selection asks, and empty lists untold: they are not parsed then.
constexpr std::string_view kSelectToRank =
    "select r.id, r.edition_id, r.person_id, p.reference, null, null, null, null, p.sex, "
    "p.birth_date, p.birth_year, r.region_code, r.province_code, r.commune_code, null, "
    "p.schooling, p.work_situation, p.marital_status, p.participation, "
    "nullif(p.priority_groups, '[]'), p.has_disability, p.dependants_children, "
    "p.dependants_adults, p.project_idea is not null, p.commits_to_training, "
    "nullif(p.other_programmes, '[]'), r.phase, null, r.state, r.registered_at, r.version "
    "from registration r join person p on p.id = r.person_id where ";

constexpr std::string_view kStandingIn =
    "r.edition_id = :edition_id and r.region_code = :region_code and r.phase = :phase "
    "and r.state = 'active'";

std::optional<std::size_t> place_in(const std::vector<Criterion>& sheet, std::string_view code)
{
    const auto found = std::find_if(sheet.begin(), sheet.end(),
                                    [&](const Criterion& one) { return one.code == code; });
    if (found == sheet.end())
        return std::nullopt; // of a criterion that the sheet no longer has
    return static_cast<std::size_t>(found - sheet.begin());
}

} // namespace

core::Result<Plan> plan_of(db::Reader& reader, const core::Id& edition_id)
{
    auto plan = TRY(service::find_record<Plan>(reader, "selection_plan", edition_id));
    if (!plan) {
        plan.emplace();
        plan->id = edition_id;
    }
    return std::move(*plan);
}

core::Result<std::optional<CandidateRow>> find_candidate(db::Reader& reader,
                                                         const core::Id& registration_id)
{
    static const std::string sql = std::string(kSelect) + "r.id = :id and r.state <> 'merged'";
    return reader.first<CandidateRow>(sql, {{"id", registration_id}});
}

core::Result<std::optional<MovableRow>> find_movable(db::Reader& reader,
                                                     const core::Id& registration_id)
{
    return reader.first<MovableRow>(
        "select r.id, r.edition_id, coalesce(p.reference, o.reference), r.region_code, "
        "r.province_code, r.centre_id, r.organisation_id, r.phase, r.phase_reason, r.state "
        "from registration r left join person p on p.id = r.person_id "
        "left join organisation o on o.id = r.organisation_id "
        "where r.id = :id and r.state <> 'merged'",
        {{"id", registration_id}});
}

core::Result<std::vector<CandidateRow>> candidates_in(db::Reader& reader,
                                                      const core::Id& edition_id,
                                                      std::string_view region_code,
                                                      std::initializer_list<registry::Phase> phases)
{
    // A row is heavy to move, and there are many: each is moved once.
    std::deque<CandidateRow> read;
    static const std::string sql = std::string(kSelect).append(kStandingIn);
    for (const auto phase : phases)
        TRY(reader.stream(
            sql, {{"edition_id", edition_id}, {"region_code", region_code}, {"phase", phase}},
            [&](const db::Row& row) {
                read.push_back(db::from_row<CandidateRow>(row));
                return true;
            }));
    std::vector<CandidateRow*> ordered;
    ordered.reserve(read.size());
    for (auto& row : read)
        ordered.push_back(&row);
    std::ranges::sort(ordered, {}, [](const CandidateRow* row) { return row->registration_id; });
    std::vector<CandidateRow> all;
    all.reserve(read.size());
    for (auto* row : ordered)
        all.push_back(std::move(*row));
    return all;
}

core::Result<void> rank_each(db::Reader& reader, const core::Id& edition_id,
                             std::string_view region_code,
                             std::initializer_list<registry::Phase> phases,
                             core::FunctionRef<void(const CandidateRow&)> rank)
{
    static const std::string sql = std::string(kSelectToRank).append(kStandingIn);
    for (const auto phase : phases)
        TRY(reader.stream(
            sql, {{"edition_id", edition_id}, {"region_code", region_code}, {"phase", phase}},
            [&](const db::Row& row) {
                rank(db::from_row<CandidateRow>(row));
                return true;
            }));
    return {};
}

core::Result<service::Page<CandidateRow>> list_candidates(const service::Context& context,
                                                          const core::Id& edition_id,
                                                          const CandidateQuery& query)
{
    service::Conditions conditions;
    conditions.add("r.edition_id = :edition_id and r.state <> 'merged'");
    conditions.params.push_back({"edition_id", edition_id});
    conditions.equal("region_code", "region", query.region);
    conditions.equal("province_code", "province", query.province);
    conditions.equal("phase", "phase", query.phase);
    if (query.state) { // the person has one of her own
        conditions.add("r.state = :state");
        conditions.params.push_back({"state", *query.state});
    }
    if (query.mine) {
        conditions.add(std::string(*query.mine ? "" : "not ") +
                       "exists (select 1 from evaluation v where v.registration_id = r.id "
                       "and v.scorer = :scorer)");
        conditions.params.push_back({"scorer", context.actor.id});
    }
    conditions.add(
        context.actor.scope_condition(service::Permission::ViewSelection, "r", conditions.params));
    std::vector<std::string> after;
    if (query.cursor) {
        after = TRY(service::decode_cursor(*query.cursor, 2));
        const auto after_id = core::Id::parse(after[1]);
        if (!after_id)
            return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
        conditions.add("(r.registered_at, r.id) > (:after_time, :after_id)");
        conditions.params.push_back({"after_time", TRY(service::cursor_number(after[0]))});
        conditions.params.push_back({"after_id", *after_id});
    }
    conditions.params.push_back({"limit", query.limit + 1});
    service::Page<CandidateRow> page;
    page.items =
        TRY(context.reader.all<CandidateRow>(std::string(kSelect) + std::string(conditions.sql()) +
                                                 " order by r.registered_at, r.id limit :limit",
                                             conditions.params));
    if (static_cast<std::int64_t>(page.items.size()) > query.limit) {
        page.items.pop_back();
        const auto& last = page.items.back();
        page.next = service::encode_cursor(
            {std::to_string(last.registered_at.milliseconds), last.registration_id.str()});
    }
    return page;
}

core::Result<std::vector<GivenPoints>>
points_of(db::Reader& reader, const core::Id& registration_id, const std::vector<Criterion>& sheet)
{
    std::vector<GivenPoints> points(sheet.size());
    for (const auto& evaluation : TRY(evaluations_of(reader, registration_id)))
        if (const auto at = place_in(sheet, evaluation.criterion)) {
            points[*at].sum += std::min(evaluation.points, sheet[*at].most);
            ++points[*at].scorers;
        }
    return points;
}

core::Result<std::map<core::Id, std::vector<GivenPoints>>>
all_points(db::Reader& reader, const core::Id& edition_id, std::string_view region_code,
           const std::vector<Criterion>& sheet)
{
    std::map<core::Id, std::vector<GivenPoints>> points;
    TRY(reader.stream("select v.registration_id, v.criterion, v.points from evaluation v "
                      "join registration r on r.id = v.registration_id "
                      "where r.edition_id = :edition_id and r.region_code = :region_code",
                      {{"edition_id", edition_id}, {"region_code", region_code}},
                      [&](const db::Row& row) {
                          if (const auto at = place_in(sheet, row.text(1))) {
                              auto& given = points[row.id(0)];
                              given.resize(sheet.size());
                              given[*at].sum += std::min(row.integer(2), sheet[*at].most);
                              ++given[*at].scorers;
                          }
                          return true;
                      }));
    return points;
}

core::Result<std::vector<Evaluation>> evaluations_of(db::Reader& reader,
                                                     const core::Id& registration_id)
{
    static const std::string sql = "select " + db::columns_of<Evaluation>() +
                                   " from evaluation where registration_id = :id "
                                   "order by criterion, scored_at, id";
    return reader.all<Evaluation>(sql, {{"id", registration_id}});
}

} // namespace jisr::selection
