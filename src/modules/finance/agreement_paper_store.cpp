#include "modules/finance/agreement_paper_store.hpp"

#include "service/base64.hpp"

namespace jisr::finance {

namespace {

const std::string& columns()
{
    static const std::string list = db::columns_of<AgreementPaper>();
    return list;
}

} // namespace

core::Result<void> insert_paper(db::Writer& writer, const AgreementPaper& paper,
                                std::string_view content)
{
    auto params = db::params_of(paper);
    params.push_back({"content", service::to_base64(content)});
    return writer.write("insert into agreement_paper (" + columns() + ", content) values (" +
                            db::placeholders_of<AgreementPaper>() + ", :content)",
                        params);
}

core::Result<void> delete_paper(db::Writer& writer, const core::Id& id)
{
    return writer.write("delete from agreement_paper where id = :id", {{"id", id}});
}

core::Result<std::optional<AgreementPaper>> find_paper(db::Reader& reader, const core::Id& id)
{
    return reader.first<AgreementPaper>(
        "select " + columns() + " from agreement_paper where id = :id", {{"id", id}});
}

core::Result<std::string> content_of_paper(db::Reader& reader, const core::Id& id)
{
    std::string content;
    TRY(reader.query("select content from agreement_paper where id = :id", {{"id", id}},
                     [&](const db::Row& row) {
                         content = service::from_base64(row.text(0));
                         return false;
                     }));
    return content;
}

core::Result<std::vector<AgreementPaper>> papers_of(db::Reader& reader,
                                                    const core::Id& agreement_id)
{
    return reader.all<AgreementPaper>(
        "select " + columns() +
            " from agreement_paper where agreement_id = :id order by created_at, id",
        {{"id", agreement_id}});
}

} // namespace jisr::finance
