#pragma once

#include "modules/registry/legal_step.hpp"
#include "modules/registry/person.hpp"

namespace jisr::registry {

enum class OrganisationState { Active, Withdrawn };
BOOST_DESCRIBE_ENUM(OrganisationState, Active, Withdrawn)

/// Sectors of activity as the office of cooperatives (ODCO) groups them in its statistics, with
/// those in which women's companies are founded.
enum class Sector {
    Agriculture,
    Argan,
    AromaticPlants,
    Forestry,
    Fishing,
    FoodProcessing,
    Crafts,
    Textiles,
    Trade,
    Catering,
    Tourism,
    Services,
    Literacy,
    ArtsAndCulture,
    WasteTreatment,
    Transport,
    Housing,
    Digital,
    Other
};
BOOST_DESCRIBE_ENUM(Sector, Agriculture, Argan, AromaticPlants, Forestry, Fishing, FoodProcessing,
                    Crafts, Textiles, Trade, Catering, Tourism, Services, Literacy, ArtsAndCulture,
                    WasteTreatment, Transport, Housing, Digital, Other)

enum class MemberRole { President, Manager, Treasurer, Secretary, Member, Partner };
BOOST_DESCRIBE_ENUM(MemberRole, President, Manager, Treasurer, Secretary, Member, Partner)

/// Someone of a cooperative or company: a person of the registry, or a name. Who left stays in the
/// list.
struct OrganisationMember
{
    std::optional<core::Id> person_id;
    std::optional<std::string> full_name; ///< of the file when person_id is given
    MemberRole role = MemberRole::Member;
    std::optional<std::string> national_id;
    std::optional<std::string> phone;
    std::optional<Sex> sex;             ///< of the file when person_id is given
    std::optional<std::int64_t> shares; ///< subscribed
    std::optional<std::int64_t> paid;   ///< of them, centimes
    std::optional<core::Date> joined_on;
    std::optional<core::Date> left_on;

    static constexpr std::string_view kRecord = "registry.OrganisationMember";
    static constexpr std::array kFields{core::field("full_name").length(160).personal(),
                                        core::field("role").defaulted(),
                                        core::field("national_id").length(20).sensitive(),
                                        core::field("phone").length(30).personal(),
                                        core::field("shares").range(1, 1'000'000),
                                        core::field("paid").range(0, 1'000'000'000'000)};
};
BOOST_DESCRIBE_STRUCT(OrganisationMember, (),
                      (person_id, full_name, role, national_id, phone, sex, shares, paid, joined_on,
                       left_on))

/// What is asked of a cooperative or company and may be edited later.
struct OrganisationFields
{
    OrganisationKind kind = OrganisationKind::Cooperative;
    std::optional<std::string> name_ar;
    std::optional<std::string> name_latin;
    std::optional<std::string> ice; ///< common company identifier, 15 digits
    std::optional<Sector> sector;
    std::optional<std::string> activity;
    std::optional<std::string> phone;
    std::optional<std::string> email;
    std::string commune_code;
    std::optional<std::string> locality;
    std::optional<std::string> address;
    std::optional<std::int64_t> members_total;
    std::optional<std::int64_t> members_women;
    std::vector<OrganisationMember> members;
    std::optional<std::int64_t> share_value; ///< of one share, centimes
    std::optional<std::string> notes;
    std::optional<core::Date> consent_on; ///< today when not said
    std::optional<core::Id> centre_id;

    static constexpr std::string_view kRecord = "registry.OrganisationFields";
    static constexpr std::array kFields{core::field("name_ar").length(160),
                                        core::field("name_latin").length(160),
                                        core::field("ice").length(20),
                                        core::field("activity").length(200),
                                        core::field("phone").length(30),
                                        core::field("email").length(120),
                                        core::field("commune_code").length(20).defaulted(),
                                        core::field("locality").length(120),
                                        core::field("address").length(300),
                                        core::field("members_total").range(1, 10'000),
                                        core::field("members_women").range(0, 10'000),
                                        core::field("members").length(300),
                                        core::field("share_value").range(1, 1'000'000'000),
                                        core::field("notes").length(2000).lines()};
};
BOOST_DESCRIBE_STRUCT(OrganisationFields, (),
                      (kind, name_ar, name_latin, ice, sector, activity, phone, email, commune_code,
                       locality, address, members_total, members_women, members, share_value, notes,
                       consent_on, centre_id))

struct OrganisationDraft : OrganisationFields
{
    std::optional<core::Id> id;
    core::Id edition_id;
    bool consent_given = false;
    std::vector<LegalStepDraft> steps; ///< taken so far; none: it is being founded

    static constexpr std::string_view kRecord = "registry.OrganisationDraft";
};
BOOST_DESCRIBE_STRUCT(OrganisationDraft, (OrganisationFields),
                      (id, edition_id, consent_given, steps))

/// A row of table organisation. Where it stands before the law follows from the steps taken.
struct OrganisationRow : OrganisationFields, LegalStanding
{
    std::vector<LegalStep> steps;
    core::Id id;
    std::string reference;
    std::string region_code;
    std::string province_code;
    OrganisationState state = OrganisationState::Active;
    core::Instant registered_at;
    std::string registered_by;
    std::string registered_by_name;
    std::int64_t version = 1;
    core::Instant updated_at;

    static constexpr std::string_view kRecord = "registry.OrganisationRow";
};
BOOST_DESCRIBE_STRUCT(OrganisationRow, (OrganisationFields, LegalStanding),
                      (steps, id, reference, region_code, province_code, state, registered_at,
                       registered_by, registered_by_name, version, updated_at))

/// Where it stands in an edition, as far as a list says it.
struct ListedRegistration
{
    core::Id id;
    core::Id edition_id;
    RegistrationState state = RegistrationState::Active;
    Phase phase = Phase::Registered;

    static constexpr std::string_view kRecord = "registry.ListedRegistration";
};
BOOST_DESCRIBE_STRUCT(ListedRegistration, (), (id, edition_id, state, phase))

/// A line of the list.
struct OrganisationSummary
{
    core::Id id;
    std::string reference;
    OrganisationKind kind = OrganisationKind::Cooperative;
    std::optional<std::string> name_ar;
    std::optional<std::string> name_latin;
    LegalState legal_state = LegalState::Forming;
    std::optional<Sector> sector;
    std::optional<std::string> activity;
    std::string commune_code;
    std::string province_code;
    std::string region_code;
    std::optional<std::int64_t> members_total;
    std::optional<std::int64_t> members_women;
    OrganisationState state = OrganisationState::Active;
    std::vector<ListedRegistration> registrations; ///< in the order they were made
    core::Instant registered_at;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "registry.OrganisationSummary";
};
BOOST_DESCRIBE_STRUCT(OrganisationSummary, (),
                      (id, reference, kind, name_ar, name_latin, legal_state, sector, activity,
                       commune_code, province_code, region_code, members_total, members_women,
                       state, registrations, registered_at, version))

/// Puts texts into the form in which they are kept and checks what one field cannot tell: a name, a
/// commune, members who add up. 422 with every fault, those that are known already among them.
core::Result<OrganisationFields> checked(const OrganisationFields& given, core::Date today,
                                         std::vector<core::FieldError> faults = {});

/// The line of the list.
OrganisationSummary summary_of(const OrganisationRow& row);

/// The key by which lists are sorted: the folded name in Latin, else in Arabic.
std::string sort_name(const OrganisationFields& fields);
/// Folded, every name, for searches.
std::string search_name(const OrganisationFields& fields);

} // namespace jisr::registry
