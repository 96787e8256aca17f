// Takes the place of the C library's fdatasync: in jisr_bench itself, and by LD_PRELOAD in the
// server that it starts. Where a host keeps what its guest has flushed in memory, a flush takes
// a tenth of a millisecond; of a disk that writes it down, milliseconds.

#include <chrono>
#include <cstdlib>
#include <thread>

#include <sys/syscall.h>
#include <unistd.h>

extern "C" int fdatasync(int file)
{
    const auto failed = static_cast<int>(syscall(SYS_fdatasync, file));
    if (const char* milliseconds = std::getenv("JISR_BENCH_FLUSH_MILLISECONDS"))
        std::this_thread::sleep_for(std::chrono::milliseconds(std::atoi(milliseconds)));
    return failed;
}
