#include "modules/programmes/tally.hpp"

#include "db/digest.hpp"
#include "modules/territory/territory.hpp"

namespace jisr::programmes {

namespace {

std::vector<Area> areas_of_communes()
{
    std::vector<Area> areas;
    for (const auto& commune : territory::communes())
        areas.push_back(commune.type == territory::CommuneType::Rural ? Area::Rural : Area::Urban);
    return areas;
}

/// The province of each commune and the region of each province, by their places in the lists.
struct Above
{
    std::vector<std::size_t> province_of;
    std::vector<std::size_t> region_of;

    Above()
    {
        for (const auto& commune : territory::communes())
            province_of.push_back(static_cast<std::size_t>(
                territory::find_province(commune.province_code) - territory::provinces().data()));
        for (const auto& province : territory::provinces())
            region_of.push_back(static_cast<std::size_t>(
                territory::find_region(province.region_code) - territory::regions().data()));
    }
};

void add(Counts& sum, const Counts& more)
{
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] += more[i];
}

/// The month of each day of the year, and which days are of this month or today.
class Days
{
  public:
    explicit Days(const Calendar& calendar)
        : today_(calendar.number_of(calendar.today)), this_month_(calendar.this_month())
    {
        const auto first = *core::Date::make(static_cast<int>(calendar.year), 1, 1);
        for (std::int32_t day = 0; day < 366; ++day)
            month_of_.push_back(static_cast<std::size_t>(
                core::Date::from_days(first.days_since_epoch() + day).month() - 1));
    }

    void add(Counts& counts, const Registrant& one) const
    {
        if (one.kind == RegistrantKind::Woman)
            add(counts, one.day, column::kMonths, column::kToday, column::kEarlier);
        else if (one.kind == RegistrantKind::Cooperative)
            add(counts, one.day, column::kCooperativeMonths, column::kCooperativesToday,
                column::kCooperativesEarlier);
    }

  private:
    void add(Counts& counts, std::int32_t day, std::size_t months, std::size_t today,
             std::size_t earlier) const
    {
        const auto month = month_of_[static_cast<std::size_t>(day)];
        ++counts[months + month];
        if (this_month_ == month)
            ++counts[day == today_ ? today : earlier];
    }

    std::int32_t today_;
    std::optional<std::size_t> this_month_;
    std::vector<std::size_t> month_of_;
};

template <class E>
void add_codes(db::Digest& digest)
{
    for (const auto& [unused, code] : core::enum_codes<E>())
        digest.text(code);
}

} // namespace

const std::string& digest_of_columns()
{
    static const std::string made = [] {
        db::Digest digest;
        for (const auto column :
             {column::kGroups, column::kAreas, column::kDisability, column::kPhases,
              column::kMonths, column::kToday, column::kEarlier, column::kCooperativeMonths,
              column::kCooperativesToday, column::kCooperativesEarlier, column::kSelfEmployed,
              column::kDisabled, column::kDisabledOthers, column::kKinds, column::kNumber})
            digest.number(static_cast<std::int64_t>(column));
        add_codes<PriorityGroup>(digest);
        add_codes<Area>(digest);
        add_codes<Phase>(digest);
        add_codes<RegistrantKind>(digest);
        for (const auto& province : territory::provinces())
            digest.text(province.code);
        for (const auto& commune : territory::communes())
            digest.text(commune.code);
        return digest.hex();
    }();
    return made;
}

Area area_of(const Registrant& one)
{
    static const auto areas = areas_of_communes();
    return one.commune < areas.size() ? areas[one.commune] : Area::Rural;
}

std::int32_t Calendar::number_of(core::Date day) const
{
    return day.days_since_epoch() -
           core::Date::make(static_cast<int>(year), 1, 1)->days_since_epoch();
}

std::optional<std::size_t> Calendar::this_month() const
{
    if (today.year() != year)
        return std::nullopt;
    return static_cast<std::size_t>(today.month() - 1);
}

void add(Counts& counts, const Registrant& one)
{
    const bool is_woman = one.kind == RegistrantKind::Woman;
    ++counts[column::of(one.kind)];
    counts[column::kSelfEmployed] += one.is_self_employed ? 1 : 0;
    counts[column::kDisabled] += one.has_disability ? 1 : 0;
    counts[column::kDisabledOthers] += one.has_disability && !is_woman ? 1 : 0;
    if (!is_woman)
        return;
    for (std::size_t group = 0, bits = one.groups; bits != 0; bits >>= 1U, ++group)
        counts[column::kGroups + group] += static_cast<std::int64_t>(bits & 1U);
    ++counts[column::kAreas + static_cast<std::size_t>(area_of(one))];
    ++counts[column::kDisability + (one.has_disability ? 0 : 1)];
    ++counts[column::kPhases + static_cast<std::size_t>(one.phase)];
}

Tally tally_of(const std::vector<Registrant>& registrants, const Calendar& calendar)
{
    static const Above above;
    const Days days(calendar);
    Tally tally;
    tally.this_month = calendar.this_month();
    tally.regions.resize(territory::regions().size());
    tally.provinces.resize(territory::provinces().size());
    tally.communes.resize(territory::communes().size());
    for (const auto& one : registrants) {
        if (one.commune >= tally.communes.size())
            continue;
        auto& counts = tally.provinces[above.province_of[one.commune]];
        add(counts, one);
        days.add(counts, one);
        auto& commune = tally.communes[one.commune];
        commune.women += one.kind == RegistrantKind::Woman ? 1 : 0;
        commune.cooperatives += one.kind == RegistrantKind::Cooperative ? 1 : 0;
    }
    for (std::size_t i = 0; i < tally.provinces.size(); ++i)
        add(tally.regions[above.region_of[i]], tally.provinces[i]);
    for (const auto& region : tally.regions)
        add(tally.nation, region);
    return tally;
}

} // namespace jisr::programmes
