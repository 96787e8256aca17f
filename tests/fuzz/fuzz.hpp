#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace jisr::fuzz {

/// Ends the run where something does not hold that must, so that the bytes that led there are kept.
inline void require(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "this does not hold: %s\n", what);
    std::abort();
}

/// A file in memory alone: thousands are made in a second.
class MemoryFile
{
  public:
    explicit MemoryFile(std::string_view bytes = {}) : file_(::memfd_create("fuzz", MFD_CLOEXEC))
    {
        const auto written = ::write(file_, bytes.data(), bytes.size());
        require(written == static_cast<ssize_t>(bytes.size()), "a file in memory takes its bytes");
    }

    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    ~MemoryFile() { ::close(file_); }

    [[nodiscard]] std::filesystem::path path() const
    {
        return "/proc/self/fd/" + std::to_string(file_);
    }

  private:
    int file_;
};

} // namespace jisr::fuzz
