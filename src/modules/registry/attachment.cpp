#include "modules/registry/attachment.hpp"

#include "modules/registry/attachment_store.hpp"
#include "modules/registry/organisation_handlers.hpp"
#include "modules/registry/organisation_registering.hpp"
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

/// The file of a person whose papers the actor may see: they show her identity number, and more.
Result<PersonRow> person_with_papers(db::Reader& reader, const Actor& actor, const core::Id& id)
{
    auto person = TRY(visible_person(reader, actor, id));
    TRY(actor.require(Permission::ViewSensitive, place_of(person)));
    return person;
}

/// The same of a cooperative or company: its list of members shows theirs.
Result<OrganisationRow> organisation_with_papers(db::Reader& reader, const Actor& actor,
                                                 const core::Id& id)
{
    auto organisation = TRY(visible_organisation(reader, actor, id));
    TRY(actor.require(Permission::ViewSensitive, place_of(organisation)));
    return organisation;
}

/// Where the paper is kept, when the actor may see it.
Result<Place> place_of_paper(db::Reader& reader, const Actor& actor, const Attachment& paper)
{
    if (paper.organisation_id)
        return place_of(TRY(organisation_with_papers(reader, actor, *paper.organisation_id)));
    return place_of(TRY(person_with_papers(reader, actor, *paper.person_id)));
}

Result<Attachment> find_paper(db::Reader& reader, const core::Id& id)
{
    auto attachment = TRY(find_attachment(reader, id));
    if (!attachment)
        return core::fail(core::problems::not_found());
    return std::move(*attachment);
}

bool is_of_organisation(AttachmentKind kind)
{
    return kind >= AttachmentKind::NameCertificate && kind <= AttachmentKind::IceCertificate;
}

Result<Response> show_attachments(Context& context, const Request& request)
{
    const auto person =
        TRY(person_with_papers(context.reader, context.actor, TRY(path_id(request))));
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
    const auto attachment =
        TRY(enter_attachment(context, {.person_id = person.id}, query.kind, request));
    return created(attachment, "/api/v1/attachments/" + attachment.id.str());
}

Result<Response> show_papers(Context& context, const Request& request)
{
    const auto row =
        TRY(organisation_with_papers(context.reader, context.actor, TRY(path_id(request))));
    Page<Attachment> page;
    page.items = TRY(attachments_of_organisation(context.reader, row.id));
    return ok(page);
}

// POST /api/v1/organisations/{id}/attachments
Result<Response> add_paper(WriteContext& context, const Request& request)
{
    const auto query = TRY(from_query<AttachmentQuery>(request));
    const auto row =
        TRY(visible_organisation(context.reader, context.actor, TRY(path_id(request))));
    TRY(context.actor.require(Permission::EditRegistrants, place_of(row)));
    const auto attachment =
        TRY(enter_attachment(context, {.organisation_id = row.id}, query.kind, request));
    return created(attachment, "/api/v1/attachments/" + attachment.id.str());
}

Result<Response> open_attachment(Context& context, const Request& request)
{
    const auto attachment = TRY(find_paper(context.reader, TRY(path_id(request))));
    TRY(place_of_paper(context.reader, context.actor, attachment));
    Response response;
    response.content_type = attachment.content_type;
    response.body = TRY(content_of_attachment(context.reader, attachment.id));
    return download(std::move(response), named_as(attachment.file_name, attachment.content_type));
}

Result<Response> remove_attachment(WriteContext& context, const Request& request)
{
    const auto attachment = TRY(find_paper(context.reader, TRY(path_id(request))));
    const auto place = TRY(place_of_paper(context.reader, context.actor, attachment));
    TRY(context.actor.require(Permission::EditRegistrants, place));
    TRY(delete_attachment(context.writer, attachment.id));
    TRY(context.log("attachment", attachment.id, 2, "delete", core::to_json(attachment), nullptr));
    return no_content();
}

template <class Handler>
Route adding_route(const std::string& path, Handler handler)
{
    Route adding =
        act<Attachment>("POST", path, Permission::EditRegistrants,
                        "Add a paper: PDF, JPEG, PNG or WebP, at most 10 MB", handler, 201)
            .file(paper_types(), kLimit);
    adding.query = query_parameters<AttachmentQuery>();
    return adding;
}

} // namespace

std::vector<AttachmentKind> papers_of(OrganisationKind kind, LegalState state)
{
    using enum AttachmentKind;
    if (state < LegalState::NameApproved)
        return {};
    std::vector<AttachmentKind> papers{NameCertificate};
    if (kind == OrganisationKind::Cooperative && state >= LegalState::Constituted)
        papers.insert(papers.end(), {Statutes, AssemblyMinutes, MembersList});
    if (!is_founded(state))
        return papers;
    if (kind == OrganisationKind::Company)
        papers.push_back(Statutes);
    papers.insert(papers.end(), {RegistrationReceipt, IceCertificate});
    return papers;
}

Result<Attachment> enter_attachment(WriteContext& context, const Holder& holder,
                                    AttachmentKind kind, const Request& request)
{
    if (kind != AttachmentKind::Other &&
        is_of_organisation(kind) != holder.organisation_id.has_value())
        return core::fail(core::problems::invalid("?kind", "paper_of_another_file"));
    const auto type = TRY(type_of_paper(request.body));
    Attachment attachment{.id = core::Id::make(),
                          .person_id = holder.person_id,
                          .organisation_id = holder.organisation_id,
                          .kind = kind,
                          .file_name = named_as(file_name_of(request), type),
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
    const std::string of_organisation = "/api/v1/organisations/{id}/attachments";
    const std::string one = "/api/v1/attachments/{id}";
    Routes routes;
    routes.push_back(
        items<Attachment>(of_person, ViewSensitive, "Papers of a file", show_attachments));
    routes.push_back(items<Attachment>(of_organisation, ViewSensitive,
                                       "Papers of a cooperative or company", show_papers));
    routes.push_back(adding_route(of_person, add_attachment));
    routes.push_back(adding_route(of_organisation, add_paper));
    routes.push_back(
        get<void>(one, ViewRegistrants, "Open a paper", open_attachment).answers(paper_types()));
    routes.push_back(
        act<void>("DELETE", one, EditRegistrants, "Remove a paper", remove_attachment, 204));
    return routes;
}

} // namespace jisr::registry
