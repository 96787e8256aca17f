#include "modules/territory/territory.hpp"

#include "core/resource.hpp"

#include <charconv>
#include <functional>
#include <map>
#include <tuple>
#include <unordered_map>

namespace jisr::territory {

namespace {

using Columns = std::vector<std::string_view>;

/// The cells of a line; our files have no quoted ones, which a test holds.
Columns split(std::string_view line)
{
    Columns cells;
    for (std::size_t start = 0; start <= line.size();) {
        const auto end = std::min(line.find(',', start), line.size());
        cells.push_back(line.substr(start, end - start));
        start = end + 1;
    }
    return cells;
}

/// One line of an embedded table, read by the names of its columns.
class Line
{
  public:
    Line(const Columns& heading, Columns cells) : heading_(heading), cells_(std::move(cells)) {}

    [[nodiscard]] std::string_view text(std::string_view column) const
    {
        for (std::size_t i = 0; i < heading_.size() && i < cells_.size(); ++i)
            if (heading_[i] == column)
                return cells_[i];
        return {};
    }

    template <class Number>
    [[nodiscard]] Number number(std::string_view column) const
    {
        const auto cell = text(column);
        Number value{};
        std::from_chars(cell.data(), cell.data() + cell.size(), value);
        return value;
    }

  private:
    const Columns& heading_;
    Columns cells_;
};

void read_table(std::string_view path, const std::function<void(const Line&)>& on_line)
{
    std::string_view rest = core::resource(path).value_or("");
    Columns heading;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto cells = split(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (heading.empty())
            heading = std::move(cells);
        else if (cells.size() == heading.size())
            on_line(Line(heading, std::move(cells)));
    }
}

/// Ours: short for the French name, and never changed once references bear it.
std::string_view prefix_for(std::string_view region_code)
{
    static constexpr std::array<std::string_view, 12> kPrefixes{
        "TTA", "ORI", "FES", "RSK", "BMK", "CAS", "MAR", "DRA", "SOU", "GON", "LAA", "DAK"};
    std::size_t number = 0;
    std::from_chars(region_code.data(), region_code.data() + region_code.size(), number);
    return number >= 1 && number <= kPrefixes.size() ? kPrefixes[number - 1] : std::string_view{};
}

template <class Place>
void read_common(const Line& line, Place& place)
{
    place.code = line.text("code");
    place.name_ar = line.text("name_ar");
    place.name_fr = line.text("name_fr");
    place.population = line.number<std::int64_t>("population");
}

Region region_from(const Line& line)
{
    Region region;
    read_common(line, region);
    region.name_zgh = line.text("name_zgh");
    region.reference_prefix = prefix_for(region.code);
    region.population_women = line.number<std::int64_t>("population_women");
    region.latitude = line.number<double>("lat");
    region.longitude = line.number<double>("lon");
    return region;
}

Province province_from(const Line& line)
{
    Province province;
    read_common(line, province);
    province.region_code = line.text("parent_code");
    province.type = core::from_code<ProvinceType>(line.text("type")).value_or(ProvinceType{});
    province.population_women = line.number<std::int64_t>("population_women");
    province.latitude = line.number<double>("lat");
    province.longitude = line.number<double>("lon");
    return province;
}

Commune commune_from(const Line& line, bool arrondissement)
{
    Commune commune;
    read_common(line, commune);
    commune.province_code = province_code_of(commune.code);
    commune.region_code = region_code_of(commune.code);
    if (!line.text("population_women").empty())
        commune.population_women = line.number<std::int64_t>("population_women");
    if (arrondissement) {
        commune.parent_code = line.text("parent_code");
        commune.type = CommuneType::Arrondissement;
    } else
        commune.type = core::from_code<CommuneType>(line.text("type")).value_or(CommuneType{});
    return commune;
}

/// The places of one level with their codes; the keys borrow from the places, which never move.
template <class Place>
struct Level
{
    std::vector<Place> places;
    std::unordered_map<std::string_view, const Place*> by_code;

    void index()
    {
        for (const auto& place : places)
            by_code.emplace(place.code, &place);
    }

    [[nodiscard]] const Place* find(std::string_view code) const
    {
        const auto found = by_code.find(code);
        return found == by_code.end() ? nullptr : found->second;
    }
};

const Level<Region>& region_level()
{
    static const auto level = [] {
        Level<Region> made;
        read_table("data/regions.csv",
                   [&](const Line& line) { made.places.push_back(region_from(line)); });
        made.index();
        return made;
    }();
    return level;
}

const Level<Province>& province_level()
{
    static const auto level = [] {
        Level<Province> made;
        read_table("data/provinces.csv",
                   [&](const Line& line) { made.places.push_back(province_from(line)); });
        made.index();
        return made;
    }();
    return level;
}

const Level<Commune>& commune_level()
{
    static const auto level = [] {
        Level<Commune> made;
        read_table("data/communes.csv",
                   [&](const Line& line) { made.places.push_back(commune_from(line, false)); });
        read_table("data/arrondissements.csv",
                   [&](const Line& line) { made.places.push_back(commune_from(line, true)); });
        made.index();
        return made;
    }();
    return level;
}

/// By name, code of the place and area.
using Indicators =
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, Indicator>;

const Indicators& indicators()
{
    static const auto read = [] {
        Indicators found;
        read_table("data/indicators.csv", [&](const Line& line) {
            const bool is_country = line.text("level") == "country";
            found[{line.text("indicator"), is_country ? std::string_view{} : line.text("code"),
                   line.text("area")}] = {line.number<double>("value"),
                                          line.number<std::int64_t>("year"),
                                          std::string(line.text("source"))};
        });
        return found;
    }();
    return read;
}

} // namespace

const std::vector<Region>& regions()
{
    return region_level().places;
}

const std::vector<Province>& provinces()
{
    return province_level().places;
}

const std::vector<Commune>& communes()
{
    return commune_level().places;
}

const Indicator* find_indicator(std::string_view name, std::string_view code, std::string_view area)
{
    const auto found = indicators().find({name, code, area});
    return found == indicators().end() ? nullptr : &found->second;
}

const Region* find_region(std::string_view code)
{
    return region_level().find(code);
}

const Province* find_province(std::string_view code)
{
    return province_level().find(code);
}

core::Result<void> require_places(const std::optional<std::string>& region,
                                  const std::optional<std::string>& province,
                                  const std::optional<std::string>& commune)
{
    std::vector<core::FieldError> faults;
    if (region && find_region(*region) == nullptr)
        faults.push_back({"?region", "unknown_place", {}});
    if (province && find_province(*province) == nullptr)
        faults.push_back({"?province", "unknown_place", {}});
    if (commune && find_commune(*commune) == nullptr)
        faults.push_back({"?commune", "unknown_place", {}});
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return {};
}

const Commune* find_commune(std::string_view code)
{
    return commune_level().find(code);
}

std::string_view province_code_of(std::string_view code)
{
    constexpr std::size_t kLength = 6;
    return code.size() >= kLength ? code.substr(0, kLength) : std::string_view{};
}

std::string_view region_code_of(std::string_view code)
{
    constexpr std::size_t kLength = 2;
    return code.size() >= kLength ? code.substr(0, kLength) : std::string_view{};
}

std::string_view reference_prefix(std::string_view region_code)
{
    const auto* region = find_region(region_code);
    return region != nullptr ? std::string_view(region->reference_prefix) : std::string_view{};
}

} // namespace jisr::territory
