#include "fuzz/fuzz.hpp"

#include "cli/people_sheet.hpp"
#include "linkage/comparer.hpp"
#include "tabular/sheet_reader.hpp"

#include <algorithm>
#include <cstdint>

// Reads the input as a list of people, whose first column holds the ids, and compares them.

namespace jisr::fuzz {

namespace {

using linkage::Comparer;
using linkage::Row;

constexpr std::uint32_t kCompared = 8;

void check(const cli::PeopleSheet& sheet)
{
    const auto size = sheet.people.size();
    require(sheet.id_of.size() == size, "everybody has an id");
    require(sheet.unread_dates >= 0 && sheet.unread_dates <= static_cast<std::int64_t>(size),
            "a person has one date at most that cannot be read");
    require(!sheet.columns.empty(), "some column was understood");
    for (std::uint32_t i = 0; i < size; ++i) {
        const auto& row = sheet.people.row(i);
        require(sheet.id_of[i] < sheet.ids.size(), "an id has its text");
        require(row.national_id < sheet.people.ids().size(), "a card has its number");
        require(row.phone < sheet.people.phones().size(), "a telephone has its number");
        const auto born = row.birth_date;
        require(!born.has_day() || core::Date::make(born.year(), born.month(), born.day()),
                "a day of birth exists");
    }
}

void check_pair(Comparer& comparer, const Row& a, const Row& b)
{
    const auto levels = comparer.compare(a, b);
    require(levels == comparer.compare(b, a), "comparison is symmetric");
    const auto glanced = Comparer::glance(a, b);
    for (const auto field : linkage::kAllFields) {
        const auto level = glanced.at(field);
        require(level == linkage::kUnsettled || level == levels.at(field),
                "a glance tells what comparison tells");
    }
}

void compare(const linkage::People& people)
{
    Comparer comparer(people);
    const auto size = std::min(static_cast<std::uint32_t>(people.size()), kCompared);
    for (std::uint32_t i = 0; i < size; ++i)
        for (std::uint32_t j = i; j < size; ++j)
            check_pair(comparer, people.row(i), people.row(j));
}

} // namespace

} // namespace jisr::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace jisr;
    const fuzz::MemoryFile file({reinterpret_cast<const char*>(data), size});
    const auto reader = tabular::open_sheet(file.path());
    if (!reader)
        return 0;
    const auto sheet =
        cli::read_people_sheet({.file = file.path(), .id = (*reader)->headings().front()});
    if (!sheet)
        return 0;
    fuzz::check(*sheet);
    fuzz::compare(sheet->people);
    return 0;
}
