#include "modules/registry/fictional.hpp"

namespace jisr::registry {

void FictionalPersons::draw_names(PersonDraft& person)
{
    const auto& names = fictional_names();
    const auto& given = draw_.one_of(person.sex == Sex::Female ? names.female : names.male);
    const auto& family = draw_.one_of(names.family);
    const std::size_t scripts = draw_.below(10); // 4 in 10 Arabic alone, 3 Latin alone, 3 both
    if (scripts < 7) {
        person.given_name_ar = given.arabic;
        person.family_name_ar = family.arabic;
    }
    if (scripts >= 4) {
        person.given_name_latin = draw_.one_of(given.latin);
        person.family_name_latin = draw_.one_of(family.latin);
    }
}

void FictionalPersons::draw_place(PersonDraft& person, std::string_view region_code)
{
    static constexpr const char* kQuarters[] = {
        "حي السلام", "حي النهضة", "Hay Al Massira", "دوار آيت علي", "Douar Oulad Said", "حي القدس"};
    person.commune_code = draw_.commune(region_code).code;
    if (draw_.happens(0.7))
        person.locality = draw_.one_of(kQuarters);
}

void FictionalPersons::draw_life(PersonDraft& person)
{
    person.schooling = draw_.any<Schooling>();
    person.work_situation = draw_.any<WorkSituation>();
    person.marital_status = draw_.any<MaritalStatus>();
    if (draw_.happens(0.15))
        person.participation = Participation::SelfEmployed;
    else if (draw_.happens(0.1))
        person.participation = Participation::CooperativeMember;
    if (draw_.happens(0.06))
        person.wg_walking = Difficulty::ALotOfDifficulty;
    person.dependants_children = static_cast<std::int64_t>(draw_.below(5));
    if (draw_.happens(0.5))
        person.priority_groups = {draw_.any<PriorityGroup>()};
    if (draw_.happens(0.2))
        person.other_programmes = {draw_.any<OtherProgramme>()};
}

PersonDraft FictionalPersons::next(std::string_view region_code, core::Date today)
{
    PersonDraft person;
    person.sex = draw_.happens(0.97) ? Sex::Female : Sex::Male;
    draw_names(person);
    draw_place(person, region_code);
    draw_life(person);
    const std::int32_t age_in_days = static_cast<std::int32_t>(18 * 366 + draw_.below(42 * 365));
    person.birth_date = core::Date::from_days(today.days_since_epoch() - age_in_days);
    // Numbers that differ in more than one digit from one woman to the next, as real ones do.
    constexpr std::uint64_t kNumbers = 8'999'993; // a prime, so that none comes twice
    person.national_id = "ZZ" + std::to_string(1'000'000 + ++drawn_ * 3'861'173 % kNumbers);
    if (drawn_ % 11 != 0) // not everyone has been asked
        person.commits_to_training = true;
    std::string phone = std::to_string(10'000'000 + draw_.below(89'999'999));
    person.phone = "+2126" + phone.substr(0, 8);
    if (drawn_ % 6 == 5)
        person.language = core::Language::Fr;
    person.consent_given = true;
    person.consent_method = ConsentMethod::SignedPaper;
    return person;
}

} // namespace jisr::registry
