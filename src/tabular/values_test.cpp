#include "tabular/values.hpp"

#include <gtest/gtest.h>

namespace jisr::tabular {

namespace {

using core::Date;

std::string day(std::string_view text, Serials serials = Serials::Refused)
{
    const auto date = parse_date(text, serials);
    if (!date)
        return std::string(date.error());
    return date->day ? date->day->to_iso() : std::to_string(date->year);
}

std::string phone(std::string_view text)
{
    const auto number = normalise_phone(text);
    return number ? *number : std::string(number.error());
}

std::string national_id(std::string_view text)
{
    const auto id = normalise_national_id(text);
    return id ? *id : std::string(id.error());
}

TEST(ParseDate, ReadsTheDayFirstInEverySpelling)
{
    for (const auto* text :
         {"27/02/1969", "27.02.1969", "27-02-1969", "27/2/1969", "1969-02-27", "1969/2/27",
          " 27/02/1969 ", "٢٧/٠٢/١٩٦٩", "۲۷/۰۲/۱۹۶۹", "\u200F27/02/1969", "27–02–1969",
          "1969-02-27 00:00:00", "1969-02-27T00:00:00.000Z", "27/02/1969 10:30"})
        EXPECT_EQ(day(text), "1969-02-27") << text;
    EXPECT_EQ(day("7/2/1969"), "1969-02-07");
    EXPECT_EQ(day("02/07/1969"), "1969-07-02");
}

TEST(ParseDate, ReadsAYearAlone)
{
    EXPECT_EQ(day("1975"), "1975");
    EXPECT_EQ(day("١٩٧٥"), "1975");
    EXPECT_FALSE(parse_date("1975")->day);
}

TEST(ParseDate, RefusesDaysThatNeverWere)
{
    EXPECT_EQ(day("31/02/1989"), "no_such_day");
    EXPECT_EQ(day("29/02/2023"), "no_such_day");
    EXPECT_EQ(day("2023-02-30"), "no_such_day");
    EXPECT_EQ(day("12/13/1989"), "no_such_day");
    EXPECT_EQ(day("0/1/1989"), "no_such_day");
}

TEST(ParseDate, RefusesWhatIsNoDate)
{
    for (const auto* text :
         {"", " ", "hier", "27/02/69", "27/02", "27/02-1969", "27/02/1969x", "1969-02-27-", "//",
          "27//1969", "127/02/1969", "27/02/19690", "0975", "25261", "1969 1970"})
        EXPECT_EQ(day(text), "not_a_date") << text;
}

TEST(ParseDate, ReadsSerialsOnlyWhereToldTo)
{
    EXPECT_EQ(day("25261", Serials::From1900), "1969-02-27");
    EXPECT_EQ(day("25261.75", Serials::From1900), "1969-02-27");
    EXPECT_EQ(day("23799", Serials::From1904), "1969-02-27");
    EXPECT_EQ(day("1975", Serials::From1904), "1975");
    EXPECT_EQ(day("1975", Serials::From1900), "1975");
    EXPECT_EQ(day("27/02/1969", Serials::From1900), "1969-02-27");
    for (const auto* text : {"-1", "9999999", "nan", "inf", "1e400", "25261x", "60"})
        EXPECT_EQ(day(text, Serials::From1900), "not_a_date") << text;
}

TEST(DateFromSerial, KnowsBothSystems)
{
    EXPECT_EQ(date_from_serial(1), Date::make(1900, 1, 1));
    EXPECT_EQ(date_from_serial(59), Date::make(1900, 2, 28));
    EXPECT_EQ(date_from_serial(60), std::nullopt);
    EXPECT_EQ(date_from_serial(61), Date::make(1900, 3, 1));
    EXPECT_EQ(date_from_serial(2958465), Date::make(9999, 12, 31));
    EXPECT_EQ(date_from_serial(0, true), Date::make(1904, 1, 1));
    EXPECT_EQ(date_from_serial(23799, true), Date::make(1969, 2, 27));
}

TEST(NormalisePhone, ReadsEveryMoroccanSpelling)
{
    for (const auto* text : {"0612345678",
                             "06 12 34 56 78",
                             "06.12.34.56.78",
                             "06-12-34-56-78",
                             "+212612345678",
                             "+212 6 12 34 56 78",
                             "00212612345678",
                             "212-612345678",
                             "212612345678",
                             "+212 (0)6 12 34 56 78",
                             "(+212) 0612345678",
                             "(0)612345678",
                             "612345678",
                             "tel:+212612345678",
                             "Tél. : 06 12 34 56 78",
                             "الهاتف: 0612345678",
                             "٠٦١٢٣٤٥٦٧٨",
                             "۰۶۱۲۳۴۵۶۷۸",
                             "+212\u00A0612\u00A0345\u00A0678",
                             "\u202A+212612345678\u202C",
                             "06‑12‑34‑56‑78"})
        EXPECT_EQ(phone(text), "+212612345678") << text;
}

TEST(NormalisePhone, FollowsTheNationalNumberingPlan)
{
    EXPECT_EQ(phone("0528871234"), "+212528871234");
    EXPECT_EQ(phone("0712345678"), "+212712345678");
    EXPECT_EQ(phone("0801234567"), "+212801234567");
    for (const auto* text : {"0412345678", "0912345678", "0212345678", "061234567", "06123456789",
                             "+21261234567", "+2126123456789", "+212212345678", "+21200612345678"})
        EXPECT_EQ(phone(text), "malformed_phone") << text;
}

TEST(NormalisePhone, KeepsNumbersOfOtherCountries)
{
    EXPECT_EQ(phone("+33 6 12 34 56 78"), "+33612345678");
    EXPECT_EQ(phone("0034-612-345-678"), "+34612345678");
    EXPECT_EQ(phone("+1 (212) 555-0100"), "+12125550100");
    for (const auto* text : {"33612345678", "+0123456789", "+1234567", "+1234567890123456"})
        EXPECT_EQ(phone(text), "malformed_phone") << text;
}

TEST(NormalisePhone, RefusesWhatIsNoNumber)
{
    for (const auto* text : {"", "-", "+", "non", "0612345678 / 0698765432", "06 12 34 56 7x",
                             "6.12E+08", "06+12345678", "رقم 0612345678"})
        EXPECT_EQ(phone(text), "malformed_phone") << text;
}

TEST(NormaliseNationalId, ReadsEverySpelling)
{
    EXPECT_EQ(national_id("JA10244"), "JA10244");
    EXPECT_EQ(national_id("J61356"), "J61356");
    EXPECT_EQ(national_id("jc621097"), "JC621097");
    EXPECT_EQ(national_id(" jc 621-097 "), "JC621097");
    EXPECT_EQ(national_id("JA١٠٢٤٤"), "JA10244");
    EXPECT_EQ(national_id("A1"), "A1");
    EXPECT_EQ(national_id("AB1234567"), "AB1234567");
}

TEST(NormaliseNationalId, RefusesTheRest)
{
    for (const auto* text :
         {"", "12-34-??", "JA", "123456", "ABC123", "AB12345678", "JA12A", "جا123", "J?61356"})
        EXPECT_EQ(national_id(text), "malformed_national_id") << text;
}

TEST(ParseYesNo, ReadsFourLanguages)
{
    for (const auto* text :
         {"oui", "OUI", "Oui.", "نعم", "نَعَم", "yes", "Y", "x", "1", "١", "vrai", "ⵢⴰⵀ"})
        EXPECT_EQ(parse_yes_no(text), true) << text;
    for (const auto* text : {"non", "لا", "No", "n", "0", "faux", "ⵓⵀⵓ"})
        EXPECT_EQ(parse_yes_no(text), false) << text;
    for (const auto* text : {"", "?", "peut-être", "2", "oui non"})
        EXPECT_FALSE(parse_yes_no(text)) << text;
}

TEST(ParseInteger, ReadsWholeNumbersOnly)
{
    EXPECT_EQ(parse_integer(" ٣ "), 3);
    EXPECT_EQ(parse_integer("-12"), -12);
    EXPECT_EQ(parse_integer("+999999999999999999"), 999999999999999999);
    for (const auto* text : {"", "-", "1.5", "1 000", "3 enfants", "9999999999999999999"})
        EXPECT_FALSE(parse_integer(text)) << text;
}

} // namespace
} // namespace jisr::tabular
