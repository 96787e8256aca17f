#include "modules/registry/organisation.hpp"

#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

using Faults = std::vector<core::FieldError>;

void report(Faults& faults, std::string pointer, std::string_view code,
            core::json::object params = {})
{
    faults.push_back({std::move(pointer), std::string(code), std::move(params)});
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

void check_member(OrganisationMember& member, const std::string& pointer, Faults& faults)
{
    if (!member.person_id && !member.full_name)
        report(faults, pointer + "/full_name", "required");
    check_phone(member.phone, pointer + "/phone", faults);
    if (!member.national_id)
        return;
    if (auto normal = tabular::normalise_national_id(*member.national_id))
        member.national_id = std::move(*normal);
    else
        report(faults, pointer + "/national_id", normal.error());
}

void check_numbers(const OrganisationFields& fields, Faults& faults)
{
    const std::int64_t least = fields.kind == OrganisationKind::Company       ? 2
                               : fields.legal_state == LegalState::Registered ? 5
                                                                              : 1;
    const std::int64_t members = members_of(fields).value_or(0);
    if (members < least)
        report(faults, "/members", "too_few_members", {{"least", least}});
    if (fields.members_women.value_or(0) > members)
        report(faults, "/members_women", "more_women_than_members");
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

void clean(std::optional<std::string>& text)
{
    if (!text)
        return;
    *text = tabular::clean_text(*text);
    if (text->empty())
        text.reset();
}

} // namespace

core::Result<OrganisationFields> checked(const OrganisationFields& given, core::Date today)
{
    OrganisationFields fields = given;
    Faults faults;
    clean(fields.name_ar);
    clean(fields.name_latin);
    clean(fields.locality);
    clean(fields.activity);
    if (!fields.name_ar && !fields.name_latin)
        report(faults, "/name_ar", "required");
    check_phone(fields.phone, "/phone", faults);
    check_ice(fields.ice, faults);
    check_numbers(fields, faults);
    for (std::size_t i = 0; i < fields.members.size(); ++i)
        check_member(fields.members[i], "/members/" + std::to_string(i), faults);
    if (fields.founded_on && *fields.founded_on > today)
        report(faults, "/founded_on", "date_in_the_future");
    if (fields.consent_on && *fields.consent_on > today)
        report(faults, "/consent_on", "date_in_the_future");
    if (territory::find_commune(fields.commune_code) == nullptr)
        report(faults, "/commune_code", "unknown_commune");
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return fields;
}

std::optional<std::int64_t> members_of(const OrganisationFields& fields)
{
    if (fields.members.empty())
        return fields.members_total;
    return std::max(static_cast<std::int64_t>(fields.members.size()),
                    fields.members_total.value_or(0));
}

OrganisationSummary summary_of(const OrganisationRow& row)
{
    return {.id = row.id,
            .reference = row.reference,
            .kind = row.kind,
            .name_ar = row.name_ar,
            .name_latin = row.name_latin,
            .legal_state = row.legal_state,
            .activity = row.activity,
            .commune_code = row.commune_code,
            .province_code = row.province_code,
            .region_code = row.region_code,
            .members_total = members_of(row),
            .members_women = row.members_women,
            .state = row.state,
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
