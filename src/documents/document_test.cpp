#include "documents/document.hpp"

#include "documents/pdf_testing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace jisr::documents {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::PdfFile;

DocumentInfo info()
{
    return {.title = "Procès-verbal PV-26-0007",
            .author = "Programme Jisr",
            .created = *core::Instant::parse_iso("2026-11-22T04:28:00.000Z"),
            .footer = {{"كلميم", "Guelmim"}, *core::Date::make(2026, 11, 22), "PV-26-0007"}};
}

Table list_of(int rows, Direction direction)
{
    Table table{direction, {{"الرقم", 0.5, Align::End}, {"Nom et prénom", 3}, {"الجماعة", 2}}, {}};
    for (int i = 1; i <= rows; ++i)
        table.rows.push_back({"L" + std::to_string(i), "Fatima-Zahra Benaïssa", "أسرير"});
    return table;
}

struct Box
{
    double left, top, right, bottom;
};

std::vector<Box> words_of(const std::string& xhtml)
{
    const std::regex word(
        R"re(<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)")re");
    std::vector<Box> boxes;
    for (std::sregex_iterator it(xhtml.begin(), xhtml.end(), word), end; it != end; ++it)
        boxes.push_back(
            {std::stod((*it)[1]), std::stod((*it)[2]), std::stod((*it)[3]), std::stod((*it)[4])});
    return boxes;
}

TEST(Document, CarriesTitleAuthorAndTheGivenDate)
{
    Document document(info());
    document.paragraph("Décisions", Direction::LeftToRight);
    const auto seen = PdfFile(*document.pdf()).info();
    EXPECT_THAT(seen, HasSubstr("Procès-verbal PV-26-0007"));
    EXPECT_THAT(seen, HasSubstr("Programme Jisr"));
    EXPECT_THAT(seen, HasSubstr("Nov 22 04:28:00 2026"));
    EXPECT_THAT(seen, HasSubstr("(A4)"));
}

TEST(Document, EmbedsItsFonts)
{
    Document document(info());
    document.heading("محضر الاجتماع", Direction::RightToLeft);
    document.paragraph("ⵜⴰⵎⵏⴰⴹⵜ", Direction::LeftToRight);
    const auto fonts = PdfFile(*document.pdf()).fonts();
    for (const char* family : {"NotoSans-Regular", "NotoSansArabic-Bold", "NotoSansTifinagh"})
        EXPECT_THAT(fonts, HasSubstr(family));
    EXPECT_FALSE(std::regex_search(fonts, std::regex("Identity-H +no")));
}

TEST(Document, RepeatsTheHeadingOfATableOfThreePagesAndNumbersThem)
{
    for (const auto direction : {Direction::LeftToRight, Direction::RightToLeft}) {
        Document document(info());
        document.heading("لائحة المسجلات", Direction::RightToLeft);
        document.table(list_of(120, direction));
        const int pages = document.page_count();
        ASSERT_GE(pages, 3);
        const PdfFile file(*document.pdf());
        std::string all;
        for (int page = 1; page <= pages; ++page) {
            const auto text = file.text(page);
            EXPECT_THAT(text, HasSubstr("Nom et prénom"));
            EXPECT_THAT(text, HasSubstr(std::to_string(page) + " / " + std::to_string(pages)));
            EXPECT_THAT(text, HasSubstr("22/11/2026"));
            all += text;
        }
        for (int row = 1; row <= 120; ++row)
            EXPECT_TRUE(std::regex_search(all, std::regex("\\bL" + std::to_string(row) + "\\b")));
    }
}

TEST(Document, KeepsEveryWordWithinTheMargins)
{
    Document document(info());
    const std::string endless(400, 'x');
    document.heading(endless, Direction::LeftToRight);
    document.paragraph(endless + " فاطمة الزهراء " + endless, Direction::RightToLeft);
    document.key_values({{endless, endless}}, Direction::RightToLeft);
    document.bilingual_rows({{{"الاسم", "Nom"}, {endless, "y" + endless}}});
    auto table = list_of(3, Direction::RightToLeft);
    table.rows.push_back({endless, endless + endless, endless, "further"});
    table.rows.push_back({"L5"});
    document.table(table);
    const auto words = words_of(PdfFile(*document.pdf()).boxes());
    ASSERT_GT(words.size(), 50U);
    for (const auto& word : words) {
        EXPECT_GE(word.left, 39);
        EXPECT_LE(word.right, 557);
        EXPECT_GE(word.top, 20);
        EXPECT_LE(word.bottom, 835);
    }
}

