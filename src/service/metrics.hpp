#pragma once

#include "http/server.hpp"

#include <functional>
#include <memory>
#include <string>

namespace jisr::service {

/// Counts answered requests by method, route pattern and status class, and how long they took;
/// reads gauges when it is asked. Nothing personal: patterns, never paths.
class Metrics
{
  public:
    Metrics();
    ~Metrics();

    void observe(const http::Observation& observation);
    /// A value that goes up and down; `read` is called for each text, on any thread.
    void gauge(std::string name, std::string help, std::function<double()> read);
    /// The Prometheus text format (version 0.0.4).
    [[nodiscard]] std::string text() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace jisr::service
