#include "service/passing_file.hpp"

#include "core/id.hpp"
#include "http/request_parser.hpp"

#include <chrono>
#include <fstream>
#include <vector>

namespace jisr::service {

namespace {

void remove_old(const std::filesystem::path& folder, std::string_view prefix)
{
    std::error_code failed; // a folder that is not there holds nothing
    std::vector<std::filesystem::path> old;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
        if (entry.path().filename().string().starts_with(prefix) && is_left_behind(entry))
            old.push_back(entry.path());
    for (const auto& path : old)
        std::filesystem::remove(path, failed);
}

} // namespace

PassingFile::~PassingFile()
{
    std::error_code failed;
    if (!is_handed_on_)
        std::filesystem::remove(path_, failed);
}

http::FileBody PassingFile::hand_on()
{
    is_handed_on_ = true;
    return {path_, true};
}

core::Result<void> require_disk_space(const std::filesystem::path& folder)
{
    constexpr std::size_t kProbe = 256 << 10;
    // Named like an upload, so that one that a killed server left is removed with those.
    const auto name = std::string(http::kUploadPrefix).append(core::Id::make().str());
    const PassingFile probe(folder / name);
    std::ofstream file(probe.path(), std::ios::binary);
    file << std::string(kProbe, '0') << std::flush;
    if (!file)
        return core::fail(core::problems::unavailable("the data folder takes no file"));
    return {};
}

std::filesystem::path exports_folder(const std::filesystem::path& data_folder)
{
    return data_folder / "exports";
}

bool is_left_behind(const std::filesystem::directory_entry& file)
{
    std::error_code failed;
    const auto written = file.last_write_time(failed);
    return !failed &&
           written + std::chrono::hours(24) < std::filesystem::file_time_type::clock::now();
}

void remove_left_behind(const std::filesystem::path& data_folder)
{
    remove_old(data_folder, http::kUploadPrefix);
    remove_old(exports_folder(data_folder), "");
}

} // namespace jisr::service
