#include "modules/registry/demonstration.hpp"

#include "modules/centres/centres.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/registry/attachment.hpp"
#include "modules/registry/duplicate_search.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/fictional_cooperative.hpp"
#include "modules/registry/organisation_registering.hpp"
#include "modules/registry/registering.hpp"
#include "modules/registry/self_setting.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

#include <map>

namespace jisr::registry {

using service::WriteContext;

namespace {

constexpr std::uint32_t kSeed = 1126;
constexpr int kPersonsOfARegion = 32;
/// Guelmim-Oued Noun, where most of the demonstration's log-ins work.
constexpr std::string_view kLaunchRegion = "10";
constexpr int kRegisteredTwice = 6;
/// One empty page.
constexpr std::string_view kBlankPdf =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF\n";
constexpr std::int64_t kDay = 24LL * 3600 * 1000;

/// A clock of the past: the demonstration's registrations are spread over the last weeks.
class PastClock : public core::Clock
{
  public:
    explicit PastClock(core::Instant at) : at_(at) {}

    [[nodiscard]] core::Instant now() const override { return at_; }

  private:
    core::Instant at_;
};

/// Puts fictional people and cooperatives into an edition.
class Registering
{
  public:
    Registering(WriteContext& context, const core::Id& edition_id)
        : context_(context), edition_id_(edition_id), now_(context.services.clock.now())
    {
    }

    /// Women of a town with a centre come there.
    core::Result<void> find_centres()
    {
        for (const auto& region : territory::regions()) {
            const auto id = service::named_id("centre", "DEMO-" + region.code + "-1");
            if (const auto centre = TRY(centres::find_centre(context_.reader, id)))
                centre_of_[centre->commune_code] = id;
        }
        return {};
    }

    core::Result<void> persons()
    {
        for (int round = 0; round < kPersonsOfARegion; ++round)
            for (const auto& region : territory::regions())
                TRY(some_days_ago([&](WriteContext& then) -> core::Result<void> {
                    TRY(enter(then, persons_.next(region.code, then.clock.today())));
                    return {};
                }));
        return {};
    }

    core::Result<void> cooperatives()
    {
        for (const auto& region : territory::regions())
            for (std::size_t left = 3 + draw_.below(4); left > 0; --left)
                TRY(some_days_ago(
                    [&](WriteContext& then) { return enter_cooperative(then, region.code); }));
        return {};
    }

    /// Women whom two agents registered, each in another script: what the page «Duplicates» is for.
    core::Result<void> registered_twice()
    {
        for (int left = kRegisteredTwice; left > 0;) {
            PersonDraft first = persons_.next(kLaunchRegion, context_.services.clock.today());
            if (!first.given_name_ar || !first.given_name_latin || first.sex != Sex::Female)
                continue;
            PersonDraft second = first;
            first.given_name_latin.reset();
            first.family_name_latin.reset();
            second.given_name_ar.reset();
            second.family_name_ar.reset();
            second.national_id.reset(); // she had forgotten her card
            for (const auto& draft : {first, second})
                TRY(some_days_ago([&](WriteContext& then) -> core::Result<void> {
                    TRY(enter(then, draft));
                    return {};
                }));
            --left;
        }
        return {};
    }

  private:
    using Work = core::FunctionRef<core::Result<void>(WriteContext&)>;

    core::Result<void> some_days_ago(Work work)
    {
        days_ = (days_ * 7 + 3) % 41; // some on every day, some today
        const PastClock clock({now_.milliseconds - days_ * kDay});
        WriteContext then{
            {context_.services, context_.actor, context_.language, context_.reader, clock},
            context_.writer};
        return work(then);
    }

    core::Result<PersonRow> enter(WriteContext& then, PersonDraft draft)
    {
        draft.edition_id = edition_id_;
        if (const auto centre = centre_of_.find(draft.commune_code); centre != centre_of_.end())
            draft.centre_id = centre->second;
        return TRY(enter_person(then, draft)).person;
    }

    /// A woman of the cooperative with a file of her own.
    core::Result<core::Id> enter_member(WriteContext& then, const OrganisationDraft& cooperative)
    {
        const auto region = territory::region_code_of(cooperative.commune_code);
        PersonDraft draft = persons_.next(region, then.clock.today());
        while (draft.sex != Sex::Female)
            draft = persons_.next(region, then.clock.today());
        draft.commune_code = cooperative.commune_code;
        draft.participation = Participation::CooperativeMember;
        return TRY(enter(then, std::move(draft))).id;
    }

    core::Result<void> enter_cooperative(WriteContext& then, std::string_view region_code)
    {
        OrganisationDraft draft = cooperatives_.next(region_code, then.clock.today());
        static_cast<OrganisationFields&>(draft) = TRY(checked(draft, then.clock.today()));
        draft.edition_id = edition_id_;
        for (std::size_t with_file = draw_.below(3), i = 0; i < with_file; ++i)
            draft.members[i].person_id = TRY(enter_member(then, draft));
        TRY(name_members(then, draft));
        return add_papers(then, TRY(enter_organisation(then, draft)));
    }

    /// Most of the papers that it should have; that of its name comes with the approval itself.
    core::Result<void> add_papers(WriteContext& then, const OrganisationRow& row)
    {
        for (const auto kind : papers_of(row.kind, row.legal_state)) {
            if (draw_.happens(0.25) && kind != AttachmentKind::NameCertificate)
                continue;
            service::Request request;
            request.body = kBlankPdf;
            request.headers = {{"X-File-Name", std::string(core::code_of(kind)) + ".pdf"}};
            TRY(enter_attachment(then, {.organisation_id = row.id}, kind, request));
        }
        return {};
    }

    WriteContext& context_;
    core::Id edition_id_;
    core::Instant now_;
    std::map<std::string, core::Id> centre_of_; ///< by commune
    FictionalPersons persons_{kSeed};
    FictionalCooperatives cooperatives_{kSeed};
    FictionalDraw draw_{kSeed};
    std::int64_t days_ = 0;
};

core::Result<void> look_for_duplicates(service::Services& services, const service::Actor& actor)
{
    const std::atomic<bool> stopping{false};
    auto run = TRY(begin_search(services, actor));
    TRY(search_duplicates(services, actor, std::move(run), stopping));
    return {};
}

} // namespace

core::Result<void> seed_demonstration_registrants(service::Services& services)
{
    const auto today = services.clock.today();
    const auto actor = service::Actor::system("demonstration");
    bool entered = false;
    TRY(service::write_as(services, actor, [&](WriteContext& context) -> core::Result<void> {
        const auto edition = TRY(programmes::find_current_edition(context.reader, "bridge", today));
        if (!edition)
            return core::fail(core::problems::internal("programme bridge has no edition"));
        TRY(open_to_all(context, edition->id));
        if (TRY(has_registrants(context.reader)))
            return {};
        Registering registering(context, edition->id);
        TRY(registering.find_centres());
        TRY(registering.persons());
        TRY(registering.cooperatives());
        entered = true;
        return registering.registered_twice();
    }));
    return entered ? look_for_duplicates(services, actor) : core::Result<void>{};
}

} // namespace jisr::registry
