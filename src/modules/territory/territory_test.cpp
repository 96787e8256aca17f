#include "modules/territory/territory.hpp"

#include "core/record.hpp"
#include "core/resource.hpp"
#include "modules/territory/place_names.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <set>

namespace jisr::territory {
namespace {

using Outcome = PlaceMatch::Outcome;

std::string_view found(std::string_view text, PlaceLevel level, std::string_view within = {})
{
    return match_place(text, level, within).code;
}

TEST(Territory, HoldsTheWholeDivisionOf2015)
{
    EXPECT_EQ(regions().size(), 12U);
    EXPECT_EQ(provinces().size(), 75U);
    EXPECT_EQ(communes().size(), 1503U + 41U);
}

TEST(Territory, EveryPlaceHasBothNamesACodeOfItsOwnAndAKnownParent)
{
    std::set<std::string> codes;
    for (const auto& region : regions()) {
        EXPECT_FALSE(region.name_ar.empty() || region.name_fr.empty() || region.name_zgh.empty());
        EXPECT_TRUE(codes.insert(region.code).second) << region.code;
    }
    for (const auto& province : provinces()) {
        EXPECT_FALSE(province.name_ar.empty() || province.name_fr.empty()) << province.code;
        EXPECT_NE(find_region(province.region_code), nullptr) << province.code;
        EXPECT_EQ(region_code_of(province.code), province.region_code);
        EXPECT_TRUE(codes.insert(province.code).second) << province.code;
    }
    for (const auto& commune : communes()) {
        EXPECT_FALSE(commune.name_ar.empty() || commune.name_fr.empty()) << commune.code;
        EXPECT_NE(find_province(commune.province_code), nullptr) << commune.code;
        EXPECT_TRUE(!commune.parent_code || find_commune(*commune.parent_code) != nullptr);
        EXPECT_TRUE(codes.insert(commune.code).second) << commune.code;
    }
}

TEST(Territory, PopulationsAddUpToTheNation)
{
    std::int64_t of_regions = 0;
    std::int64_t of_communes = 0;
    for (const auto& region : regions())
        of_regions += region.population;
    for (const auto& commune : communes())
        of_communes += commune.parent_code ? 0 : commune.population;
    EXPECT_EQ(of_regions, 36'828'330);
    EXPECT_EQ(of_communes, 36'828'330);
}

TEST(Territory, EachRegionHasAReferencePrefixOfThreeLettersOfItsOwn)
{
    std::set<std::string_view> prefixes;
    for (const auto& region : regions()) {
        EXPECT_EQ(reference_prefix(region.code).size(), 3U);
        EXPECT_TRUE(prefixes.insert(reference_prefix(region.code)).second);
    }
    EXPECT_EQ(reference_prefix("10"), "GON");
    EXPECT_EQ(reference_prefix("13"), "");
    EXPECT_EQ(reference_prefix(""), "");
}

TEST(Territory, AnUnknownCodeHasNoPlace)
{
    EXPECT_EQ(find_region("99"), nullptr);
    EXPECT_EQ(find_province("10.999"), nullptr);
    EXPECT_EQ(find_commune(""), nullptr);
}

TEST(PlaceNames, EveryOfficialNameFindsItsOwnPlaceInItsProvince)
{
    for (const auto& commune : communes())
        for (const auto& name : {commune.name_ar, commune.name_fr})
            EXPECT_EQ(found(name, PlaceLevel::Commune, commune.province_code), commune.code)
                << name;
    for (const auto& province : provinces())
        for (const auto& name : {province.name_ar, province.name_fr})
            EXPECT_EQ(found(name, PlaceLevel::Province), province.code) << name;
    for (const auto& region : regions())
        for (const auto& name : {region.name_ar, region.name_fr})
            EXPECT_EQ(found(name, PlaceLevel::Region), region.code) << name;
}

TEST(PlaceNames, EverySpellingThatStaffTypeFindsThePlace)
{
    const std::pair<std::string_view, std::string_view> spellings[] = {
        {"GUELMIM", "10.261.01.03"},
        {"Guelmime", "10.261.01.03"},
        {"Goulmim", "10.261.01.03"},
        {"أكلميم", "10.261.01.03"},
        {"گلميم", "10.261.01.03"},
        {"Ouatia", "10.521.01.03"},
        {"El-Ouatia", "10.521.01.03"},
        {"Al Watia", "10.521.01.03"},
        {"الوطيه", "10.521.01.03"},
        {"Akhsas", "10.473.01.01"},
        {"لخصاص", "10.473.01.01"},
        {"Sidi Mbark", "10.473.07.15"},
        {"Sebt Nabour", "10.473.07.09"},
        {"سبت  النابور", "10.473.07.09"},
        {"Tagant", "10.261.03.09"},
        {"تغجيجت", "10.261.03.11"},
        {"Taghjicht", ""},
        {"TanTan", "10.521.01.01"},
        {"Commune de Zag", "10.071.01.03"},
        {"جماعة الزاك", "10.071.01.03"},
        {"10.261.01.03", "10.261.01.03"},
        {"Bouizakarn", "10.261.01.01"},
        {"Sidi Ifny", "10.473.01.03"},
        {"Zzyzx", ""},
        {"", ""},
        {"-", ""},
    };
    for (const auto& [text, code] : spellings)
        EXPECT_EQ(found(text, PlaceLevel::Commune, "10"), code) << text;
    EXPECT_EQ(found("إقليم كلميم", PlaceLevel::Province, "10"), "10.261");
    EXPECT_EQ(found("commune Douirane", PlaceLevel::Commune, "07.161"), "07.161.07.05");
    EXPECT_EQ(found("Province d'Assa Zag", PlaceLevel::Province), "10.071");
    EXPECT_EQ(found("Laâyoune Sakia El Hamra", PlaceLevel::Region), "11");
    EXPECT_EQ(found("Oriental", PlaceLevel::Region), "02");
    EXPECT_EQ(found("جهة الشرق", PlaceLevel::Region), "02");
}

TEST(PlaceNames, ANameOfTwoPlacesIsAmbiguousUntilTheProvinceIsKnown)
{
    EXPECT_EQ(match_place("Oulad Aissa", PlaceLevel::Commune).outcome, Outcome::Ambiguous);
    EXPECT_EQ(match_place("Oulad Aissa", PlaceLevel::Commune, "05.311").outcome, Outcome::Found);
}

TEST(PlaceNames, APlaceOutsideTheRegionIsUnknown)
{
    EXPECT_EQ(match_place("Guelmim", PlaceLevel::Commune, "09").outcome, Outcome::Unknown);
    EXPECT_EQ(match_place("10.261.01.03", PlaceLevel::Commune, "10.521").outcome, Outcome::Unknown);
    EXPECT_EQ(match_place("10.261.01.03", PlaceLevel::Commune, "1").outcome, Outcome::Unknown);
}

TEST(PlaceNames, AMegabyteOfTextIsNoPlace)
{
    EXPECT_EQ(match_place(std::string(1'000'000, 'a'), PlaceLevel::Commune).outcome,
              Outcome::Unknown);
}

/// The cells of columns Province and Commune of the launch day.
std::vector<std::pair<std::string, std::string>> launch_day_places()
{
    std::ifstream file(JISR_SOURCE_DIR "/tests/fixtures/launch_day.csv");
    std::vector<std::pair<std::string, std::string>> places;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::vector<std::string> cells;
        std::istringstream cursor(line);
        for (std::string cell; std::getline(cursor, cell, ';');)
            cells.push_back(cell);
        places.emplace_back(cells.at(6), cells.at(7));
    }
    return places;
}

TEST(PlaceNames, TheLaunchDaysPlacesAreAllKnownButOne)
{
    const auto places = launch_day_places();
    ASSERT_EQ(places.size(), 128U);
    std::set<std::string> unknown;
    for (const auto& [province, commune] : places) {
        const auto in = match_place(province, PlaceLevel::Province, "10");
        ASSERT_EQ(in.outcome, Outcome::Found) << province;
        if (match_place(commune, PlaceLevel::Commune, in.code).outcome != Outcome::Found)
            unknown.insert(commune);
    }
    EXPECT_EQ(unknown, std::set<std::string>{"Zzyzx"});
}

TEST(PlaceSearch, TheBeginningOfANameInEitherScriptComesFirst)
{
    EXPECT_EQ(search_places("guel", 10).front().code, "10");
    EXPECT_EQ(search_places("guelmim", 10, "10").at(1).code, "10.261.01.03");
    EXPECT_EQ(search_places("كلم", 1).front().name_fr, "Guelmim-Oued Noun");
    EXPECT_EQ(search_places("عيون", 1).front().name_fr, "Laâyoune-Sakia El Hamra");
    EXPECT_EQ(search_places("Bouizak", 5).front().province_name_fr, "Guelmim");
    EXPECT_TRUE(search_places("", 10).empty());
    EXPECT_TRUE(search_places("qqqq", 10).empty());
    EXPECT_EQ(search_places("a", 7).size(), 7U);
}

TEST(PlaceSearch, TakesLessThanAMillisecond)
{
    constexpr int kTimes = 200;
    search_places("tan", 10);
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kTimes; ++i)
        ASSERT_FALSE(search_places("tan", 10).empty());
    const auto each = (std::chrono::steady_clock::now() - start) / kTimes;
    EXPECT_LT(each, std::chrono::milliseconds(1));
}

TEST(Territory, TheEmbeddedTablesHaveNoQuotedCells)
{
    for (const auto* path : {"data/regions.csv", "data/provinces.csv", "data/communes.csv",
                             "data/arrondissements.csv", "data/indicators.csv"})
        EXPECT_EQ(core::resource(path).value_or("\"").find('"'), std::string_view::npos) << path;
}

} // namespace
} // namespace jisr::territory
