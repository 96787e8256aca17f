#include "modules/registry/person.hpp"

#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace jisr::registry {

namespace {

using core::FieldError;
using Faults = std::vector<FieldError>;

void report(Faults& faults, std::string_view field, std::string_view code)
{
    faults.push_back({"/" + std::string(field), std::string(code), {}});
}

/// What stands between the letters of names as people type them: Fatima-Zahra, M'barka, Ép.
/// (Alami).
bool is_between_letters(UChar32 c)
{
    constexpr std::u32string_view kSigns = U" '’‘ʼʿʾ`´-‐‑–.,/()";
    return kSigns.find(static_cast<char32_t>(c)) != std::u32string_view::npos ||
           (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

/// What is wrong with a name that is to be written in `script`; empty when nothing is.
std::string_view fault_of_name(std::string_view text, UScriptCode script)
{
    bool letters = false;
    bool foreign = false;
    int32_t at = 0;
    const auto size = static_cast<int32_t>(text.size());
    while (at < size) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(text.data(), at, size, c);
        if (!u_isalpha(c)) {
            foreign = foreign || !is_between_letters(c);
            continue;
        }
        UErrorCode status = U_ZERO_ERROR;
        if (uscript_getScript(c, &status) != script)
            return script == USCRIPT_ARABIC ? "not_arabic" : "not_latin";
        letters = true;
    }
    if (!letters)
        return script == USCRIPT_ARABIC ? "not_arabic" : "not_latin";
    return foreign ? "signs_in_name" : "";
}

/// Tatweel only lengthens the line between two letters: فـاطمة is فاطمة.
void drop_tatweel(std::string& name)
{
    constexpr std::string_view kTatweel = "ـ";
    for (auto at = name.find(kTatweel); at != std::string::npos; at = name.find(kTatweel, at))
        name.erase(at, kTatweel.size());
}

void check_name(std::optional<std::string>& name, std::string_view field, UScriptCode script,
                Faults& faults)
{
    if (!name)
        return;
    *name = tabular::clean_text(*name);
    drop_tatweel(*name);
    if (const auto fault = fault_of_name(*name, script); !fault.empty())
        report(faults, field, fault);
}

/// A name that is asked for once, in either script.
void check_name(std::optional<std::string>& name, std::string_view field, Faults& faults)
{
    const bool arabic = name && tabular::has_arabic_letters(*name);
    check_name(name, field, arabic ? USCRIPT_ARABIC : USCRIPT_LATIN, faults);
}

void check_names(PersonFields& fields, Faults& faults)
{
    check_name(fields.given_name_ar, "given_name_ar", USCRIPT_ARABIC, faults);
    check_name(fields.family_name_ar, "family_name_ar", USCRIPT_ARABIC, faults);
    check_name(fields.given_name_latin, "given_name_latin", USCRIPT_LATIN, faults);
    check_name(fields.family_name_latin, "family_name_latin", USCRIPT_LATIN, faults);
    check_name(fields.father_name, "father_name", faults);
    check_name(fields.husband_name, "husband_name", faults);
    const bool arabic = fields.given_name_ar && fields.family_name_ar;
    const bool latin = fields.given_name_latin && fields.family_name_latin;
    if (arabic || latin)
        return;
    // The missing half is reported in the script that was begun.
    const bool in_latin = fields.given_name_latin || fields.family_name_latin;
    if (in_latin ? !fields.given_name_latin : !fields.given_name_ar)
        report(faults, in_latin ? "given_name_latin" : "given_name_ar", "given_name_missing");
    if (in_latin ? !fields.family_name_latin : !fields.family_name_ar)
        report(faults, in_latin ? "family_name_latin" : "family_name_ar", "family_name_missing");
}

void check_birth(const PersonFields& fields, core::Date today, Faults& faults)
{
    constexpr int kOldest = 1900; // no birth before it can be of a living person
    if (!fields.birth_date && !fields.birth_year)
        return report(faults, "birth_date", "required");
    if (fields.birth_date && *fields.birth_date > today)
        report(faults, "birth_date", "birth_in_the_future");
    if (fields.birth_date && fields.birth_date->year() < kOldest)
        report(faults, "birth_date", "birth_before_1900");
    if (fields.birth_year && *fields.birth_year > today.year())
        report(faults, "birth_year", "birth_in_the_future");
    if (fields.birth_date && fields.birth_year && fields.birth_date->year() != *fields.birth_year)
        report(faults, "birth_year", "birth_year_differs");
}

bool is_before_birth(core::Date day, const PersonFields& fields)
{
    return fields.birth_date ? day < *fields.birth_date
                             : fields.birth_year && day.year() < *fields.birth_year;
}

void check_phone(std::optional<std::string>& phone, std::string_view field, Faults& faults)
{
    if (!phone)
        return;
    if (auto normal = tabular::normalise_phone(*phone))
        phone = std::move(*normal);
    else
        report(faults, field, normal.error());
}

void check_email(const std::optional<std::string>& email, Faults& faults)
{
    if (!email)
        return;
    // Whether an address works is known when a message arrives; only what cannot be one is refused.
    const auto at = email->find('@');
    const bool plausible = at != std::string::npos && at > 0 &&
                           email->find('@', at + 1) == std::string::npos &&
                           email->find('.', at) != std::string::npos && email->back() != '.' &&
                           email->find(' ') == std::string::npos;
    if (!plausible)
        report(faults, "email", "malformed_email");
}

void clean(std::optional<std::string>& text)
{
    if (text)
        *text = tabular::clean_text(*text);
    if (text && text->empty())
        text.reset();
}

/// Each once, in the order in which they were said.
template <class T>
std::vector<T> without_repeats(const std::vector<T>& list)
{
    std::vector<T> once;
    for (const T value : list)
        if (std::find(once.begin(), once.end(), value) == once.end())
            once.push_back(value);
    return once;
}

std::string joined(std::string_view first, std::string_view second)
{
    return std::string(first).append(" ").append(second);
}

} // namespace

core::Result<PersonFields> checked(const PersonFields& given, core::Date today)
{
    PersonFields fields = given;
    Faults faults;
    check_names(fields, faults);
    check_birth(fields, today, faults);
    check_phone(fields.phone, "phone", faults);
    check_phone(fields.second_phone, "second_phone", faults);
    check_email(fields.email, faults);
    clean(fields.locality);
    clean(fields.address);
    clean(fields.occupation);
    fields.priority_groups = without_repeats(fields.priority_groups);
    fields.other_programmes = without_repeats(fields.other_programmes);
    if (fields.national_id) {
        if (auto normal = tabular::normalise_national_id(*fields.national_id))
            fields.national_id = std::move(*normal);
        else
            report(faults, "national_id", normal.error());
    }
    if (territory::find_commune(fields.commune_code) == nullptr)
        report(faults, "commune_code", "unknown_commune");
    if (fields.consent_on && *fields.consent_on > today)
        report(faults, "consent_on", "date_in_the_future");
    else if (fields.consent_on && is_before_birth(*fields.consent_on, fields))
        report(faults, "consent_on", "before_birth");
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return fields;
}

bool has_disability(const PersonFields& fields)
{
    if (fields.disability_declared.value_or(false))
        return true;
    for (const auto& answer : {fields.wg_seeing, fields.wg_hearing, fields.wg_walking,
                               fields.wg_remembering, fields.wg_self_care, fields.wg_communicating})
        if (answer == Difficulty::ALotOfDifficulty || answer == Difficulty::CannotDo)
            return true;
    return false;
}

std::string full_name(const std::optional<std::string>& given,
                      const std::optional<std::string>& family)
{
    if (given && family)
        return joined(*given, *family);
    return given ? *given : family.value_or(std::string());
}

std::optional<std::int64_t> age_of(const std::optional<core::Date>& birth_date,
                                   const std::optional<std::int64_t>& birth_year, core::Date today)
{
    if (birth_date)
        return core::age_on(*birth_date, today);
    if (birth_year)
        return today.year() - *birth_year;
    return std::nullopt;
}

std::optional<std::int64_t> age_of(const PersonFields& fields, core::Date today)
{
    return age_of(fields.birth_date, fields.birth_year, today);
}

std::string sort_name(const PersonFields& fields)
{
    if (fields.family_name_latin && fields.given_name_latin)
        return tabular::fold(joined(*fields.family_name_latin, *fields.given_name_latin));
    return sort_name_ar(fields);
}

std::string sort_name_ar(const PersonFields& fields)
{
    return tabular::fold(full_name(fields.family_name_ar, fields.given_name_ar));
}

Person shown(PersonRow row, core::Date today)
{
    Person person;
    static_cast<PersonRow&>(person) = std::move(row);
    person.full_name_ar = full_name(person.given_name_ar, person.family_name_ar);
    person.full_name_latin = full_name(person.given_name_latin, person.family_name_latin);
    person.age = age_of(person, today);
    const auto* commune = territory::find_commune(person.commune_code);
    person.is_rural = commune != nullptr && commune->type == territory::CommuneType::Rural;
    return person;
}

} // namespace jisr::registry
