#include "modules/finance/agreement_list_store.hpp"

#include "modules/finance/list_filter_store.hpp"

#include <map>

namespace jisr::finance {

namespace {

/// A row of the list, before its parties are read.
struct ListRow : AgreementRow
{
    std::int64_t centimes = 0;
};
BOOST_DESCRIBE_STRUCT(ListRow, (AgreementRow), (centimes))

const std::string& list_columns()
{
    static const std::string columns =
        db::columns_of<AgreementRow>("a") +
        ", (select cast(coalesce(sum(m.centimes), 0) as bigint) from agreement_amount m "
        "where m.agreement_id = a.id)";
    return columns;
}

void add_sight(ListFilter& filter, const Sight& sight)
{
    filter.add("(" + filter.covered("a.region_code", sight) +
               " or exists (select 1 from agreement_party own where own.agreement_id = a.id and " +
               filter.in("own.partner_id", sight.partners()) + "))");
    if (!sight.drafts())
        filter.add("a.signed_on is not null");
}

/// The decision is kept as our own JSON, in which quotes within texts stand behind a backslash.
std::string decided(RatificationResult result)
{
    return "a.ratification like '%\"result\":\"" + std::string(core::code_of(result)) + "\"%'";
}

constexpr std::string_view kNeedsCouncil =
    "exists (select 1 from agreement_party c join partner n on n.id = c.partner_id "
    "where c.agreement_id = a.id and n.kind = 'regional_council')";

/// Of what was signed and not cancelled; the same as `state_of`.
std::string awaits_ratification()
{
    return "case when a.ratification is null then " + std::string(kNeedsCouncil) + " else " +
           decided(RatificationResult::Postponed) + " end";
}

/// No council has rejected it or has still to adopt it.
std::string is_ratified()
{
    return "case when a.ratification is null then not " + std::string(kNeedsCouncil) + " else " +
           decided(RatificationResult::Adopted) + " end";
}

void add_state(ListFilter& filter, AgreementState state, core::Date today)
{
    if (state == AgreementState::Cancelled)
        return filter.add("a.cancelled_on is not null");
    filter.add("a.cancelled_on is null");
    if (state == AgreementState::Draft)
        return filter.add("a.signed_on is null");
    filter.add("a.signed_on is not null");
    if (state == AgreementState::Rejected)
        return filter.add(decided(RatificationResult::Rejected));
    if (state == AgreementState::AwaitingRatification)
        return filter.add(awaits_ratification());
    filter.add(is_ratified());
    if (state == AgreementState::Signed)
        filter.add("a.starts_on > " + filter.bind(today));
    if (state == AgreementState::Ended)
        filter.add("a.ends_on < " + filter.bind(today));
    if (state == AgreementState::InForce)
        filter.add("a.starts_on <= " + filter.bind(today) +
                   " and a.ends_on >= " + filter.bind(today));
}

void add_filters(ListFilter& filter, const WhichAgreements& query, core::Date today)
{
    if (query.state)
        add_state(filter, *query.state, today);
    filter.compare("a.region_code", " = ", query.region);
    filter.compare("a.ends_on", " < ", query.ends_before);
    if (query.year) {
        const auto year = static_cast<int>(*query.year);
        filter.add("a.starts_on <= " + filter.bind(*core::Date::make(year, 12, 31)));
        filter.add("a.ends_on >= " + filter.bind(*core::Date::make(year, 1, 1)));
    }
    if (query.partner)
        filter.add("exists (select 1 from agreement_party p where p.agreement_id = a.id and "
                   "p.partner_id = " +
                   filter.bind(*query.partner) + ")");
    if (query.edition)
        filter.add("exists (select 1 from agreement_edition x where x.agreement_id = a.id and "
                   "x.edition_id = " +
                   filter.bind(*query.edition) + ")");
    filter.add("a.withdrawn = " + filter.bind(query.withdrawn));
    filter.add_words("a.search_text", query.q.value_or(""));
}

struct Order
{
    std::string_view column;
    bool descending;
};

Order order_of(AgreementSort sort)
{
    switch (sort) {
    case AgreementSort::NewestFirst:
        return {"a.starts_on", true};
    case AgreementSort::Reference:
        return {"a.reference", false};
    case AgreementSort::EndsFirst:
        break;
    }
    return {"a.ends_on", false};
}

std::string key_of(AgreementSort sort, const AgreementSummary& row)
{
    if (sort == AgreementSort::Reference)
        return row.reference;
    return (sort == AgreementSort::NewestFirst ? row.starts_on : row.ends_on).to_iso();
}

std::string order_sql(AgreementSort sort)
{
    const auto [column, descending] = order_of(sort);
    std::string sql = " order by ";
    sql.append(column).append(descending ? " desc, a.id desc" : ", a.id");
    return sql;
}

core::Result<void> add_cursor(ListFilter& filter, const AgreementQuery& query)
{
    if (!query.cursor)
        return {};
    auto keys = TRY(service::decode_cursor(*query.cursor, 2));
    const auto id = core::Id::parse(keys[1]);
    const bool readable =
        query.sort == AgreementSort::Reference || core::Date::parse_iso(keys[0]).has_value();
    if (!id || !readable)
        return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    const auto [column, descending] = order_of(query.sort);
    filter.add("(" + std::string(column) + ", a.id) " + (descending ? "<" : ">") + " (" +
               filter.bind(std::move(keys[0])) + ", " + filter.bind(*id) + ")");
    return {};
}

AgreementSummary summary_of(const ListRow& row, std::vector<PartyName> partners, core::Date today)
{
    return {.id = row.id,
            .reference = row.reference,
            .title_ar = row.title_ar,
            .title_fr = row.title_fr,
            .region_code = row.region_code,
            .signed_on = row.signed_on,
            .starts_on = row.starts_on,
            .ends_on = row.ends_on,
            .state = state_of(row, needs_council(partners), today),
            .withdrawn = row.withdrawn,
            .centimes = row.centimes,
            .partners = std::move(partners),
            .version = row.version};
}

/// Calls `on_row` with the agreement's id and the rest of the row, for the agreements that the
/// statement `ids` names.
template <class T>
core::Result<std::map<core::Id, std::vector<T>>> grouped(db::Reader& reader, const std::string& sql,
                                                         const std::vector<db::Param>& params)
{
    std::map<core::Id, std::vector<T>> groups;
    TRY(reader.query(sql, params, [&](const db::Row& row) {
        groups[row.id(0)].push_back(db::from_row<T>(row, 1));
        return true;
    }));
    return groups;
}

core::Result<std::vector<AgreementSummary>> summaries(db::Reader& reader, const ListFilter& filter,
                                                      const std::string& rest, core::Date today)
{
    const std::string from = " from agreement a where " + filter.where() + rest;
    auto parties = TRY(grouped<PartyName>(
        reader,
        "select p.agreement_id, n.id, n.name_ar, n.name_fr, n.kind, n.state from agreement_party p "
        "join partner n on n.id = p.partner_id where p.agreement_id in (select a.id" +
            from + ") order by p.agreement_id, p.position",
        filter.params()));
    std::vector<AgreementSummary> found;
    TRY(reader.query("select " + list_columns() + from, filter.params(), [&](const db::Row& row) {
        const auto listed = db::from_row<ListRow>(row);
        found.push_back(summary_of(listed, std::move(parties[listed.id]), today));
        return true;
    }));
    return found;
}

ListFilter list_filter(const Sight& sight, const WhichAgreements& query, core::Date today)
{
    ListFilter filter;
    add_sight(filter, sight);
    add_filters(filter, query, today);
    return filter;
}

constexpr std::string_view kRunsOn =
    "exists (select 1 from agreement_edition x join edition e on e.id = x.edition_id "
    "where x.agreement_id = a.id and e.state = 'open' and e.ends_on >= ";

core::Result<std::map<core::Id, std::vector<EditionName>>>
running_editions(db::Reader& reader, const ListFilter& filter, const std::string& today)
{
    return grouped<EditionName>(
        reader,
        "select x.agreement_id, e.id, g.id, g.name_ar, g.name_fr, e.name_ar, e.name_fr, e.ends_on "
        "from agreement_edition x join edition e on e.id = x.edition_id "
        "join programme g on g.id = e.programme_id "
        "where e.state = 'open' and e.ends_on >= " +
            today + " and x.agreement_id in (select a.id from agreement a where " + filter.where() +
            ") order by x.agreement_id, e.starts_on, g.code",
        filter.params());
}

} // namespace

core::Result<service::Page<AgreementSummary>> list_agreements(db::Reader& reader,
                                                              const Sight& sight, core::Date today,
                                                              const AgreementQuery& query)
{
    auto filter = list_filter(sight, query, today);
    TRY(add_cursor(filter, query));
    const std::string limit = " limit " + filter.bind(query.limit + 1);
    service::Page<AgreementSummary> page;
    page.items = TRY(summaries(reader, filter, order_sql(query.sort) + limit, today));
    if (static_cast<std::int64_t>(page.items.size()) > query.limit) {
        page.items.pop_back();
        const auto& last = page.items.back();
        page.next = service::encode_cursor({key_of(query.sort, last), last.id.str()});
    }
    return page;
}

core::Result<std::vector<AgreementSummary>> all_agreements(db::Reader& reader, const Sight& sight,
                                                           core::Date today,
                                                           const WhichAgreements& query)
{
    return summaries(reader, list_filter(sight, query, today), order_sql(query.sort), today);
}

core::Result<std::vector<EndingAgreement>> ending_agreements(db::Reader& reader, const Sight& sight,
                                                             core::Date today, std::int64_t days)
{
    auto filter = list_filter(sight, {}, today);
    const std::string now = filter.bind(today);
    const auto last =
        core::Date::from_days(today.days_since_epoch() + static_cast<std::int32_t>(days));
    filter.add("a.signed_on is not null and a.cancelled_on is null and a.ends_on <= " +
               filter.bind(last));
    filter.add(is_ratified());
    filter.add("(a.ends_on >= " + now + " or " + std::string(kRunsOn) + now + "))");
    auto editions = TRY(running_editions(reader, filter, now));
    std::vector<EndingAgreement> ending;
    for (auto& agreement : TRY(summaries(reader, filter, order_sql({}), today))) {
        const std::int64_t left = agreement.ends_on.days_since_epoch() - today.days_since_epoch();
        auto resting = std::move(editions[agreement.id]);
        ending.push_back({std::move(agreement), left, std::move(resting)});
    }
    return ending;
}

} // namespace jisr::finance
