#pragma once

#include "core/record.hpp"
#include "service/route.hpp"

/// The centres where women are received: what registration, scopes and lists need of them.
namespace jisr::centres {

enum class CentreKind { SocialCentre, MultiPurposeSpace, ListeningCentre, TrainingCentre, Other };
BOOST_DESCRIBE_ENUM(CentreKind, SocialCentre, MultiPurposeSpace, ListeningCentre, TrainingCentre,
                    Other)

enum class CentreState { Open, Closed };
BOOST_DESCRIBE_ENUM(CentreState, Open, Closed)

struct Centre
{
    core::Id id;
    std::string code; ///< for people: "GON-C001"
    std::string name_ar;
    std::string name_fr;
    CentreKind kind = CentreKind::SocialCentre;
    std::string commune_code;
    std::string province_code; ///< of the commune
    std::string region_code;
    std::optional<std::string> phone; ///< E.164
    CentreState state = CentreState::Open;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "centres.Centre";

    [[nodiscard]] service::Place place() const
    {
        return {.region_code = region_code, .province_code = province_code, .centre_id = id};
    }
};
BOOST_DESCRIBE_STRUCT(Centre, (),
                      (id, code, name_ar, name_fr, kind, commune_code, province_code, region_code,
                       phone, state, version))

core::Result<std::optional<Centre>> find_centre(db::Reader& reader, const core::Id& id);

/// Fictional centres in every region, with codes that begin with DEMO; idempotent.
core::Result<void> seed_demonstration_centres(service::Services& services);

service::Routes routes();

} // namespace jisr::centres
