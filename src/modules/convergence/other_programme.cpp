#include "modules/convergence/other_programme.hpp"

#include "service/crud.hpp"

#include <algorithm>

namespace jisr::convergence {

namespace {

using service::Permission;
using service::Request;
using service::Response;
using service::WriteContext;

constexpr auto* kEntity = "other_programme";

// The holders as their own pages name them.
constexpr std::array<std::array<std::string_view, 6>, 3> kSeeds{
    {{"awrach", "أوراش", "Awrach", "Awrach (public works)",
      "وزارة الإدماج الاقتصادي والمقاولة الصغرى والتشغيل والكفاءات",
      "Ministère de l'Inclusion économique, de la Petite entreprise, de l'Emploi et des "
      "Compétences"},
     {"forsa", "فرصة", "Forsa", "Forsa (chance: first businesses)",
      "وزارة السياحة والصناعة التقليدية والاقتصاد الاجتماعي والتضامني",
      "Ministère du Tourisme, de l'Artisanat et de l'Économie sociale et solidaire"},
     {"indh", "المبادرة الوطنية للتنمية البشرية",
      "Initiative nationale pour le développement humain (INDH)",
      "National Initiative for Human Development (INDH)",
      "وزارة الداخلية، التنسيقية الوطنية للمبادرة الوطنية للتنمية البشرية",
      "Ministère de l'Intérieur, Coordination nationale de l'INDH"}}};

bool is_code(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

Result<OtherProgramme> applied(db::Reader& reader, const OtherProgrammeDraft& draft,
                               OtherProgramme programme)
{
    if (!is_code(draft.code))
        return core::fail(core::problems::invalid("/code", "malformed_code"));
    if (TRY(code_is_taken(reader, draft.code, programme.id)))
        return core::fail(core::problems::conflict("code_taken"));
    static_cast<OtherProgrammeDraft&>(programme) = draft;
    return programme;
}

} // namespace

service::Result<Response> show_programmes(service::Context& context, const Request&)
{
    service::Page<OtherProgramme> page;
    page.items = TRY(other_programmes(context.reader));
    return service::ok(page);
}

// POST /api/v1/convergence/programmes
service::Result<Response> add_programme(WriteContext& context, const Request&,
                                        const OtherProgrammeDraft& draft)
{
    TRY(context.actor.require(Permission::ManageProgrammes, {}));
    OtherProgramme blank;
    blank.id = core::Id::make();
    const auto programme = TRY(applied(context.reader, draft, std::move(blank)));
    TRY(service::create_record(context, kEntity, programme));
    return service::versioned(
        service::created(programme, "/api/v1/convergence/programmes/" + programme.id.str()),
        programme.version);
}

// PUT /api/v1/convergence/programmes/{id}
service::Result<Response> edit_programme(WriteContext& context, const Request& request,
                                         const OtherProgrammeDraft& draft)
{
    TRY(context.actor.require(Permission::ManageProgrammes, {}));
    const auto before = TRY(service::get_record<OtherProgramme>(context.reader, kEntity,
                                                                TRY(service::path_id(request))));
    TRY(service::require_current(request, before, draft));
    const auto kept = TRY(service::replace_record(
        context, kEntity, before, TRY(applied(context.reader, draft, before)), "update"));
    return service::versioned(service::ok(kept), kept.version);
}

core::Result<void> seed_other_programmes(service::Services& services)
{
    const auto known =
        TRY(services.database.ask([](db::Reader& reader) { return other_programmes(reader); }));
    if (!known.empty())
        return {};
    return service::write_as(
        services, service::Actor::system(), [](WriteContext& context) -> core::Result<void> {
            for (const auto& [code, ar, fr, en, holder_ar, holder_fr] : kSeeds) {
                OtherProgramme programme;
                programme.id = service::named_id(kEntity, code);
                programme.code = code;
                programme.name_ar = ar;
                programme.name_fr = fr;
                programme.name_en = std::string(en);
                programme.holder_ar = holder_ar;
                programme.holder_fr = holder_fr;
                TRY(service::create_record(context, kEntity, programme));
            }
            return {};
        });
}

} // namespace jisr::convergence
