#include "cli/people_sheet.hpp"

#include "core/clock.hpp"
#include "tabular/sheet_reader.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"
#include "tabular/word_lists.hpp"

#include <algorithm>
#include <array>
#include <future>

namespace jisr::cli {

namespace {

using linkage::BirthDate;
using linkage::Sex;

enum class Column {
    None,
    GivenName,
    GivenNameOther,
    FamilyName,
    FamilyNameOther,
    FatherName,
    HusbandName,
    BirthDate,
    NationalId,
    Phone,
    Commune,
    Sex,
};

constexpr std::size_t kColumns = 12;

struct Words
{
    Column column;
    std::string_view field; ///< what --map calls it
    std::string_view codes; ///< of its headings in data/sheet_words.json, parted by '|'
};

constexpr std::array<Words, kColumns> kWords{{
    {Column::None, "none", ""},
    {Column::GivenName, "given_name", "given_name|given_name_latin|full_name"},
    {Column::GivenNameOther, "given_name_other", "given_name_ar"},
    {Column::FamilyName, "family_name", "family_name|family_name_latin"},
    {Column::FamilyNameOther, "family_name_other", "family_name_ar"},
    {Column::FatherName, "father_name", "father_name"},
    {Column::HusbandName, "husband_name", "husband_name"},
    {Column::BirthDate, "birth_date", "birth_date"},
    {Column::NationalId, "national_id", "national_id"},
    {Column::Phone, "phone", "phone"},
    {Column::Commune, "commune", "commune"},
    {Column::Sex, "sex", "sex"},
}};

Column column_of_field(std::string_view field)
{
    const auto found = std::find_if(kWords.begin(), kWords.end(),
                                    [&](const Words& words) { return words.field == field; });
    return found == kWords.end() ? static_cast<Column>(kColumns) : found->column;
}

bool has_code(std::string_view codes, std::string_view code)
{
    while (!codes.empty()) {
        const auto first = codes.substr(0, codes.find('|'));
        if (first == code)
            return true;
        codes.remove_prefix(std::min(codes.size(), first.size() + 1));
    }
    return false;
}

Column column_of_heading(std::string_view heading)
{
    auto code = tabular::code_of_word("headings", heading);
    if (!code)
        code = tabular::code_of_word("linkage_headings", heading);
    if (!code)
        return Column::None;
    const auto found = std::find_if(kWords.begin(), kWords.end(), [&](const Words& words) {
        return has_code(words.codes, *code);
    });
    return found == kWords.end() ? Column::None : found->column;
}

/// What programs write where nothing is known.
bool says_nothing(std::string_view text)
{
    static constexpr std::array<std::string_view, 11> kNothing{
        "-", "nan", "NaN", "null", "NULL", "None", "none", "N/A", "n/a", "NA", "#N/A"};
    return std::find(kNothing.begin(), kNothing.end(), text) != kNothing.end();
}

Sex read_sex(std::string_view text)
{
    const auto code = tabular::code_of_word("sex", text);
    if (!code)
        return Sex::Unknown;
    return *code == "female" ? Sex::Female : Sex::Male;
}

/// The runs of digits in a text, at most four.
std::vector<std::string> numbers_in(std::string_view text)
{
    std::vector<std::string> numbers;
    bool inside = false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && !inside)
            numbers.emplace_back();
        if (numbers.size() > 3)
            break;
        if (digit)
            numbers.back() += c;
        inside = digit;
    }
    return numbers;
}

/// Of a date that exists in neither order of day and month, the year alone.
BirthDate checked_date(int year, int month, int day)
{
    if (core::Date::make(year, month, day))
        return {year, month, day};
    if (core::Date::make(year, day, month))
        return {year, day, month};
    return year > 0 ? BirthDate(year, 0, 0) : BirthDate();
}

