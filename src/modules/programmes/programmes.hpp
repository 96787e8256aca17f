#pragma once

#include "modules/programmes/registrants.hpp"
#include "service/route.hpp"

/// Programmes, their editions, what each region and province is to reach, and how far it is.
namespace jisr::programmes {

enum class ProgrammeState { Draft, Open, Closed };
BOOST_DESCRIBE_ENUM(ProgrammeState, Draft, Open, Closed)

struct Programme
{
    core::Id id;
    std::string code; ///< "bridge"
    std::string name_ar;
    std::string name_fr;
    std::optional<std::string> name_en;
    std::optional<std::string> object; ///< what it is for, as the agreement says it
    ProgrammeState state = ProgrammeState::Draft;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "programmes.Programme";
    static constexpr std::array kFields{core::field("object").length(4000).lines()};
};
BOOST_DESCRIBE_STRUCT(Programme, (), (id, code, name_ar, name_fr, name_en, object, state, version))

enum class EditionState { Open, Closed };
BOOST_DESCRIBE_ENUM(EditionState, Open, Closed)

/// A run of a programme: registrations belong to it.
struct Edition
{
    core::Id id;
    core::Id programme_id;
    std::string code; ///< "2026", unique in its programme
    std::string name_ar;
    std::string name_fr;
    core::Date starts_on;
    core::Date ends_on; ///< the last day
    EditionState state = EditionState::Open;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "programmes.Edition";
};
BOOST_DESCRIBE_STRUCT(Edition, (),
                      (id, programme_id, code, name_ar, name_fr, starts_on, ends_on, state,
                       version))

enum class Measure { Women, Cooperatives };
BOOST_DESCRIBE_ENUM(Measure, Women, Cooperatives)

struct Target
{
    core::Id id;
    core::Id edition_id;
    std::string region_code;
    std::optional<std::string> province_code; ///< none: the region's own
    std::int64_t year = 0;
    Measure measure = Measure::Women;
    std::int64_t value = 0; ///< registrants
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "programmes.Target";
};
BOOST_DESCRIBE_STRUCT(Target, (),
                      (id, edition_id, region_code, province_code, year, measure, value, version))

/// The year asked for, or today's when the edition runs in it, or its last before, or its first.
std::int64_t year_of(const Edition& edition, const std::optional<std::int64_t>& asked,
                     core::Date today);

core::Result<std::optional<Programme>> find_programme(db::Reader& reader, const core::Id& id);
core::Result<std::optional<Edition>> find_edition(db::Reader& reader, const core::Id& id);
/// By region, the region's own first; of one year or of all.
core::Result<std::vector<Target>> list_targets(db::Reader& reader, const core::Id& edition_id,
                                               const std::optional<std::int64_t>& year);
/// The edition of the programme `programme_code` that takes registrations on `day`: an open one of
/// an open programme that runs on that day (the one begun last), or else the open one that ended or
/// begins nearest to it.
core::Result<std::optional<Edition>>
find_current_edition(db::Reader& reader, std::string_view programme_code, core::Date day);

/// The programme with code `bridge`, its edition of this year, and its targets: 3,000 women and 300
/// cooperatives for each region (R1.2), and their first split over the provinces by the number of
/// women (RGPH 2024), to be edited. For every start of the program, after seed_territory;
/// idempotent.
core::Result<void> seed_programmes(service::Services& services);
/// Two more programmes with editions and targets, and the demonstration's centres; idempotent.
core::Result<void> seed_demonstration_programmes(service::Services& services);

/// Keeps the progress of this server in memory and sends it to those who watch it move. Once for
/// each server, before its change feed starts; lives as long as the feed. Without it the routes of
/// the progress answer 503.
void follow_progress(service::Services& services);

service::Routes routes();

} // namespace jisr::programmes
