#pragma once

#include "core/result.hpp"
#include "http/message.hpp"

#include <filesystem>

namespace jisr::service {

/// A file made for one answer. It names people: it goes when there is no answer, and else once it
/// was sent.
class PassingFile
{
  public:
    explicit PassingFile(std::filesystem::path path) : path_(std::move(path)) {}

    PassingFile(const PassingFile&) = delete;
    PassingFile& operator=(const PassingFile&) = delete;
    ~PassingFile();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// To the answer, which removes it afterwards.
    http::FileBody hand_on();

  private:
    std::filesystem::path path_;
    bool is_handed_on_ = false;
};

/// 503 where the folder takes no file of the size of a list: its disk is full, or cannot be
/// written to.
core::Result<void> require_disk_space(const std::filesystem::path& folder);

/// Where exports stand until they are sent.
std::filesystem::path exports_folder(const std::filesystem::path& data_folder);

/// Whether nobody can be at work on the file any more, on whichever of the servers that share the
/// folder: it was written to more than a day ago.
bool is_left_behind(const std::filesystem::directory_entry& file);

/// Removes the uploads and exports that killed servers left in the data folder.
void remove_left_behind(const std::filesystem::path& data_folder);

} // namespace jisr::service
