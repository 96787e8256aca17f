#include "modules/registry/attachment.hpp"

#include "modules/registry/attachment_store.hpp"
#include "modules/registry/person_change.hpp"
#include "modules/registry/registering.hpp"
#include "service/paper.hpp"

namespace jisr::registry {

namespace {

using namespace service;

constexpr std::int64_t kLimit = 10LL << 20;

struct AttachmentQuery
{
    AttachmentKind kind = AttachmentKind::Other;

    static constexpr std::string_view kRecord = "registry.AttachmentQuery";
    static constexpr std::array kFields{core::field("kind").defaulted()};
};
BOOST_DESCRIBE_STRUCT(AttachmentQuery, (), (kind))

Result<Attachment> visible_attachment(db::Reader& reader, const Actor& actor, const core::Id& id)
{
    auto attachment = TRY(find_attachment(reader, id));
    if (!attachment)
        return core::fail(core::problems::not_found());
    TRY(visible_person(reader, actor, attachment->person_id));
    return std::move(*attachment);
}

Result<Response> show_attachments(Context& context, const Request& request)
{
    const auto person = TRY(visible_person(context.reader, context.actor, TRY(path_id(request))));
    Page<Attachment> page;
    page.items = TRY(attachments_of(context.reader, person.id));
    return ok(page);
}

// POST /api/v1/persons/{id}/attachments
Result<Response> add_attachment(WriteContext& context, const Request& request)
{
    const auto query = TRY(from_query<AttachmentQuery>(request));
    const auto person = TRY(visible_person(context.reader, context.actor, TRY(path_id(request))));
    TRY(context.actor.require(Permission::EditRegistrants, place_of(person)));
    TRY(require_unmerged(person));
    const auto attachment = TRY(enter_attachment(context, person.id, query.kind, request));
    return created(attachment, "/api/v1/attachments/" + attachment.id.str());
}

Result<Response> open_attachment(Context& context, const Request& request)
{
    const auto attachment =
        TRY(visible_attachment(context.reader, context.actor, TRY(path_id(request))));
    Response response;
    response.content_type = attachment.content_type;
    response.body = TRY(content_of_attachment(context.reader, attachment.id));
    return download(std::move(response), attachment.file_name);
}

Result<Response> remove_attachment(WriteContext& context, const Request& request)
{
    const auto attachment =
        TRY(visible_attachment(context.reader, context.actor, TRY(path_id(request))));
    const auto person = TRY(get_person(context.reader, attachment.person_id));
    TRY(context.actor.require(Permission::EditRegistrants, place_of(person)));
    TRY(delete_attachment(context.writer, attachment.id));
    TRY(context.log("attachment", attachment.id, 2, "delete", core::to_json(attachment), nullptr));
    return no_content();
}

} // namespace

Result<Attachment> enter_attachment(WriteContext& context, const core::Id& person_id,
                                    AttachmentKind kind, const Request& request)
{
    const auto type = sniffed_type(request.body);
    if (type.empty())
        return core::fail({.status = 415, .slug = "file_type_not_accepted"});
    Attachment attachment{.id = core::Id::make(),
                          .person_id = person_id,
                          .kind = kind,
                          .file_name = file_name_of(request),
                          .content_type = std::string(type),
                          .size = static_cast<std::int64_t>(request.body.size()),
                          .created_at = context.clock.now(),
                          .created_by = context.actor.id,
                          .created_by_name = context.actor.name};
    TRY(insert_attachment(context.writer, attachment, request.body));
    TRY(context.log("attachment", attachment.id, 1, "create", nullptr, core::to_json(attachment)));
    return attachment;
}

Routes attachment_routes()
{
    using enum Permission;
    const std::string of_person = "/api/v1/persons/{id}/attachments";
    const std::string one = "/api/v1/attachments/{id}";
    Routes routes;
    routes.push_back(
        items<Attachment>(of_person, ViewRegistrants, "Papers of a file", show_attachments));
    Route adding =
        act<Attachment>("POST", of_person, EditRegistrants,
                        "Add a paper: PDF, JPEG, PNG or WebP, at most 10 MB", add_attachment, 201)
            .body_limit(kLimit);
    adding.query = query_parameters<AttachmentQuery>();
    routes.push_back(std::move(adding));
    routes.push_back(get<void>(one, ViewRegistrants, "Open a paper", open_attachment)
                         .answers("application/octet-stream"));
    routes.push_back(
        act<void>("DELETE", one, EditRegistrants, "Remove a paper", remove_attachment, 204));
    return routes;
}

} // namespace jisr::registry
