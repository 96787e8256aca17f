#include "modules/programmes/programme.hpp"

#include "modules/territory/territory.hpp"
#include "service/crud.hpp"
#include "tabular/text.hpp"

#include <map>
#include <set>
#include <tuple>

namespace jisr::programmes {

namespace {

using Errors = std::vector<core::FieldError>;

bool is_code(std::string_view code)
{
    return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    });
}

template <class Draft, class Record>
void put_common(const Draft& draft, Record& record, Errors& errors)
{
    record.code = draft.code;
    record.name_ar = tabular::clean_text(draft.name_ar);
    record.name_fr = tabular::clean_text(draft.name_fr);
    record.state = draft.state;
    if (!is_code(record.code))
        errors.push_back({"/code", "malformed_code", {}});
    if (record.name_ar.empty())
        errors.push_back({"/name_ar", "required", {}});
    if (record.name_fr.empty())
        errors.push_back({"/name_fr", "required", {}});
}

template <class Record>
core::Result<Record> checked(Record record, Errors errors)
{
    if (!errors.empty())
        return core::fail(core::problems::invalid(std::move(errors)));
    return record;
}

void check_place(const TargetChange& change, const std::string& pointer, Errors& errors)
{
    if (territory::find_region(change.region_code) == nullptr)
        return errors.push_back({pointer + "/region_code", "unknown_place", {}});
    if (!change.province_code)
        return;
    const auto* province = territory::find_province(*change.province_code);
    if (province == nullptr || province->region_code != change.region_code)
        errors.push_back({pointer + "/province_code", "unknown_place", {}});
}

} // namespace

core::Result<Programme> apply(const ProgrammeDraft& draft, Programme programme)
{
    Errors errors;
    put_common(draft, programme, errors);
    programme.name_en = draft.name_en;
    programme.object = draft.object;
    return checked(std::move(programme), std::move(errors));
}

core::Result<Edition> apply(const EditionDraft& draft, Edition edition)
{
    Errors errors;
    put_common(draft, edition, errors);
    edition.starts_on = draft.starts_on;
    edition.ends_on = draft.ends_on;
    if (edition.ends_on < edition.starts_on)
        errors.push_back({"/ends_on", "ends_before_start", {}});
    return checked(std::move(edition), std::move(errors));
}

core::Result<void> validate(const TargetChanges& changes, const Edition& edition)
{
    Errors errors;
    if (changes.items.empty())
        errors.push_back({"/items", "required", {}});
    if (tabular::clean_text(changes.reason).empty())
        errors.push_back({"/reason", "required", {}});
    std::set<core::Id> seen;
    for (std::size_t i = 0; i < changes.items.size(); ++i) {
        const auto& change = changes.items[i];
        const std::string pointer = "/items/" + std::to_string(i);
        check_place(change, pointer, errors);
        if (change.year < edition.starts_on.year() || change.year > edition.ends_on.year())
            errors.push_back({pointer + "/year", "year_outside_edition", {}});
        if (!seen.insert(target_id(edition.id, change)).second)
            errors.push_back({pointer, "given_twice", {}});
    }
    if (!errors.empty())
        return core::fail(core::problems::invalid(std::move(errors)));
    return {};
}

core::Id target_id(const core::Id& edition_id, const TargetChange& change)
{
    return service::named_id("target", edition_id.str() + "/" + change.region_code + "/" +
                                           change.province_code.value_or("") + "/" +
                                           std::to_string(change.year) + "/" +
                                           std::string(core::code_of(change.measure)));
}

Aim aim_of(const std::vector<Target>& targets, std::string_view region_code,
           const std::optional<std::string>& province_code, Measure measure)
{
    Aim sum;
    for (const auto& target : targets) {
        if (target.measure != measure || target.region_code != region_code)
            continue;
        if (target.province_code == province_code)
            return {target.value, false};
        if (!province_code)
            sum = {sum.value.value_or(0) + target.value, true};
    }
    return sum;
}

std::vector<Unassigned> unassigned_of(const std::vector<Target>& targets)
{
    std::map<std::tuple<std::string, std::int64_t, Measure>, std::int64_t> assigned;
    for (const auto& target : targets)
        if (target.province_code)
            assigned[{target.region_code, target.year, target.measure}] += target.value;
    std::vector<Unassigned> left;
    for (const auto& target : targets) {
        const auto sum = assigned.find({target.region_code, target.year, target.measure});
        if (!target.province_code && sum != assigned.end())
            left.push_back(
                {target.region_code, target.year, target.measure, target.value - sum->second});
    }
    return left;
}

} // namespace jisr::programmes
