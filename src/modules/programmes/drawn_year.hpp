#pragma once

#include "modules/programmes/progress.hpp"
#include "modules/programmes/report.hpp"
#include "modules/territory/territory.hpp"

#include <random>

/// For tests: years of registrants drawn by lot, and who reads of them.
namespace jisr::programmes {

/// Nobody who is named here works in a centre, so nothing may be read.
class NoReader : public db::Reader
{
  public:
    using OnRow = core::FunctionRef<bool(const db::Row&)>;

    core::Result<void> query(std::string_view, db::Params, OnRow) override
    {
        return core::fail(core::problems::internal("read"));
    }

    core::Result<void> stream(std::string_view sql, db::Params params, OnRow on_row) override
    {
        return query(sql, params, on_row);
    }
};

using Posts = std::vector<service::Assignment>;

inline View view_from(Posts posts)
{
    service::Actor actor;
    actor.assignments = std::move(posts);
    NoReader reader;
    return {*visibility_of(actor, reader), {}, Openness::of(actor)};
}

inline core::Instant noon_of(core::Date day)
{
    return {(day.days_since_epoch() * 24LL + 12) * 3'600'000};
}

inline const core::Date kSomeDay = *core::Date::make(2026, 11, 22);

/// Registrants all over the country, or in the first communes alone, until that day.
inline std::vector<Registrant> drawn_registrants(std::uint32_t seed, std::size_t many,
                                                 std::size_t communes = 0)
{
    std::mt19937 random(seed);
    std::vector<Registrant> registrants;
    if (communes == 0)
        communes = territory::communes().size();
    for (std::size_t i = 0; i < many; ++i) {
        auto& one = registrants.emplace_back();
        one.commune = static_cast<std::uint16_t>(random() % communes);
        one.kind = static_cast<RegistrantKind>(random() % 9 < 6 ? 0 : random() % 4);
        one.is_self_employed = random() % 5 == 0;
        one.has_disability = random() % 30 == 0;
        one.day = static_cast<std::uint16_t>(random() % 20 == 0 ? 325 : random() % 326);
        one.phase = static_cast<Phase>(random() % 20 < 17 ? 0 : random() % 10);
        one.groups = static_cast<std::uint16_t>(random() % 3 == 0 ? 1 : 8192);
    }
    return registrants;
}

inline Snapshot drawn_year(std::uint32_t seed, std::size_t many, std::size_t communes = 0,
                           std::vector<Target> targets = {})
{
    return snapshot_of({}, 2026, noon_of(kSomeDay), drawn_registrants(seed, many, communes),
                       std::move(targets));
}

/// As it is told to somebody to whom `open` is open.
inline core::Result<Report> report_of(const Snapshot& year, const ReportQuery& query,
                                      const Openness& open)
{
    const bool sees = open.whole(query.province.value_or(query.region.value_or("")));
    const auto table = sees ? nullptr : table_for(year, open);
    return report_of({year.edition_id, year.year, year.as_of, year.today, year.registrants,
                      year.targets, table.get()},
                     query, [](const std::string& /*code*/) { return true; });
}

} // namespace jisr::programmes
