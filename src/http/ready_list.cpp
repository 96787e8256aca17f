#include "http/ready_list.hpp"

namespace jisr::http {

void ReadyList::push(Resumable& entry)
{
    Resumable* newest = newest_.load(std::memory_order_relaxed);
    do {
        entry.next = newest;
    } while (!newest_.compare_exchange_weak(newest, &entry, std::memory_order_release,
                                            std::memory_order_relaxed));
    if (newest == nullptr)
        wake_();
}

void ReadyList::resume_all()
{
    Resumable* rest = newest_.exchange(nullptr, std::memory_order_acquire);
    Resumable* oldest = nullptr;
    while (rest != nullptr) {
        Resumable* next = rest->next;
        rest->next = oldest;
        oldest = rest;
        rest = next;
    }
    while (oldest != nullptr) {
        Resumable* next = oldest->next; // once resumed, the entry may be waiting again
        oldest->waiter.resume();
        oldest = next;
    }
}

} // namespace jisr::http
