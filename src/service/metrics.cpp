#include "service/metrics.hpp"

#include <array>
#include <map>
#include <mutex>
#include <tuple>
#include <vector>

namespace jisr::service {

namespace {

/// Upper bounds of the histogram's buckets, in microseconds.
constexpr std::array<std::int64_t, 9> kBounds{500,     1'000,   5'000,     10'000,   20'000,
                                              100'000, 500'000, 1'000'000, 5'000'000};

struct Series
{
    std::int64_t count = 0;
    std::int64_t microseconds = 0;
    std::array<std::int64_t, kBounds.size()> within{};
};

using Key = std::tuple<std::string, std::string, int>; // method, pattern, status

std::string seconds(std::int64_t microseconds)
{
    return std::to_string(static_cast<double>(microseconds) / 1e6);
}

std::string labels(const Key& key)
{
    const auto& [method, pattern, status] = key;
    return "method=\"" + method + "\",route=\"" + pattern + "\",status=\"" +
           std::to_string(status) + '"';
}

void append(std::string& text, const Key& key, const Series& series)
{
    const std::string name = "jisr_request_duration_seconds";
    for (std::size_t i = 0; i < kBounds.size(); ++i)
        text += name + "_bucket{" + labels(key) + ",le=\"" + seconds(kBounds[i]) + "\"} " +
                std::to_string(series.within[i]) + '\n';
    text +=
        name + "_bucket{" + labels(key) + ",le=\"+Inf\"} " + std::to_string(series.count) + '\n';
    text += name + "_sum{" + labels(key) + "} " + seconds(series.microseconds) + '\n';
    text += name + "_count{" + labels(key) + "} " + std::to_string(series.count) + '\n';
}

struct Gauge
{
    std::string name;
    std::string help;
    std::function<double()> read;
};

} // namespace

struct Metrics::Impl
{
    mutable std::mutex mutex;
    std::map<Key, Series, std::less<>> series;
    std::vector<Gauge> gauges;
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}

Metrics::~Metrics() = default;

void Metrics::observe(const http::Observation& observation)
{
    const std::lock_guard lock(impl_->mutex);
    auto& series = impl_->series[Key{observation.method, observation.pattern, observation.status}];
    ++series.count;
    series.microseconds += observation.took.count();
    for (std::size_t i = 0; i < kBounds.size(); ++i)
        if (observation.took.count() <= kBounds[i])
            ++series.within[i];
}

void Metrics::gauge(std::string name, std::string help, std::function<double()> read)
{
    const std::lock_guard lock(impl_->mutex);
    impl_->gauges.push_back({std::move(name), std::move(help), std::move(read)});
}

std::string Metrics::text() const
{
    std::string text = "# HELP jisr_request_duration_seconds Answered requests and their time.\n"
                       "# TYPE jisr_request_duration_seconds histogram\n";
    const std::lock_guard lock(impl_->mutex);
    for (const auto& [key, series] : impl_->series)
        append(text, key, series);
    for (const auto& [name, help, read] : impl_->gauges) {
        text.append("# HELP ").append(name).append(" ").append(help).append("\n");
        text.append("# TYPE ").append(name).append(" gauge\n");
        text.append(name).append(" ").append(std::to_string(read())).append("\n");
    }
    return text;
}

} // namespace jisr::service
