#include "modules/finance/agreement_export.hpp"
#include "modules/finance/agreement_handlers.hpp"
#include "modules/finance/agreement_paper.hpp"
#include "modules/finance/amendment_handlers.hpp"
#include "modules/finance/edition_funding.hpp"
#include "modules/finance/finance.hpp"
#include "modules/finance/partner_handlers.hpp"

namespace jisr::finance {

service::Routes routes()
{
    service::Routes routes = partner_routes();
    for (auto more : {agreement_export_routes, agreement_routes, amendment_routes,
                      agreement_paper_routes, edition_funding_routes})
        for (auto& route : more())
            routes.push_back(std::move(route));
    return routes;
}

} // namespace jisr::finance
