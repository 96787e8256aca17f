#pragma once

#include "modules/convergence/table_store.hpp"

namespace jisr::convergence {

struct WhichParticipants
{
    std::optional<std::string> region;
    std::optional<std::string> province;
    std::optional<std::string> commune;
    std::optional<std::int64_t> year; ///< in which she takes part
    std::optional<core::Id> programme;
    std::int64_t least = 1; ///< programmes that she takes part in

    static constexpr std::array kFields{core::field("year").range(2000, 2100),
                                        core::field("least").range(1, 100).defaulted()};
};
BOOST_DESCRIBE_STRUCT(WhichParticipants, (), (region, province, commune, year, programme, least))

struct ParticipantQuery : WhichParticipants
{
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "convergence.ParticipantQuery";
    static constexpr auto kFields = core::with_field(
        WhichParticipants::kFields, core::field("limit").range(1, 200).defaulted());
};
BOOST_DESCRIBE_STRUCT(ParticipantQuery, (WhichParticipants), (cursor, limit))

/// A registrant who takes part in other programmes.
struct Participant
{
    core::Id person_id;
    std::string reference;
    std::string full_name_ar;
    std::string full_name_latin;
    std::string commune_code;
    std::vector<core::Id> programmes;

    static constexpr std::string_view kRecord = "convergence.Participant";
};
BOOST_DESCRIBE_STRUCT(Participant, (),
                      (person_id, reference, full_name_ar, full_name_latin, commune_code,
                       programmes))

/// By reference, after `after`; at most `count` of those whom the actor may see.
Result<std::vector<Participant>> participants(const service::Context& context,
                                              const WhichParticipants& query,
                                              const std::string& after, std::int64_t count);

} // namespace jisr::convergence