BirthDate read_date(tabular::Cell cell, core::Date today)
{
    constexpr std::size_t kLongest = 64;
    cell.text.resize(std::min(cell.text.size(), kLongest));
    if (const auto parsed = tabular::parse_date(cell, today)) {
        if (parsed->day)
            return {parsed->year, parsed->day->month(), parsed->day->day()};
        return {parsed->year, 0, 0};
    }
    const auto numbers = numbers_in(tabular::ascii_digits(cell.text));
    if (numbers.empty())
        return {};
    constexpr std::size_t kCompact = 8; // 19690227
    if (numbers.size() == 1 && numbers[0].size() == kCompact)
        return checked_date(std::stoi(numbers[0].substr(0, 4)), std::stoi(numbers[0].substr(4, 2)),
                            std::stoi(numbers[0].substr(6)));
    if (numbers.size() < 3)
        return {};
    if (numbers[0].size() == 4 && numbers[1].size() <= 2 && numbers[2].size() <= 2)
        return checked_date(std::stoi(numbers[0]), std::stoi(numbers[1]), std::stoi(numbers[2]));
    if (numbers[2].size() == 4 && numbers[0].size() <= 2 && numbers[1].size() <= 2)
        return checked_date(std::stoi(numbers[2]), std::stoi(numbers[1]), std::stoi(numbers[0]));
    return {};
}

/// Keeps for each distinct text what was read from it.
template <class Value>
class Remembered
{
  public:
    template <class Read>
    Value of(std::string_view text, Read&& read)
    {
        const auto place = texts_.add(text);
        if (place.is_new)
            values_.push_back(read(text));
        return values_[place.number];
    }

  private:
    linkage::TextIndex texts_;
    std::vector<Value> values_;
};

/// Where in a row of the sheet everything stands; -1: nowhere.
struct Places
{
    int id = -1;
    int truth = -1;
    std::array<int, kColumns> columns{};
};

core::Result<int> find_heading(const std::vector<std::string>& headings, const std::string& wanted,
                               const char* option)
{
    const auto same = [&](const std::string& heading) {
        return tabular::clean_text(heading) == tabular::clean_text(wanted);
    };
    const auto found = std::find_if(headings.begin(), headings.end(), same);
    if (found == headings.end())
        return core::fail(core::problems::invalid(option, "unknown_code"));
    return static_cast<int>(found - headings.begin());
}

/// Then the column behind it holds the other one.
bool comes_in_two_scripts(std::size_t column)
{
    return column == static_cast<std::size_t>(Column::GivenName) ||
           column == static_cast<std::size_t>(Column::FamilyName);
}

core::Result<Places> find_places(const std::vector<std::string>& headings,
                                 const PeopleSheetOrder& order)
{
    Places places;
    places.columns.fill(-1);
    places.id = TRY(find_heading(headings, order.id, "--id-column"));
    if (order.truth)
        places.truth = TRY(find_heading(headings, *order.truth, "--truth"));
    std::vector<bool> taken(headings.size());
    taken[static_cast<std::size_t>(places.id)] = true;
    if (order.truth)
        taken[static_cast<std::size_t>(places.truth)] = true;
    for (const auto& [heading, field] : order.mapping) {
        const int at = TRY(find_heading(headings, heading, "--map"));
        const auto column = static_cast<std::size_t>(column_of_field(field));
        if (column == kColumns)
            return core::fail(core::problems::invalid("--map", "unknown_code"));
        places.columns[column] = at;
        taken[static_cast<std::size_t>(at)] = true;
    }
    for (std::size_t i = 0; i < headings.size(); ++i) {
        auto column = static_cast<std::size_t>(column_of_heading(headings[i]));
        if (taken[i])
            continue;
        if (places.columns[column] >= 0 && comes_in_two_scripts(column))
            ++column;
        if (places.columns[column] < 0)
            places.columns[column] = static_cast<int>(i);
    }
    places.columns[static_cast<std::size_t>(Column::None)] = -1;
    return places;
}

using Rows = std::vector<tabular::SheetRow>;

class SheetPeople
{
  public:
    SheetPeople(PeopleSheet& sheet, const Places& places) : sheet_(sheet), places_(places) {}

    void add(const Rows& rows)
    {
        std::vector<linkage::Person> persons;
        persons.reserve(rows.size());
        for (const auto& row : rows) {
            persons.push_back(person_of(row));
            sheet_.id_of.push_back(sheet_.ids.add(cell(row, places_.id)).number);
            if (places_.truth >= 0)
                sheet_.truth.push_back(persons_.add(cell(row, places_.truth)).number);
        }
        sheet_.people.add_all(persons);
    }

