#pragma once

#include <csignal>

#include <sys/resource.h>

namespace jisr::tests {

/// While it lives no file of this process grows beyond so many bytes: a write fails as on a full
/// disk.
class FullDisk
{
  public:
    explicit FullDisk(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }

    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit before_{};
};

} // namespace jisr::tests
