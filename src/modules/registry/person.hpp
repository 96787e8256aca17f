#pragma once

#include "core/clock.hpp"
#include "core/record.hpp"
#include "modules/registry/registration.hpp"

namespace jisr::registry {

enum class Sex { Female, Male };
BOOST_DESCRIBE_ENUM(Sex, Female, Male)

enum class Schooling {
    None,
    Literacy,
    Preschool,
    Primary,
    LowerSecondary,
    UpperSecondary,
    Vocational,
    Higher
};
BOOST_DESCRIBE_ENUM(Schooling, None, Literacy, Preschool, Primary, LowerSecondary, UpperSecondary,
                    Vocational, Higher)

enum class WorkSituation {
    OutOfWork,
    UnpaidWork,
    FarmWork,
    FactoryWork,
    DomesticWork,
    CrossBorderCarrying,
    Crafts,
    InformalTrade,
    SelfEmployed,
    Salaried,
    Student,
    Homemaker,
    Other
};
BOOST_DESCRIBE_ENUM(WorkSituation, OutOfWork, UnpaidWork, FarmWork, FactoryWork, DomesticWork,
                    CrossBorderCarrying, Crafts, InformalTrade, SelfEmployed, Salaried, Student,
                    Homemaker, Other)

enum class MaritalStatus { Single, Married, Divorced, Widowed, SingleMother, Abandoned };
BOOST_DESCRIBE_ENUM(MaritalStatus, Single, Married, Divorced, Widowed, SingleMother, Abandoned)

using programmes::PriorityGroup;

/// The answers of the Washington Group Short Set on Functioning
/// (https://www.washingtongroup-disability.com/question-sets/wg-short-set-on-functioning-wg-ss/).
enum class Difficulty { NoDifficulty, SomeDifficulty, ALotOfDifficulty, CannotDo };
BOOST_DESCRIBE_ENUM(Difficulty, NoDifficulty, SomeDifficulty, ALotOfDifficulty, CannotDo)

enum class OtherProgramme { Awrach, Forsa, Indh, Intelaka, Daam, Tayssir, Other };
BOOST_DESCRIBE_ENUM(OtherProgramme, Awrach, Forsa, Indh, Intelaka, Daam, Tayssir, Other)

enum class ConsentMethod { SignedPaper, VerbalWitnessed, Online };
BOOST_DESCRIBE_ENUM(ConsentMethod, SignedPaper, VerbalWitnessed, Online)

/// Merged: taken into another file of the same person, and in no list.
enum class RegistrantState { Active, Withdrawn, Merged };
BOOST_DESCRIBE_ENUM(RegistrantState, Active, Withdrawn, Merged)

/// What is asked of a person and may be edited later. Phones are kept in E.164, the national id in
/// capitals.
struct PersonFields
{
    std::optional<std::string> given_name_ar;
    std::optional<std::string> family_name_ar;
    std::optional<std::string> given_name_latin;
    std::optional<std::string> family_name_latin;
    std::optional<std::string> father_name;  ///< in either script, as people give it
    std::optional<std::string> husband_name; ///< likewise
    Sex sex = Sex::Female;
    std::optional<core::Date> birth_date;
    std::optional<std::int64_t> birth_year; ///< alone when nobody knows the day
    std::optional<std::string> national_id;
    std::optional<std::string> phone;
    std::optional<std::string> second_phone;
    std::optional<std::string> email;
    core::Language language = core::Language::Ar; ///< in which she is written to
    std::string commune_code;
    std::optional<std::string> locality; ///< douar or quarter
    std::optional<std::string> address;
    std::optional<Schooling> schooling;
    std::optional<WorkSituation> work_situation;
    std::optional<std::string> occupation;
    std::optional<MaritalStatus> marital_status;
    Participation participation = Participation::Individual;
    std::optional<bool> disability_declared;
    std::optional<Difficulty> wg_seeing;
    std::optional<Difficulty> wg_hearing;
    std::optional<Difficulty> wg_walking;
    std::optional<Difficulty> wg_remembering;
    std::optional<Difficulty> wg_self_care;
    std::optional<Difficulty> wg_communicating;
    std::optional<std::string> disability_certificate;
    std::optional<std::int64_t> dependants_children;
    std::optional<std::int64_t> dependants_adults;
    std::vector<PriorityGroup> priority_groups;
    std::vector<OtherProgramme> other_programmes;
    std::optional<std::string> project_idea;
    std::optional<std::string> skills;
    std::optional<bool> commits_to_training; ///< and to being accompanied, which editions may ask
    std::optional<std::string> notes;        ///< also what a list said that no answer stands for
    std::optional<core::Date> consent_on;    ///< null: nobody has said yet that she agreed
    std::optional<ConsentMethod> consent_method;
    std::optional<core::Id> centre_id; ///< where she was registered

