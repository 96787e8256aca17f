#pragma once

#include "tabular/sheet_reader.hpp"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unistd.h>
#include <zip.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Files that the tests of this folder read.
namespace jisr::tabular::test {

/// A file that goes away with this object.
class TemporaryFile
{
  public:
    explicit TemporaryFile(std::string_view bytes = {})
    {
        std::string name =
            (std::filesystem::temp_directory_path() / "jisr-tabular-XXXXXX").string();
        ::close(::mkstemp(name.data()));
        path_ = name;
        std::ofstream(path_, std::ios::binary) << bytes;
    }

    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    ~TemporaryFile() { std::filesystem::remove(path_); }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    [[nodiscard]] std::string bytes() const
    {
        std::ifstream file(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

  private:
    std::filesystem::path path_;
};

/// UTF-8 text in another encoding, by its ICU name.
inline std::string encoded(std::string_view text, const char* encoding)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(encoding, &status);
    const auto wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())});
    std::string out(static_cast<std::size_t>(wide.length()) * 4 + 8, '\0');
    const auto size = wide.extract(out.data(), static_cast<int>(out.size()), converter, status);
    ucnv_close(converter);
    EXPECT_TRUE(U_SUCCESS(status));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

/// A ZIP archive of these entries.
inline void write_zip(const std::filesystem::path& path,
                      const std::map<std::string, std::string>& entries)
{
    int error = 0;
    zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    ASSERT_NE(zip, nullptr);
    for (const auto& [name, bytes] : entries)
        zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), 0);
    ASSERT_EQ(zip_close(zip), 0);
}

/// The entries of the smallest workbook whose sheet has `rows` (XML of row elements).
inline std::map<std::string, std::string> workbook_of(const std::string& rows,
                                                      const std::string& shared = {})
{
    const std::string types =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const auto relation = [&](const std::string& id, const std::string& type,
                              const std::string& target) {
        return "<Relationship Id='" + id + "' Type='" + types + type + "' Target='" + target +
               "'/>";
    };
    return {
        {"_rels/.rels", "<Relationships>" + relation("r1", "officeDocument", "xl/workbook.xml") +
                            "</Relationships>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships>" + relation("r1", "worksheet", "worksheets/sheet1.xml") +
             relation("r2", "sharedStrings", "sharedStrings.xml") +
             relation("r3", "styles", "/xl/styles.xml") + "</Relationships>"},
        {"xl/workbook.xml", "<workbook><sheets><sheet name='A' sheetId='1' r:id='r1' "
                            "xmlns:r='r'/></sheets></workbook>"},
        {"xl/sharedStrings.xml", "<sst>" + shared + "</sst>"},
        {"xl/styles.xml",
         "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/></numFmts>"
         "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
         "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf "
         "numFmtId='14'/></cellXfs></styleSheet>"},
        {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
    };
}

/// A row of a sheet, in XML.
inline std::string row_of(const std::vector<std::string>& cells)
{
    std::string row = "<row>";
    for (const auto& cell : cells)
        row.append("<c t='inlineStr'><is><t>").append(cell).append("</t></is></c>");
    return row + "</row>";
}

/// A workbook with these sheets, by the names on their tabs; one of them may be hidden.
inline std::string workbook_with(const std::vector<std::pair<std::string, std::string>>& sheets,
                                 std::string_view hidden = {})
{
    auto entries = workbook_of("");
    std::string tabs;
    std::string relations;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        tabs.append("<sheet name='").append(sheets[i].first).append("' sheetId='");
        tabs.append(number).append("' r:id='s").append(number);
        tabs.append(sheets[i].first == hidden ? "' state='hidden'/>" : "'/>");
        relations.append("<Relationship Id='s").append(number).append("' Type='x/worksheet' ");
        relations.append("Target='worksheets/s").append(number).append(".xml'/>");
        entries["xl/worksheets/s" + number + ".xml"] =
            "<worksheet><sheetData>" + sheets[i].second + "</sheetData></worksheet>";
    }
    entries["xl/workbook.xml"] = "<workbook xmlns:r='r'><sheets>" + tabs + "</sheets></workbook>";
    entries["xl/_rels/workbook.xml.rels"] = "<Relationships>" + relations + "</Relationships>";
    const TemporaryFile file;
    write_zip(file.path(), entries);
    return file.bytes();
}

using Table = std::vector<std::vector<std::string>>;

/// The headings and the rows of a file; a problem is told as one cell "slug".
inline Table read_table(const std::filesystem::path& path, const Limits& limits = {})
{
    auto reader = open_sheet(path, limits);
    if (!reader)
        return {{reader.error().slug}};
    Table table{(*reader)->headings()};
    for (;;) {
        auto row = (*reader)->next();
        if (!row)
            return {{row.error().slug}};
        if (!*row)
            return table;
        auto& cells = table.emplace_back();
        for (const auto& cell : (**row).cells)
            cells.push_back(cell.text);
    }
}

inline Table read_bytes(std::string_view bytes, const Limits& limits = {})
{
    const TemporaryFile file(bytes);
    return read_table(file.path(), limits);
}

inline Table problem(const std::string& slug)
{
    return {{slug}};
}

} // namespace jisr::tabular::test
