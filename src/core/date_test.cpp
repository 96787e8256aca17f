#include "core/clock.hpp"
#include "core/date.hpp"
#include "core/id.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace jisr::core {

TEST(Dates, RefusesThe30thOfFebruary)
{
    EXPECT_FALSE(Date::make(2023, 2, 30));
    EXPECT_FALSE(Date::parse_iso("2023-02-30"));
    EXPECT_FALSE(Date::parse_iso("2023-2-03"));
    EXPECT_TRUE(Date::make(2024, 2, 29));
}

TEST(Dates, WritesWhatItRead)
{
    for (int days = -60000; days < 60000; days += 37) {
        const Date date = Date::from_days(days);
        EXPECT_EQ(Date::parse_iso(date.to_iso()), date);
    }
}

TEST(Dates, CountsAFullYearOnTheBirthdayAndNotBefore)
{
    const Date birth = *Date::make(1990, 5, 20);
    EXPECT_EQ(age_on(birth, *Date::make(2026, 5, 19)), 35);
    EXPECT_EQ(age_on(birth, *Date::make(2026, 5, 20)), 36);
}

TEST(Instants, WriteWhatTheyRead)
{
    for (const std::int64_t ms : {0LL, -1LL, 1'764'000'000'123LL, 951'782'400'000LL}) {
        const Instant instant{ms};
        EXPECT_EQ(Instant::parse_iso(instant.to_iso()), instant) << instant.to_iso();
    }
    EXPECT_FALSE(Instant::parse_iso("2026-11-22T25:00:00Z"));
}

TEST(Clocks, ADayInMoroccoBeginsAnHourBeforeUtcOutsideRamadan)
{
    EXPECT_EQ(moroccan_day(*Instant::parse_iso("2025-11-21T23:30:00Z")).to_iso(), "2025-11-22");
    EXPECT_EQ(moroccan_day(*Instant::parse_iso("2025-11-21T22:30:00Z")).to_iso(), "2025-11-21");
    EXPECT_EQ(moroccan_day(*Instant::parse_iso("2025-03-10T23:30:00Z")).to_iso(), "2025-03-10");
}

TEST(Clocks, TheHourInMoroccoIsWhatTheSystemSaysToday)
{
    GTEST_FLAG_SET(death_test_style, "threadsafe"); // a process that has not asked before
    const auto zones =
        std::filesystem::temp_directory_path() / ("jisr-zones-" + std::to_string(::getpid()));
    std::filesystem::create_directories(zones / "Africa");
    std::filesystem::copy_file("/usr/share/zoneinfo/Etc/GMT-14", zones / "Africa/Casablanca",
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_EXIT(
        {
            setenv("TZDIR", zones.c_str(), 1);
            std::exit(moroccan_day(*Instant::parse_iso("2025-11-21T10:30:00Z")) ==
                              *Date::parse_iso("2025-11-22")
                          ? 0
                          : 1);
        },
        testing::ExitedWithCode(0), "");
    std::filesystem::remove_all(zones);
}

TEST(Ids, GrowInTheOrderInWhichTheyAreMade)
{
    Id last = Id::make();
    for (int i = 0; i < 10'000; ++i) {
        const Id next = Id::make();
        ASSERT_LT(last, next);
        last = next;
    }
}

TEST(Ids, AreReadBackFromTheirText)
{
    const Id id = Id::make();
    EXPECT_EQ(Id::parse(id.str()), id);
    EXPECT_EQ(id.str()[14], '7');
    EXPECT_FALSE(Id::parse("not-an-id"));
    EXPECT_FALSE(Id::parse(id.str() + "0"));
}

} // namespace jisr::core