    static constexpr std::string_view kRecord = "registry.PersonFields";
    static constexpr std::array kFields{
        core::field("given_name_ar").length(80).personal(),
        core::field("family_name_ar").length(80).personal(),
        core::field("given_name_latin").length(80).personal(),
        core::field("family_name_latin").length(80).personal(),
        core::field("father_name").length(120).sensitive(),
        core::field("husband_name").length(120).sensitive(),
        core::field("sex").defaulted(),
        core::field("birth_date").personal(),
        core::field("birth_year").range(1900, 2100),
        core::field("national_id").length(20).sensitive(),
        core::field("phone").length(30).personal(),
        core::field("second_phone").length(30).personal(),
        core::field("email").length(120).personal(),
        core::field("language").defaulted(),
        core::field("commune_code").length(20),
        core::field("locality").length(120).personal(),
        core::field("address").length(300).personal(),
        core::field("occupation").length(120),
        core::field("marital_status").sensitive(),
        core::field("participation").defaulted(),
        core::field("disability_declared").sensitive(),
        core::field("wg_seeing").sensitive(),
        core::field("wg_hearing").sensitive(),
        core::field("wg_walking").sensitive(),
        core::field("wg_remembering").sensitive(),
        core::field("wg_self_care").sensitive(),
        core::field("wg_communicating").sensitive(),
        core::field("disability_certificate").length(60).sensitive(),
        core::field("dependants_children").range(0, 30),
        core::field("dependants_adults").range(0, 30),
        core::field("priority_groups").length(16).sensitive(),
        core::field("other_programmes").length(7),
        core::field("project_idea").length(1000).lines(),
        core::field("skills").length(500).lines(),
        core::field("notes").length(2000).lines().sensitive()};
};
BOOST_DESCRIBE_STRUCT(PersonFields, (),
                      (given_name_ar, family_name_ar, given_name_latin, family_name_latin,
                       father_name, husband_name, sex, birth_date, birth_year, national_id, phone,
                       second_phone, email, language, commune_code, locality, address, schooling,
                       work_situation, occupation, marital_status, participation,
                       disability_declared, wg_seeing, wg_hearing, wg_walking, wg_remembering,
                       wg_self_care, wg_communicating, disability_certificate, dependants_children,
                       dependants_adults, priority_groups, other_programmes, project_idea, skills,
                       commits_to_training, notes, consent_on, consent_method, centre_id))

/// Files that came near (Match::key) and are of another woman, as the agent found.
struct OtherWoman
{
    std::vector<std::string> matches;
    std::string reason;

    static constexpr std::string_view kRecord = "registry.OtherWoman";
    static constexpr std::array kFields{core::field("matches").length(64),
                                        core::field("reason").length(500).lines()};
};
BOOST_DESCRIBE_STRUCT(OtherWoman, (), (matches, reason))

/// What POST /persons takes: she, the edition she is registered into, and her consent.
struct PersonDraft : PersonFields
{
    std::optional<core::Id> id; ///< made by a client that works offline
    core::Id edition_id;
    /// Without it nothing that is typed is kept (law 09-08); today when consent_on is not said.
    bool consent_given = false;
    std::optional<std::string> notice_version; ///< of the privacy notice that was read to her
    std::optional<OtherWoman> other_than;

