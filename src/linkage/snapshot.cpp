#include "linkage/snapshot.hpp"

#include <cstring>

namespace jisr::linkage {

core::Problem snapshot_unreadable()
{
    return {.status = 422,
            .slug = "snapshot_unreadable",
            .cause = "not a snapshot of this version, or a damaged one"};
}

void Checksum::take(const char* bytes, std::size_t size)
{
    constexpr std::uint64_t kPrime = 1099511628211U;
    for (; size >= sizeof(std::uint64_t); size -= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes, sizeof word);
        value_ = std::rotl((value_ ^ word) * kPrime, 23);
        bytes += sizeof word;
    }
    for (; size > 0; --size)
        value_ = (value_ ^ static_cast<unsigned char>(*bytes++)) * kPrime;
}

void SnapshotWriter::put(const char* bytes, std::size_t size)
{
    checksum_.take(bytes, size);
    out_.write(bytes, static_cast<std::streamsize>(size));
}

void SnapshotWriter::finish()
{
    const std::uint64_t checksum = checksum_.value();
    out_.write(reinterpret_cast<const char*>(&checksum), sizeof checksum);
}

bool SnapshotReader::get(char* bytes, std::size_t size)
{
    good_ = good_ && static_cast<bool>(in_.read(bytes, static_cast<std::streamsize>(size)));
    if (good_)
        checksum_.take(bytes, size);
    return good_;
}

bool SnapshotReader::finish()
{
    const std::uint64_t expected = checksum_.value();
    std::uint64_t checksum = 0;
    return good_ && in_.read(reinterpret_cast<char*>(&checksum), sizeof checksum) &&
           checksum == expected;
}

} // namespace jisr::linkage
