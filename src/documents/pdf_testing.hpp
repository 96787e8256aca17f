#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

/// For the tests of this layer: what poppler and zbar read in a PDF.
namespace jisr::documents::testing {

/// What a command prints.
inline std::string output_of(const std::string& command)
{
    std::string output;
    FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
    std::array<char, 4096> buffer{};
    std::size_t count = 0;
    while (pipe != nullptr && (count = fread(buffer.data(), 1, buffer.size(), pipe)) > 0)
        output.append(buffer.data(), count);
    if (pipe != nullptr)
        pclose(pipe);
    return output;
}

/// A PDF on the disk while the test lasts.
class PdfFile
{
  public:
    explicit PdfFile(const std::string& bytes)
    {
        std::ofstream(path(".pdf"), std::ios::binary) << bytes;
    }

    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;

    ~PdfFile() { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::string info() const { return output_of("TZ=UTC pdfinfo " + path(".pdf")); }

    [[nodiscard]] std::string fonts() const { return output_of("pdffonts " + path(".pdf")); }

    /// The text of a page without the marks that poppler puts around Arabic; slanted words stay
    /// whole with `-raw` only, Arabic ones without it.
    [[nodiscard]] std::string text(int page, const std::string& order = "") const
    {
        const auto number = std::to_string(page);
        auto text = output_of("pdftotext " + order + " -f " + number + " -l " + number + " " +
                              path(".pdf") + " -");
        for (const std::string mark : {"\u202A", "\u202B", "\u202C", "\u2068", "\u2069"})
            for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark))
                text.erase(at, mark.size());
        return text;
    }

    /// The words with their boxes, as XHTML.
    [[nodiscard]] std::string boxes() const
    {
        return output_of("pdftotext -bbox " + path(".pdf") + " -");
    }

    /// The QR codes that a scanner finds on the first page.
    [[nodiscard]] std::string scanned() const
    {
        output_of("pdftoppm -singlefile -gray -r 120 -png " + path(".pdf") + " " + path(""));
        return output_of("zbarimg --quiet --raw " + path(".png"));
    }

  private:
    static std::filesystem::path new_folder()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "jisr-pdf-XXXXXX").string();
        return mkdtemp(pattern.data()) == nullptr ? "" : pattern;
    }

    [[nodiscard]] std::string path(const std::string& ending) const
    {
        return (folder_ / "document").string() + ending;
    }

    std::filesystem::path folder_ = new_folder();
};

} // namespace jisr::documents::testing
