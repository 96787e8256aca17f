#include "http/event_stream.hpp"

#include <algorithm>

namespace jisr::http {

namespace {

constexpr std::size_t kQueueLimit = 256 << 10; // a client that is further behind does not read

/// One event as text. A line end inside would begin a line of the protocol.
std::string framed(std::string_view event, std::string_view data)
{
    std::string text = "event: ";
    text.append(event).append("\ndata: ");
    const auto begin = text.size();
    text.append(data);
    const auto is_line_end = [](char c) { return c == '\n' || c == '\r'; };
    std::replace_if(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), is_line_end,
                    ' ');
    return text.append("\n\n");
}

} // namespace

bool ClientEvents::publish(std::string_view event, std::string_view data)
{
    return append(framed(event, data));
}

void ClientEvents::beat()
{
    append(":\n\n");
}

bool ClientEvents::append(std::string_view text)
{
    const std::scoped_lock lock(mutex_);
    if (closed_)
        return false;
    if (pending_.size() + text.size() > kQueueLimit) {
        pending_.clear();
        closed_ = dropped_ = true;
    } else {
        pending_ += text;
    }
    wake();
    return !closed_;
}

void ClientEvents::close()
{
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    wake();
}

bool ClientEvents::is_dropped()
{
    const std::scoped_lock lock(mutex_);
    return dropped_;
}

void ClientEvents::wake()
{
    if (std::exchange(waiting_, false))
        ready_.push(resumable_);
}

bool ClientEvents::wait(std::coroutine_handle<> waiter)
{
    const std::scoped_lock lock(mutex_);
    if (closed_ || !pending_.empty())
        return false;
    resumable_.waiter = waiter;
    waiting_ = true;
    return true;
}

std::string ClientEvents::take()
{
    const std::scoped_lock lock(mutex_);
    return std::exchange(pending_, {});
}

} // namespace jisr::http
