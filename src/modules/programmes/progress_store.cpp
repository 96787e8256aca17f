#include "modules/programmes/progress_store.hpp"

#include "modules/programmes/programmes.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

#include <algorithm>

namespace jisr::programmes {

namespace {

struct Entered
{
    core::Date first; ///< day of the year
    core::Date last;
    core::Date from; ///< of what is counted in it
    core::Date through;
};

constexpr int kNoYear = 1;
constexpr int kAnyYear = 9999;

std::optional<Entered> entered_in(const Edition& edition, std::int64_t year)
{
    const int begins = edition.starts_on.year();
    const int ends = edition.ends_on.year();
    const auto asked = static_cast<int>(year);
    if (asked < begins || asked > ends)
        return std::nullopt;
    return Entered{*core::Date::make(asked, 1, 1), *core::Date::make(asked, 12, 31),
                   *core::Date::make(asked == begins ? kNoYear : asked, 1, 1),
                   *core::Date::make(asked == ends ? kAnyYear : asked, 12, 31)};
}

Registrant registrant_of(const db::Row& row, const Entered& entered)
{
    Registrant one;
    if (const auto* commune = territory::find_commune(row.text(1)))
        one.commune = static_cast<std::uint16_t>(commune - territory::communes().data());
    one.kind = db::get<RegistrantKind>(row, 2);
    one.is_self_employed = !row.is_null(3) && row.text(3) == "self_employed";
    one.has_disability = row.boolean(4);
    const auto day = std::clamp(db::get<core::Date>(row, 0), entered.first, entered.last);
    one.day = static_cast<std::uint16_t>(day.days_since_epoch() - entered.first.days_since_epoch());
    one.phase = db::get<Phase>(row, 5);
    one.groups = static_cast<std::uint16_t>(row.integer(6));
    return one;
}

} // namespace

core::Result<std::vector<Registrant>>
read_registrants(db::Reader& reader, const core::Id& edition_id, std::int64_t year)
{
    std::vector<Registrant> registrants;
    const auto edition = TRY(service::find_record<Edition>(reader, "edition", edition_id));
    const auto entered = edition ? entered_in(*edition, year) : std::nullopt;
    if (!entered)
        return registrants;
    TRY(reader.stream(
        "select registered_day, commune_code, kind, participation, has_disability, "
        "phase, priority_groups from registration where edition_id = :edition_id "
        "and state = 'active' and registered_day >= :from and "
        "registered_day <= :through",
        {{"edition_id", edition_id}, {"from", entered->from}, {"through", entered->through}},
        [&](const db::Row& row) {
            registrants.push_back(registrant_of(row, *entered));
            return true;
        }));
    registrants.shrink_to_fit();
    return registrants;
}

} // namespace jisr::programmes
