#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::cli {

/// A file that what a command writes must not take the place of.
struct KeptFile
{
    std::string what; ///< "the database"
    std::filesystem::path path;
};

/// Those of an SQLite database, the ones beside it too that come and go while it is open; none of a
/// server's.
std::vector<KeptFile> files_of_database(const std::string& url);

/// Says which of the files `target`, which the option `name` tells, would take the place of,
/// however it is written; false where none. To be asked before anything is opened.
bool would_replace(std::string_view name, const std::filesystem::path& target,
                   const std::vector<KeptFile>& kept);

} // namespace jisr::cli
