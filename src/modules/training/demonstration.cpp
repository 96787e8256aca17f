#include "modules/programmes/programmes.hpp"
#include "modules/territory/territory.hpp"
#include "modules/training/handlers.hpp"
#include "modules/training/training.hpp"
#include "service/crud.hpp"

namespace jisr::training {

namespace {

constexpr auto* kCommune = "10.261.01.01";

Session some_session(const core::Id& edition, core::Date day)
{
    Session session;
    session.id = service::named_id("training_session", "demonstration " + day.to_iso());
    session.edition_id = edition;
    session.title_ar = "المواكبة وبناء المشروع";
    session.title_fr = "Accompagnement et construction du projet";
    session.commune_code = kCommune;
    session.region_code = territory::region_code_of(kCommune);
    session.province_code = territory::province_code_of(kCommune);
    session.place_ar = "دار المرأة";
    session.place_fr = "Maison de la femme";
    session.held_on = day;
    session.starts_at = "09:30";
    session.ends_at = "12:30";
    return session;
}

Result<void> hold(WriteContext& context, const Session& session)
{
    TRY(service::create_record(context, "training_session", session));
    for (const auto& id : TRY(selected_in(context.writer, session)))
        if (const auto row = TRY(registry::find_registration(context.writer, id)))
            TRY(convoke_one(context, session, *row));
    return {};
}

} // namespace

core::Result<void> seed_demonstration_sessions(service::Services& services)
{
    const auto today = services.clock.today();
    const auto on = [&](int days) {
        return core::Date::from_days(today.days_since_epoch() + days);
    };
    return service::write_as(services, service::Actor::system("demonstration"),
                             [&](WriteContext& context) -> core::Result<void> {
                                 const auto edition = TRY(programmes::find_current_edition(
                                     context.reader, "bridge", today));
                                 if (!edition || TRY(has_sessions(context.reader)))
                                     return {};
                                 TRY(hold(context, some_session(edition->id, on(-3))));
                                 auto next = some_session(edition->id, on(11));
                                 next.title_ar = "روح المقاولة";
                                 next.title_fr = "Esprit d'entreprise";
                                 next.capacity = 25;
                                 return service::create_record(context, "training_session", next);
                             });
}

} // namespace jisr::training
