#pragma once

#include "http/message.hpp"
#include "http/ready_list.hpp"

#include <mutex>
#include <string>

namespace jisr::http {

/// The events on their way to one client.
class ClientEvents final : public EventStream
{
  public:
    explicit ClientEvents(ReadyList& ready) : ready_(ready) {}

    bool publish(std::string_view event, std::string_view data) override;

    /// A comment that tells the client, and what stands between, that the stream lives.
    void beat();

    /// Ends the stream; what has been published before is still sent when the client reads it.
    void close();

    /// Whether the client was given up because it does not read.
    [[nodiscard]] bool is_dropped();

    /// Awaits text to send; empty at the end of the stream.
    auto next()
    {
        struct Awaiter
        {
            ClientEvents& events;

            [[nodiscard]] bool await_ready() const { return false; }

            bool await_suspend(std::coroutine_handle<> waiter) { return events.wait(waiter); }

            std::string await_resume() { return events.take(); }
        };

        return Awaiter{*this};
    }

  private:
    bool append(std::string_view text);
    bool wait(std::coroutine_handle<> waiter);
    std::string take();
    void wake();

    ReadyList&
        ready_; // used only while open, for as long as the connection sees to it that it lives
    std::mutex mutex_;
    std::string pending_;
    bool closed_ = false;
    bool dropped_ = false;
    bool waiting_ = false;
    Resumable resumable_;
};

} // namespace jisr::http