  private:
    static std::string_view cell(const tabular::SheetRow& row, int place)
    {
        if (place < 0 || static_cast<std::size_t>(place) >= row.cells.size())
            return {};
        return row.cells[static_cast<std::size_t>(place)].text;
    }

    /// The same digits are another day as a number than as a text.
    BirthDate birth_date_of(const tabular::Cell& cell)
    {
        const auto read = [&](std::string_view) { return read_date(cell, today_); };
        return cell.kind == tabular::CellKind::Number ? read(cell.text)
                                                      : dates_.of(cell.text, read);
    }

    linkage::Person person_of(const tabular::SheetRow& row)
    {
        const auto known = [&](Column column) {
            const auto text = cell(row, places_.columns[static_cast<std::size_t>(column)]);
            return says_nothing(text) ? std::string_view() : text;
        };
        const auto date = known(Column::BirthDate);
        const auto sex = known(Column::Sex);
        const auto at = places_.columns[static_cast<std::size_t>(Column::BirthDate)];
        const auto birth_date =
            date.empty() ? BirthDate() : birth_date_of(row.cells[static_cast<std::size_t>(at)]);
        sheet_.unread_dates += !date.empty() && !birth_date.known() ? 1 : 0;
        return {.given_name = known(Column::GivenName),
                .given_name_other = known(Column::GivenNameOther),
                .family_name = known(Column::FamilyName),
                .family_name_other = known(Column::FamilyNameOther),
                .father_name = known(Column::FatherName),
                .husband_name = known(Column::HusbandName),
                .birth_date = birth_date,
                .national_id = known(Column::NationalId),
                .phone = known(Column::Phone),
                .commune = known(Column::Commune),
                .sex = sex.empty() ? Sex::Unknown : sexes_.of(sex, read_sex)};
    }

    PeopleSheet& sheet_;
    const Places& places_;
    Remembered<BirthDate> dates_;
    Remembered<Sex> sexes_;
    linkage::TextIndex persons_;
    core::Date today_ = core::system_clock().today();
};

/// The next rows, none at the end.
core::Result<Rows> next_rows(tabular::SheetReader& reader)
{
    constexpr std::size_t kRows = 4096;
    Rows rows;
    rows.reserve(kRows);
    while (rows.size() < kRows) {
        auto row = TRY(reader.next());
        if (!row)
            break;
        rows.push_back(*std::move(row));
    }
    return rows;
}

/// One thread takes the file apart while the other one keeps what stood in the rows before.
core::Result<void> read_rows(tabular::SheetReader& reader, SheetPeople& people)
{
    auto rows = TRY(next_rows(reader));
    while (!rows.empty()) {
        auto following = std::async(std::launch::async, [&reader] { return next_rows(reader); });
        people.add(rows);
        rows = TRY(following.get());
    }
    return {};
}

tabular::Limits limits()
{
    constexpr std::int64_t kMostBytes = std::int64_t{4} * 1024 * 1024 * 1024;
    return {.max_rows = 20'000'000, .max_uncompressed_bytes = kMostBytes};
}

} // namespace

std::vector<std::string> people_fields()
{
    std::vector<std::string> fields;
    for (const auto& words : kWords)
        fields.emplace_back(words.field);
    return fields;
}

core::Result<PeopleSheet> read_people_sheet(const PeopleSheetOrder& order)
{
    const auto reader = TRY(tabular::open_sheet(order.file, limits()));
    const auto places = TRY(find_places(reader->headings(), order));
    PeopleSheet sheet;
    sheet.separator = reader->is_xlsx() ? ',' : reader->separator();
    for (const auto& words : kWords) {
        const int place = places.columns[static_cast<std::size_t>(words.column)];
        if (place >= 0)
            sheet.columns.emplace_back(reader->headings()[static_cast<std::size_t>(place)],
                                       words.field);
    }
    if (sheet.columns.empty())
        return core::fail(core::problems::invalid("--map", "required"));
    SheetPeople people(sheet, places);
    TRY(read_rows(*reader, people));
    return sheet;
}

} // namespace jisr::cli
