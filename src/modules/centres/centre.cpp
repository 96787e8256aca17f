#include "modules/centres/centre.hpp"

#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"

#include <algorithm>

namespace jisr::centres {

namespace {

bool is_code(std::string_view code)
{
    return std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

void put_name(std::string_view pointer, std::string_view typed, std::string& name,
              std::vector<core::FieldError>& errors)
{
    name = tabular::clean_text(typed);
    if (name.empty())
        errors.push_back({std::string(pointer), "required", {}});
}

void put_place(const CentreDraft& draft, Centre& centre, std::vector<core::FieldError>& errors)
{
    const auto* commune = territory::find_commune(draft.commune_code);
    if (commune == nullptr)
        return errors.push_back({"/commune_code", "unknown_place", {}});
    centre.commune_code = commune->code;
    centre.province_code = commune->province_code;
    centre.region_code = commune->region_code;
}

void put_phone(const CentreDraft& draft, Centre& centre, std::vector<core::FieldError>& errors)
{
    centre.phone.reset();
    if (!draft.phone)
        return;
    if (auto phone = tabular::normalise_phone(*draft.phone))
        centre.phone = std::move(*phone);
    else
        errors.push_back({"/phone", std::string(phone.error()), {}});
}

} // namespace

core::Result<Centre> apply(const CentreDraft& draft, Centre centre)
{
    std::vector<core::FieldError> errors;
    put_name("/name_ar", draft.name_ar, centre.name_ar, errors);
    put_name("/name_fr", draft.name_fr, centre.name_fr, errors);
    put_place(draft, centre, errors);
    put_phone(draft, centre, errors);
    centre.kind = draft.kind;
    if (draft.code && !is_code(*draft.code))
        errors.push_back({"/code", "malformed_code", {}});
    if (draft.code)
        centre.code = *draft.code;
    if (!errors.empty())
        return core::fail(core::problems::invalid(std::move(errors)));
    return centre;
}

} // namespace jisr::centres
