#include "answers.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace jisr::bench {

Answers::Answers(const linkage::NameIndex& index, const Quiz& quiz, std::size_t most)
{
    using Clock = std::chrono::steady_clock;
    const auto used = std::clock();
    for (const auto& [asked, meant] : quiz.questions) {
        const auto start = Clock::now();
        const auto hits = index.search(linkage::read_name(asked), most);
        milliseconds_.push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        const auto found = std::ranges::find_if(
            hits, [&](const auto& hit) { return quiz.corpus[hit.slot] == meant; });
        ranks_.push_back(found == hits.end() ? 0
                                             : static_cast<std::size_t>(found - hits.begin()) + 1);
    }
    const auto total = static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC;
    processor_time_ = 1000 * total / static_cast<double>(quiz.questions.size());
    std::ranges::sort(milliseconds_);
}

double Answers::found(std::size_t place) const
{
    const auto hits =
        std::ranges::count_if(ranks_, [&](std::size_t rank) { return rank > 0 && rank <= place; });
    return static_cast<double>(hits) / static_cast<double>(ranks_.size());
}

double Answers::milliseconds(std::size_t percent) const
{
    return milliseconds_[(milliseconds_.size() - 1) * percent / 100];
}

std::vector<Question> Answers::missed(const Quiz& quiz, std::size_t place) const
{
    std::vector<Question> missed;
    for (std::size_t i = 0; i < ranks_.size(); ++i)
        if (ranks_[i] == 0 || ranks_[i] > place)
            missed.push_back(quiz.questions[i]);
    return missed;
}

linkage::NameIndex index_of(const std::vector<std::string>& names)
{
    linkage::NameIndex index;
    for (std::size_t i = 0; i < names.size(); ++i)
        index.put(static_cast<linkage::NameIndex::Slot>(i), linkage::read_name(names[i]));
    return index;
}

} // namespace jisr::bench
