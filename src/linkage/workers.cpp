#include "linkage/workers.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace jisr::linkage {

std::size_t worker_count()
{
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
}

void in_parallel(std::size_t pieces, core::FunctionRef<void(std::size_t, std::size_t)> work)
{
    std::atomic<std::size_t> next{0};
    const auto run = [&](std::size_t worker) {
        for (std::size_t piece = next++; piece < pieces; piece = next++)
            work(piece, worker);
    };
    std::vector<std::thread> threads;
    for (std::size_t worker = 1; worker < std::min(worker_count(), pieces); ++worker)
        threads.emplace_back(run, worker);
    run(0);
    for (auto& thread : threads)
        thread.join();
}

} // namespace jisr::linkage
