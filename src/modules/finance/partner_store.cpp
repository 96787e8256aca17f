#include "modules/finance/partner_store.hpp"

#include "modules/finance/finance.hpp"
#include "modules/finance/list_filter_store.hpp"
#include "tabular/text.hpp"

namespace jisr::finance {

namespace {

struct StoredPartner : Partner
{
    std::string sort_name;
    std::string search_name;
};
BOOST_DESCRIBE_STRUCT(StoredPartner, (Partner), (sort_name, search_name))

StoredPartner stored(const Partner& partner)
{
    StoredPartner row;
    static_cast<Partner&>(row) = partner;
    row.sort_name = tabular::fold(partner.name_fr);
    row.search_name = tabular::fold(partner.name_ar + " " + partner.name_fr);
    return row;
}

core::Result<void> add_cursor(ListFilter& filter, const std::optional<std::string>& cursor)
{
    if (!cursor)
        return {};
    auto keys = TRY(service::decode_cursor(*cursor, 2));
    const auto id = core::Id::parse(keys[1]);
    if (!id)
        return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    filter.add("(n.sort_name, n.id) > (" + filter.bind(std::move(keys[0])) + ", " +
               filter.bind(*id) + ")");
    return {};
}

} // namespace

core::Result<void> insert_partner(db::Writer& writer, const Partner& partner)
{
    return writer.insert("partner", stored(partner));
}

core::Result<void> update_partner(db::Writer& writer, const Partner& partner)
{
    static const std::string sql = "update partner set " + db::assignments_of<StoredPartner>() +
                                   " where id = :id and version = :version - 1";
    const auto row = stored(partner);
    if (TRY(writer.update(sql, db::params_of(row))) == 0)
        return core::fail(core::problems::overtaken());
    return {};
}

core::Result<std::optional<Partner>> find_partner(db::Reader& reader, const core::Id& id)
{
    static const std::string sql =
        "select " + db::columns_of<Partner>() + " from partner where id = :id";
    return reader.first<Partner>(sql, {{"id", id}});
}

core::Result<std::vector<TrainingPartner>> training_partners(db::Reader& reader)
{
    static const std::string sql =
        "select " + db::columns_of<TrainingPartner>() +
        " from partner where state = 'active' and roles like '%\"training\"%' "
        "order by sort_name, id";
    return reader.all<TrainingPartner>(sql, {});
}

core::Result<service::Page<Partner>> list_partners(db::Reader& reader, const Sight& sight,
                                                   const PartnerQuery& query)
{
    ListFilter filter;
    filter.add("(" + filter.covered("n.region_code", sight) + " or " +
               filter.in("n.id", sight.partners()) + ")");
    filter.compare("n.kind", " = ", query.kind);
    filter.compare("n.region_code", " = ", query.region);
    filter.compare("n.state", " = ", query.state);
    if (query.role)
        filter.add("n.roles like " +
                   filter.bind("%\"" + std::string(core::code_of(*query.role)) + "\"%"));
    filter.add_words("n.search_name", query.q.value_or(""));
    TRY(add_cursor(filter, query.cursor));
    const std::string limit = filter.bind(query.limit + 1);
    service::Page<Partner> page;
    page.items = TRY(reader.all<Partner>("select " + db::columns_of<Partner>("n") +
                                             " from partner n where " + filter.where() +
                                             " order by n.sort_name, n.id limit " + limit,
                                         filter.params()));
    if (static_cast<std::int64_t>(page.items.size()) > query.limit) {
        page.items.pop_back();
        const auto& last = page.items.back();
        page.next = service::encode_cursor({tabular::fold(last.name_fr), last.id.str()});
    }
    return page;
}

} // namespace jisr::finance
