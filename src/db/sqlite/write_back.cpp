#include "db/sqlite/write_back.hpp"

namespace jisr::db::sqlite {

WriteBack::WriteBack(std::unique_ptr<Connection> connection) : connection_(std::move(connection))
{
    // The first read finds the log; closing is the writer's matter.
    (void)connection_->script("select 1 from sqlite_schema limit 1");
    connection_->leave_log();
    thread_ = std::thread([this] { run(); });
}

WriteBack::~WriteBack()
{
    {
        const std::lock_guard lock(mutex_);
        state_ = State::Stopping;
    }
    wake_.notify_one();
    thread_.join();
}

void WriteBack::begin()
{
    {
        const std::lock_guard lock(mutex_);
        if (state_ != State::Idle)
            return;
        state_ = State::Asked;
    }
    wake_.notify_one();
}

bool WriteBack::take_end()
{
    const std::lock_guard lock(mutex_);
    if (state_ != State::Ended)
        return false;
    state_ = State::Idle;
    return true;
}

void WriteBack::run()
{
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return state_ == State::Asked || state_ == State::Stopping; });
        if (state_ == State::Stopping)
            return;
        lock.unlock();
        // What has come meanwhile too: the writer waits for the disk while it copies what is left.
        connection_->copy_log();
        connection_->copy_log();
        lock.lock();
        if (state_ == State::Asked)
            state_ = State::Ended;
    }
}

} // namespace jisr::db::sqlite
