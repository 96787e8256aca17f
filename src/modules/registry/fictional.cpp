#include "modules/registry/fictional.hpp"

#include "core/resource.hpp"
#include "modules/territory/territory.hpp"

#include <map>

namespace jisr::registry {

namespace {

struct DrawnName
{
    std::string arabic;
    std::vector<std::string> latin;
};

struct Names
{
    std::vector<DrawnName> female;
    std::vector<DrawnName> male;
    std::vector<DrawnName> family;
};

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

const Names& names()
{
    static const Names loaded = [] {
        Names made;
        for (const auto& line : split(*core::resource("data/names.tsv"), '\n')) {
            const auto columns = split(line, '\t');
            if (columns.size() < 4)
                continue;
            DrawnName name{columns[1], split(columns[3], '|')};
            if (columns[0] == "female")
                made.female.push_back(std::move(name));
            else if (columns[0] == "male")
                made.male.push_back(std::move(name));
            else if (columns[0] == "surname")
                made.family.push_back(std::move(name));
        }
        return made;
    }();
    return loaded;
}

/// The communes of a region (or all), each as often as its people weigh: a thousand to an entry.
const std::vector<const territory::Commune*>& weighted_communes(std::string_view region_code)
{
    static const auto by_region = [] {
        std::map<std::string, std::vector<const territory::Commune*>, std::less<>> made;
        for (const auto& commune : territory::communes())
            for (std::int64_t people = 0; people <= commune.population; people += 10'000)
                for (const auto& region : {commune.region_code, std::string()})
                    made[region].push_back(&commune);
        return made;
    }();
    return by_region.find(region_code)->second;
}

} // namespace

std::size_t FictionalPersons::below(std::size_t bound)
{
    // Not std::uniform_int_distribution: its draws differ from one standard library to the next.
    return random_() % bound;
}

bool FictionalPersons::happens(double share)
{
    return static_cast<double>(below(10'000)) < share * 10'000;
}

template <class E>
E FictionalPersons::any()
{
    const auto& codes = core::enum_codes<E>();
    return codes[below(codes.size())].first;
}

void FictionalPersons::draw_names(PersonDraft& person)
{
    const auto& given_names = person.sex == Sex::Female ? names().female : names().male;
    const auto& given = given_names[below(given_names.size())];
    const auto& family = names().family[below(names().family.size())];
    const std::size_t scripts = below(10); // 4 in 10 Arabic alone, 3 Latin alone, 3 both
    if (scripts < 7) {
        person.given_name_ar = given.arabic;
        person.family_name_ar = family.arabic;
    }
    if (scripts >= 4) {
        person.given_name_latin = given.latin[below(given.latin.size())];
        person.family_name_latin = family.latin[below(family.latin.size())];
    }
}

void FictionalPersons::draw_place(PersonDraft& person, std::string_view region_code)
{
    static constexpr const char* kQuarters[] = {
        "حي السلام", "حي النهضة", "Hay Al Massira", "دوار آيت علي", "Douar Oulad Said", "حي القدس"};
    const auto& communes = weighted_communes(region_code);
    person.commune_code = communes[below(communes.size())]->code;
    if (happens(0.7))
        person.locality = kQuarters[below(std::size(kQuarters))];
}

void FictionalPersons::draw_life(PersonDraft& person)
{
    person.schooling = any<Schooling>();
    person.work_situation = any<WorkSituation>();
    person.marital_status = any<MaritalStatus>();
    if (happens(0.15))
        person.participation = Participation::SelfEmployed;
    else if (happens(0.1))
        person.participation = Participation::CooperativeMember;
    if (happens(0.06))
        person.wg_walking = Difficulty::ALotOfDifficulty;
    person.dependants_children = static_cast<std::int64_t>(below(5));
    if (happens(0.5))
        person.priority_groups = {any<PriorityGroup>()};
    if (happens(0.2))
        person.other_programmes = {any<OtherProgramme>()};
}

PersonDraft FictionalPersons::next(std::string_view region_code, core::Date today)
{
    PersonDraft person;
    person.sex = happens(0.97) ? Sex::Female : Sex::Male;
    draw_names(person);
    draw_place(person, region_code);
    draw_life(person);
    const std::int32_t age_in_days = static_cast<std::int32_t>(18 * 366 + below(42 * 365));
    person.birth_date = core::Date::from_days(today.days_since_epoch() - age_in_days);
    person.national_id = "ZZ" + std::to_string(100'000 + ++drawn_);
    std::string phone = std::to_string(10'000'000 + below(89'999'999));
    person.phone = "+2126" + phone.substr(0, 8);
    person.consent_given = true;
    person.consent_method = ConsentMethod::SignedPaper;
    return person;
}

} // namespace jisr::registry
