#include "db/sqlite/gathered_log.hpp"

#include <algorithm>
#include <string_view>

namespace jisr::db::sqlite {

namespace {

constexpr std::size_t kFrameHead = 24; ///< bytes before each page
constexpr std::size_t kSizeAfterCommit =
    4; ///< where the head says, in four bytes, the pages of the file after a commit; else 0
constexpr std::size_t kMostWaiting =
    64 * 1024; ///< with a page more than that, far below what SQLite's files take in one write

bool ends_transaction(std::string_view frame_head)
{
    const auto size = frame_head.substr(kSizeAfterCommit, 4);
    return std::ranges::any_of(size, [](char byte) { return byte != 0; });
}

} // namespace

GatheredLog::GatheredLog(sqlite3_file& log) : real_(log.pMethods), methods_{*real_, this}
{
    methods_.xWrite = write;
    methods_.xRead = read;
    methods_.xSync = sync;
    methods_.xTruncate = truncate;
    methods_.xFileSize = file_size;
    methods_.xClose = close;
    log.pMethods = &methods_;
}

GatheredLog& GatheredLog::of(sqlite3_file* file)
{
    return *static_cast<const Methods*>(file->pMethods)->log;
}

int GatheredLog::write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset)
{
    return of(file).add(file, {static_cast<const char*>(bytes), static_cast<std::size_t>(size)},
                        offset);
}

int GatheredLog::add(sqlite3_file* file, std::string_view bytes, sqlite3_int64 offset)
{
    const bool is_head = bytes.size() == kFrameHead;
    const bool goes_on = offset == end_;
    end_ = offset + static_cast<sqlite3_int64>(bytes.size());
    if (goes_on) {
        if (waiting_.empty())
            begins_at_ = offset;
        waiting_ += bytes;
    } else if (const int code = write_at_once(file, bytes, offset); code != SQLITE_OK) {
        return code;
    }
    if (is_head)
        commits_ = ends_transaction(bytes);
    const bool is_full = waiting_.size() >= kMostWaiting;
    return !is_head && (commits_ || is_full) ? write_waiting(file) : SQLITE_OK;
}

/// A page or a head that is written anew in its place: nothing need follow it.
int GatheredLog::write_at_once(sqlite3_file* file, std::string_view bytes, sqlite3_int64 offset)
{
    const int code = write_waiting(file);
    return code == SQLITE_OK
               ? real_->xWrite(file, bytes.data(), static_cast<int>(bytes.size()), offset)
               : code;
}

/// What could not be written is given up: SQLite gives up the transaction that it is of.
int GatheredLog::write_waiting(sqlite3_file* file)
{
    if (waiting_.empty())
        return SQLITE_OK;
    const int code =
        real_->xWrite(file, waiting_.data(), static_cast<int>(waiting_.size()), begins_at_);
    waiting_.clear();
    commits_ = false;
    return code;
}

int GatheredLog::read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset)
{
    auto& log = of(file);
    const int code = log.write_waiting(file);
    return code == SQLITE_OK ? log.real_->xRead(file, bytes, size, offset) : code;
}

int GatheredLog::sync(sqlite3_file* file, int flags)
{
    auto& log = of(file);
    const int code = log.write_waiting(file);
    return code == SQLITE_OK ? log.real_->xSync(file, flags) : code;
}

int GatheredLog::truncate(sqlite3_file* file, sqlite3_int64 size)
{
    auto& log = of(file);
    const int code = log.write_waiting(file);
    return code == SQLITE_OK ? log.real_->xTruncate(file, size) : code;
}

int GatheredLog::file_size(sqlite3_file* file, sqlite3_int64* size)
{
    auto& log = of(file);
    const int code = log.write_waiting(file);
    return code == SQLITE_OK ? log.real_->xFileSize(file, size) : code;
}

int GatheredLog::close(sqlite3_file* file)
{
    // No transaction is open: nothing waits that was committed.
    return of(file).real_->xClose(file);
}

} // namespace jisr::db::sqlite
