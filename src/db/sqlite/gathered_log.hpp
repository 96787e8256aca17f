#pragma once

#include <sqlite3.h>

#include <string>

namespace jisr::db::sqlite {

/// Writes what a connection adds to its write-ahead log in pieces of many pages, instead of two for
/// each page (the head of its frame, then the page): a commit of many registrations has a hundred
/// pages. The file is the same, byte for byte, whenever somebody else may look at it: the
/// frame that ends a transaction says so, SQLite writes it last, and tells others of it after that
/// write has succeeded (sqlite.org/fileformat2.html#walformat, sqlite.org/wal.html).
class GatheredLog
{
  public:
    /// Stands in the file's methods until the file is closed, and must live as long.
    explicit GatheredLog(sqlite3_file& log);
    GatheredLog(const GatheredLog&) = delete;
    GatheredLog& operator=(const GatheredLog&) = delete;

  private:
    struct Methods : sqlite3_io_methods
    {
        GatheredLog* log = nullptr;
    };

    static GatheredLog& of(sqlite3_file* file);
    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset);
    static int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset);
    static int sync(sqlite3_file* file, int flags);
    static int truncate(sqlite3_file* file, sqlite3_int64 size);
    static int file_size(sqlite3_file* file, sqlite3_int64* size);
    static int close(sqlite3_file* file);

    int add(sqlite3_file* file, std::string_view bytes, sqlite3_int64 offset);
    int write_at_once(sqlite3_file* file, std::string_view bytes, sqlite3_int64 offset);
    int write_waiting(sqlite3_file* file);

    const sqlite3_io_methods* real_;
    Methods methods_;
    std::string waiting_; ///< not written yet, one piece
    sqlite3_int64 begins_at_ = 0;
    sqlite3_int64 end_ = -1; ///< of the last write
    bool commits_ = false;   ///< the page to come ends a transaction
};

} // namespace jisr::db::sqlite
