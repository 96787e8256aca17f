#include "modules/registry/self_setting.hpp"

#include "modules/programmes/programmes.hpp"
#include "modules/registry/self_store.hpp"

#include <algorithm>

namespace jisr::registry {

using namespace service;

namespace {

bool takes(const programmes::Edition& edition, const programmes::Programme& programme,
           core::Date day)
{
    return edition.state == programmes::EditionState::Open &&
           programme.state == programmes::ProgrammeState::Open && edition.starts_on <= day &&
           day <= edition.ends_on;
}

SelfEdition shown(const programmes::Edition& edition, const programmes::Programme& programme,
                  SelfSetting setting)
{
    return {.id = edition.id,
            .programme_name_ar = programme.name_ar,
            .programme_name_fr = programme.name_fr,
            .name_ar = edition.name_ar,
            .name_fr = edition.name_fr,
            .ends_on = edition.ends_on,
            .wanted_papers = std::move(setting.wanted_papers)};
}

/// An edition that does not exist is none that could be set.
Result<core::Id> known_edition(const Context& context, const Request& request)
{
    const auto id = TRY(path_id(request));
    if (!TRY(programmes::find_edition(context.reader, id)))
        return core::fail(core::problems::not_found());
    return id;
}

Result<SelfSetting> save(WriteContext& context, const SelfSetting& before, SelfSetting after)
{
    after.version = before.version + 1;
    if (!TRY(save_setting(context.writer, after)))
        return core::fail(core::problems::stale(core::to_json(after), core::to_json(before)));
    TRY(context.log("self_setting", after.edition_id, after.version,
                    before.version == 0 ? "create" : "update",
                    before.version == 0 ? core::json::value(nullptr) : core::to_json(before),
                    core::to_json(after)));
    return after;
}

} // namespace

core::Result<std::vector<SelfEdition>> editions_open_to_all(db::Reader& reader, core::Date day)
{
    std::vector<SelfEdition> open;
    for (const auto& id : TRY(open_editions(reader))) {
        const auto edition = TRY(programmes::find_edition(reader, id));
        if (!edition)
            continue;
        const auto programme = TRY(programmes::find_programme(reader, edition->programme_id));
        if (programme && takes(*edition, *programme, day))
            open.push_back(shown(*edition, *programme, TRY(setting_of(reader, id))));
    }
    std::sort(open.begin(), open.end(), [](const auto& a, const auto& b) {
        return std::tie(a.ends_on, a.id) < std::tie(b.ends_on, b.id);
    });
    return open;
}

core::Result<void> require_open_to_all(db::Reader& reader, const core::Id& edition_id,
                                       core::Date day)
{
    const auto open = TRY(editions_open_to_all(reader, day));
    if (std::any_of(open.begin(), open.end(),
                    [&](const SelfEdition& edition) { return edition.id == edition_id; }))
        return {};
    if (!TRY(programmes::find_edition(reader, edition_id)))
        return core::fail(core::problems::invalid("/edition_id", "unknown_edition"));
    return core::fail(core::problems::conflict("self_registration_closed"));
}

Result<Response> show_self_setting(Context& context, const Request& request)
{
    const auto setting = TRY(setting_of(context.reader, TRY(known_edition(context, request))));
    return versioned(ok(setting), setting.version);
}

// Programmes are the nation's: only a national scope covers a place without a region.
Result<Response> change_self_setting(WriteContext& context, const Request& request,
                                     const SelfSettingDraft& draft)
{
    TRY(context.actor.require(Permission::ManageProgrammes, {}));
    const auto version = TRY(required_version(request));
    const auto before = TRY(setting_of(context.reader, TRY(known_edition(context, request))));
    if (version != before.version)
        return core::fail(core::problems::stale(core::to_json(draft), core::to_json(before)));
    auto after = before;
    after.open = draft.open;
    after.wanted_papers = draft.wanted_papers;
    const auto setting = TRY(save(context, before, std::move(after)));
    return versioned(ok(setting), setting.version);
}

core::Result<void> open_to_all(WriteContext& context, const core::Id& edition_id)
{
    const auto before = TRY(setting_of(context.reader, edition_id));
    if (before.version > 0)
        return {};
    auto after = before;
    after.open = true;
    after.wanted_papers = {AttachmentKind::NationalId};
    TRY(save(context, before, std::move(after)));
    return {};
}

} // namespace jisr::registry
