#include "cli/people_sheet.hpp"

#include "tabular/test_files.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace jisr::cli {
namespace {

class PeopleSheets : public testing::Test
{
  protected:
    core::Result<PeopleSheet> read(const std::string& text, PeopleSheetOrder order = {})
    {
        order.file = std::filesystem::temp_directory_path() /
                     ("jisr_people_sheet_" + std::to_string(::getpid()) + ".csv");
        std::ofstream(order.file, std::ios::binary) << text;
        if (order.id.empty())
            order.id = "id";
        auto sheet = read_people_sheet(order);
        std::filesystem::remove(order.file);
        return sheet;
    }

    static std::string fields_of(const PeopleSheet& sheet)
    {
        std::string fields;
        for (const auto& [heading, field] : sheet.columns)
            fields += field + ' ';
        return fields;
    }
};

TEST_F(PeopleSheets, UnderstandUsualHeadingsInThreeLanguages)
{
    const std::string all = "given_name family_name father_name birth_date national_id phone "
                            "commune sex ";
    const auto english = read("id,First Name,surname,father's name,dob,national_id,Phone "
                              "number,city,gender\n1,a,b,c,1990,d,e,f,F\n");
    const auto french = read("id;Prénom;NOM;Nom du père;Date de naissance;CIN;Téléphone;Commune;"
                             "Sexe\n1;a;b;c;1990;d;e;f;F\n");
    const auto arabic = read("id,الاسم الشخصي,النسب,اسم الأب,تاريخ الازدياد,رقم البطاقة "
                             "الوطنية,الهاتف,الجماعة,الجنس\n1,a,b,c,1990,d,e,f,أنثى\n");
    ASSERT_TRUE(english && french && arabic);
    EXPECT_EQ(fields_of(*english), all);
    EXPECT_EQ(fields_of(*french), all);
    EXPECT_EQ(fields_of(*arabic), all);
    EXPECT_EQ(arabic->people.row(0).sex, linkage::Sex::Female);
}

TEST_F(PeopleSheets, TakeASecondColumnOfANameAsItsOtherScript)
{
    const auto sheet = read("id,الاسم الشخصي,prénom,nom\n1,فاطمة,Fatima,Alaoui\n");
    ASSERT_TRUE(sheet);
    EXPECT_EQ(fields_of(*sheet), "given_name given_name_other family_name ");
}

TEST_F(PeopleSheets, ReadTheSexInAnyOfTheLanguages)
{
    const auto sheet = read("id,sexe\n1,FÉMININ\n2,أنثى\n3,f\n4,Homme\n5,ذكر\n6,x\n7,|\n8,\n");
    ASSERT_TRUE(sheet);
    using linkage::Sex;
    const std::vector<Sex> expected{Sex::Female, Sex::Female,  Sex::Female,  Sex::Male,
                                    Sex::Male,   Sex::Unknown, Sex::Unknown, Sex::Unknown};
    for (std::uint32_t row = 0; row < expected.size(); ++row)
        EXPECT_EQ(sheet->people.row(row).sex, expected[row]) << row;
}

TEST_F(PeopleSheets, UnderstandHeadingsThatTheImportHasNoUseFor)
{
    const auto sheet = read("id,fname,lname,اسم الزوج,ville,ssn,الهاتف 2\n1,a,b,c,d,e,f\n");
    ASSERT_TRUE(sheet);
    EXPECT_EQ(fields_of(*sheet), "given_name family_name husband_name national_id commune ");
}

TEST_F(PeopleSheets, FollowTheMapping)
{
    const auto sheet = read("key,x,surname\n1,Fatima,Alaoui\n",
                            {.id = "key", .mapping = {{"x", "given_name"}, {"surname", "none"}}});
    ASSERT_TRUE(sheet);
    EXPECT_EQ(fields_of(*sheet), "given_name ");
    EXPECT_FALSE(read("id,x\n1,Fatima\n", {.mapping = {{"x", "colour"}}}));
    EXPECT_FALSE(read("id,x\n1,Fatima\n", {.mapping = {{"y", "given_name"}}}));
    EXPECT_FALSE(read("id,x\n1,Fatima\n"));                  // nothing understood
    EXPECT_FALSE(read("key,surname\n1,Alaoui\n"));           // no such id column
    EXPECT_FALSE(read("id,surname\n1,A\n", {.truth = "t"})); // no such truth column
}

TEST_F(PeopleSheets, ReadDatesAsPeopleAndProgramsWriteThem)
{
    const auto sheet = read("id,dob\n1,27/02/1969\n2,1969-02-27\n3,19690227\n4,02/27/1969\n5,1969\n"
                            "6,31/02/1969\n7,soon\n8,NaN\n9,٢٧/٠٢/١٩٦٩\n");
    ASSERT_TRUE(sheet);
    const linkage::BirthDate date(1969, 2, 27);
    const linkage::BirthDate year(1969, 0, 0);
    for (const std::uint32_t row : {0U, 1U, 2U, 3U, 8U})
        EXPECT_EQ(sheet->people.row(row).birth_date, date) << row;
    EXPECT_EQ(sheet->people.row(4).birth_date, year);
    EXPECT_EQ(sheet->people.row(5).birth_date, year); // no such day, but the year was known
    EXPECT_FALSE(sheet->people.row(6).birth_date.known());
    EXPECT_FALSE(sheet->people.row(7).birth_date.known());
    EXPECT_EQ(sheet->unread_dates, 1);
}

TEST_F(PeopleSheets, NumberPersonsByTheTruthColumn)
{
    const auto sheet = read("id,nom,person\na,A,7\nb,B,7\nc,C,9\n", {.truth = "person"});
    ASSERT_TRUE(sheet);
    EXPECT_EQ(sheet->truth[0], sheet->truth[1]);
    EXPECT_NE(sheet->truth[0], sheet->truth[2]);
    EXPECT_EQ(sheet->ids.at(sheet->id_of[2]), "c");
}

TEST_F(PeopleSheets, TellOfBrokenLettersWhereTheHeadingsWouldNotBeUnderstood)
{
    const std::string long_cell(10'000, 'x');
    const auto sheet = read("id,prénom,الاسم العائلي\n1," + long_cell + ",\xFF\xFE\x80\n");
    ASSERT_FALSE(sheet);
    EXPECT_EQ(sheet.error().slug, "file_letters_broken");
    EXPECT_EQ(sheet.error().extra.at("row"), 2);
}

TEST_F(PeopleSheets, TakeAnyBytes)
{
    const auto sheet = read("id,nom,cin,tel,dob,sexe\n1,\xFF\xFE\x80,\xD9,\xDB\xB0,\x80,\xFF\n2," +
                            std::string(10'000, 'x') + ",y,z,1/1/1,|\n");
    ASSERT_TRUE(sheet);
    EXPECT_EQ(sheet->people.size(), 2U);
}

TEST_F(PeopleSheets, CountDaysAsTheWorkbookDoes)
{
    auto entries = tabular::test::workbook_of(
        "<row><c t='inlineStr'><is><t>id</t></is></c><c t='inlineStr'><is><t>dob</t></is></c></row>"
        "<row><c><v>1</v></c><c><v>23799</v></c></row>"
        "<row><c><v>2</v></c><c t='inlineStr'><is><t>27/02/1969</t></is></c></row>"
        "<row><c><v>3</v></c><c><v>19690227</v></c></row>"
        "<row><c><v>4</v></c><c><v>1969</v></c></row>");
    entries["xl/workbook.xml"] = "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets>"
                                 "<sheet name='A' sheetId='1' r:id='r1'/></sheets></workbook>";
    const tabular::test::TemporaryFile file;
    tabular::test::write_zip(file.path(), entries);
    PeopleSheetOrder order;
    order.file = file.path();
    order.id = "id";
    const auto sheet = read_people_sheet(order);
    ASSERT_TRUE(sheet) << sheet.error().slug;
    for (std::size_t row = 0; row < 3; ++row)
        EXPECT_EQ(sheet->people.row(row).birth_date, linkage::BirthDate(1969, 2, 27)) << row;
    EXPECT_EQ(sheet->people.row(3).birth_date, linkage::BirthDate(1969, 0, 0));
}

} // namespace
} // namespace jisr::cli
