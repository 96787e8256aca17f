#include "cli/kept_files.hpp"

#include "cli/cli.hpp"

#include <algorithm>
#include <iostream>

namespace jisr::cli {

namespace {

/// Without links as far as it exists, so that a file yet to be made has one name too.
std::filesystem::path settled(const std::filesystem::path& path)
{
    std::error_code unknown;
    const auto whole = std::filesystem::absolute(path, unknown);
    auto plain = std::filesystem::weakly_canonical(whole, unknown);
    return unknown ? whole.lexically_normal() : plain;
}

bool are_one_file(const std::filesystem::path& a, const std::filesystem::path& b)
{
    std::error_code unknown;
    return std::filesystem::equivalent(a, b, unknown) || settled(a) == settled(b);
}

} // namespace

std::vector<KeptFile> files_of_database(const std::string& url)
{
    const auto file = sqlite_file(url);
    if (!file)
        return {};
    const auto plain = settled(*file); // SQLite puts the others beside what a link leads to
    std::vector<KeptFile> files{{"the database", plain}};
    for (const char* ending : {"-wal", "-shm", "-journal"}) {
        auto beside = plain;
        files.push_back({"a part of the database", beside += ending});
    }
    return files;
}

bool would_replace(std::string_view name, const std::filesystem::path& target,
                   const std::vector<KeptFile>& kept)
{
    const auto lost = std::ranges::find_if(
        kept, [&](const KeptFile& file) { return are_one_file(target, file.path); });
    if (lost == kept.end())
        return false;
    std::cerr << name << ": " << target.string() << " is " << lost->what
              << ", which would be overwritten. Nothing was done.\n";
    return true;
}

} // namespace jisr::cli
