#pragma once

#include "modules/finance/partner.hpp"
#include "modules/identity/identity.hpp"

/// Partners and agreements: who carries a programme together, for how long and with how much money
/// (domain.md R1.5).
namespace jisr::finance {

/// For roles that hold for one partner alone; nothing when there is no such partner.
core::Result<std::optional<identity::OrganisationPlace>> find_partner_place(db::Reader& reader,
                                                                            const core::Id& id);

/// A partner who gives trainings, by its name.
struct TrainingPartner
{
    core::Id id;
    std::string name_ar;
    std::string name_fr;
    PartnerKind kind = PartnerKind::Other;
    std::optional<std::string> region_code; ///< none: the nation

    static constexpr std::string_view kRecord = "finance.TrainingPartner";
};
BOOST_DESCRIBE_STRUCT(TrainingPartner, (), (id, name_ar, name_fr, kind, region_code))

/// The active partners one of whose roles is training, by name.
core::Result<std::vector<TrainingPartner>> training_partners(db::Reader& reader);

/// Partners by their function and agreements of the sizes that such programmes have, marked as
/// demonstration; idempotent. After the programmes.
core::Result<void> seed_demonstration_agreements(service::Services& services);

/// Tells those who manage an agreement in the app 90, 30 and 7 days before it ends, once each;
/// to be called every day.
core::Result<void> tell_of_endings(service::Services& services);

service::Routes routes();

} // namespace jisr::finance
