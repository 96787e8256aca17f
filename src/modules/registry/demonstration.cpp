#include "modules/registry/demonstration.hpp"

#include "modules/programmes/programmes.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/registering.hpp"
#include "modules/territory/territory.hpp"

namespace jisr::registry {

namespace {

constexpr std::uint32_t kSeed = 1126;
constexpr int kPersonsOfARegion = 32;
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

core::Result<void> register_fictional(service::WriteContext& context, const core::Id& edition_id)
{
    FictionalPersons persons(kSeed);
    const core::Instant now = context.services.clock.now();
    std::int64_t days = 0;
    for (int round = 0; round < kPersonsOfARegion; ++round)
        for (const auto& region : territory::regions()) {
            days = (days * 7 + 3) % 41; // some on every day, some today
            const PastClock clock({now.milliseconds - days * kDay});
            service::WriteContext then{
                {context.services, context.actor, context.language, context.reader, clock},
                context.writer};
            PersonDraft draft = persons.next(region.code, clock.today());
            draft.edition_id = edition_id;
            TRY(enter_person(then, draft));
        }
    return {};
}

} // namespace

core::Result<void> seed_demonstration_registrants(service::Services& services)
{
    const auto today = services.clock.today();
    return service::write_as(
        services, service::Actor::system("demonstration"),
        [&](service::WriteContext& context) -> core::Result<void> {
            if (TRY(has_registrants(context.reader)))
                return {};
            const auto edition =
                TRY(programmes::find_current_edition(context.reader, "bridge", today));
            if (!edition)
                return core::fail(core::problems::internal("programme bridge has no edition"));
            return register_fictional(context, edition->id);
        });
}

} // namespace jisr::registry
