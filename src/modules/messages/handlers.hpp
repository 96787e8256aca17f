#pragma once

#include "modules/messages/messages.hpp"

namespace jisr::messages {

service::Routes outbox_routes(const std::shared_ptr<Sender>& sender, const FileSight& may_see_file,
                              const FindReach& find_reach);
service::Routes template_routes();
service::Routes inbox_routes();
/// Where a gateway reports what became of an SMS.
service::Route report_route();

} // namespace jisr::messages
