#include "tabular/formula_guard.hpp"
#include "tabular/sheet_writer.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cstdio>

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

constexpr std::size_t kFlushBytes = 64 * 1024;

core::Problem cannot_write()
{
    return core::problems::unavailable("a sheet cannot be written to disk");
}

std::string day_first(const std::string& iso)
{
    if (!core::Date::parse_iso(iso))
        return iso;
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

class CsvWriter final : public SheetWriter
{
  public:
    CsvWriter(std::FILE* file, char separator) : file_(file, &std::fclose), separator_(separator) {}

    Result<void> begin(const std::vector<std::string>& headings) override
    {
        buffer_ = "\xEF\xBB\xBF";
        for (std::size_t i = 0; i < headings.size(); ++i)
            append(i, with_guard(headings[i]));
        return end_line();
    }

    Result<void> row(const std::vector<Cell>& cells) override
    {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto& cell = cells[i];
            if (cell.kind == CellKind::Text)
                append(i, with_guard(cell.text));
            else
                append(i, cell.kind == CellKind::Date ? day_first(cell.text) : number(cell.text));
        }
        return end_line();
    }

    Result<void> finish() override
    {
        TRY(flush());
        if (std::fclose(file_.release()) != 0)
            return fail(cannot_write());
        return {};
    }

  private:
    /// Semicolons stand between cells where the comma stands in numbers: a spreadsheet of such a
    /// country reads 12.7 as a date or as text.
    [[nodiscard]] std::string number(std::string text) const
    {
        if (separator_ == ';')
            std::ranges::replace(text, '.', ',');
        return text;
    }

    void append(std::size_t index, const std::string& text)
    {
        if (index > 0)
            buffer_ += separator_;
        // All three separators, since whoever reads the file has to guess which one it is, and what
        // other kinds of file begin with.
        if (text.find_first_of(";,\t\"\r\n<{[") == std::string::npos) {
            buffer_ += text;
            return;
        }
        buffer_ += '"';
        for (const char c : text)
            buffer_.append(c == '"' ? 2 : 1, c);
        buffer_ += '"';
    }

    Result<void> end_line()
    {
        buffer_ += "\r\n";
        return buffer_.size() < kFlushBytes ? Result<void>{} : flush();
    }

    Result<void> flush()
    {
        const auto written = std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get());
        if (written != buffer_.size() || std::fflush(file_.get()) != 0)
            return fail(cannot_write());
        buffer_.clear();
        return {};
    }

    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    char separator_;
    std::string buffer_;
};

} // namespace

Result<std::unique_ptr<SheetWriter>> create_csv(const std::filesystem::path& path, char separator)
{
    // Lists name people: nobody else on the machine is to read them.
    const int made = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    auto* file = made < 0 ? nullptr : ::fdopen(made, "wb");
    if (file == nullptr)
        return fail(cannot_write());
    return std::make_unique<CsvWriter>(file, separator);
}

Result<std::unique_ptr<SheetWriter>>
create_like(const SheetReader& like, const std::filesystem::path& path, const XlsxLook& look)
{
    if (like.is_xlsx())
        return create_xlsx(path, look);
    // A line `sep=` may have named any other sign, which nobody would guess without that line.
    const bool usual = std::string_view(";,\t").find(like.separator()) != std::string_view::npos;
    return create_csv(path, usual ? like.separator() : ';');
}

} // namespace jisr::tabular
