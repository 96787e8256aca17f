#pragma once

#include "linkage/candidates.hpp"
#include "linkage/people.hpp"
#include "modules/registry/person.hpp"

namespace jisr::registry {

namespace detail {

inline std::string_view text_of(const std::optional<std::string>& text)
{
    return text ? std::string_view(*text) : std::string_view();
}

} // namespace detail

/// What linkage compares of a person; borrows the texts. `Known` has the members of PersonFields
/// that are named here; the national id, and the names of father and husband, may be left out.
template <class Known>
linkage::Person likeness_of(const Known& known)
{
    using detail::text_of;
    linkage::Person person{.given_name = text_of(known.given_name_ar),
                           .given_name_other = text_of(known.given_name_latin),
                           .family_name = text_of(known.family_name_ar),
                           .family_name_other = text_of(known.family_name_latin),
                           .phone = text_of(known.phone),
                           .commune = known.commune_code,
                           .sex = known.sex == Sex::Female ? linkage::Sex::Female
                                                           : linkage::Sex::Male};
    if (known.birth_date)
        person.birth_date = {known.birth_date->year(), known.birth_date->month(),
                             known.birth_date->day()};
    else if (known.birth_year)
        person.birth_date = {static_cast<int>(*known.birth_year), 0, 0};
    if constexpr (requires { known.national_id; })
        person.national_id = text_of(known.national_id);
    if constexpr (requires { known.father_name; }) {
        person.father_name = text_of(known.father_name);
        person.husband_name = text_of(known.husband_name);
    }
    return person;
}

/// What a person is found by among all others (linkage::Candidates).
template <class Known>
linkage::PersonKeys keys_of(const Known& known)
{
    return linkage::keys_of(likeness_of(known), detail::text_of(known.second_phone));
}

} // namespace jisr::registry
