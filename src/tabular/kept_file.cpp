#include "tabular/kept_file.hpp"

#include "core/id.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

namespace jisr::tabular {

namespace {

constexpr std::string_view kUnfinished = ".part";

core::Result<void> not_kept()
{
    return core::fail(
        core::problems::unavailable(std::string("list not kept: ") + std::strerror(errno)));
}

/// An open file, closed when it is done with.
class File
{
  public:
    File(const std::filesystem::path& path, int flags)
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600))
    {
    }

    ~File()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }

    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

    [[nodiscard]] ssize_t read(char* block, std::size_t size) const
    {
        return ::read(descriptor_, block, size);
    }

    [[nodiscard]] bool write(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            const auto written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }

    [[nodiscard]] bool flush() const { return ::fsync(descriptor_) == 0; }

  private:
    int descriptor_;
};

bool copy_whole(const std::filesystem::path& from, const std::filesystem::path& to)
{
    const File source(from, O_RDONLY);
    const File target(to, O_WRONLY | O_CREAT | O_EXCL);
    if (!source.is_open() || !target.is_open())
        return false;
    char block[65536];
    while (true) {
        const auto size = source.read(block, sizeof block);
        if (size == 0)
            return target.flush();
        if (size < 0 || !target.write({block, static_cast<std::size_t>(size)}))
            return false;
    }
}

/// Renames, so that the new name outlives a power cut too.
bool put_in_place(const std::filesystem::path& beside, const std::filesystem::path& to)
{
    if (::rename(beside.c_str(), to.c_str()) != 0)
        return false;
    const File folder(to.parent_path(), O_RDONLY | O_DIRECTORY);
    return folder.is_open() && folder.flush();
}

} // namespace

core::Result<void> keep_file(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code ignored; // without the folder, nothing can be written in it
    std::filesystem::create_directories(to.parent_path(), ignored);
    // A name of its own: two who hand over the same list do not write into one another's copy.
    std::filesystem::path beside = to;
    beside.concat("." + core::Id::make().str()).concat(kUnfinished);
    if (copy_whole(from, beside) && put_in_place(beside, to))
        return {};
    auto fault = not_kept();
    std::filesystem::remove(beside, ignored);
    return fault;
}

void forget_unfinished(const std::filesystem::path& folder)
{
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (entry.path().extension() == kUnfinished)
            std::filesystem::remove(entry.path(), ignored);
}

} // namespace jisr::tabular
