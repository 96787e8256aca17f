#pragma once

#include <atomic>
#include <coroutine>
#include <functional>

namespace jisr::http {

/// A suspended coroutine that another thread will make ready.
struct Resumable
{
    std::coroutine_handle<> waiter;
    Resumable* next = nullptr;
};

/// Coroutines made ready by other threads. The writer thread answers dozens of requests after one
/// commit: they go on a lock-free list, and only the first of them wakes a thread, which then
/// resumes them all.
class ReadyList
{
  public:
    /// `wake` has resume_all() called soon on a thread of the server.
    explicit ReadyList(std::function<void()> wake) : wake_(std::move(wake)) {}

    /// Goes on with a suspended coroutine; from any thread.
    void push(Resumable& entry);
    void resume_all();

  private:
    std::function<void()> wake_;
    std::atomic<Resumable*> newest_{nullptr};
};

} // namespace jisr::http
