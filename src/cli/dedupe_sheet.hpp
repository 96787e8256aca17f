#pragma once

#include "cli/people_sheet.hpp"

namespace jisr::cli {

struct DedupeSheetOptions
{
    PeopleSheetOrder sheet;
    std::vector<std::string> mapping; ///< "heading=field"
    std::string truth;
    std::string clusters;
    std::string pairs;
    double threshold = 0.5; ///< where F1 was best on every setting of bench/data
};

/// Finds the records of one person in a list, and writes and prints what was found.
core::Result<void> dedupe_sheet(const DedupeSheetOptions& options);

} // namespace jisr::cli
