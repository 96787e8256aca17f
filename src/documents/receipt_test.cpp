#include "documents/receipt.hpp"

#include "documents/pdf_testing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace jisr::documents {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::PdfFile;

ReceiptTexts texts()
{
    return {.title = {"وصل التسجيل", "Récépissé d'inscription"},
            .reference = {"رقم التسجيل", "N° d'inscription"},
            .name = {"الاسم الكامل", "Nom et prénom"},
            .kind = {"الموضوع", "Objet"},
            .commune = {"الجماعة", "Commune"},
            .province = {"العمالة أو الإقليم", "Préfecture ou province"},
            .region = {"الجهة", "Région"},
            .registered_on = {"تاريخ التسجيل", "Date d'inscription"},
            .registered_at = {"مكان التسجيل", "Lieu d'inscription"},
            .agent = {"سجلتها", "Enregistrée par"},
            .privacy = {"تُستعمل معطياتكم لتتبع تسجيلكم في البرنامج فقط.",
                        "Vos données servent uniquement au suivi de votre inscription."},
            .demonstration = {"نسخة تجريبية", "DÉMONSTRATION"}};
}

Receipt receipt()
{
    return {.programme = {"جسر التمكين والريادة", "Programme Jisr"},
            .edition = {"دورة 2026", "Édition 2026"},
            .reference = "GON-26-000123-7",
            .holder_name = {"فاطمة الزهراء بنعيسى", "Fatima-Zahra Benaïssa"},
            .kind = {"تسجيل في برنامج للتكوين والمقاولة",
                     "Inscription à un programme de formation et d'entrepreneuriat"},
            .commune = {"أسرير", "Asrir"},
            .province = {"كلميم", "Guelmim"},
            .region = {"كلميم - واد نون", "Guelmim-Oued Noun"},
            .registered_on = *core::Date::make(2026, 11, 22),
            .registered_at = {"كلميم", "Guelmim"},
            .agent = "خديجة أيت علي",
            .qr_payload = "https://jisr.example/r/GON-26-000123-7",
            .texts = texts()};
}

TEST(Receipt, IsOneA4PageInArabicAndFrench)
{
    const auto pdf = receipt_pdf(receipt());
    ASSERT_TRUE(pdf);
    const PdfFile file(*pdf);
    EXPECT_THAT(file.info(), HasSubstr("Pages:           1\n"));
    EXPECT_THAT(file.info(), HasSubstr("(A4)"));
    const auto text = file.text(1);
    for (const char* words :
         {"GON-26-000123-7", "Fatima-Zahra Benaïssa", "فاطمة الزهراء بنعيسى", "وصل التسجيل",
          "Récépissé d'inscription", "جسر التمكين والريادة", "Guelmim-Oued Noun", "أسرير",
          "22/11/2026", "خديجة أيت علي", "Vos données servent uniquement"})
        EXPECT_THAT(text, HasSubstr(words));
    EXPECT_THAT(file.text(1, "-raw"), Not(HasSubstr("DÉMONSTRATION")));
}

TEST(Receipt, StaysInTheUpperHalf)
{
    const auto boxes = PdfFile(*receipt_pdf(receipt())).boxes();
    double lowest = 0;
    for (auto at = boxes.find("yMax=\""); at != std::string::npos;
         at = boxes.find("yMax=\"", at + 1))
        lowest = std::max(lowest, std::stod(boxes.substr(at + 6)));
    EXPECT_GT(lowest, 300);
    EXPECT_LT(lowest, 421);
}

TEST(Receipt, HoldsAQrCodeThatScansToItsPayload)
{
    EXPECT_EQ(PdfFile(*receipt_pdf(receipt())).scanned(),
              "https://jisr.example/r/GON-26-000123-7\n");
}

TEST(Receipt, IsMarkedAsADemonstrationAndStillScans)
{
    auto shown = receipt();
    shown.demonstration = true;
    const PdfFile file(*receipt_pdf(shown));
    EXPECT_THAT(file.text(1, "-raw"), HasSubstr("DÉMONSTRATION"));
    EXPECT_EQ(file.scanned(), "https://jisr.example/r/GON-26-000123-7\n");
}

TEST(Receipt, NamesNobodyInTheFilesTitle)
{
    EXPECT_THAT(PdfFile(*receipt_pdf(receipt())).info(), Not(HasSubstr("Fatima")));
}

TEST(Receipt, LeavesOutRowsWithoutAValueAndTakesANameInOneScript)
{
    auto bare = receipt();
    bare.holder_name.fr.clear();
    bare.commune = {};
    bare.agent.clear();
    const auto text = PdfFile(*receipt_pdf(bare)).text(1);
    EXPECT_THAT(text, HasSubstr("فاطمة الزهراء بنعيسى"));
    EXPECT_THAT(text, Not(HasSubstr("Commune")));
    EXPECT_THAT(text, Not(HasSubstr("Enregistrée par")));
}

TEST(Receipt, GrowsOverThePageForAVeryLongName)
{
    auto named = receipt();
    for (int i = 0; i < 20; ++i)
        named.holder_name.fr += " Fatima-Zahra Benaïssa";
    const PdfFile file(*receipt_pdf(named));
    EXPECT_THAT(file.info(), HasSubstr("Pages:           1\n"));
    EXPECT_THAT(file.text(1), HasSubstr("Vos données servent uniquement"));
}

TEST(Receipt, IsRefusedWithoutReferenceOrPayload)
{
    auto bare = receipt();
    bare.reference.clear();
    EXPECT_FALSE(receipt_pdf(bare));
    bare = receipt();
    bare.qr_payload.clear();
    EXPECT_FALSE(receipt_pdf(bare));
}

TEST(Receipt, HasTheSameBytesFromEveryThreadAtOnce)
{
    const auto expected = *receipt_pdf(receipt());
    std::vector<int> equal(6);
    {
        std::vector<std::jthread> threads;
        threads.reserve(equal.size());
        for (auto& count : equal)
            threads.emplace_back([&count, &expected] {
                for (int i = 0; i < 8; ++i)
                    count += receipt_pdf(receipt()).value_or("") == expected ? 1 : 0;
            });
    }
    EXPECT_THAT(equal, ::testing::Each(8));
}

} // namespace
} // namespace jisr::documents
