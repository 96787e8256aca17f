#include "http/answer_slot.hpp"

#include <memory>

namespace jisr::http {

namespace {

/// Gives the Response, or word that there will be none, to the slot of the connection; exactly
/// once.
class Answerer
{
  public:
    explicit Answerer(AnswerSlot& slot) : slot_(slot) {}

    Answerer(const Answerer&) = delete;
    Answerer& operator=(const Answerer&) = delete;

    ~Answerer() { deliver(std::nullopt); }

    void deliver(std::optional<Response> response)
    {
        if (!used_.exchange(true))
            slot_.deliver(std::move(response));
    }

  private:
    AnswerSlot& slot_; // lives for as long as the answer is awaited
    std::atomic<bool> used_{false};
};

} // namespace

Reply AnswerSlot::arm()
{
    response_.reset();
    state_.store(State::Running);
    return [answerer = std::make_shared<Answerer>(*this)](Response response) {
        answerer->deliver(std::move(response));
    };
}

void AnswerSlot::deliver(std::optional<Response> response)
{
    response_ = std::move(response);
    if (state_.exchange(State::Answered) == State::Waiting)
        ready_.push(*this);
}

bool AnswerSlot::await_suspend(std::coroutine_handle<> caller)
{
    waiter = caller;
    State expected = State::Running;
    return state_.compare_exchange_strong(expected, State::Waiting);
}

} // namespace jisr::http
