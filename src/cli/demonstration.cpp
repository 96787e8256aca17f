#include "cli/demonstration.hpp"

#include "modules/centres/centres.hpp"
#include "modules/convergence/convergence.hpp"
#include "modules/finance/finance.hpp"
#include "modules/identity/identity.hpp"
#include "modules/messages/messages.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/registry/demonstration.hpp"
#include "modules/registry/person_store.hpp"
#include "modules/selection/selection.hpp"
#include "modules/training/training.hpp"
#include "service/crud.hpp"
#include "service/demonstration_store.hpp"

#include <iomanip>
#include <ostream>

namespace jisr::cli {

namespace {

core::Result<void> mark(service::WriteContext& context)
{
    if (TRY(service::is_demonstration(context.reader)))
        return {};
    if (TRY(identity::has_users(context.reader)) || TRY(registry::has_registrants(context.reader)))
        return core::fail(core::problems::conflict("not_a_demonstration"));
    const auto now = context.clock.now();
    TRY(service::mark_demonstration(context.writer, now));
    return context.log("demonstration", service::named_id("demonstration", "1"), 1, "create",
                       nullptr, {{"since", now.milliseconds}});
}

} // namespace

core::Result<void> load_demonstration(service::Services& services, convergence::ListDesk& lists,
                                      std::ostream& out)
{
    TRY(service::write_as(services, service::Actor::system("demonstration"), mark));
    out << "Loading the demonstration: everyone in it is fictional." << std::endl;
    TRY(programmes::seed_demonstration_programmes(services));
    TRY(finance::seed_demonstration_agreements(services));
    TRY(centres::seed_demonstration_centres(services)); // some women are registered there
    TRY(registry::seed_demonstration_registrants(services));
    TRY(selection::seed_demonstration_selection(services));
    TRY(training::seed_demonstration_sessions(services));
    TRY(convergence::seed_demonstration_lists(services, lists));
    TRY(identity::create_demonstration_users(services));
    TRY(training::seed_demonstration_staff_sessions(services));
    std::vector<core::Id> staff;
    for (const auto& user : TRY(identity::all_users(services)))
        staff.push_back(user.id);
    TRY(messages::seed_demonstration_messages(services, staff));
    out << "Log-ins of the demonstration:\n";
    for (const auto& user : identity::demonstration_users())
        out << "  " << std::left << std::setw(16) << user.user_name << std::setw(24)
            << user.password << core::code_of(user.role) << '\n';
    return {};
}

} // namespace jisr::cli
