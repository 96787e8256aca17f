#pragma once

#include "linkage/name_index.hpp"

#include <deque>
#include <vector>

namespace jisr::linkage {

/// One search in a NameIndex.
class NameSearch
{
  public:
    using Slot = NameIndex::Slot;
    using Hit = NameIndex::Hit;

    NameSearch(const NameIndex& index, std::size_t k, NameIndex::Filter filter)
        : index_(index), k_(k), filter_(filter)
    {
    }

    std::vector<Hit> run(const Name& query, bool typing);

  private:
    /// Searches for the query as it stands, or read otherwise: for those who score above `least`.
    std::vector<Hit> read(const Name& query, bool typing, double least);

    /// One token of the query with the tokens that may be meant.
    struct Part
    {
        std::vector<Vocabulary::Candidate> candidates;
        double share = 1;        ///< how much it counts; more for a rare token
        double most = 0;         ///< weight of its best candidate, or of itself were it there
        double bound = 0;        ///< share × weight of the best candidate
        std::size_t persons = 0; ///< who have any candidate
    };

    void look_up(const Name& query, bool typing);
    Part part_of(const Token& token, const Matcher& matcher, bool typing, bool alone) const;
    void collect();
    /// Marks who has a candidate of a part from `first` on; false when that takes longer than
    /// looking at everybody of the part before.
    bool mark_from(std::size_t first);
    /// Looks at those of a part who are marked, or who are not; `others` is the most that parts
    /// still to come can add.
    void visit(const Part& part, bool marked, double others);
    void visit(const std::vector<Slot>& slots, bool marked);
    double weight_of(Slot slot) const;
    void offer(Slot slot, double weight);
    double threshold() const;

    const NameIndex& index_;
    std::size_t k_;
    NameIndex::Filter filter_;
    std::vector<Part> parts_;
    std::vector<Hit> best_;        ///< a heap, the worst in front; scores are weights until the end
    std::deque<Matcher> matchers_; ///< of the query's tokens
    double floor_ = 0;             ///< weight that a hit must pass
    double full_ = 1;              ///< weight of a person whose name is the query
    std::size_t budget_ = 0;
};

} // namespace jisr::linkage
