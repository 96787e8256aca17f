#include "modules/programmes/progress_store.hpp"

#include "modules/territory/territory.hpp"

namespace jisr::programmes {

namespace {

Registrant registrant_of(const db::Row& row, std::int32_t first_day)
{
    Registrant one;
    if (const auto* commune = territory::find_commune(row.text(1)))
        one.commune = static_cast<std::uint16_t>(commune - territory::communes().data());
    one.kind = db::get<RegistrantKind>(row, 2);
    one.is_self_employed = !row.is_null(3) && row.text(3) == "self_employed";
    one.has_disability = row.boolean(4);
    one.day =
        static_cast<std::uint16_t>(db::get<core::Date>(row, 0).days_since_epoch() - first_day);
    one.phase = db::get<Phase>(row, 5);
    one.groups = static_cast<std::uint16_t>(row.integer(6));
    return one;
}

} // namespace

core::Result<std::vector<Registrant>>
read_registrants(db::Reader& reader, const core::Id& edition_id, std::int64_t year)
{
    const auto first = *core::Date::make(static_cast<int>(year), 1, 1);
    const auto last = *core::Date::make(static_cast<int>(year), 12, 31);
    std::vector<Registrant> registrants;
    TRY(reader.stream("select registered_day, commune_code, kind, participation, has_disability, "
                      "phase, priority_groups from registration where edition_id = :edition_id "
                      "and state = 'active' and registered_day >= :first and "
                      "registered_day <= :last",
                      {{"edition_id", edition_id}, {"first", first}, {"last", last}},
                      [&](const db::Row& row) {
                          registrants.push_back(registrant_of(row, first.days_since_epoch()));
                          return true;
                      }));
    registrants.shrink_to_fit();
    return registrants;
}

} // namespace jisr::programmes
