#pragma once

#include "tabular/sheet_reader.hpp"

#include <expat.h>
#include <zip.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::tabular {

/// One file of an archive, unpacked piece by piece; refuses to give more than the limits allow,
/// whatever the archive declares.
class ArchiveEntry
{
  public:
    /// The next piece, empty at the end; valid until the next call.
    /// Problems: file_zip_bomb, file_too_large, file_damaged.
    core::Result<std::string_view> next();
    [[nodiscard]] double progress() const;

  private:
    friend class Archive;
    using File = std::unique_ptr<zip_file_t, int (*)(zip_file_t*)>;
    ArchiveEntry(File file, const zip_stat_t& stat, const Limits& limits,
                 std::shared_ptr<std::uint64_t> unpacked);

    File file_;
    std::uint64_t size_;
    std::uint64_t packed_size_;
    Limits limits_;
    std::uint64_t read_ = 0;
    std::shared_ptr<std::uint64_t> unpacked_; ///< of all entries of the archive
    std::vector<char> piece_;
};

/// An open ZIP archive; outlives its entries.
class Archive
{
  public:
    /// Problems: file_cut (an archive without its end), file_damaged.
    static core::Result<Archive> open(const std::filesystem::path& path, const Limits& limits);

    /// The entry of that name, nothing when there is none. Problems as ArchiveEntry, by its
    /// declared size.
    core::Result<std::optional<ArchiveEntry>> find(const std::string& name) const;

  private:
    using Zip = std::unique_ptr<zip_t, void (*)(zip_t*)>;

    Archive(Zip zip, const Limits& limits) : zip_(std::move(zip)), limits_(limits) {}

    Zip zip_;
    Limits limits_;
    std::shared_ptr<std::uint64_t> unpacked_ = std::make_shared<std::uint64_t>(0);
};

/// Takes the events of an XML text. Names come without namespace prefix.
class XmlListener
{
  public:
    virtual ~XmlListener() = default;
    virtual void start(std::string_view name, const char** attributes) = 0;

    virtual void end(std::string_view /*name*/) {}

    virtual void text(std::string_view /*part*/) {}

    /// Why the text cannot be used; parsing stops there.
    [[nodiscard]] const std::optional<core::Problem>& fault() const { return fault_; }

  protected:
    void refuse(core::Problem problem) { fault_ = std::move(problem); }

    /// The value of an attribute, whatever its prefix; empty when it is missing.
    static std::string_view attribute(const char** attributes, std::string_view name);

  private:
    std::optional<core::Problem> fault_;
};

/// Parses an entry of an archive as XML, piece by piece. Document types, and with them entities,
/// are refused.
class XmlStream
{
  public:
    XmlStream(ArchiveEntry entry, XmlListener& listener);

    /// Parses one piece more; false when all is parsed.
    core::Result<bool> step();
    core::Result<void> parse_all();

    [[nodiscard]] double progress() const { return entry_.progress(); }

  private:
    using Parser = std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)>;

    ArchiveEntry entry_;
    XmlListener& listener_;
    Parser parser_;
    std::int64_t fed_ = 0;
};

} // namespace jisr::tabular
