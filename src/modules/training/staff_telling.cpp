#include "modules/messages/messages.hpp"
#include "modules/training/staff_handlers.hpp"

namespace jisr::training {

/// A session that moves back to where it was is told of again: its version makes the occasion.
/// Whoever was invited, taken off and invited again has another invitation.
Result<void> tell_invited(WriteContext& context, const Session& session,
                          std::string_view template_code, const std::optional<core::Id>& user_id)
{
    for (const auto& user : TRY(expected_users(context.writer, session.id, user_id))) {
        const bool arabic = user.language == core::Language::Ar;
        core::json::object params{{"title", arabic ? session.title_ar : session.title_fr},
                                  {"date", session.held_on.to_iso()},
                                  {"time", session.starts_at}};
        std::string occasion = "staff_invitation/" + user.invitation_id.str();
        occasion.append("/")
            .append(template_code)
            .append("/")
            .append(std::to_string(session.version));
        TRY(messages::enqueue(context,
                              {.template_code = std::string(template_code),
                               .recipient = {.user_id = user.user_id, .language = user.language},
                               .place = session.place(),
                               .params = std::move(params),
                               .occasion = std::move(occasion),
                               .link = "/trainings"}));
    }
    return {};
}

} // namespace jisr::training
