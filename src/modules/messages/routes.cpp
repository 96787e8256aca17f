#include "modules/messages/handlers.hpp"

namespace jisr::messages {

service::Routes routes(const std::shared_ptr<Sender>& sender, const FileSight& may_see_file,
                       const FindReach& find_reach)
{
    service::Routes routes;
    for (auto more :
         {outbox_routes(sender, may_see_file, find_reach), template_routes(), inbox_routes()})
        std::move(more.begin(), more.end(), std::back_inserter(routes));
    routes.push_back(report_route());
    return routes;
}

} // namespace jisr::messages
