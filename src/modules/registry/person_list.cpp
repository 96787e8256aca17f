#include "modules/registry/person_list.hpp"

#include "modules/registry/id_list.hpp"
#include "modules/registry/reference.hpp"
#include "modules/registry/registering.hpp"
#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"

namespace jisr::registry {

namespace {

using service::Permission;

constexpr std::size_t kSearchLimit = 20;

/// The digits of what may be a part of a phone; empty for anything else.
std::string part_of_phone(std::string_view typed)
{
    constexpr std::size_t kFewest = 4; // fewer are in every other number
    constexpr std::size_t kMost = 15;
    std::string digits;
    for (const char sign : tabular::ascii_digits(typed)) {
        if (sign >= '0' && sign <= '9')
            digits += sign;
        else if (std::string_view(" +-./()").find(sign) == std::string_view::npos)
            return {};
    }
    return digits.size() < kFewest || digits.size() > kMost ? std::string() : digits;
}

/// Found by what only `needed` shows; without it, finding her would tell that it is hers.
std::vector<core::Id> id_if_visible(const service::Actor& actor,
                                    const std::optional<PersonRow>& person,
                                    Permission needed = Permission::ViewRegistrants)
{
    if (!person || !actor.may(Permission::ViewRegistrants, place_of(*person)) ||
        !actor.may(needed, place_of(*person)))
        return {};
    return {person->id};
}

core::Result<std::vector<core::Id>> found_ids(const service::Context& context, PersonIndex& persons,
                                              std::string_view typed)
{
    auto& reader = context.reader;
    const auto with_reference =
        [&](const std::string& reference) -> core::Result<std::vector<core::Id>> {
        return id_if_visible(context.actor, TRY(find_person_by_reference(reader, reference)));
    };
    const std::string digits = tabular::ascii_digits(typed);
    if (const auto reference = parse_reference(digits))
        return with_reference(*reference);
    if (const auto reference = complete_reference(digits))
        if (auto found = TRY(with_reference(*reference)); !found.empty())
            return found;
    if (const auto phone = tabular::normalise_phone(typed))
        return persons.with_phone(reader, context.actor, *phone, kSearchLimit);
    if (const auto national_id = tabular::normalise_national_id(typed))
        return id_if_visible(context.actor, TRY(find_person_by_national_id(reader, *national_id)),
                             Permission::ViewSensitive);
    if (const auto part = part_of_phone(typed); !part.empty())
        return persons.with_phone_part(reader, context.actor, part, kSearchLimit);
    return persons.with_name(reader, context.actor, typed, kSearchLimit);
}

/// 422 for places that are not there, and for days the wrong way round: nobody would be found, and
/// the reader would believe it.
core::Result<void> check_filters(const WhichPersons& query)
{
    TRY(territory::require_places(query.region, query.province, query.commune));
    if (query.registered_from && query.registered_to &&
        *query.registered_from > *query.registered_to)
        return core::fail(core::problems::invalid("?registered_to", "ends_before_start"));
    return {};
}

} // namespace

core::Result<service::Page<PersonSummary>>
list_persons(const service::Context& context, PersonIndex& persons, const PersonQuery& query)
{
    TRY(check_filters(query));
    auto found = TRY(persons.page(context.reader, context.actor, query));
    service::Page<PersonSummary> page;
    page.items = TRY(summaries_of(context.reader, found.ids, context.clock.today()));
    page.next = std::move(found.next);
    return page;
}

core::Result<void> each_person(const service::Context& context, PersonIndex& persons,
                               const WhichPersons& query,
                               core::FunctionRef<bool(const PersonRow&)> on_row)
{
    TRY(check_filters(query));
    const auto ids =
        TRY(persons.everyone(context.reader, context.actor, Permission::ExportRegistrants, query));
    for (std::size_t begin = 0; begin < ids.size(); begin += kIdsAtOnce) {
        const auto end = std::min(begin + kIdsAtOnce, ids.size());
        const std::vector<core::Id> some(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                                         ids.begin() + static_cast<std::ptrdiff_t>(end));
        for (const auto& person : TRY(persons_of(context.reader, some)))
            if (!on_row(person))
                return {};
    }
    return {};
}

core::Result<std::vector<PersonSummary>>
search_persons(const service::Context& context, PersonIndex& persons, std::string_view typed)
{
    return summaries_of(context.reader, TRY(found_ids(context, persons, typed)),
                        context.clock.today());
}

} // namespace jisr::registry
