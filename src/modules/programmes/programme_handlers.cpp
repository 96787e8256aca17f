#include "modules/programmes/programme_handlers.hpp"

#include "modules/programmes/programme_store.hpp"
#include "service/crud.hpp"

namespace jisr::programmes {

namespace {

using service::Permission;

/// Programmes are the nation's: only a national scope covers a place without a region.
Result<void> require_national(const Context& context)
{
    return context.actor.require(Permission::ManageProgrammes, {});
}

/// A draft does not exist for those who do not prepare it.
bool sees(const Context& context, const Programme& programme)
{
    return programme.state != ProgrammeState::Draft ||
           context.actor.may(Permission::ManageProgrammes, {});
}

ProgrammeView view_of(Programme programme, std::vector<Edition> editions)
{
    ProgrammeView view;
    static_cast<Programme&>(view) = std::move(programme);
    view.editions = std::move(editions);
    return view;
}

Result<Response> answer_with(Context& context, Programme programme)
{
    const auto version = programme.version;
    auto editions = TRY(list_editions(context.reader, programme.id));
    return service::versioned(service::ok(view_of(std::move(programme), std::move(editions))),
                              version);
}

Result<void> refuse_taken_code(Context& context, const Programme& programme)
{
    const auto holder = TRY(find_programme_by_code(context.reader, programme.code));
    if (holder && holder->id != programme.id)
        return core::fail(core::problems::conflict("code_taken"));
    return {};
}

Result<void> refuse_taken_code(Context& context, const Edition& edition)
{
    const auto holder =
        TRY(find_edition_by_code(context.reader, edition.programme_id, edition.code));
    if (holder && *holder != edition.id)
        return core::fail(core::problems::conflict("code_taken"));
    return {};
}

} // namespace

Result<std::optional<Programme>> find_programme(db::Reader& reader, const core::Id& id)
{
    return service::find_record<Programme>(reader, "programme", id);
}

Result<std::optional<Edition>> find_edition(db::Reader& reader, const core::Id& id)
{
    return service::find_record<Edition>(reader, "edition", id);
}

Result<std::optional<Edition>> find_current_edition(db::Reader& reader,
                                                    std::string_view programme_code, core::Date day)
{
    const auto programme = TRY(find_programme_by_code(reader, programme_code));
    std::optional<Edition> nearest;
    std::int64_t least = 0;
    if (!programme || programme->state != ProgrammeState::Open)
        return nearest;
    for (auto& edition : TRY(list_editions(reader, programme->id))) {
        const auto before = edition.starts_on.days_since_epoch() - day.days_since_epoch();
        const auto after = day.days_since_epoch() - edition.ends_on.days_since_epoch();
        const std::int64_t away = std::max({before, after, 0});
        if (edition.state == EditionState::Open && (!nearest || away < least)) {
            least = away;
            nearest = std::move(edition);
        }
    }
    return nearest;
}

// GET /api/v1/programmes
Result<Response> list_all_programmes(Context& context, const Request&)
{
    const auto editions = TRY(list_editions(context.reader, {}));
    service::Page<ProgrammeView> page;
    for (auto& programme : TRY(list_programmes(context.reader))) {
        if (!sees(context, programme))
            continue;
        std::vector<Edition> own;
        std::copy_if(editions.begin(), editions.end(), std::back_inserter(own),
                     [&](const Edition& edition) { return edition.programme_id == programme.id; });
        page.items.push_back(view_of(std::move(programme), std::move(own)));
    }
    return service::ok(page);
}

// GET /api/v1/programmes/{id}
Result<Response> get_programme(Context& context, const Request& request)
{
    auto programme = TRY(service::get_record<Programme>(context.reader, "programme",
                                                        TRY(service::path_id(request))));
    if (!sees(context, programme))
        return core::fail(core::problems::not_found());
    return answer_with(context, std::move(programme));
}

// POST /api/v1/programmes
Result<Response> create_programme(WriteContext& context, const Request&,
                                  const ProgrammeDraft& draft)
{
    TRY(require_national(context));
    auto programme = TRY(apply(draft, Programme{.id = core::Id::make()}));
    TRY(refuse_taken_code(context, programme));
    TRY(service::create_record(context, "programme", programme));
    const std::string location = "/api/v1/programmes/" + programme.id.str();
    return service::versioned(service::created(view_of(std::move(programme), {}), location), 1);
}

// PUT /api/v1/programmes/{id}
Result<Response> update_programme(WriteContext& context, const Request& request,
                                  const ProgrammeDraft& draft)
{
    TRY(require_national(context));
    const auto before = TRY(service::get_record<Programme>(context.reader, "programme",
                                                           TRY(service::path_id(request))));
    TRY(service::require_current(request, before, draft));
    auto changed = TRY(apply(draft, before));
    TRY(refuse_taken_code(context, changed));
    return answer_with(context, TRY(service::replace_record(context, "programme", before,
                                                            std::move(changed), "update")));
}

// POST /api/v1/programmes/{id}/editions
Result<Response> create_edition(WriteContext& context, const Request& request,
                                const EditionDraft& draft)
{
    TRY(require_national(context));
    const auto programme = TRY(service::get_record<Programme>(context.reader, "programme",
                                                              TRY(service::path_id(request))));
    const auto edition =
        TRY(apply(draft, Edition{.id = core::Id::make(), .programme_id = programme.id}));
    TRY(refuse_taken_code(context, edition));
    TRY(service::create_record(context, "edition", edition));
    return service::versioned(service::created(edition, "/api/v1/editions/" + edition.id.str()),
                              edition.version);
}

// PUT /api/v1/editions/{id}
Result<Response> update_edition(WriteContext& context, const Request& request,
                                const EditionDraft& draft)
{
    TRY(require_national(context));
    const auto before = TRY(
        service::get_record<Edition>(context.reader, "edition", TRY(service::path_id(request))));
    TRY(service::require_current(request, before, draft));
    auto changed = TRY(apply(draft, before));
    TRY(refuse_taken_code(context, changed));
    const auto edition =
        TRY(service::replace_record(context, "edition", before, std::move(changed), "update"));
    return service::versioned(service::ok(edition), edition.version);
}

} // namespace jisr::programmes
