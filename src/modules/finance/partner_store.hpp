#pragma once

#include "modules/finance/partner.hpp"
#include "modules/finance/sight.hpp"
#include "service/response.hpp"

namespace jisr::finance {

struct PartnerQuery
{
    std::optional<PartnerKind> kind;
    std::optional<PartnerRole> role;
    std::optional<std::string> region;
    std::optional<PartnerState> state;
    std::optional<std::string> q; ///< parts of the name, in either script
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "finance.PartnerQuery";
    static constexpr std::array kFields{core::field("q").length(100),
                                        core::field("limit").range(1, 200).defaulted()};
};
BOOST_DESCRIBE_STRUCT(PartnerQuery, (), (kind, role, region, state, q, cursor, limit))

core::Result<void> insert_partner(db::Writer& writer, const Partner& partner);
/// 409 overtaken when the row is no longer at `partner.version - 1`.
core::Result<void> update_partner(db::Writer& writer, const Partner& partner);
core::Result<std::optional<Partner>> find_partner(db::Reader& reader, const core::Id& id);
/// By name.
core::Result<service::Page<Partner>> list_partners(db::Reader& reader, const Sight& sight,
                                                   const PartnerQuery& query);

} // namespace jisr::finance
