#include "modules/registry/organisation_filter_store.hpp"

#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"

#include <charconv>
#include <sstream>

namespace jisr::registry {

using service::Permission;

namespace {

using service::ScopeLevel;

const service::Scope* only_scope(const service::Actor& actor, service::Permission permission)
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

std::string_view women_condition(WomensPart part)
{
    switch (part) {
    case WomensPart::All:
        return "(o.members_count > 0 and o.women_count = o.members_count)";
    case WomensPart::Majority:
        return "2 * o.women_count > o.members_count";
    case WomensPart::Minority:
        break;
    }
    return "2 * o.women_count <= o.members_count";
}

ListPlace list_place(const service::Actor& actor, Permission permission,
                     const WhichOrganisations& query)
{
    ListPlace place;
    place.commune = query.commune.value_or("");
    place.province =
        query.province.value_or(std::string(territory::province_code_of(place.commune)));
    place.region = query.region.value_or(std::string(territory::region_code_of(place.province)));
    const auto* scope = only_scope(actor, permission);
    if (place.region.empty() && scope != nullptr && scope->level == ScopeLevel::Region)
        place.region = scope->code;
    if (place.region.empty() && scope != nullptr && scope->level == ScopeLevel::Province) {
        place.province = scope->code;
        place.region = territory::region_code_of(place.province);
    }
    place.covered =
        actor.may(permission, {.region_code = place.region, .province_code = place.province});
    return place;
}

} // namespace

OrganisationFilter::OrganisationFilter(const service::Actor& actor, const WhichOrganisations& query,
                                       Permission permission)
    : query_(query), place_(list_place(actor, permission, query))
{
    if (!place_.covered)
        where_ += " and (" + actor.scope_condition(permission, "o", params_) +
                  own_condition(actor, permission) + ")";
    add_place();
    add_filters();
}

void OrganisationFilter::add(std::string_view condition, std::string_view name, db::Value value)
{
    where_.append(" and ").append(condition);
    params_.push_back({name, std::move(value)});
}

/// Those that are themselves the scope of a role.
std::string OrganisationFilter::own_condition(const service::Actor& actor, Permission permission)
{
    static constexpr std::string_view kOwn[] = {"own_0", "own_1", "own_2", "own_3",
                                                "own_4", "own_5", "own_6", "own_7"};
    std::string condition;
    std::size_t used = 0;
    for (const auto& held : actor.assignments) {
        const bool own = held.scope.level == service::ScopeLevel::Organisation &&
                         service::allows(held.role, permission);
        const auto id = own ? core::Id::parse(held.scope.code) : std::nullopt;
        if (!id || used == std::size(kOwn))
            continue;
        condition.append(" or o.id = :").append(kOwn[used]);
        params_.push_back({kOwn[used], *id});
        ++used;
    }
    return condition;
}

/// Only the place that seeks is written so that an index is chosen for it.
void OrganisationFilter::add_place()
{
    const bool by_province = !by_name() && !place_.province.empty();
    if (!place_.commune.empty())
        add("o.commune_code = :commune", "commune", place_.commune);
    if (!place_.province.empty())
        add(by_province ? "o.province_code = :province" : "o.province_code || '' = :province",
            "province", place_.province);
    if (!place_.region.empty())
        add(by_province ? "o.region_code || '' = :region" : "o.region_code = :region", "region",
            place_.region);
}

void OrganisationFilter::add_filters()
{
    if (query_.kind)
        add("o.kind = :kind", "kind", *query_.kind);
    if (query_.legal_state)
        add("o.legal_state = :legal_state", "legal_state", *query_.legal_state);
    if (query_.sector)
        add("o.sector = :sector", "sector", *query_.sector);
    if (query_.women)
        where_.append(" and ").append(women_condition(*query_.women));
    if (query_.state)
        add("o.state = :state", "state", *query_.state);
    if (!query_.edition && !query_.phase)
        return;
    where_ += " and exists (select 1 from registration r where r.organisation_id = o.id and "
              "r.state = 'active'";
    if (query_.edition)
        add("r.edition_id = :edition", "edition", *query_.edition);
    if (query_.phase)
        add("r.phase = :phase", "phase", *query_.phase);
    where_ += ")";
}

bool OrganisationFilter::add_words(std::string_view typed)
{
    static constexpr std::string_view kFolded[] = {"folded_0", "folded_1", "folded_2",
                                                   "folded_3", "folded_4", "folded_5"};
    std::size_t used = 0;
    std::istringstream words{std::string(typed)};
    for (std::string word; used < std::size(kFolded) && words >> word;) {
        const std::string folded = tabular::fold(word);
        if (folded.empty())
            continue;
        where_.append(" and o.search_name like :").append(kFolded[used]);
        params_.push_back({kFolded[used++], "%" + folded + "%"});
    }
    return used > 0;
}

core::Result<void> OrganisationFilter::after(const std::optional<std::string>& cursor)
{
    if (!cursor)
        return {};
    auto keys = TRY(service::decode_cursor(*cursor, 2));
    const auto id = core::Id::parse(keys[1]);
    std::int64_t moment = 0;
    const auto read = std::from_chars(keys[0].data(), keys[0].data() + keys[0].size(), moment);
    if (!id || (!by_name() && read.ec != std::errc{}))
        return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    add(by_name() ? "(o.sort_name, o.id) > (:key, :after_id)"
                  : "(o.registered_at, o.id) < (:key, :after_id)",
        "key", by_name() ? db::Value(std::move(keys[0])) : db::Value(moment));
    params_.push_back({"after_id", *id});
    return {};
}

std::string OrganisationFilter::sql(const std::string& columns) const
{
    return "select " + columns + " from organisation o where " + where_ + " order by " +
           (by_name() ? "o.sort_name, o.id" : "o.registered_at desc, o.id desc");
}

std::string OrganisationFilter::page_sql(const std::string& columns) const
{
    return sql(columns) + " limit :limit";
}

std::vector<db::Param> OrganisationFilter::page_params(std::int64_t limit) const
{
    auto params = params_;
    params.push_back({"limit", limit});
    return params;
}

} // namespace jisr::registry
