#pragma once

#include "db/sqlite/connection.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace jisr::db::sqlite {

/// Copies the pages of the write-ahead log into the file, on a thread and a connection of its own,
/// while commits go on: the flush of a file with thousands of changed pages takes the disk tens of
/// milliseconds, in which no registration would end.
class WriteBack
{
  public:
    explicit WriteBack(std::unique_ptr<Connection> connection);
    ~WriteBack(); ///< ends what is under way
    WriteBack(const WriteBack&) = delete;
    WriteBack& operator=(const WriteBack&) = delete;

    /// Has the log written back, as far as it reaches by then, unless that is under way.
    void begin();

    /// Once after a `begin`, when most of the log is in the file: what remains is what was
    /// committed in the last moment.
    bool take_end();

  private:
    enum class State { Idle, Asked, Ended, Stopping };

    void run();

    std::unique_ptr<Connection> connection_;
    std::mutex mutex_;
    std::condition_variable wake_;
    State state_ = State::Idle;
    std::thread thread_; ///< last: it uses all of the above
};

} // namespace jisr::db::sqlite
