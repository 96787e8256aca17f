#include "service/jobs.hpp"

#include <gmock/gmock.h>

#include <future>
#include <vector>

namespace jisr::service {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr auto kPatience = 30s;

TEST(Jobs, HaveTheirTurnInTheOrderInWhichTheyCame)
{
    std::vector<int> done;
    std::promise<void> all;
    Jobs jobs;
    for (int i = 0; i < 5; ++i)
        jobs.add([&done, i](const auto&) { done.push_back(i); });
    jobs.add([&all](const auto&) { all.set_value(); });
    ASSERT_EQ(all.get_future().wait_for(kPatience), std::future_status::ready);
    EXPECT_THAT(done, testing::ElementsAre(0, 1, 2, 3, 4));
}

TEST(Jobs, OneThatIsForLaterKeepsNoOtherWaiting)
{
    bool was_later = false;
    std::promise<void> other;
    Jobs jobs;
    jobs.add([&was_later](const auto&) { was_later = true; }, 1h);
    jobs.add([&other](const auto&) { other.set_value(); });
    EXPECT_EQ(other.get_future().wait_for(kPatience), std::future_status::ready);
    jobs.stop(); // waits for nobody's pause
    EXPECT_FALSE(was_later);
}

TEST(Jobs, OneThatIsForLaterComesOnceItsPauseIsOver)
{
    std::promise<Steady::time_point> came;
    Jobs jobs;
    const auto added = Steady::now();
    jobs.add([&came](const auto&) { came.set_value(Steady::now()); }, 30ms);
    auto at = came.get_future();
    ASSERT_EQ(at.wait_for(kPatience), std::future_status::ready);
    EXPECT_GE(at.get() - added, 30ms);
}

} // namespace
} // namespace jisr::service
