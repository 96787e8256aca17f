#include "documents/receipt.hpp"

#include "documents/document.hpp"

namespace jisr::documents {
namespace {

constexpr std::int64_t kMillisecondsPerDay = 24 * 60 * 60 * 1000;

Bilingual same(const std::string& text)
{
    return {.ar = text, .fr = text};
}

std::vector<BilingualRow> rows_of(const Receipt& receipt)
{
    const auto& texts = receipt.texts;
    std::vector<BilingualRow> rows{
        {texts.reference, same(receipt.reference), true},
        {texts.name, receipt.holder_name, true},
        {texts.kind, receipt.kind},
        {texts.commune, receipt.commune},
        {texts.province, receipt.province},
        {texts.region, receipt.region},
        {texts.registered_on, same(paper_date(receipt.registered_on))},
        {texts.registered_at, receipt.registered_at},
        {texts.agent, same(receipt.agent)},
    };
    std::erase_if(rows, [](const BilingualRow& row) { return row.value.empty(); });
    return rows;
}

Document compose(const Receipt& receipt, const Qr& qr, Sheet sheet)
{
    const auto& texts = receipt.texts;
    Document document({
        .title = texts.title.completed().fr + " " + receipt.reference,
        .author = receipt.programme.completed().fr,
        .created = {receipt.registered_on.days_since_epoch() * kMillisecondsPerDay},
        .footer = {receipt.registered_at, receipt.registered_on, receipt.reference},
        .watermark = receipt.demonstration ? texts.demonstration : Bilingual{},
        .sheet = sheet,
    });
    document.masthead({{texts.title, {.size = 15, .bold = true, .tone = Tone::Primary}},
                       {receipt.programme, {.size = 10.5}},
                       {receipt.edition, {.size = 9.5, .tone = Tone::Muted}}},
                      &qr);
    document.gap(4);
    document.bilingual_rows(rows_of(receipt));
    document.gap(6);
    document.bilingual_paragraph(texts.privacy, {.size = 8, .tone = Tone::Muted});
    return document;
}

} // namespace

core::Result<std::string> receipt_pdf(const Receipt& receipt)
{
    if (receipt.reference.empty())
        return core::fail(core::problems::internal("receipt without a reference"));
    const auto qr = TRY(Qr::encode(receipt.qr_payload));
    auto half = compose(receipt, qr, Sheet::UpperHalf);
    if (half.page_count() == 1)
        return half.pdf();
    return compose(receipt, qr, Sheet::Whole).pdf();
}

} // namespace jisr::documents
