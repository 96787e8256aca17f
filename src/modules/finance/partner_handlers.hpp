#pragma once

#include "modules/finance/partner.hpp"
#include "service/route.hpp"

namespace jisr::finance {

/// Why something is taken out of the lists or brought back.
struct StateReason
{
    std::string reason;

    static constexpr std::string_view kRecord = "finance.StateReason";
    static constexpr std::array kFields{core::field("reason").length(500).lines()};
};
BOOST_DESCRIBE_STRUCT(StateReason, (), (reason))

/// The routes of partners: list, add, show, change, withdraw, restore, history.
service::Routes partner_routes();

} // namespace jisr::finance
