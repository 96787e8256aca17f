#include "modules/registry/person_filter_store.hpp"

#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"

#include <algorithm>
#include <charconv>

namespace jisr::registry {

namespace {

using service::Permission;
using service::ScopeLevel;

constexpr std::string_view kSummaryColumns =
    "p.id, p.reference, p.given_name_ar, p.family_name_ar, p.given_name_latin, "
    "p.family_name_latin, p.commune_code, p.province_code, p.region_code, p.locality, "
    "p.participation, p.sex, p.birth_date, p.birth_year, p.phone, p.state, p.has_disability, "
    "p.registered_at, p.version";

constexpr std::int64_t kSearchLimit = 20;

std::string_view key_of(PersonSort sort)
{
    switch (sort) {
    case PersonSort::Name:
        return "p.sort_name";
    case PersonSort::Reference:
        return "p.reference";
    default:
        return "p.registered_at";
    }
}

std::string order_by(PersonSort sort, std::string_view key, std::string_view id)
{
    const std::string_view direction = sort == PersonSort::NewestFirst ? " desc" : "";
    std::string order = " order by ";
    return order.append(key).append(direction).append(", ").append(id).append(direction);
}

/// The one region or province that the actor may see, as if it were a filter: it seeks by index
/// instead of checking.
const service::Scope* only_scope(const service::Actor& actor, Permission permission)
{
    const service::Scope* only = nullptr;
    for (const auto& held : actor.assignments) {
        if (!service::allows(held.role, permission))
            continue;
        if (only != nullptr)
            return nullptr;
        only = &held.scope;
    }
    return only;
}

std::vector<std::string> words_of(std::string_view typed)
{
    std::vector<std::string> words;
    std::string folded = tabular::fold(typed);
    std::string_view rest = folded;
    while (!rest.empty() && words.size() < 6) {
        const auto space = std::min(rest.find(' '), rest.size());
        words.emplace_back(rest.substr(0, space));
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    return words;
}

} // namespace

PersonFilter::PersonFilter(const service::Actor& actor, const PersonQuery& query,
                           Permission permission)
    : query_(query)
{
    narrow_to_place(actor, permission);
    add_filters();
}

void PersonFilter::add(std::string_view condition, std::string_view name, db::Value value)
{
    where_.append(" and ").append(condition);
    params_.push_back({name, std::move(value)});
}

void PersonFilter::narrow_to_place(const service::Actor& actor, Permission permission)
{
    commune_ = query_.commune.value_or("");
    province_ = query_.province.value_or(std::string(territory::province_code_of(commune_)));
    region_ = query_.region.value_or(std::string(territory::region_code_of(province_)));
    const auto* scope = only_scope(actor, permission);
    if (region_.empty() && scope != nullptr && scope->level == ScopeLevel::Region)
        region_ = scope->code;
    if (region_.empty() && scope != nullptr && scope->level == ScopeLevel::Province) {
        province_ = scope->code;
        region_ = territory::region_code_of(province_);
    }
    if (!actor.may(permission, {.region_code = region_, .province_code = province_}))
        where_ += " and " + actor.scope_condition(permission, "p", params_);
}

void PersonFilter::add_filters()
{
    // Every place condition but the one that seeks is written so that no index is chosen for it.
    const bool by_text = query_.sort == PersonSort::Name || query_.sort == PersonSort::Reference;
    if (!commune_.empty())
        add("p.commune_code = :commune", "commune", commune_);
    if (!province_.empty())
        add(by_text || !commune_.empty() ? "p.province_code || '' = :province"
                                         : "p.province_code = :province",
            "province", province_);
    if (!region_.empty())
        add(by_text && commune_.empty() ? "p.region_code = :region"
            : province_.empty()         ? "p.region_code = :region"
                                        : "p.region_code || '' = :region",
            "region", region_);
    if (query_.edition)
        add("exists (select 1 from registration r where r.person_id = p.id and "
            "r.edition_id = :edition and r.state = 'registered')",
            "edition", *query_.edition);
    if (query_.state)
        add("p.state = :state", "state", *query_.state);
    if (query_.participation)
        add("p.participation = :participation", "participation", *query_.participation);
    if (query_.sex)
        add("p.sex = :sex", "sex", *query_.sex);
    if (query_.disability)
        add("p.has_disability = :disability", "disability", *query_.disability);
    if (query_.schooling)
        add("p.schooling = :schooling", "schooling", *query_.schooling);
    if (query_.priority_group) {
        priority_pattern_ = "%\"" + std::string(core::code_of(*query_.priority_group)) + "\"%";
        add("p.priority_groups like :priority_group", "priority_group", priority_pattern_);
    }
    if (query_.registered_from)
        add("p.registered_at >= :registered_from", "registered_from",
            core::start_of_moroccan_day(*query_.registered_from));
    if (query_.registered_to)
        add("p.registered_at < :registered_to", "registered_to",
            core::start_of_moroccan_day(
                core::Date::from_days(query_.registered_to->days_since_epoch() + 1)));
}

core::Result<void> PersonFilter::after(const std::optional<std::string>& cursor)
{
    if (!cursor)
        return {};
    auto keys = TRY(service::decode_cursor(*cursor, 2));
    const auto id = core::Id::parse(keys[1]);
    std::int64_t moment = 0;
    const bool by_time =
        query_.sort == PersonSort::NewestFirst || query_.sort == PersonSort::OldestFirst;
    if (by_time &&
        std::from_chars(keys[0].data(), keys[0].data() + keys[0].size(), moment).ec != std::errc{})
        return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    if (!id)
        return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    where_.append(" and (").append(key_of(query_.sort));
    where_.append(query_.sort == PersonSort::NewestFirst ? ", p.id) < (" : ", p.id) > (");
    where_ += ":after_key, :after_id)";
    params_.push_back({"after_key", by_time ? db::Value(moment) : db::Value(std::move(keys[0]))});
    params_.push_back({"after_id", *id});
    return {};
}

std::string PersonFilter::branch(std::string_view columns, std::string_view extra) const
{
    std::string sql = "select ";
    sql.append(columns).append(" from person p where ").append(where_).append(extra);
    return sql;
}

std::string PersonFilter::page_sql() const
{
    const std::string key(key_of(query_.sort));
    const std::string columns = std::string(kSummaryColumns) + ", " + key + " as list_key";
    return branch(columns, order_by(query_.sort, key, "p.id") + " limit :limit");
}

std::vector<db::Param> PersonFilter::page_params() const
{
    auto params = params_;
    params.push_back({"limit", query_.limit + 1});
    return params;
}

std::string PersonFilter::all_sql(std::string_view columns) const
{
    return branch(columns, order_by(query_.sort, key_of(query_.sort), "p.id"));
}

PersonSummary PersonFilter::summary(const db::Row& row, core::Date today)
{
    PersonFields names;
    db::get(row, 2, names.given_name_ar);
    db::get(row, 3, names.family_name_ar);
    db::get(row, 4, names.given_name_latin);
    db::get(row, 5, names.family_name_latin);
    db::get(row, 12, names.birth_date);
    db::get(row, 13, names.birth_year);
    return {.id = row.id(0),
            .reference = std::string(row.text(1)),
            .full_name_ar = full_name(names.given_name_ar, names.family_name_ar),
            .full_name_latin = full_name(names.given_name_latin, names.family_name_latin),
            .commune_code = std::string(row.text(6)),
            .province_code = std::string(row.text(7)),
            .region_code = std::string(row.text(8)),
            .locality = db::get<std::optional<std::string>>(row, 9),
            .participation = db::get<Participation>(row, 10),
            .sex = db::get<Sex>(row, 11),
            .age = age_of(names, today),
            .phone = db::get<std::optional<std::string>>(row, 14),
            .state = db::get<RegistrantState>(row, 15),
            .has_disability = row.boolean(16),
            .registered_at = {row.integer(17)},
            .version = row.integer(18)};
}

core::Result<std::vector<PersonSummary>> PersonFilter::search(const service::Context& context,
                                                              std::string_view condition,
                                                              db::Value wanted) const
{
    auto params = params_;
    params.push_back({"wanted", std::move(wanted)});
    params.push_back({"limit", kSearchLimit});
    std::string extra = " and ";
    extra.append(condition).append(" limit :limit");
    std::vector<PersonSummary> found;
    const core::Date today = context.clock.today();
    TRY(context.reader.query(branch(kSummaryColumns, extra), params, [&](const db::Row& row) {
        found.push_back(summary(row, today));
        return true;
    }));
    return found;
}

core::Result<std::vector<PersonSummary>>
PersonFilter::search_by_name(const service::Context& context, const PersonFilter& filter,
                             std::string_view typed)
{
    static constexpr std::string_view kNames[] = {"word_0", "word_1", "word_2",
                                                  "word_3", "word_4", "word_5"};
    const auto words = words_of(typed);
    if (words.empty())
        return std::vector<PersonSummary>{};
    std::vector<PersonSummary> found;
    const core::Date today = context.clock.today();
    for (const std::string_view column : {"p.sort_name", "p.sort_name_ar"}) {
        auto params = filter.params_;
        std::string extra = column == "p.sort_name_ar" ? " and p.sort_name_ar is not null" : "";
        for (std::size_t i = 0; i < words.size(); ++i) {
            extra.append(" and ").append(column).append(" like :").append(kNames[i]);
            params.push_back({kNames[i], "%" + words[i] + "%"});
        }
        params.push_back({"limit", kSearchLimit});
        TRY(context.reader.query(filter.branch(kSummaryColumns, extra + " limit :limit"), params,
                                 [&](const db::Row& row) {
                                     found.push_back(summary(row, today));
                                     return true;
                                 }));
    }
    return found;
}

} // namespace jisr::registry
