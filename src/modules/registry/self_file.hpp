#pragma once

#include "modules/registry/self_registration.hpp"

/// What a woman does with her own file, without an account: she says its number and her birth date
/// and gets a pass for a while.
namespace jisr::registry {

service::Result<SelfPass> pass_for(service::Services& services, const core::Id& person_id);

/// POST /self/file
service::Result<service::Response> open_own_file(service::DirectContext& context,
                                                 const std::shared_ptr<service::Request>& request);
/// GET /self/file
service::Result<service::Response> show_own_file(service::Context& context,
                                                 const service::Request& request);
/// PUT /self/file/phone
service::Result<service::Response> correct_own_phone(service::WriteContext& context,
                                                     const service::Request& request,
                                                     const SelfPhone& phone);
/// POST /self/file/withdraw
service::Result<service::Response> withdraw_oneself(service::WriteContext& context,
                                                    const service::Request& request,
                                                    const SelfWithdrawal& withdrawal);
/// POST /self/file/places/{id}/decline
service::Result<service::Response> decline_place(service::WriteContext& context,
                                                 const service::Request& request,
                                                 const SelfWithdrawal& withdrawal);
/// POST /self/file/restore
service::Result<service::Response> take_withdrawal_back(service::WriteContext& context,
                                                        const service::Request& request);
/// POST /self/file/papers?kind=
service::Result<service::Response> add_own_paper(service::WriteContext& context,
                                                 const service::Request& request);
/// DELETE /self/file/papers/{id}
service::Result<service::Response> remove_own_paper(service::WriteContext& context,
                                                    const service::Request& request);
/// GET /self/file/receipt.pdf
service::Result<service::Response>
print_own_receipt(service::DirectContext& context,
                  const std::shared_ptr<service::Request>& request);

/// GET /persons/{id}/self-entry, for staff
service::Result<service::Response> show_self_entry(service::Context& context,
                                                   const service::Request& request);

/// The query of `add_own_paper`.
struct SelfPaperQuery
{
    AttachmentKind kind = AttachmentKind::Other;

    static constexpr std::string_view kRecord = "registry.SelfPaperQuery";
    static constexpr std::array kFields{core::field("kind").defaulted()};
};
BOOST_DESCRIBE_STRUCT(SelfPaperQuery, (), (kind))

} // namespace jisr::registry
