#include "db/backup_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cstring>
#include <fstream>

namespace jisr::db {

namespace {

constexpr unsigned kBuffer = 256 * 1024;
constexpr std::size_t kDigestLength = 64;
constexpr std::int64_t kLongestText = std::int64_t{1} << 30U;

core::Problem damaged(const std::filesystem::path& file)
{
    return core::problems::unavailable(file.string() + " is cut, changed or no backup");
}

core::Result<void> flush_to_disk(const std::filesystem::path& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = file >= 0 && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    if (!flushed)
        return core::fail(core::problems::unavailable("cannot flush " + path.string()));
    return {};
}

/// What gzip writes behind what it holds: CRC and length, the lowest bytes first. Whatever stands
/// behind that in a file it passes over without a word.
class GzipEnd
{
  public:
    void add(std::string_view piece)
    {
        crc_ = crc32(crc_, reinterpret_cast<const Bytef*>(piece.data()),
                     static_cast<uInt>(piece.size()));
        length_ += piece.size();
    }

    [[nodiscard]] bool is_last_of(const std::filesystem::path& path) const
    {
        std::array<char, 8> expected{};
        const std::uint64_t both = (length_ << 32U) | crc_;
        for (unsigned i = 0; i < expected.size(); ++i)
            expected[i] = static_cast<char>(both >> (8 * i));
        std::array<char, 8> last{};
        std::ifstream file(path, std::ios::binary);
        file.seekg(-static_cast<std::streamoff>(last.size()), std::ios::end);
        return file.read(last.data(), last.size()) && last == expected;
    }

  private:
    uLong crc_ = crc32(0, nullptr, 0);
    std::uint64_t length_ = 0;
};

} // namespace

core::Result<BackupWriter> BackupWriter::create(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return core::fail(core::problems::unavailable("cannot write " + file.string() + ": " +
                                                      std::strerror(errno)));
    Gzip stream(gzdopen(descriptor, "wb1"));
    if (!stream) {
        ::close(descriptor);
        return core::fail(core::problems::unavailable("cannot compress"));
    }
    gzbuffer(stream.get(), kBuffer);
    return BackupWriter(std::move(stream), file);
}

void BackupWriter::bytes(std::string_view piece)
{
    digest_.bytes(piece);
    if (!piece.empty() &&
        gzwrite(file_.get(), piece.data(), static_cast<unsigned>(piece.size())) <= 0)
        failed_ = true;
}

void BackupWriter::number(std::int64_t value)
{
    char out[8];
    for (unsigned i = 0; i < sizeof out; ++i)
        out[i] = static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
    bytes({out, sizeof out});
}

void BackupWriter::text(std::string_view value)
{
    number(static_cast<std::int64_t>(value.size()));
    bytes(value);
}

core::Result<std::string> BackupWriter::finish()
{
    mark('Z');
    std::string digest = digest_.hex();
    failed_ =
        gzwrite(file_.get(), digest.data(), static_cast<unsigned>(digest.size())) <= 0 || failed_;
    failed_ = gzclose(file_.release()) != Z_OK || failed_;
    if (failed_)
        return core::fail(core::problems::unavailable("cannot write " + path_.string() + ": " +
                                                      std::strerror(errno)));
    TRY(flush_to_disk(path_));
    return digest;
}

core::Result<BackupReader> BackupReader::open(const std::filesystem::path& file)
{
    Gzip stream(gzopen(file.c_str(), "rbe"));
    if (!stream)
        return core::fail(core::problems::unavailable("cannot read " + file.string()));
    gzbuffer(stream.get(), kBuffer);
    BackupReader reader(std::move(stream));
    std::string magic(kBackupMagic.size(), '\0');
    if (!reader.bytes(magic.data(), magic.size()) || magic != kBackupMagic)
        return core::fail(damaged(file));
    return reader;
}

core::Result<std::string> BackupReader::check(const std::filesystem::path& file)
{
    const BackupReader reader = TRY(open(file));
    Digest digest;
    digest.bytes(kBackupMagic);
    GzipEnd end;
    end.add(kBackupMagic);
    std::string window; // its last bytes may be the digest, so they are held back
    std::string piece(kBuffer, '\0');
    while (true) {
        const int got = gzread(reader.file_.get(), piece.data(), kBuffer);
        if (got < 0)
            return core::fail(damaged(file));
        if (got == 0)
            break;
        window.append(piece, 0, static_cast<std::size_t>(got));
        end.add(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
        if (window.size() > kDigestLength) {
            const std::size_t ready = window.size() - kDigestLength;
            digest.bytes(std::string_view(window).substr(0, ready));
            window.erase(0, ready);
        }
    }
    int cut = Z_OK; // a cut stream ends like a whole one, but for this
    gzerror(reader.file_.get(), &cut);
    const bool is_unpacked = gzdirect(reader.file_.get()) != 0;
    if (cut != Z_OK || window != digest.hex() || !(is_unpacked || end.is_last_of(file)))
        return core::fail(damaged(file));
    return window;
}

core::Result<void> BackupReader::bytes(char* into, std::size_t count)
{
    if (gzread(file_.get(), into, static_cast<unsigned>(count)) != static_cast<int>(count))
        return core::fail(core::problems::unavailable("the backup ends too early"));
    return {};
}

core::Result<char> BackupReader::mark()
{
    char record = 0;
    TRY(bytes(&record, 1));
    return record;
}

core::Result<std::int64_t> BackupReader::number()
{
    unsigned char in[8];
    TRY(bytes(reinterpret_cast<char*>(in), sizeof in));
    std::uint64_t value = 0;
    for (unsigned i = 0; i < sizeof in; ++i)
        value |= std::uint64_t{in[i]} << (8 * i);
    return static_cast<std::int64_t>(value);
}

core::Result<std::string> BackupReader::text()
{
    const std::int64_t length = TRY(number());
    if (length < 0 || length > kLongestText)
        return core::fail(core::problems::unavailable("the backup holds a faulty length"));
    std::string value(static_cast<std::size_t>(length), '\0');
    TRY(bytes(value.data(), value.size()));
    return value;
}

core::Result<Value> BackupReader::value(Kind kind)
{
    if (TRY(mark()) == 0)
        return Value();
    switch (kind) {
    case Kind::Integer:
        return Value(TRY(number()));
    case Kind::Boolean:
        return Value(TRY(number()) != 0);
    case Kind::Real:
        return Value(std::bit_cast<double>(TRY(number())));
    case Kind::Id: {
        core::Id id;
        TRY(bytes(reinterpret_cast<char*>(id.bytes.data()), id.bytes.size()));
        return Value(id);
    }
    case Kind::Text:
        return Value(TRY(text()));
    }
    return core::fail(core::problems::unavailable("the backup holds an unknown type"));
}

} // namespace jisr::db
