#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace jisr::http {

namespace detail {

/// Hands control back to whoever awaits the task that has just ended.
struct ReturnToCaller
{
    [[nodiscard]] bool await_ready() const noexcept { return false; }

    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) const noexcept
    {
        return ended.promise().caller;
    }

    void await_resume() const noexcept {}
};

struct TaskPromiseBase
{
    std::coroutine_handle<> caller;
    std::exception_ptr thrown;

    std::suspend_always initial_suspend() noexcept { return {}; }

    ReturnToCaller final_suspend() noexcept { return {}; }

    void unhandled_exception() { thrown = std::current_exception(); }
};

template <class T>
struct TaskPromise : TaskPromiseBase
{
    std::optional<T> value;

    void return_value(T given) { value = std::move(given); }

    T take() { return std::move(*value); }
};

template <>
struct TaskPromise<void> : TaskPromiseBase
{
    void return_void() {}

    void take() {}
};

} // namespace detail

/// A coroutine that runs when awaited, on the thread of whoever awaits it, and resumes that one at
/// its end. Our own instead of asio::awaitable, because a suspended handle that any thread may
/// resume is all that an answer needs.
template <class T = void>
class [[nodiscard]] Task
{
  public:
    struct promise_type : detail::TaskPromise<T>
    {
        Task get_return_object()
        {
            return Task(std::coroutine_handle<promise_type>::from_promise(*this));
        }
    };

    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}

    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;

    ~Task()
    {
        if (handle_)
            handle_.destroy();
    }

    [[nodiscard]] bool await_ready() const noexcept { return false; }

    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept
    {
        handle_.promise().caller = caller;
        return handle_;
    }

    T await_resume()
    {
        if (handle_.promise().thrown)
            std::rethrow_exception(handle_.promise().thrown);
        return handle_.promise().take();
    }

  private:
    explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}

    std::coroutine_handle<promise_type> handle_;
};

/// A coroutine that runs by itself from its call to its end; it must not let an exception out.
struct Detached
{
    struct promise_type
    {
        Detached get_return_object() { return {}; }

        std::suspend_never initial_suspend() noexcept { return {}; }

        std::suspend_never final_suspend() noexcept { return {}; }

        void return_void() {}

        void unhandled_exception() { std::terminate(); }
    };
};

} // namespace jisr::http
