#include "linkage/linker.hpp"

#include "linkage/training.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace jisr::linkage {
namespace {

/// Owns the texts of a person.
struct Entry
{
    std::string given, family, father, id, phone, commune;
    BirthDate date;
};

constexpr const char* kGiven[] = {"Fatima", "Khadija", "Samira",  "Naima", "Latifa", "Hanane",
                                  "Zineb",  "Malika",  "Rachida", "Souad", "Touria", "Ghizlane"};
constexpr const char* kFamily[] = {"Alaoui",  "Idrissi",    "Bennani",  "Tazi",     "Berrada",
                                   "Chraibi", "Filali",     "Lahlou",   "Sefrioui", "Kabbaj",
                                   "Amrani",  "Ouazzani",   "Mansouri", "Zerouali", "Hajji",
                                   "Slaoui",  "Benjelloun", "Fassi"};
constexpr const char* kCommunes[] = {"Tiznit", "Safi", "Taza", "Larache", "Figuig", "Zagora"};

std::vector<Entry> some_register(std::size_t persons)
{
    std::mt19937 random(3);
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < persons; ++i) {
        Entry entry{kGiven[random() % 12],
                    kFamily[random() % 18],
                    "Mohamed",
                    "ZZ" + std::to_string(100'000 + random() % 899'999),
                    "06" + std::to_string(10'000'000 + random() % 89'999'999),
                    kCommunes[random() % 6],
                    {static_cast<int>(1950 + random() % 50), static_cast<int>(1 + random() % 12),
                     static_cast<int>(1 + random() % 28)}};
        entries.push_back(entry);
        if (i % 3 == 0) {
            entry.family += 'h';
            entry.phone = "";
            entries.push_back(entry);
        }
        if (i % 6 == 0) {
            entry.id = "";
            entries.push_back(entry);
        }
    }
    return entries;
}

/// The clusters of two and more, by places in `entries`.
std::set<std::set<std::size_t>> clusters_of(const std::vector<Entry>& entries,
                                            const std::vector<std::size_t>& order)
{
    People people;
    for (const auto place : order) {
        const Entry& it = entries[place];
        people.add({.given_name = it.given,
                    .family_name = it.family,
                    .father_name = it.father,
                    .birth_date = it.date,
                    .national_id = it.id,
                    .phone = it.phone,
                    .commune = it.commune});
    }
    people.arrange();
    const Rarity rarity(people);
    const Blocking blocking(people);
    const Model model = learn(draw_sample(people, blocking, rarity), default_model());
    const Scorer scorer(model, rarity, people.size());
    const auto lowest = cluster(people, scorer, find_links(people, blocking, scorer, 0.9));
    std::map<std::uint32_t, std::set<std::size_t>> by_row;
    for (std::uint32_t row = 0; row < lowest.size(); ++row)
        by_row[lowest[row]].insert(order[people.origin(row)]);
    std::set<std::set<std::size_t>> clusters;
    for (const auto& [row, members] : by_row)
        if (members.size() > 1)
            clusters.insert(members);
    return clusters;
}

std::vector<std::size_t> places(std::size_t size)
{
    std::vector<std::size_t> order(size);
    for (std::size_t i = 0; i < size; ++i)
        order[i] = i;
    return order;
}

TEST(Linking, GivesTheSameClustersInWhateverOrderTheRecordsCome)
{
    const auto entries = some_register(1500);
    auto order = places(entries.size());
    const auto clusters = clusters_of(entries, order);
    EXPECT_GT(clusters.size(), 450U);
    EXPECT_LT(clusters.size(), 520U);
    std::mt19937 random(11);
    for (int i = 0; i < 3; ++i) {
        std::shuffle(order.begin(), order.end(), random);
        EXPECT_EQ(clusters_of(entries, order), clusters);
    }
}

TEST(Linking, LinksEqualRowsThatSaySomethingAndNoneThatSayNothing)
{
    auto entries = some_register(300);
    const std::size_t others = entries.size();
    for (int i = 0; i < 40; ++i)
        entries.push_back(
            {"Keltoum", "Oubella", "Ali", "JC621097", "0612345678", "Safi", {1985, 3, 7}});
    for (int i = 0; i < 40; ++i)
        entries.emplace_back();
    const auto clusters = clusters_of(entries, places(entries.size()));
    bool found = false;
    for (const auto& members : clusters) {
        EXPECT_LT(*members.rbegin(), others + 40);
        found = found || (*members.begin() == others && members.size() == 40);
    }
    EXPECT_TRUE(found);
}

/// A link of all pairs whose odds are even and better, as find_links gives them.
std::vector<Link> all_links(const People& people, const Scorer& scorer)
{
    Comparer comparer(people);
    std::vector<Link> links;
    for (std::uint32_t b = 0; b < people.size(); ++b)
        for (std::uint32_t a = 0; a < b; ++a) {
            const Row& one = people.row(a);
            const Row& other = people.row(b);
            const float bits = scorer.bits(comparer.compare(one, other), one, other);
            if (bits > 0)
                links.push_back({a, b, bits});
        }
    return links;
}

TEST(Clusters, DoNotChainMotherAndDaughterThroughARecordWithLittleInIt)
{
    People people;
    const Person mother{.given_name = "Keltoum",
                        .family_name = "Oubella",
                        .birth_date = {1960, 2, 3},
                        .national_id = "JC100200",
                        .phone = "0612345678",
                        .commune = "Tiznit"};
    Person daughter = mother;
    daughter.birth_date = {1988, 11, 25};
    daughter.national_id = "JC754321";
    Person little = mother;
    little.birth_date = {};
    little.national_id = {};
    for (const auto& person : {mother, mother, daughter, daughter, little})
        people.add(person);
    for (int i = 0; i < 2000; ++i)
        people.add({.given_name = kGiven[i % 12], .family_name = kFamily[i % 18]});
    const Rarity rarity(people);
    const Scorer scorer(default_model(), rarity, 10'000);
    auto links = all_links(people, scorer);
    const auto linked = [&](std::uint32_t a, std::uint32_t b) {
        return std::any_of(links.begin(), links.end(),
                           [&](const Link& link) { return link.a == a && link.b == b; });
    };
    ASSERT_TRUE(linked(0, 4) && linked(2, 4)); // the bridge is there
    const auto lowest = cluster(people, scorer, links);
    EXPECT_EQ(lowest[0], lowest[1]);
    EXPECT_EQ(lowest[2], lowest[3]);
    EXPECT_NE(lowest[0], lowest[2]);
}

TEST(Glances, NeverRuleOutAPairThatWouldBeLinked)
{
    People people;
    for (const auto& it : some_register(150))
        people.add({.given_name = it.given,
                    .family_name = it.family,
                    .birth_date = it.date,
                    .national_id = it.id,
                    .phone = it.phone,
                    .commune = it.commune});
    const Rarity rarity(people);
    const Scorer scorer(default_model(), rarity, people.size());
    Comparer comparer(people);
    for (std::uint32_t b = 0; b < people.size(); ++b)
        for (std::uint32_t a = 0; a < b; ++a) {
            const Row& one = people.row(a);
            const Row& other = people.row(b);
            EXPECT_GE(scorer.most(Comparer::glance(one, other), one, other) + 1e-4,
                      scorer.bits(comparer.compare(one, other), one, other));
        }
}

} // namespace
} // namespace jisr::linkage
