#include "modules/finance/agreement_list_store.hpp"
#include "modules/finance/finance.hpp"
#include "modules/messages/messages.hpp"

#include <algorithm>
#include <array>

namespace jisr::finance {

namespace {

using service::Permission;

/// Days before the last one on which those who manage an agreement are told.
constexpr std::array<std::int64_t, 3> kMarks{90, 30, 7};

/// The latest mark that was reached: whoever enters an agreement late is told once.
std::int64_t mark_of(std::int64_t days_left)
{
    std::int64_t mark = kMarks.front();
    for (const auto one : kMarks)
        if (days_left <= one)
            mark = one;
    return mark;
}

core::Result<void> tell_of(service::WriteContext& context, const EndingAgreement& ending)
{
    const auto& agreement = ending.agreement;
    const auto place = place_of(agreement.region_code);
    const std::string occasion = "agreement/" + agreement.id.str() + "/" +
                                 agreement.ends_on.to_iso() + "/" +
                                 std::to_string(mark_of(ending.days_left));
    for (const auto& member :
         TRY(identity::staff_of(context.writer, Permission::ManageAgreements, place))) {
        const bool arabic = member.language == core::Language::Ar;
        TRY(messages::enqueue(
            context, {.template_code = "staff_agreement_ending",
                      .recipient = {.user_id = member.user_id, .language = member.language},
                      .place = place,
                      .params = {{"title", arabic ? agreement.title_ar : agreement.title_fr},
                                 {"date", agreement.ends_on.to_iso()}},
                      .occasion = occasion + "/" + member.user_id.str(),
                      .link = "/agreements/" + agreement.id.str()}));
    }
    return {};
}

} // namespace

core::Result<void> tell_of_endings(service::Services& services)
{
    static const auto kActor = service::Actor::system("messages");
    return service::write_as(
        services, kActor, [&](service::WriteContext& context) -> core::Result<void> {
            const auto sight = TRY(sight_of(kActor, context.writer));
            for (const auto& ending : TRY(ending_agreements(context.writer, sight,
                                                            context.clock.today(), kMarks.front())))
                if (ending.days_left >= 0)
                    TRY(tell_of(context, ending));
            return {};
        });
}

} // namespace jisr::finance
