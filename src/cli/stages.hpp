#pragma once

#include <chrono>
#include <iomanip>
#include <iostream>
#include <string_view>

namespace jisr::cli {

/// Prints how long each stage took.
class Stages
{
  public:
    void done(std::string_view what)
    {
        const auto now = std::chrono::steady_clock::now();
        print(what, now - last_);
        last_ = now;
    }

    void print_total() const { print("total", last_ - start_); }

  private:
    static void print(std::string_view what, std::chrono::duration<double> took)
    {
        std::cout << std::left << std::setw(44) << what << std::right << std::fixed
                  << std::setprecision(2) << std::setw(8) << took.count() << " s\n";
    }

    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point last_ = start_;
};

} // namespace jisr::cli
