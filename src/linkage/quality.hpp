#pragma once

#include <cstdint>
#include <vector>

namespace jisr::linkage {

/// Of what was found, how much is right; and of what is right, how much was found. 0 to 1.
struct Accuracy
{
    double precision = 0;
    double recall = 0;
    /// Their harmonic mean.
    [[nodiscard]] double f1() const;
};

/// How clusters agree with the truth.
struct Quality
{
    Accuracy pairs; ///< two records in one cluster, against two records of one person
    /// Clusters of two records and more that hold all records of one person and no other, against
    /// all such clusters, and against all persons with two records and more.
    Accuracy clusters;
    /// B-cubed (Bagga and Baldwin 1998): for each record the share of its cluster that is of its
    /// person, and the share of its person that is in its cluster; means over all records.
    Accuracy records;
};

/// `found` and `truth` give for each record the number of its cluster and of its person, in any
/// numbering; both of the same size.
Quality measure(const std::vector<std::uint32_t>& found, const std::vector<std::uint32_t>& truth);

} // namespace jisr::linkage
