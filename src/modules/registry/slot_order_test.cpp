#include "modules/registry/slot_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace jisr::registry {

namespace {

using Slot = SlotOrder::Slot;

/// Slots whose order is that of their keys.
struct Keys
{
    std::vector<int> values;

    auto order() const
    {
        return [this](Slot a, Slot b) { return std::pair(values[a], a) < std::pair(values[b], b); };
    }
};

std::vector<Slot> ascending(const SlotOrder& order, const Keys& keys,
                            const std::optional<Slot>& after = {})
{
    std::vector<Slot> seen;
    order.ascend([&](Slot slot) { return after && !keys.order()(*after, slot); }, keys.order(),
                 [&](Slot slot) {
                     seen.push_back(slot);
                     return true;
                 });
    return seen;
}

std::vector<Slot> descending(const SlotOrder& order, const Keys& keys)
{
    std::vector<Slot> seen;
    order.descend([](Slot) { return false; }, keys.order(),
                  [&](Slot slot) {
                      seen.push_back(slot);
                      return true;
                  });
    return seen;
}

std::vector<Slot> sorted(std::vector<Slot> slots, const Keys& keys)
{
    std::sort(slots.begin(), slots.end(), keys.order());
    return slots;
}

// Whatever is added, removed and added anew with another key, the order is that of a plain sort.
TEST(SlotOrder, StaysSortedThroughAnyChanges)
{
    std::mt19937 random(7);
    for (const std::size_t begin : {0U, 1U, 5'000U}) {
        Keys keys;
        std::vector<Slot> there;
        const auto next_key = [&] { keys.values.push_back(static_cast<int>(random() % 9'000)); };
        for (Slot slot = 0; slot < begin; ++slot) {
            next_key();
            there.push_back(slot);
        }
        SlotOrder order;
        order.assign(there, keys.order());
        for (int i = 0; i < 15'000; ++i) {
            if (random() % 4 == 0 && !there.empty()) {
                const auto at = random() % there.size();
                const Slot slot = there[at];
                order.remove(slot, keys.order());
                keys.values[slot] = static_cast<int>(random() % 9'000);
                order.add(slot, keys.order());
                continue;
            }
            next_key();
            const auto slot = static_cast<Slot>(keys.values.size() - 1);
            order.add(slot, keys.order());
            there.push_back(slot);
        }
        auto expected = sorted(there, keys);
        EXPECT_EQ(ascending(order, keys), expected);
        const Slot middle = expected[expected.size() / 2];
        EXPECT_EQ(ascending(order, keys, middle),
                  std::vector<Slot>(expected.begin() +
                                        static_cast<std::ptrdiff_t>(expected.size() / 2) + 1,
                                    expected.end()));
        std::reverse(expected.begin(), expected.end());
        EXPECT_EQ(descending(order, keys), expected);
    }
}

} // namespace

} // namespace jisr::registry
