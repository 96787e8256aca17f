#include "modules/registry/organisation.hpp"

#include "modules/registry/membership.hpp"
#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

using Faults = std::vector<core::FieldError>;

void report(Faults& faults, std::string pointer, std::string_view code)
{
    faults.push_back({std::move(pointer), std::string(code), {}});
}

void check_phone(std::optional<std::string>& phone, const std::string& pointer, Faults& faults)
{
    if (!phone)
        return;
    if (auto normal = tabular::normalise_phone(*phone))
        phone = std::move(*normal);
    else
        report(faults, pointer, normal.error());
}

/// The identifier of every Moroccan company has 15 digits (decree 2-11-63).
void check_ice(std::optional<std::string>& ice, Faults& faults)
{
    constexpr std::size_t kDigits = 15;
    if (!ice)
        return;
    std::string digits = tabular::ascii_digits(*ice);
    digits.erase(std::remove(digits.begin(), digits.end(), ' '), digits.end());
    const bool all_digits =
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits.size() != kDigits || !all_digits)
        return report(faults, "/ice", "malformed_ice");
    ice = std::move(digits);
}

void check_name(const std::optional<std::string>& name, std::string_view pointer, Faults& faults)
{
    if (name && !tabular::has_letters(*name))
        report(faults, std::string(pointer), "name_without_letters");
}

void clean(std::optional<std::string>& text)
{
    if (!text)
        return;
    *text = tabular::clean_text(*text);
    if (text->empty())
        text.reset();
}

} // namespace

core::Result<OrganisationFields> checked(const OrganisationFields& given, core::Date today,
                                         std::vector<core::FieldError> faults)
{
    OrganisationFields fields = given;
    clean(fields.name_ar);
    clean(fields.name_latin);
    clean(fields.locality);
    clean(fields.activity);
    if (!fields.name_ar && !fields.name_latin)
        report(faults, "/name_ar", "one_name_required");
    check_name(fields.name_ar, "/name_ar", faults);
    check_name(fields.name_latin, "/name_latin", faults);
    check_phone(fields.phone, "/phone", faults);
    check_ice(fields.ice, faults);
    check_members(fields, today, faults);
    if (fields.consent_on && *fields.consent_on > today)
        report(faults, "/consent_on", "date_in_the_future");
    if (fields.commune_code.empty())
        report(faults, "/commune_code", "required");
    else if (territory::find_commune(fields.commune_code) == nullptr)
        report(faults, "/commune_code", "unknown_commune");
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return fields;
}

OrganisationSummary summary_of(const OrganisationRow& row)
{
    const Membership sums = membership_of(row);
    return {.id = row.id,
            .reference = row.reference,
            .kind = row.kind,
            .name_ar = row.name_ar,
            .name_latin = row.name_latin,
            .legal_state = row.legal_state,
            .sector = row.sector,
            .activity = row.activity,
            .commune_code = row.commune_code,
            .province_code = row.province_code,
            .region_code = row.region_code,
            .members_total = sums.members,
            .members_women = sums.women,
            .state = row.state,
            .registrations = {},
            .registered_at = row.registered_at,
            .version = row.version};
}

std::string sort_name(const OrganisationFields& fields)
{
    return tabular::fold(fields.name_latin ? *fields.name_latin : fields.name_ar.value_or(""));
}

std::string search_name(const OrganisationFields& fields)
{
    return tabular::fold(
        fields.name_ar.value_or("").append(" ").append(fields.name_latin.value_or("")));
}

} // namespace jisr::registry
