#include "core/json_text.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace jisr::core {

enum class Shade { DarkBlue, Red };
BOOST_DESCRIBE_ENUM(Shade, DarkBlue, Red)

struct Corner
{
    std::int64_t x = 0;
    std::optional<double> y;
};
BOOST_DESCRIBE_STRUCT(Corner, (), (x, y))

struct Base
{
    std::string text;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Base, (), (text, note))

struct Sample : Base
{
    bool flag = true;
    Shade shade = Shade::DarkBlue;
    std::optional<Date> day;
    Instant moment;
    Id id;
    std::vector<Shade> shades;
    std::vector<Corner> corners;
    json::object free;
};
BOOST_DESCRIBE_STRUCT(Sample, (Base), (flag, shade, day, moment, id, shades, corners, free))

struct Nothing
{
};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

namespace {

std::vector<Sample> samples()
{
    Sample bare;
    Sample full;
    for (int c = 0; c < 128; ++c)
        full.text += static_cast<char>(c);
    full.text += "فاطمة ⵣ";
    full.note = "\"";
    full.flag = false;
    full.shade = Shade::Red;
    full.day = Date::make(1987, 3, 9);
    full.moment = {1'795'334'400'123};
    full.id = Id::make();
    full.shades = {Shade::Red, Shade::DarkBlue};
    full.corners = {{std::numeric_limits<std::int64_t>::min(), 0.1}, {7, -2e30}, {0, {}}};
    full.free = {{"a", {1, nullptr, "x"}}};
    return {bare, full};
}

} // namespace

TEST(JsonText, IsTheTextOfTheTreeOfValues)
{
    for (const auto& sample : samples())
        EXPECT_EQ(json_text(sample), json::serialize(to_json(sample)));
    const auto list = samples();
    EXPECT_EQ(json_text(list), json::serialize(to_json(list)));
    EXPECT_EQ(json_text(Nothing{}), "{}");
    EXPECT_EQ(json_text(std::vector<Corner>{}), "[]");
}

TEST(JsonText, TellsOfANewRecordWhatTheDifferenceToNothingTells)
{
    for (const auto& sample : samples())
        EXPECT_EQ(difference_of_new(sample), json::serialize(difference(nullptr, to_json(sample))));
    EXPECT_EQ(difference_of_new(Nothing{}), "{}");
}

} // namespace jisr::core
