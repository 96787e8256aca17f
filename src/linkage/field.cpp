#include "linkage/field.hpp"

namespace jisr::linkage {

std::string_view name_of(Field field)
{
    static constexpr std::array<std::string_view, kFields> kNames{
        "given_name",  "family_name", "father_name", "husband_name", "birth_date",
        "national_id", "phone",       "commune",     "sex"};
    return kNames[static_cast<std::size_t>(field)];
}

std::string_view name_of(Level level)
{
    static constexpr std::array<std::string_view, kLevels> kNames{
        "missing", "equal",     "same_sounds", "near",     "alike",       "part_only",
        "swapped", "year_only", "same_year",   "same_day", "year_beside", "different"};
    return kNames[static_cast<std::size_t>(level)];
}

} // namespace jisr::linkage
