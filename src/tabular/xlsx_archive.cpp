#include "tabular/xlsx_archive.hpp"

#include "tabular/file_problems.hpp"

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

constexpr std::size_t kInflatedAtOnce = 32 * 1024;

/// Small files of repeated text may be packed to any ratio without harm.
constexpr std::uint64_t kHarmlessBytes = 4 * 1024 * 1024;

bool is_bomb(std::uint64_t unpacked, std::uint64_t packed, const Limits& limits)
{
    return unpacked > kHarmlessBytes &&
           static_cast<double>(unpacked) > limits.max_ratio * static_cast<double>(packed);
}

std::string_view without_prefix(std::string_view name)
{
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// What expat's callbacks need; its address is the parser's user data only while a piece is parsed.
struct Parsing
{
    XML_Parser parser;
    XmlListener& listener;

    void stop_on_fault() const
    {
        if (listener.fault())
            XML_StopParser(parser, XML_FALSE);
    }
};

void on_start(void* data, const char* name, const char** attributes)
{
    const auto& parsing = *static_cast<Parsing*>(data);
    parsing.listener.start(without_prefix(name), attributes);
    parsing.stop_on_fault();
}

void on_end(void* data, const char* name)
{
    const auto& parsing = *static_cast<Parsing*>(data);
    parsing.listener.end(without_prefix(name));
    parsing.stop_on_fault();
}

void on_text(void* data, const char* part, int length)
{
    const auto& parsing = *static_cast<Parsing*>(data);
    parsing.listener.text({part, static_cast<std::size_t>(length)});
    parsing.stop_on_fault();
}

void on_document_type(void* data, const char* /*name*/, const char* /*system*/,
                      const char* /*publisher*/, int /*internal*/)
{
    XML_StopParser(static_cast<Parsing*>(data)->parser, XML_FALSE);
}

} // namespace

ArchiveEntry::ArchiveEntry(File file, const zip_stat_t& stat, const Limits& limits,
                           std::shared_ptr<std::uint64_t> unpacked)
    : file_(std::move(file)), size_(stat.size), packed_size_(stat.comp_size), limits_(limits),
      unpacked_(std::move(unpacked)), piece_(kInflatedAtOnce)
{
}

double ArchiveEntry::progress() const
{
    return size_ == 0 ? 1.0 : static_cast<double>(read_) / static_cast<double>(size_);
}

Result<std::string_view> ArchiveEntry::next()
{
    const auto size = zip_fread(file_.get(), piece_.data(), piece_.size());
    if (size < 0)
        return fail(problems::file_damaged("an entry cannot be unpacked"));
    read_ += static_cast<std::uint64_t>(size);
    *unpacked_ += static_cast<std::uint64_t>(size);
    if (is_bomb(read_, packed_size_, limits_))
        return fail(problems::file_zip_bomb());
    if (*unpacked_ > static_cast<std::uint64_t>(limits_.max_uncompressed_bytes))
        return fail(problems::file_too_large(limits_.max_uncompressed_bytes));
    return std::string_view(piece_.data(), static_cast<std::size_t>(size));
}

Result<Archive> Archive::open(const std::filesystem::path& path, const Limits& limits)
{
    constexpr std::int64_t kMostEntries = 10'000;
    int error = 0;
    Zip zip{zip_open(path.c_str(), ZIP_RDONLY, &error), &zip_discard};
    if (!zip)
        return fail(error == ZIP_ER_NOZIP || error == ZIP_ER_INCONS || error == ZIP_ER_EOF
                        ? problems::file_cut()
                        : problems::file_damaged("the archive cannot be opened"));
    if (zip_get_num_entries(zip.get(), 0) > kMostEntries)
        return fail(problems::file_damaged("the archive has too many entries"));
    return Archive{std::move(zip), limits};
}

Result<std::optional<ArchiveEntry>> Archive::find(const std::string& name) const
{
    zip_stat_t stat{};
    if (zip_stat(zip_.get(), name.c_str(), ZIP_FL_NOCASE, &stat) != 0)
        return std::nullopt;
    if (is_bomb(stat.size, stat.comp_size, limits_))
        return fail(problems::file_zip_bomb());
    if (stat.size > static_cast<std::uint64_t>(limits_.max_uncompressed_bytes))
        return fail(problems::file_too_large(limits_.max_uncompressed_bytes));
    ArchiveEntry::File file{zip_fopen_index(zip_.get(), stat.index, 0), &zip_fclose};
    if (!file)
        return fail(problems::file_damaged("an entry cannot be opened"));
    return ArchiveEntry{std::move(file), stat, limits_, unpacked_};
}

std::string_view XmlListener::attribute(const char** attributes, std::string_view name)
{
    for (; attributes[0] != nullptr; attributes += 2)
        if (without_prefix(attributes[0]) == name)
            return attributes[1];
    return {};
}

XmlStream::XmlStream(ArchiveEntry entry, XmlListener& listener)
    : entry_(std::move(entry)), listener_(listener),
      parser_(XML_ParserCreate(nullptr), &XML_ParserFree)
{
    XML_SetElementHandler(parser_.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_document_type);
}

Result<bool> XmlStream::step()
{
    // A tag longer than this would be held in memory whole, and no program writes one.
    constexpr std::int64_t kLongestTag = 1024 * 1024;
    const auto piece = TRY(entry_.next());
    Parsing parsing{parser_.get(), listener_};
    XML_SetUserData(parser_.get(), &parsing);
    const auto status = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()),
                                  piece.empty() ? 1 : 0);
    if (listener_.fault())
        return fail(*listener_.fault());
    if (status != XML_STATUS_OK)
        return fail(problems::file_damaged(XML_ErrorString(XML_GetErrorCode(parser_.get()))));
    fed_ += static_cast<std::int64_t>(piece.size());
    if (fed_ - XML_GetCurrentByteIndex(parser_.get()) > kLongestTag)
        return fail(problems::file_damaged("a tag is too long"));
    return !piece.empty();
}

Result<void> XmlStream::parse_all()
{
    while (TRY(step()))
        continue;
    return {};
}

} // namespace jisr::tabular
