#include "http/load.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace jisr::http {

namespace {

using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::microseconds;

constexpr std::chrono::seconds kLastAnswers{30};

struct Asker
{
    Wire wire;
    std::string out;
    std::string in;
    Clock::time_point sent;
    bool waits = false; ///< for an answer
};

/// The generator: sockets that do not block, one epoll for all of them.
class Load
{
  public:
    Load(const LoadOptions& options, const NextRequest& next, const SeeAnswer& see)
        : options_(options), next_(next), see_(see), epoll_(::epoll_create1(EPOLL_CLOEXEC))
    {
    }

    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    ~Load() { ::close(epoll_); }

    core::Result<void> connect()
    {
        askers_.reserve(options_.connections);
        for (unsigned i = 0; i < options_.connections; ++i) {
            askers_.push_back({TRY(Wire::connect(options_.host, options_.port)), {}, {}, {}});
            const int socket = askers_.back().wire.descriptor();
            ::fcntl(socket, F_SETFL, O_NONBLOCK);
            epoll_event event{.events = EPOLLIN, .data = {.u32 = i}};
            ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
        }
        return {};
    }

    LoadReport run()
    {
        const auto begin = Clock::now();
        end_ = begin + options_.duration;
        for (unsigned i = 0; i < options_.connections; ++i)
            ask(i);
        std::array<epoll_event, 256> events{};
        while (waiting_ > 0 && Clock::now() < end_ + kLastAnswers) {
            const int count = ::epoll_wait(epoll_, events.data(), events.size(), 100);
            for (int i = 0; i < count; ++i)
                read(events[static_cast<std::size_t>(i)].data.u32);
        }
        return report(std::chrono::duration<double>(Clock::now() - begin).count());
    }

  private:
    void ask(unsigned number)
    {
        Asker& asker = askers_[number];
        asker.out.clear();
        asker.sent = Clock::now();
        if (asker.sent >= end_ || !next_(number, asker.out))
            return;
        asker.waits = true;
        ++waiting_;
        if (!asker.wire.send(asker.out))
            lose(asker);
    }

    void lose(Asker& asker)
    {
        ::epoll_ctl(epoll_, EPOLL_CTL_DEL, asker.wire.descriptor(), nullptr);
        if (std::exchange(asker.waits, false)) {
            --waiting_;
            ++report_.broken;
        }
    }

    void read(unsigned number)
    {
        Asker& asker = askers_[number];
        std::array<char, 16 << 10> chunk; // NOLINT: filled by recv
        const auto count = ::recv(asker.wire.descriptor(), chunk.data(), chunk.size(), 0);
        if (count < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (count <= 0)
            return lose(asker);
        asker.in.append(chunk.data(), static_cast<std::size_t>(count));
        const AnswerHead head = read_answer_head(asker.in);
        const auto body_size = static_cast<std::size_t>(std::max<std::int64_t>(head.body_size, 0));
        if (head.status != 0 && asker.in.size() >= head.size + body_size)
            take(number, head, body_size);
    }

    void take(unsigned number, const AnswerHead& head, std::size_t body_size)
    {
        Asker& asker = askers_[number];
        const auto took = std::chrono::duration_cast<Microseconds>(Clock::now() - asker.sent);
        took_.push_back(static_cast<std::uint32_t>(took.count()));
        ++report_.answered;
        report_.refused += head.status >= 400 ? 1 : 0;
        asker.waits = false;
        --waiting_;
        see_(number, head.status, std::string_view(asker.in).substr(head.size, body_size));
        asker.in.erase(0, head.size + body_size);
        if (head.closes)
            lose(asker);
        else
            ask(number);
    }

    LoadReport report(double seconds)
    {
        std::ranges::sort(took_);
        const auto at = [&](std::size_t percent) {
            return Microseconds(took_.empty() ? 0 : took_[(took_.size() - 1) * percent / 100]);
        };
        report_.broken += waiting_; // asked and never answered
        report_.seconds = seconds;
        report_.rate = static_cast<double>(report_.answered) / seconds;
        report_.p50 = at(50);
        report_.p95 = at(95);
        report_.p99 = at(99);
        report_.max = at(100);
        return report_;
    }

    const LoadOptions& options_;
    const NextRequest& next_;
    const SeeAnswer& see_;
    int epoll_;
    Clock::time_point end_;
    std::vector<Asker> askers_;
    std::uint64_t waiting_ = 0;
    std::vector<std::uint32_t> took_; ///< microseconds
    LoadReport report_;
};

} // namespace

core::Result<LoadReport> run_load(const LoadOptions& options, const NextRequest& next,
                                  const SeeAnswer& see)
{
    Load load(options, next, see);
    TRY(load.connect());
    return load.run();
}

} // namespace jisr::http
