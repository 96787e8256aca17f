#include "modules/registry/slot_order.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

constexpr std::size_t kMostRecent = 4096;

} // namespace

void SlotOrder::assign(std::vector<Slot> slots, Before before)
{
    settled_ = std::move(slots);
    recent_.clear();
    const auto sorted = [&](Slot a, Slot b) { return before(a, b); };
    if (!std::is_sorted(settled_.begin(), settled_.end(), sorted))
        std::sort(settled_.begin(), settled_.end(), sorted);
}

void SlotOrder::add(Slot slot, Before before)
{
    if (recent_.empty() && (settled_.empty() || before(settled_.back(), slot))) {
        settled_.push_back(slot); // as nearly always by time
        return;
    }
    const auto at = std::partition_point(recent_.begin(), recent_.end(),
                                         [&](Slot other) { return before(other, slot); });
    recent_.insert(at, slot);
    if (recent_.size() > kMostRecent)
        settle(before);
}

void SlotOrder::remove(Slot slot, Before before)
{
    for (auto* slots : {&settled_, &recent_}) {
        const auto at = std::partition_point(slots->begin(), slots->end(),
                                             [&](Slot other) { return before(other, slot); });
        if (at != slots->end() && *at == slot) {
            slots->erase(at);
            return;
        }
    }
}

/// Moves blocks of the long run up from its end, one for each recent slot: few comparisons.
void SlotOrder::settle(Before before)
{
    auto end = settled_.end() - settled_.begin();
    settled_.resize(settled_.size() + recent_.size());
    auto to = settled_.end();
    for (; !recent_.empty(); recent_.pop_back()) {
        const Slot slot = recent_.back();
        const auto from = std::partition_point(settled_.begin(), settled_.begin() + end,
                                               [&](Slot other) { return before(other, slot); });
        to = std::move_backward(from, settled_.begin() + end, to);
        *--to = slot;
        end = from - settled_.begin();
    }
}

void SlotOrder::ascend(core::FunctionRef<bool(Slot)> passed, Before before,
                       core::FunctionRef<bool(Slot)> visit) const
{
    const auto is_passed = [&](Slot slot) { return passed(slot); };
    auto settled = std::partition_point(settled_.begin(), settled_.end(), is_passed);
    auto recent = std::partition_point(recent_.begin(), recent_.end(), is_passed);
    while (settled != settled_.end() || recent != recent_.end()) {
        const bool from_recent =
            settled == settled_.end() || (recent != recent_.end() && before(*recent, *settled));
        if (!visit(from_recent ? *recent++ : *settled++))
            return;
    }
}

void SlotOrder::descend(core::FunctionRef<bool(Slot)> passed, Before before,
                        core::FunctionRef<bool(Slot)> visit) const
{
    const auto is_left = [&](Slot slot) { return !passed(slot); };
    auto settled = std::partition_point(settled_.begin(), settled_.end(), is_left);
    auto recent = std::partition_point(recent_.begin(), recent_.end(), is_left);
    while (settled != settled_.begin() || recent != recent_.begin()) {
        const bool from_recent =
            settled == settled_.begin() ||
            (recent != recent_.begin() && before(*(settled - 1), *(recent - 1)));
        if (!visit(from_recent ? *--recent : *--settled))
            return;
    }
}

void SlotOrder::save(linkage::SnapshotWriter& writer) const
{
    writer.write(std::span(settled_));
    writer.write(std::span(recent_));
}

SlotOrder SlotOrder::load(linkage::SnapshotReader& reader)
{
    SlotOrder order;
    order.settled_ = reader.read<Slot>(linkage::kMostInSnapshot);
    order.recent_ = reader.read<Slot>(kMostRecent + 1);
    return order;
}

} // namespace jisr::registry
