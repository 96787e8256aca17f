#pragma once

#include "http/ready_list.hpp"
#include "http/router.hpp"

#include <atomic>
#include <optional>

namespace jisr::http {

/// Where the answer to a connection's running request arrives: at once, or later from another
/// thread.
class AnswerSlot : Resumable
{
  public:
    explicit AnswerSlot(ReadyList& ready) : ready_(ready) {}

    /// Makes ready for the next request, before its handler runs, and gives the handler's way to
    /// answer it.
    Reply arm();

    /// The answer; nothing when the handler let go of its Reply without using it. Once for each
    /// arm().
    void deliver(std::optional<Response> response);

    [[nodiscard]] bool await_ready() const { return state_.load() == State::Answered; }

    bool await_suspend(std::coroutine_handle<> caller);

    std::optional<Response> await_resume() { return std::move(response_); }

  private:
    enum class State { Running, Waiting, Answered };

    ReadyList& ready_;
    std::optional<Response> response_;
    std::atomic<State> state_{State::Running};
};

} // namespace jisr::http
