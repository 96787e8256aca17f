#pragma once

#include "core/record.hpp"
#include "service/route.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The territory of Morocco as the official division of 2015 draws it: 12 regions, 75 provinces and
/// prefectures, 1,503 communes and the 41 arrondissements of six cities. Codes, French names and
/// legal population: HCP, RGPH 2024; the other sources stand in data/SOURCES.md. Facts that do not
/// change while the program runs: read once, kept in memory, safe from any thread.
namespace jisr::territory {

struct Region
{
    std::string code; ///< "10"
    std::string name_ar;
    std::string name_fr;
    std::string name_zgh;              ///< Tifinagh
    std::string reference_prefix;      ///< of references given there: "GON"
    std::int64_t population = 0;       ///< legal population
    std::int64_t population_women = 0; ///< municipal population, women
    double latitude = 0;               ///< degrees, WGS 84
    double longitude = 0;

    static constexpr std::string_view kRecord = "territory.Region";
};
BOOST_DESCRIBE_STRUCT(Region, (),
                      (code, name_ar, name_fr, name_zgh, reference_prefix, population,
                       population_women, latitude, longitude))

enum class ProvinceType { Province, Prefecture };
BOOST_DESCRIBE_ENUM(ProvinceType, Province, Prefecture)

struct Province
{
    std::string code; ///< "10.261"
    std::string region_code;
    std::string name_ar;
    std::string name_fr;
    ProvinceType type = ProvinceType::Province;
    std::int64_t population = 0;
    std::int64_t population_women = 0;
    double latitude = 0;
    double longitude = 0;

    static constexpr std::string_view kRecord = "territory.Province";
};
BOOST_DESCRIBE_STRUCT(Province, (),
                      (code, region_code, name_ar, name_fr, type, population, population_women,
                       latitude, longitude))

enum class CommuneType { Urban, Rural, Arrondissement };
BOOST_DESCRIBE_ENUM(CommuneType, Urban, Rural, Arrondissement)

/// A commune, or an arrondissement of the city `parent_code`.
struct Commune
{
    std::string code; ///< "10.261.01.03"
    std::string province_code;
    std::string region_code;
    std::optional<std::string> parent_code; ///< of an arrondissement
    std::string name_ar;
    std::string name_fr;
    CommuneType type = CommuneType::Rural;
    std::int64_t population = 0;
    std::optional<std::int64_t> population_women; ///< not published for four communes

    static constexpr std::string_view kRecord = "territory.Commune";
};
BOOST_DESCRIBE_STRUCT(Commune, (),
                      (code, province_code, region_code, parent_code, name_ar, name_fr, type,
                       population, population_women))

const std::vector<Region>& regions();     ///< in the order of their codes
const std::vector<Province>& provinces(); ///< in the order of the official list, region by region
/// Communes, then arrondissements, each in the order of the official list.
const std::vector<Commune>& communes();

/// Null when there is no such code.
const Region* find_region(std::string_view code);
const Province* find_province(std::string_view code);
const Commune* find_commune(std::string_view code);

/// 422 that names each parameter whose code no place has: an empty list would look like a place
/// where nobody is.
core::Result<void> require_places(const std::optional<std::string>& region,
                                  const std::optional<std::string>& province = {},
                                  const std::optional<std::string>& commune = {});

/// The codes above a place's code, as parts of it: "10.261.01.03" → "10.261" → "10". Empty when
/// `code` is too short.
std::string_view province_code_of(std::string_view code);
std::string_view region_code_of(std::string_view code);

/// Three letters, one set for each region: "GON" for 10. Empty when there is no such region.
std::string_view reference_prefix(std::string_view region_code);

/// A figure of the country, of a region or of a province.
struct Indicator
{
    double value = 0; ///< in the unit that data/indicators.csv gives: a count, or per cent
    std::int64_t year = 0;
    std::string source;
};

/// By its name in data/indicators.csv; an empty code asks for the country. `area` is total, urban
/// or rural: of provinces the total alone is known. Null when it is not.
const Indicator* find_indicator(std::string_view name, std::string_view code,
                                std::string_view area = "total");

enum class PlaceLevel { Region, Province, Commune };
BOOST_DESCRIBE_ENUM(PlaceLevel, Region, Province, Commune)

/// What a typed place name means. `code` stays valid for ever.
struct PlaceMatch
{
    enum class Outcome { Found, Unknown, Ambiguous };
    Outcome outcome = Outcome::Unknown;
    std::string_view code; ///< when Found
};

/// The place of `level` that `text` names, in Arabic or French and in any usual spelling, or by its
/// code; `within` is the code of a region or province that it must lie in, or empty. An exact name
/// (apart from case, accents, hyphens, hamza) goes before a tolerant one (articles, doubled
/// letters, vowels of the transliteration), a commune before an arrondissement; a text that fits
/// two places is Ambiguous. About a microsecond.
PlaceMatch match_place(std::string_view text, PlaceLevel level, std::string_view within = {});

/// One line of a typeahead.
struct PlaceHit
{
    PlaceLevel level = PlaceLevel::Commune;
    std::string code;
    std::string name_ar;
    std::string name_fr;
    std::string province_name_ar; ///< empty for a region
    std::string province_name_fr;
    std::string region_name_ar;
    std::string region_name_fr;

    static constexpr std::string_view kRecord = "territory.PlaceHit";
};
BOOST_DESCRIBE_STRUCT(PlaceHit, (),
                      (level, code, name_ar, name_fr, province_name_ar, province_name_fr,
                       region_name_ar, region_name_fr))

/// At most `limit` places of any level whose name in either script begins with `text`, or else has
/// a word that does, or holds it; the larger place first. Below 1 ms.
std::vector<PlaceHit> search_places(std::string_view text, std::size_t limit,
                                    std::string_view region_code = {});

/// A douar or quarter as it was typed before.
struct Locality
{
    std::string name;
    std::int64_t times = 0; ///< how often at least

    static constexpr std::string_view kRecord = "territory.Locality";
};
BOOST_DESCRIBE_STRUCT(Locality, (), (name, times))

/// Remembers the douar or quarter for the suggestions of its commune. What this process has just
/// noted is skipped, so `times` ranks and does not count. A blank name is no fault.
core::Result<void> note_locality(db::Writer& writer, std::string_view commune_code,
                                 std::string_view name);

/// Brings the tables region, province and commune, for reports in SQL, to the state of the embedded
/// data; cheap when they are. For every start of the program.
core::Result<void> seed_territory(service::Services& services);

service::Routes routes();

} // namespace jisr::territory
