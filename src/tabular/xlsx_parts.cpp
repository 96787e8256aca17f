#include "tabular/xlsx_parts.hpp"

#include "tabular/file_problems.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

int to_int(std::string_view text)
{
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Relation
{
    std::string id;
    std::string type; ///< last part of the type's address
    std::string target;
};

class Relations final : public XmlListener
{
  public:
    std::vector<Relation> found;

    void start(std::string_view name, const char** attributes) override
    {
        constexpr std::size_t kMost = 10'000;
        if (name != "Relationship" || found.size() >= kMost)
            return;
        const auto type = attribute(attributes, "Type");
        found.push_back({std::string(attribute(attributes, "Id")),
                         std::string(type.substr(type.rfind('/') + 1)),
                         std::string(attribute(attributes, "Target"))});
    }
};

class Sheets final : public XmlListener
{
  public:
    std::vector<SheetPart> visible; ///< with the id of the relation in the place of the path
    std::vector<SheetPart> hidden;  ///< the same
    bool starts_1904 = false;

    void start(std::string_view name, const char** attributes) override
    {
        if (name == "workbookPr") {
            const auto value = attribute(attributes, "date1904");
            starts_1904 = value == "1" || value == "true";
        } else if (name == "sheet") {
            const auto state = attribute(attributes, "state");
            auto& sheets = state.empty() || state == "visible" ? visible : hidden;
            sheets.push_back(
                {unescape_text(attribute(attributes, "name")), sheet_relation(attributes)});
            if (sheets.size() > kMostSheets)
                refuse(problems::file_damaged("too many sheets"));
        }
    }

  private:
    static constexpr std::size_t kMostSheets = 500;

    /// `sheetId` is another thing than the `id` with the prefix of relations.
    static std::string sheet_relation(const char** attributes)
    {
        return std::string(attribute(attributes, "id"));
    }
};

class Styles final : public XmlListener
{
  public:
    void start(std::string_view name, const char** attributes) override
    {
        constexpr std::size_t kMost = 65'536; // Excel itself stops at 65,490
        if (name == "cellXfs")
            in_cell_styles_ = true;
        if (formats_.size() > kMost || format_ids_.size() > kMost)
            refuse(problems::file_damaged("too many styles"));
        else if (name == "numFmt")
            formats_[to_int(attribute(attributes, "numFmtId"))] =
                attribute(attributes, "formatCode");
        else if (name == "xf" && in_cell_styles_)
            format_ids_.push_back(to_int(attribute(attributes, "numFmtId")));
    }

    void end(std::string_view name) override
    {
        if (name == "cellXfs")
            in_cell_styles_ = false;
    }

    [[nodiscard]] std::vector<bool> date_styles() const
    {
        std::vector<bool> dates;
        for (const int id : format_ids_) {
            const auto format = formats_.find(id);
            dates.push_back(is_date_format(id, format == formats_.end() ? "" : format->second));
        }
        return dates;
    }

  private:
    std::map<int, std::string> formats_;
    std::vector<int> format_ids_;
    bool in_cell_styles_ = false;
};

class SharedTextsListener final : public XmlListener
{
  public:
    SharedTextsListener(SharedTexts& texts, std::int64_t limit) : texts_(texts), limit_(limit) {}

    void start(std::string_view name, const char** /*attributes*/) override
    {
        if (name == "rPh")
            in_phonetic_ = true;
        in_text_ = name == "t" && !in_phonetic_;
    }

    void end(std::string_view name) override
    {
        if (name == "rPh")
            in_phonetic_ = false;
        if (name == "si")
            texts_.finish_one();
        in_text_ = false;
        check();
    }

    void text(std::string_view part) override
    {
        if (in_text_)
            texts_.append(part);
        check();
    }

  private:
    void check()
    {
        if (texts_.bytes() > limit_)
            refuse(problems::file_too_large(limit_));
    }

    SharedTexts& texts_;
    std::int64_t limit_;
    bool in_text_ = false;
    bool in_phonetic_ = false;
};

std::string folder_of(std::string_view path)
{
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash + 1));
}

/// The entry that a relation of the part at `part` names.
std::string resolve(std::string_view part, std::string_view target)
{
    if (target.starts_with('/'))
        return std::string(target.substr(1));
    return std::filesystem::path(folder_of(part) + std::string(target))
        .lexically_normal()
        .generic_string();
}

constexpr std::size_t kEscapeLength = 7;

