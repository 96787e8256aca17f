#pragma once

#include "core/result.hpp"
#include "db/digest.hpp"
#include "db/value.hpp"

#include <zlib.h>

#include <filesystem>
#include <memory>

namespace jisr::db {

/// The format of a backup, inside gzip. Numbers are eight bytes, the lowest first; a text is its
/// length and its bytes.
///
///     magic                        "jisr backup 1\n"
///     number schema, number taken at (ms), text engine
///     then records, each begun by one byte:
///     'T' text table, number of columns, each: text name, one byte of Kind
///     'R' one value for each column: byte 0 for null, or 1 and what Kind says
///     'E' number of rows of the table
///     'Z' 64 hexadecimal digits: BLAKE2b of every byte before them
enum class Kind : char { Text = 't', Integer = 'i', Real = 'r', Boolean = 'b', Id = 'u' };

struct BackupColumn
{
    std::string name;
    Kind kind = Kind::Text;
};

struct CloseGzip
{
    void operator()(gzFile_s* file) const { gzclose(file); }
};

using Gzip = std::unique_ptr<gzFile_s, CloseGzip>;

/// Writes the pieces of a backup; the first failure (a full disk) is kept and told by `finish`.
class BackupWriter
{
  public:
    static core::Result<BackupWriter> create(const std::filesystem::path& file);

    void bytes(std::string_view piece);

    void mark(char record) { bytes({&record, 1}); }

    void number(std::int64_t value);
    void text(std::string_view value);
    /// Ends the file and flushes it to the disk; gives the digest.
    core::Result<std::string> finish();

  private:
    BackupWriter(Gzip file, std::filesystem::path path)
        : file_(std::move(file)), path_(std::move(path))
    {
    }

    Gzip file_;
    std::filesystem::path path_;
    Digest digest_;
    bool failed_ = false;
};

/// Reads the pieces of a backup whose digest was checked before.
class BackupReader
{
  public:
    static core::Result<BackupReader> open(const std::filesystem::path& file);
    /// Computes the digest of the whole file; 503 when it is not the one at its end, or anything
    /// stands behind that.
    static core::Result<std::string> check(const std::filesystem::path& file);

    core::Result<char> mark();
    core::Result<std::int64_t> number();
    core::Result<std::string> text();
    core::Result<Value> value(Kind kind);

  private:
    explicit BackupReader(Gzip file) : file_(std::move(file)) {}

    core::Result<void> bytes(char* into, std::size_t count);

    Gzip file_;
};

inline constexpr std::string_view kBackupMagic = "jisr backup 1\n";

} // namespace jisr::db
