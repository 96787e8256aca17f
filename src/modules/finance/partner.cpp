#include "modules/finance/partner.hpp"

#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"

#include <algorithm>

namespace jisr::finance {

namespace {

using Faults = std::vector<core::FieldError>;

void clean(std::optional<std::string>& text)
{
    if (!text)
        return;
    *text = tabular::clean_text(*text);
    if (text->empty())
        text.reset();
}

void check_name(std::string& name, const std::string& pointer, Faults& faults)
{
    name = tabular::clean_text(name);
    if (name.empty())
        faults.push_back({pointer, "required", {}});
}

void check_place(PartnerFields& fields, Faults& faults)
{
    if (fields.province_code) {
        const auto* province = territory::find_province(*fields.province_code);
        if (province == nullptr ||
            (fields.region_code && province->region_code != *fields.region_code))
            return faults.push_back({"/province_code", "unknown_province", {}});
        fields.region_code = province->region_code;
    }
    if (fields.region_code && territory::find_region(*fields.region_code) == nullptr)
        faults.push_back({"/region_code", "unknown_region", {}});
}

// Whether an address works is known when a message arrives; only what cannot be one is refused.
bool is_address(const std::string& email)
{
    const auto at = email.find('@');
    return at != std::string::npos && at > 0 && email.find('@', at + 1) == std::string::npos &&
           email.find('.', at) != std::string::npos && email.back() != '.' &&
           email.find(' ') == std::string::npos;
}

void check_contact(PartnerFields& fields, Faults& faults)
{
    clean(fields.address);
    if (fields.phone) {
        if (auto normal = tabular::normalise_phone(*fields.phone))
            fields.phone = std::move(*normal);
        else
            faults.push_back({"/phone", std::string(normal.error()), {}});
    }
    if (fields.email && !is_address(*fields.email))
        faults.push_back({"/email", "malformed_email", {}});
    if (fields.website && !fields.website->starts_with("https://") &&
        !fields.website->starts_with("http://"))
        faults.push_back({"/website", "malformed_website", {}});
}

/// Each once, in the order of their list.
void sort_roles(std::vector<PartnerRole>& roles)
{
    std::sort(roles.begin(), roles.end());
    roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
}

} // namespace

core::Result<PartnerFields> checked(const PartnerFields& given)
{
    PartnerFields fields = given;
    Faults faults;
    check_name(fields.name_ar, "/name_ar", faults);
    check_name(fields.name_fr, "/name_fr", faults);
    check_place(fields, faults);
    check_contact(fields, faults);
    sort_roles(fields.roles);
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return fields;
}

} // namespace jisr::finance
