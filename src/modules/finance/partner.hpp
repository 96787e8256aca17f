#pragma once

#include "core/record.hpp"

namespace jisr::finance {

enum class PartnerKind {
    Ministry,
    Wilaya,
    RegionalCouncil,
    EntraideNationale,
    Ads,
    Indh,
    Association,
    Funder,
    University,
    Company,
    Other
};
BOOST_DESCRIBE_ENUM(PartnerKind, Ministry, Wilaya, RegionalCouncil, EntraideNationale, Ads, Indh,
                    Association, Funder, University, Company, Other)

enum class PartnerRole {
    Steering,
    Registration,
    Centres,
    Training,
    Accompaniment,
    Funding,
    Premises,
    Market,
    Evaluation,
    Other
};
BOOST_DESCRIBE_ENUM(PartnerRole, Steering, Registration, Centres, Training, Accompaniment, Funding,
                    Premises, Market, Evaluation, Other)

enum class PartnerState { Active, Withdrawn };
BOOST_DESCRIBE_ENUM(PartnerState, Active, Withdrawn)

/// What is asked of a partner. The contact is the office's, never a person's.
struct PartnerFields
{
    std::string name_ar;
    std::string name_fr;
    PartnerKind kind = PartnerKind::Other;
    std::vector<PartnerRole> roles;
    std::optional<std::string> region_code; ///< none: the nation
    std::optional<std::string> province_code;
    std::optional<std::string> address;
    std::optional<std::string> phone; ///< E.164
    std::optional<std::string> email;
    std::optional<std::string> website;
    std::optional<std::string> notes;

    static constexpr std::string_view kRecord = "finance.PartnerFields";
    static constexpr std::array kFields{
        core::field("name_ar").length(200),   core::field("name_fr").length(200),
        core::field("roles").length(20),      core::field("address").length(300),
        core::field("phone").length(30),      core::field("email").length(120),
        core::field("website").length(200),   core::field("notes").length(2000).lines(),
        core::field("region_code").length(2), core::field("province_code").length(10)};
};
BOOST_DESCRIBE_STRUCT(PartnerFields, (),
                      (name_ar, name_fr, kind, roles, region_code, province_code, address, phone,
                       email, website, notes))

/// A row of table partner.
struct Partner : PartnerFields
{
    core::Id id;
    PartnerState state = PartnerState::Active;
    std::int64_t version = 1;
    core::Instant updated_at;

    static constexpr std::string_view kRecord = "finance.Partner";
};
BOOST_DESCRIBE_STRUCT(Partner, (PartnerFields), (id, state, version, updated_at))

/// Puts texts into the form in which they are kept; the region follows from the province. 422 with
/// every fault.
core::Result<PartnerFields> checked(const PartnerFields& given);

} // namespace jisr::finance
