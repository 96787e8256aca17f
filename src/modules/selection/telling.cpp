#include "modules/selection/telling.hpp"

#include "modules/messages/messages.hpp"

namespace jisr::selection {

core::Result<void> tell_selectors(service::WriteContext& context,
                                  const registry::RegistrationRow& row, const StaffTelling& telling)
{
    if (!row.person_id)
        return {};
    const auto place = registry::place_of(row);
    const auto contact = TRY(registry::contact_of(context.writer, *row.person_id));
    for (const auto& member :
         TRY(identity::staff_of(context.writer, service::Permission::ManageSelection, place)))
        TRY(messages::enqueue(
            context, {.template_code = telling.template_code,
                      .recipient = {.user_id = member.user_id, .language = member.language},
                      .place = place,
                      .params = {{"reference", contact.reference}},
                      .occasion = telling.occasion + "/" + member.user_id.str(),
                      .link = telling.link}));
    return {};
}

} // namespace jisr::selection
