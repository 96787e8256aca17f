#pragma once

#include "core/function_ref.hpp"
#include "linkage/snapshot.hpp"

#include <cstdint>
#include <vector>

namespace jisr::registry {

/// Numbers kept in an order that somebody else knows: a long sorted run and a short one of those
/// added lately, which is merged into it now and then, so that adding to a million costs
/// microseconds. Not thread-safe.
class SlotOrder
{
  public:
    using Slot = std::uint32_t;
    /// Whether one stands before another; a strict total order that stays as it is while both are
    /// held.
    using Before = core::FunctionRef<bool(Slot, Slot)>;

    /// Takes the place of what was there; sorts.
    void assign(std::vector<Slot> slots, Before before);
    void add(Slot slot, Before before);
    /// By the keys with which it was added.
    void remove(Slot slot, Before before);

    /// Visits the slots for which `passed` is false, in order, until `visit` returns false.
    /// `passed` is true for a first part of the order and false for the rest.
    void ascend(core::FunctionRef<bool(Slot)> passed, Before before,
                core::FunctionRef<bool(Slot)> visit) const;
    /// The same from the end: `passed` is true for a last part of the order.
    void descend(core::FunctionRef<bool(Slot)> passed, Before before,
                 core::FunctionRef<bool(Slot)> visit) const;

    void save(linkage::SnapshotWriter& writer) const;
    static SlotOrder load(linkage::SnapshotReader& reader);

  private:
    void settle(Before before);

    std::vector<Slot> settled_;
    std::vector<Slot> recent_;
};

} // namespace jisr::registry
