#include "modules/registry/notice_handlers.hpp"

#include "modules/registry/person_change.hpp"
#include "modules/registry/registering.hpp"
#include "modules/registry/telling.hpp"

namespace jisr::registry {

using namespace service;

namespace {

/// Her file, when the actor may write to her: who keeps it up to date does.
Result<PersonRow> told_person(const Context& context, const Request& request)
{
    auto person = TRY(visible_person(context.reader, context.actor, TRY(path_id(request))));
    TRY(context.actor.require(Permission::EditRegistrants, place_of(person)));
    TRY(require_unmerged(person));
    if (person.state != RegistrantState::Active)
        return core::fail(core::problems::conflict("file_withdrawn"));
    return person;
}

Result<messages::MessageDraft> message_of(const Context& context, const PersonRow& person,
                                          const NoticeDraft& draft)
{
    const auto today = context.clock.today();
    if (draft.deadline && *draft.deadline < today)
        return core::fail(core::problems::invalid("/deadline", "in_the_past"));
    const std::string kind(core::code_of(draft.kind));
    core::json::object params;
    if (draft.deadline)
        params["deadline"] = draft.deadline->to_iso();
    return message_for(context.reader, person.id, place_of(person),
                       {.template_code = kind,
                        .occasion = "notice/" + person.id.str() + "/" + kind + "/" + today.to_iso(),
                        .params = std::move(params)});
}

Result<Notice> notice_of(const Context& context, const NoticeDraft& draft,
                         const messages::MessageDraft& message)
{
    auto preview = TRY(messages::preview_of(context.reader, message));
    return Notice{.kind = draft.kind,
                  .channel = preview.channel,
                  .address = std::move(preview.address),
                  .language = message.recipient.language,
                  .text = std::move(preview.text),
                  .parts = preview.parts,
                  .told_today = TRY(messages::was_told(context.reader, message.occasion))};
}

} // namespace

Result<Response> preview_notice(Context& context, const Request& request, const NoticeDraft& draft)
{
    const auto person = TRY(told_person(context, request));
    return ok(TRY(notice_of(context, draft, TRY(message_of(context, person, draft)))));
}

Result<Response> send_notice(WriteContext& context, const Request& request,
                             const NoticeDraft& draft)
{
    const auto person = TRY(told_person(context, request));
    const auto message = TRY(message_of(context, person, draft));
    auto notice = TRY(notice_of(context, draft, message));
    if (!notice.address)
        return core::fail(core::problems::conflict("person_unreachable"));
    if (notice.told_today)
        return core::fail(core::problems::conflict("told_today"));
    const auto id = TRY(messages::enqueue(context, message));
    notice.told_today = true;
    return created(notice, "/api/v1/messages/" + id.str());
}

} // namespace jisr::registry
