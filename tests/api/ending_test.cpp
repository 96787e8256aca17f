#include "cli/application.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

namespace jisr::tests {
namespace {

class Ending : public testing::TestWithParam<Engine>
{
};

INSTANTIATE_TEST_SUITE_P(Engines, Ending, kEngines, engine_name);

TEST_P(Ending, WorksThatWaitRunBeforeWhatTheyUseGoes)
{
    const TestDatabase database{GetParam()};
    const TemporaryFolder folder;
    auto made = cli::Application::make(database.url(), {.data_folder = folder.path()});
    ASSERT_TRUE(made) << made.error().cause;
    const std::weak_ptr index = (*made)->persons();
    std::latch begin(1);
    std::atomic<int> found{0};
    for (int i = 0; i < 4; ++i) // of which some wait for the others
        (*made)->database().write_together(
            {},
            [&](db::Writer&) -> core::Result<void> {
                begin.wait();
                found += index.expired() ? 0 : 1;
                return {};
            },
            [](const core::Result<void>&) {});
    const std::jthread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100)); // the end has begun
        begin.count_down();
    });
    made->reset();
    EXPECT_EQ(found, 4);
}

} // namespace
} // namespace jisr::tests
