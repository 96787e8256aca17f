#include "fuzz/fuzz.hpp"

#include "cli/people_sheet.hpp"
#include "tabular/sheet_reader.hpp"

#include <cstdint>

// Reads the input as a list of people, whose first column holds the ids.

namespace jisr::fuzz {

namespace {

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
        require(!born.has_day() || jisr::core::Date::make(born.year(), born.month(), born.day()),
                "a day of birth exists");
    }
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
    if (sheet)
        fuzz::check(*sheet);
    return 0;
}
