#include "modules/finance/agreement_paper.hpp"

#include "modules/finance/agreement_handlers.hpp"
#include "modules/finance/agreement_paper_store.hpp"
#include "service/paper.hpp"

namespace jisr::finance {

namespace {

using namespace service;

constexpr std::int64_t kLimit = 20LL << 20; ///< a long agreement, scanned

struct PaperQuery
{
    PaperKind kind = PaperKind::Agreement;

    static constexpr std::string_view kRecord = "finance.PaperQuery";
    static constexpr std::array kFields{core::field("kind").defaulted()};
};
BOOST_DESCRIBE_STRUCT(PaperQuery, (), (kind))

/// 404 unless the actor may know of its agreement.
Result<AgreementPaper> visible_paper(const Context& context, const Request& request)
{
    auto paper = TRY(find_paper(context.reader, TRY(path_id(request))));
    if (!paper)
        return core::fail(core::problems::not_found());
    TRY(visible_agreement(context, paper->agreement_id));
    return std::move(*paper);
}

Result<Response> show_papers(Context& context, const Request& request)
{
    const auto agreement = TRY(visible_agreement(context, TRY(path_id(request))));
    Page<AgreementPaper> page;
    page.items = TRY(papers_of(context.reader, agreement.id));
    return ok(page);
}

// POST /api/v1/agreements/{id}/papers
Result<Response> add_paper(WriteContext& context, const Request& request)
{
    const auto query = TRY(from_query<PaperQuery>(request));
    const auto agreement = TRY(changeable_agreement(context, TRY(path_id(request))));
    const auto type = TRY(type_of_paper(request.body));
    const AgreementPaper paper{.id = core::Id::make(),
                               .agreement_id = agreement.id,
                               .kind = query.kind,
                               .file_name = named_as(file_name_of(request), type),
                               .content_type = std::string(type),
                               .size = static_cast<std::int64_t>(request.body.size()),
                               .created_at = context.clock.now(),
                               .created_by_name = context.actor.name};
    TRY(insert_paper(context.writer, paper, request.body));
    TRY(context.log("agreement_paper", paper.id, 1, "create", nullptr, core::to_json(paper)));
    return created(paper, "/api/v1/agreement-papers/" + paper.id.str());
}

Result<Response> open_paper(Context& context, const Request& request)
{
    const auto paper = TRY(visible_paper(context, request));
    Response response;
    response.content_type = paper.content_type;
    response.body = TRY(content_of_paper(context.reader, paper.id));
    return download(std::move(response), named_as(paper.file_name, paper.content_type));
}

Result<Response> remove_paper(WriteContext& context, const Request& request)
{
    const auto paper = TRY(visible_paper(context, request));
    TRY(changeable_agreement(context, paper.agreement_id));
    TRY(delete_paper(context.writer, paper.id));
    TRY(context.log("agreement_paper", paper.id, 2, "delete", core::to_json(paper), nullptr));
    return no_content();
}

} // namespace

Routes agreement_paper_routes()
{
    using enum Permission;
    const std::string of_agreement = "/api/v1/agreements/{id}/papers";
    const std::string one = "/api/v1/agreement-papers/{id}";
    Routes routes;
    routes.push_back(
        items<AgreementPaper>(of_agreement, ViewAgreements, "Papers of an agreement", show_papers));
    Route adding =
        act<AgreementPaper>("POST", of_agreement, ManageAgreements,
                            "Add a paper: PDF, JPEG, PNG or WebP, at most 20 MB", add_paper, 201)
            .file(paper_types(), kLimit);
    adding.query = query_parameters<PaperQuery>();
    routes.push_back(std::move(adding));
    routes.push_back(
        get<void>(one, ViewAgreements, "Open a paper", open_paper).answers(paper_types()));
    routes.push_back(
        act<void>("DELETE", one, ManageAgreements, "Remove a paper", remove_paper, 204));
    return routes;
}

} // namespace jisr::finance