TEST(Document, ContinuesAParagraphAndARowThatAreHigherThanAPage)
{
    std::string text;
    for (int i = 1; i <= 4000; ++i)
        text += "m" + std::to_string(i) + " ";
    Document document(info());
    document.paragraph(text, Direction::LeftToRight);
    const int first = document.page_count();
    ASSERT_GE(first, 2);
    document.page_break();
    document.table({Direction::LeftToRight, {{"Décision"}, {"Délai"}}, {{text, "un mois"}}});
    const int pages = document.page_count();
    ASSERT_GE(pages, first + 3);
    const PdfFile file(*document.pdf());
    EXPECT_THAT(file.text(first), HasSubstr("m4000"));
    EXPECT_THAT(file.text(first + 1), HasSubstr("Décision"));
    EXPECT_THAT(file.text(pages), HasSubstr("m4000"));
    EXPECT_THAT(file.text(pages), HasSubstr("Décision"));
}

TEST(Document, KeepsAHeadingWithWhatFollowsIt)
{
    Document document(info());
    while (document.page_count() == 1)
        document.paragraph("ligne", Direction::LeftToRight);
    const PdfFile plain(*document.pdf());
    const auto first = plain.text(1);
    int fit = 0;
    for (auto at = first.find("ligne"); at != std::string::npos; at = first.find("ligne", at + 1))
        ++fit;
    ASSERT_GT(fit, 10);

    Document full(info());
    for (int i = 0; i + 1 < fit;
         ++i) // leaves room for one more line, which the heading alone would take
        full.paragraph("ligne", Direction::LeftToRight);
    full.heading("Décisions", Direction::LeftToRight, 3);
    full.paragraph("suite", Direction::LeftToRight);
    const PdfFile file(*full.pdf());
    EXPECT_THAT(file.text(1), Not(HasSubstr("Décisions")));
    EXPECT_THAT(file.text(2), HasSubstr("Décisions"));
    EXPECT_THAT(file.text(2), HasSubstr("suite"));
}

TEST(Document, KeepsAHeadingWithItsWordsAndTheFirstRowsOfItsTable)
{
    const auto pages_with = [](int lines) {
        Document document(info());
        for (int i = 0; i < lines; ++i)
            document.paragraph("ligne", Direction::LeftToRight);
        document.heading("Assa-Zag", Direction::LeftToRight, 2);
        document.bilingual_paragraph({"", "Places"}, {}, true);
        document.heading("Liste", Direction::LeftToRight, 3);
        document.table({Direction::LeftToRight, {{"Nom"}}, {{"une"}, {"deux"}, {"trois"}}});
        const PdfFile file(*document.pdf());
        return std::pair(file.text(1), file.text(2));
    };
    bool breaks = false;
    for (int lines = 30; lines < 60 && !breaks; ++lines) { // each leaves less room than the last
        const auto [first, second] = pages_with(lines);
        breaks = first.find("Assa-Zag") == std::string::npos;
        if (breaks) {
            EXPECT_THAT(second, HasSubstr("Assa-Zag"));
            EXPECT_THAT(first, Not(HasSubstr("Places")));
        } else {
            EXPECT_THAT(first, HasSubstr("deux")) << lines;
        }
    }
    EXPECT_TRUE(breaks);
}

TEST(Document, LeavesPhonesTheirOrderInArabic)
{
    Document document(info());
    document.key_values({{"الهاتف", "06 12 34 56 78"}}, Direction::RightToLeft);
    document.paragraph("اتصلوا بالرقم " + isolated("07 98 76 54 32") + " صباحا",
                       Direction::RightToLeft);
    const auto boxes = PdfFile(*document.pdf()).boxes();
    const auto left_of = [&](const std::string& word) {
        std::smatch match;
        return std::regex_search(boxes, match, std::regex("xMin=\"([0-9.]+)\"[^>]*>" + word + "<"))
                   ? std::stod(match[1])
                   : -1.0;
    };
    EXPECT_GT(left_of("06"), 0);
    EXPECT_LT(left_of("06"), left_of("12"));
    EXPECT_LT(left_of("56"), left_of("78"));
    EXPECT_GT(left_of("07"), 0);
    EXPECT_LT(left_of("07"), left_of("98"));
}

TEST(Document, ShowsWrongBytesInsteadOfFailing)
{
    auto broken = info();
    broken.title = "a\xFF";
    broken.footer.reference = std::string("R\0S", 3);
    Document document(std::move(broken));
    document.paragraph("avant \xC3( après", Direction::LeftToRight);
    const auto pdf = document.pdf();
    ASSERT_TRUE(pdf);
    EXPECT_THAT(PdfFile(*pdf).text(1), HasSubstr("après"));
}

TEST(Document, WithoutBlocksIsOneEmptyPage)
{
    Document document(info());
    document.table({});
    EXPECT_EQ(document.page_count(), 1);
    EXPECT_THAT(PdfFile(*document.pdf()).text(1), HasSubstr("1 / 1"));
}

} // namespace
} // namespace jisr::documents