    static constexpr std::string_view kRecord = "registry.PersonDraft";
    static constexpr auto kFields =
        core::with_field(PersonFields::kFields, core::field("notice_version").length(40));
};
BOOST_DESCRIBE_STRUCT(PersonDraft, (PersonFields),
                      (id, edition_id, consent_given, notice_version, other_than))

/// A row of table person.
struct PersonRow : PersonFields
{
    core::Id id;
    std::string reference; ///< `GON-26-000123-7`
    std::string region_code;
    std::string province_code;
    /// Declared, or by the Washington Group's cut-off; null where this reader may not know it.
    std::optional<bool> has_disability = false;
    RegistrantState state = RegistrantState::Active;
    std::optional<core::Id> merged_into;       ///< the file that holds her now
    std::optional<std::string> notice_version; ///< of the privacy notice that an agent read to her
    core::Instant registered_at;
    std::string registered_by; ///< id of the user or token
    std::string registered_by_name;
    std::int64_t version = 1;
    core::Instant updated_at;

    static constexpr std::string_view kRecord = "registry.PersonRow";
    static constexpr auto kFields =
        core::with_field(PersonFields::kFields, core::field("has_disability").sensitive());
};
BOOST_DESCRIBE_STRUCT(PersonRow, (PersonFields),
                      (id, reference, region_code, province_code, has_disability, state,
                       merged_into, notice_version, registered_at, registered_by,
                       registered_by_name, version, updated_at))

/// A person as she is shown.
struct Person : PersonRow
{
    std::string full_name_ar; ///< empty when not known in this script
    std::string full_name_latin;
    std::optional<std::int64_t> age;
    bool is_rural = false; ///< of a rural commune
    std::optional<std::string> centre_name_ar;
    std::optional<std::string> centre_name_fr;
    std::vector<Registration> registrations;
    std::vector<std::string> hidden; ///< fields that this reader may not see; they are empty

    static constexpr std::string_view kRecord = "registry.Person";
};
BOOST_DESCRIBE_STRUCT(Person, (PersonRow),
                      (full_name_ar, full_name_latin, age, is_rural, centre_name_ar, centre_name_fr,
                       registrations, hidden))

/// A line of the list.
struct PersonSummary
{
    core::Id id;
    std::string reference;
    std::string full_name_ar;
    std::string full_name_latin;
    std::string commune_code;
    std::string province_code;
    std::string region_code;
    std::optional<std::string> locality;
    Participation participation = Participation::Individual;
    Sex sex = Sex::Female;
    std::optional<std::int64_t> age;
    std::optional<std::string> phone;
    RegistrantState state = RegistrantState::Active;
    bool consent_to_confirm = false; ///< nobody has said when she agreed
    core::Instant registered_at;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "registry.PersonSummary";
};
BOOST_DESCRIBE_STRUCT(PersonSummary, (),
                      (id, reference, full_name_ar, full_name_latin, commune_code, province_code,
                       region_code, locality, participation, sex, age, phone, state,
                       consent_to_confirm, registered_at, version))

/// Puts phones, the national id and names into the form in which they are kept, and checks what one
/// field cannot tell: one script whole, a birth that can be, a commune that exists. 422 with every
/// fault.
core::Result<PersonFields> checked(const PersonFields& given, core::Date today);

/// Declared, or "a lot of difficulty" or more in at least one domain: the cut-off that the
/// Washington Group recommends.
bool has_disability(const PersonFields& fields);

/// "فاطمة الزهراء بنعلي"; empty when the script has no names.
std::string full_name(const std::optional<std::string>& given,
                      const std::optional<std::string>& family);
/// Whole years; of whom the year alone is known, those that she completes in this one.
std::optional<std::int64_t> age_of(const std::optional<core::Date>& birth_date,
                                   const std::optional<std::int64_t>& birth_year, core::Date today);
std::optional<std::int64_t> age_of(const PersonFields& fields, core::Date today);

/// The key by which lists are sorted and prefixes searched: the folded family and given name in
/// Latin, else in Arabic.
std::string sort_name(const PersonFields& fields);
/// The same in Arabic, else empty: the second script for searches by name.
std::string sort_name_ar(const PersonFields& fields);

/// The row as it is shown, without its registrations.
Person shown(PersonRow row, core::Date today);

} // namespace jisr::registry