/// The code in an escape `_xHHHH_` at the front of `text`.
std::optional<unsigned> escaped_code(std::string_view text)
{
    if (text.size() < kEscapeLength || !text.starts_with("_x") || text[kEscapeLength - 1] != '_')
        return std::nullopt;
    unsigned code = 0;
    const auto* end = text.data() + kEscapeLength - 1;
    const auto [rest, error] = std::from_chars(text.data() + 2, end, code, 16);
    return error == std::errc{} && rest == end ? std::optional(code) : std::nullopt;
}

Result<std::vector<Relation>> relations_of(const Archive& archive, const std::string& part)
{
    const auto folder = folder_of(part);
    auto entry = TRY(archive.find(folder + "_rels/" + part.substr(folder.size()) + ".rels"));
    Relations relations;
    if (entry)
        TRY(XmlStream(std::move(*entry), relations).parse_all());
    return std::move(relations.found);
}

/// Parses the entry at `path`; a missing one is left out.
Result<void> parse_part(const Archive& archive, const std::string& path, XmlListener& listener)
{
    auto entry = TRY(archive.find(path));
    if (entry)
        TRY(XmlStream(std::move(*entry), listener).parse_all());
    return {};
}

/// The sheets with the paths of their entries; one that is a chart has no cells.
std::vector<SheetPart> with_paths(std::vector<SheetPart> sheets,
                                  const std::map<std::string, std::string>& worksheets)
{
    std::vector<SheetPart> found;
    for (auto& sheet : sheets)
        if (const auto path = worksheets.find(sheet.path); path != worksheets.end())
            found.push_back({std::move(sheet.name), path->second});
    return found;
}

Result<std::string> workbook_path(const Archive& archive)
{
    for (const auto& relation : TRY(relations_of(archive, "")))
        if (relation.type == "officeDocument")
            return resolve("", relation.target);
    return fail(problems::file_not_a_sheet());
}

} // namespace

std::optional<std::string_view> SharedTexts::at(std::size_t index) const
{
    if (index >= ends_.size())
        return std::nullopt;
    const auto begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(all_).substr(begin, ends_[index] - begin);
}

std::int64_t SharedTexts::bytes() const
{
    return static_cast<std::int64_t>(all_.size() + ends_.size() * sizeof(std::size_t));
}

bool is_date_format(int id, std::string_view code)
{
    if (code.empty())
        return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) ||
               (id >= 50 && id <= 54) || id == 36 || id == 57 || id == 58;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"' || c == '[') {
            i = code.find(c == '"' ? '"' : ']', i + 1);
            if (i == std::string_view::npos)
                return false;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
            return true;
        }
    }
    return false;
}

std::string unescape_text(std::string_view text)
{
    std::string out;
    for (auto at = text.find("_x"); at != std::string_view::npos; at = text.find("_x")) {
        const auto code = escaped_code(text.substr(at));
        // Only what XML itself cannot hold is ever escaped, and the underscore.
        const bool known = code && (*code < 0x20 || *code == '_');
        out += text.substr(0, known ? at : at + 2);
        if (known && *code != 0)
            out += static_cast<char>(*code);
        text.remove_prefix(at + (known ? kEscapeLength : 2));
    }
    return out.append(text);
}

std::string escape_text(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\r') // XML would make it a LF
            out += "_x000D_";
        else if (text[at] == '_' && escaped_code(text.substr(at)))
            out += "_x005F_";
        else
            out += text[at];
    }
    return out;
}

Result<Workbook> read_workbook(const Archive& archive, const Limits& limits)
{
    const auto path = TRY(workbook_path(archive));
    Sheets sheets;
    TRY(parse_part(archive, path, sheets));
    Workbook workbook{.starts_1904 = sheets.starts_1904};
    Styles styles;
    SharedTextsListener texts(workbook.texts, limits.max_shared_text_bytes);
    std::map<std::string, std::string> worksheets; // by the id of the relation
    for (const auto& relation : TRY(relations_of(archive, path))) {
        const auto target = resolve(path, relation.target);
        if (relation.type == "styles")
            TRY(parse_part(archive, target, styles));
        else if (relation.type == "sharedStrings")
            TRY(parse_part(archive, target, texts));
        else if (relation.type == "worksheet")
            worksheets[relation.id] = target;
    }
    workbook.is_date_style = styles.date_styles();
    workbook.sheets = with_paths(std::move(sheets.visible), worksheets);
    workbook.hidden_sheets = with_paths(std::move(sheets.hidden), worksheets);
    if (workbook.sheets.empty())
        return fail(problems::file_not_a_sheet());
    return workbook;
}

} // namespace jisr::tabular
