#pragma once

#include "linkage/name_index.hpp"
#include "questions.hpp"

namespace jisr::bench {

/// How an index answered.
class Answers
{
  public:
    /// Asks every question for the `most` best.
    Answers(const linkage::NameIndex& index, const Quiz& quiz, std::size_t most);

    /// The share of the questions whose name was among the first `place`.
    [[nodiscard]] double found(std::size_t place) const;
    /// Milliseconds within which so many in a hundred were answered.
    [[nodiscard]] double milliseconds(std::size_t percent) const;

    /// Processor time of one answer in the mean, in milliseconds.
    [[nodiscard]] double processor_time() const { return processor_time_; }

    /// Questions whose name was not among the first `place`.
    [[nodiscard]] std::vector<Question> missed(const Quiz& quiz, std::size_t place) const;

  private:
    std::vector<std::size_t> ranks_; ///< 0: not found
    std::vector<double> milliseconds_;
    double processor_time_ = 0;
};

linkage::NameIndex index_of(const std::vector<std::string>& names);

} // namespace jisr::bench
