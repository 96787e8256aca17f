#include "modules/finance/agreement_store.hpp"

#include "tabular/text.hpp"

namespace jisr::finance {

namespace {

struct StoredAgreement : AgreementRow
{
    std::string search_text;
};
BOOST_DESCRIBE_STRUCT(StoredAgreement, (AgreementRow), (search_text))

StoredAgreement stored(const KeptAgreement& agreement)
{
    StoredAgreement row;
    static_cast<AgreementRow&>(row) = agreement;
    row.search_text =
        tabular::fold(agreement.reference + " " + agreement.title_ar + " " + agreement.title_fr);
    return row;
}

core::Result<void> insert_parties(db::Writer& writer, const KeptAgreement& agreement)
{
    std::int64_t position = 0;
    for (const auto& party : agreement.parties)
        TRY(writer.write(
            "insert into agreement_party (agreement_id, partner_id, position, commitment) "
            "values (:id, :partner_id, :position, :commitment)",
            {{"id", agreement.id},
             {"partner_id", party.partner_id},
             {"position", position++},
             {"commitment", party.commitment}}));
    return {};
}

core::Result<void> insert_amounts(db::Writer& writer, const KeptAgreement& agreement)
{
    for (const auto& amount : agreement.amounts)
        TRY(writer.write("insert into agreement_amount (agreement_id, partner_id, year, "
                         "contribution, centimes) "
                         "values (:id, :partner_id, :year, :contribution, :centimes)",
                         {{"id", agreement.id},
                          {"partner_id", amount.partner_id},
                          {"year", amount.year},
                          {"contribution", amount.contribution},
                          {"centimes", amount.centimes}}));
    return {};
}

core::Result<void> insert_parts(db::Writer& writer, const KeptAgreement& agreement)
{
    TRY(insert_parties(writer, agreement));
    TRY(insert_amounts(writer, agreement));
    for (const auto& edition : agreement.edition_ids)
        TRY(writer.write("insert into agreement_edition (agreement_id, edition_id) "
                         "values (:id, :edition_id)",
                         {{"id", agreement.id}, {"edition_id", edition}}));
    return {};
}

core::Result<void> delete_parts(db::Writer& writer, const core::Id& id)
{
    TRY(writer.write("delete from agreement_edition where agreement_id = :id", {{"id", id}}));
    TRY(writer.write("delete from agreement_amount where agreement_id = :id", {{"id", id}}));
    return writer.write("delete from agreement_party where agreement_id = :id", {{"id", id}});
}

core::Result<void> read_parts(db::Reader& reader, KeptAgreement& agreement)
{
    agreement.parties = TRY(reader.all<AgreementParty>(
        "select partner_id, commitment from agreement_party where agreement_id = :id "
        "order by position",
        {{"id", agreement.id}}));
    agreement.amounts = TRY(amounts_of(reader, agreement.id));
    agreement.edition_ids = TRY(reader.all<core::Id>(
        "select edition_id from agreement_edition where agreement_id = :id order by edition_id",
        {{"id", agreement.id}}));
    return {};
}

} // namespace

core::Result<void> insert_agreement(db::Writer& writer, const KeptAgreement& agreement)
{
    TRY(writer.insert("agreement", stored(agreement)));
    return insert_parts(writer, agreement);
}

core::Result<void> update_agreement(db::Writer& writer, const KeptAgreement& agreement)
{
    static const std::string sql =
        "update agreement set " +
        db::assignments_of<StoredAgreement>({"id", "created_at", "created_by_name"}) +
        " where id = :id and version = :version - 1";
    const auto row = stored(agreement);
    if (TRY(writer.update(sql, db::params_of(row))) == 0)
        return core::fail(core::problems::overtaken());
    TRY(delete_parts(writer, agreement.id));
    return insert_parts(writer, agreement);
}

core::Result<std::optional<KeptAgreement>> find_agreement(db::Reader& reader, const core::Id& id)
{
    static const std::string sql =
        "select " + db::columns_of<AgreementRow>() + " from agreement where id = :id";
    const auto row = TRY(reader.first<AgreementRow>(sql, {{"id", id}}));
    std::optional<KeptAgreement> found;
    if (!row)
        return found;
    static_cast<AgreementRow&>(found.emplace()) = *row;
    TRY(read_parts(reader, *found));
    return found;
}

core::Result<std::optional<core::Id>>
find_agreement_by_reference(db::Reader& reader, const std::optional<std::string>& region_code,
                            std::string_view reference)
{
    return reader.first<core::Id>("select id from agreement where coalesce(region_code, '') = "
                                  ":region and reference = :reference",
                                  {{"region", region_code.value_or("")}, {"reference", reference}});
}

core::Result<std::vector<PartyName>> party_names(db::Reader& reader, const core::Id& agreement_id)
{
    return reader.all<PartyName>(
        "select n.id, n.name_ar, n.name_fr, n.kind, n.state from agreement_party p "
        "join partner n on n.id = p.partner_id where p.agreement_id = :id order by p.position",
        {{"id", agreement_id}});
}

core::Result<std::vector<AgreementAmount>> amounts_of(db::Reader& reader,
                                                      const core::Id& agreement_id)
{
    return reader.all<AgreementAmount>(
        "select m.partner_id, m.year, m.contribution, m.centimes from agreement_amount m "
        "join agreement_party p on p.agreement_id = m.agreement_id and p.partner_id = m.partner_id "
        "where m.agreement_id = :id order by p.position, m.contribution, m.year",
        {{"id", agreement_id}});
}

core::Result<std::vector<YearTotal>> year_totals(db::Reader& reader, const core::Id& agreement_id)
{
    return reader.all<YearTotal>("select year, cast(sum(centimes) as bigint) from agreement_amount "
                                 "where agreement_id = :id group by year order by year",
                                 {{"id", agreement_id}});
}

core::Result<std::vector<EditionName>> edition_names(db::Reader& reader,
                                                     const core::Id& agreement_id)
{
    return reader.all<EditionName>(
        "select e.id, g.id, g.name_ar, g.name_fr, e.name_ar, e.name_fr, e.ends_on "
        "from agreement_edition x join edition e on e.id = x.edition_id "
        "join programme g on g.id = e.programme_id where x.agreement_id = :id "
        "order by e.starts_on, g.code, e.code",
        {{"id", agreement_id}});
}

core::Result<void> insert_amendment(db::Writer& writer, const core::Id& agreement_id,
                                    const Amendment& amendment)
{
    auto params = db::params_of(amendment);
    params.push_back({"agreement_id", agreement_id});
    return writer.write("insert into agreement_amendment (" + db::columns_of<Amendment>() +
                            ", agreement_id) values (" + db::placeholders_of<Amendment>() +
                            ", :agreement_id)",
                        params);
}

core::Result<std::vector<Amendment>> amendments_of(db::Reader& reader, const core::Id& agreement_id)
{
    return reader.all<Amendment>(
        "select " + db::columns_of<Amendment>() +
            " from agreement_amendment where agreement_id = :id order by number",
        {{"id", agreement_id}});
}

} // namespace jisr::finance
