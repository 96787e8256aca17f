#pragma once

#include "modules/messages/messages.hpp"
#include "service/response.hpp"

/// What staff tell a person by hand.
namespace jisr::registry {

enum class NoticeKind { Registered, PaperMissing, CallCentre };
BOOST_DESCRIBE_ENUM(NoticeKind, Registered, PaperMissing, CallCentre)

struct NoticeDraft
{
    NoticeKind kind = NoticeKind::CallCentre;
    std::optional<core::Date> deadline; ///< of a paper

    static constexpr std::string_view kRecord = "registry.NoticeDraft";
};
BOOST_DESCRIBE_STRUCT(NoticeDraft, (), (kind, deadline))

/// A notice as it would leave, or did.
struct Notice
{
    NoticeKind kind = NoticeKind::CallCentre;
    messages::Channel channel = messages::Channel::Sms;
    std::optional<std::string> address; ///< masked; null: she cannot be reached
    core::Language language = core::Language::Ar;
    std::string text;
    std::int64_t parts = 0;  ///< SMS that it costs
    bool told_today = false; ///< she is told of one thing once a day

    static constexpr std::string_view kRecord = "registry.Notice";
};
BOOST_DESCRIBE_STRUCT(Notice, (), (kind, channel, address, language, text, parts, told_today))

/// POST /persons/{id}/notices/preview; nothing is sent.
service::Result<service::Response> preview_notice(service::Context& context,
                                                  const service::Request& request,
                                                  const NoticeDraft& draft);
/// POST /persons/{id}/notices.
service::Result<service::Response> send_notice(service::WriteContext& context,
                                               const service::Request& request,
                                               const NoticeDraft& draft);

} // namespace jisr::registry
