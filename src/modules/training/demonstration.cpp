#include "modules/finance/finance.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/territory/territory.hpp"
#include "modules/training/staff_handlers.hpp"
#include "modules/training/training.hpp"
#include "service/crud.hpp"

#include <algorithm>

namespace jisr::training {

namespace {

constexpr auto* kCommune = "10.261.01.01";

/// Days of the demonstration's sessions, from its first start.
constexpr int kSkillsDay = -17;
constexpr int kStaffDay = -9;
constexpr int kProjectDay = -3;
constexpr int kStaffNextDay = 6;
constexpr int kEnterpriseDay = 11;
constexpr int kPartnersDay = 18;

struct Title
{
    std::string_view ar;
    std::string_view fr;
};

/// Plans in one edition, from one day on.
class Planting
{
  public:
    Planting(WriteContext& context, const core::Id& edition) : context_(context), edition_(edition)
    {
    }

    [[nodiscard]] Session session(Subject subject, const Title& title, int day) const
    {
        Session made;
        made.held_on = core::Date::from_days(context_.clock.today().days_since_epoch() + day);
        made.id = service::named_id("training_session", "demonstration " + made.held_on.to_iso());
        made.edition_id = edition_;
        made.subject = subject;
        made.title_ar = title.ar;
        made.title_fr = title.fr;
        made.commune_code = kCommune;
        made.region_code = territory::region_code_of(kCommune);
        made.province_code = territory::province_code_of(kCommune);
        made.place_ar = "دار المرأة";
        made.place_fr = "Maison de la femme";
        made.starts_at = "09:30";
        made.ends_at = "12:30";
        return made;
    }

    /// The same, given by the agency whose work it is (R1.8).
    [[nodiscard]] Result<Session> by_ads(Subject subject, const Title& title, int day) const
    {
        auto made = session(subject, title, day);
        for (const auto& partner : TRY(finance::training_partners(context_.writer)))
            if (partner.kind == finance::PartnerKind::Ads)
                made.given_by = partner.id;
        return made;
    }

    Result<void> plan(const Session& session)
    {
        return service::create_record(context_, "training_session", session);
    }

    /// Everyone who is selected is convoked, as on the page.
    Result<void> convoke_selected(const Session& session)
    {
        for (const auto& id : TRY(selected_in(context_.writer, session)))
            if (const auto row = TRY(registry::find_registration(context_.writer, id)))
                TRY(convoke_one(context_, session, *row));
        return {};
    }

    /// A session of which everything is over: every seventh woman did not come.
    Result<void> record_selected(const Session& session)
    {
        std::int64_t number = 0;
        for (const auto& id : TRY(selected_in(context_.writer, session))) {
            const auto row = TRY(registry::find_registration(context_.writer, id));
            if (!row || !row->person_id)
                continue;
            ConvocationRow convocation{.session_id = session.id,
                                       .registration_id = row->id,
                                       .person_id = *row->person_id,
                                       .convoked_at = context_.clock.now(),
                                       .convoked_by_name = context_.actor.name,
                                       .noted_at = context_.clock.now(),
                                       .noted_by_name = context_.actor.name};
            convocation.id =
                service::named_id("convocation", session.id.str() + " " + row->id.str());
            convocation.attendance = ++number % 7 == 0 ? Attendance::Absent : Attendance::Present;
            TRY(service::create_record(context_, "convocation", convocation));
        }
        return {};
    }

    Result<void> invite_everyone(const Session& session)
    {
        for (const auto& colleague : TRY(invitable(context_, session, {})))
            TRY(invite_one(context_, session, colleague));
        return {};
    }

    /// The first of those invited had an excuse.
    Result<void> record_staff(const Session& session)
    {
        auto attendance = Attendance::Excused;
        for (const auto& one : TRY(invitations_of(context_.writer, session.id))) {
            TRY(note_one(context_, session, {one.user_id, attendance}, {}));
            attendance = Attendance::Present;
        }
        return {};
    }

  private:
    WriteContext& context_;
    core::Id edition_;
};

Result<void> plant_sessions(WriteContext& context)
{
    const auto edition =
        TRY(programmes::find_current_edition(context.reader, "bridge", context.clock.today()));
    if (!edition || TRY(has_sessions(context.reader)))
        return {};
    Planting planting(context, edition->id);
    const auto skills = TRY(planting.by_ads(
        Subject::SoftSkills, {"المهارات الحياتية والتواصل", "Compétences de vie et communication"},
        kSkillsDay));
    TRY(planting.plan(skills));
    TRY(planting.record_selected(skills));
    const auto project = planting.session(
        Subject::Entrepreneurship,
        {"المواكبة وبناء المشروع", "Accompagnement et construction du projet"}, kProjectDay);
    TRY(planting.plan(project));
    TRY(planting.convoke_selected(project));
    auto enterprise = TRY(planting.by_ads(Subject::Entrepreneurship,
                                          {"روح المقاولة", "Esprit d’entreprise"}, kEnterpriseDay));
    enterprise.capacity = 25;
    TRY(planting.plan(enterprise));
    return planting.plan(TRY(planting.by_ads(
        Subject::FindingPartners,
        {"البحث عن الشركاء والممولين", "Trouver des partenaires et des financements"},
        kPartnersDay)));
}

Result<void> plant_staff_sessions(WriteContext& context)
{
    const auto edition =
        TRY(programmes::find_current_edition(context.reader, "bridge", context.clock.today()));
    if (!edition || TRY(has_invitations(context.reader)))
        return {};
    Planting planting(context, edition->id);
    auto held = planting.session(
        Subject::DigitalTools,
        {"التسجيل والبحث بالأدوات الرقمية", "Inscrire et rechercher avec les outils numériques"},
        kStaffDay);
    auto next = planting.session(Subject::DigitalTools,
                                 {"اللوائح والتقارير الرقمية", "Listes et rapports numériques"},
                                 kStaffNextDay);
    held.audience = next.audience = SessionAudience::Staff;
    TRY(planting.plan(held));
    TRY(planting.invite_everyone(held));
    TRY(planting.record_staff(held));
    TRY(planting.plan(next));
    return planting.invite_everyone(next);
}

} // namespace

core::Result<void> seed_demonstration_sessions(service::Services& services)
{
    return service::write_as(services, service::Actor::system("demonstration"), plant_sessions);
}

core::Result<void> seed_demonstration_staff_sessions(service::Services& services)
{
    return service::write_as(services, service::Actor::system("demonstration"),
                             plant_staff_sessions);
}

} // namespace jisr::training
