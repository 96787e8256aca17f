#pragma once

#include "modules/registry/legal_step.hpp"
#include "service/route.hpp"

namespace jisr::registry {

/// NameCertificate: of ODCO for a cooperative, the negative certificate of OMPIC for a company.
enum class AttachmentKind {
    NationalId,
    Photo,
    Diploma,
    DisabilityCard,
    NameCertificate,
    Statutes,
    AssemblyMinutes,
    MembersList,
    RegistrationReceipt,
    IceCertificate,
    Other
};
BOOST_DESCRIBE_ENUM(AttachmentKind, NationalId, Photo, Diploma, DisabilityCard, NameCertificate,
                    Statutes, AssemblyMinutes, MembersList, RegistrationReceipt, IceCertificate,
                    Other)

/// The papers that a cooperative or company in that state has.
std::vector<AttachmentKind> papers_of(OrganisationKind kind, LegalState state);

/// A paper of a person's or an organisation's file, without its content.
struct Attachment
{
    core::Id id;
    std::optional<core::Id> person_id;
    std::optional<core::Id> organisation_id;
    std::optional<core::Id> moved_from; ///< the file it was added to, when a merge moved it
    AttachmentKind kind = AttachmentKind::Other;
    std::string file_name;
    std::string content_type; ///< by its content, whatever the client said
    std::int64_t size = 0;    ///< bytes
    core::Instant created_at;
    std::string created_by;
    std::string created_by_name;

    static constexpr std::string_view kRecord = "registry.Attachment";
};
BOOST_DESCRIBE_STRUCT(Attachment, (),
                      (id, person_id, organisation_id, moved_from, kind, file_name, content_type,
                       size, created_at, created_by, created_by_name))

/// Whose paper it is: one of both.
struct Holder
{
    std::optional<core::Id> person_id;
    std::optional<core::Id> organisation_id;
};

/// Adds the body of `request` as a paper of the file, in the name of the context's actor, with
/// its line of the change log. The type is what the bytes say: a script named .jpg would be served
/// back as what it is not. 415 file_type_not_accepted, 422 file_cut, or for a kind of paper that
/// such a file does not have.
core::Result<Attachment> enter_attachment(service::WriteContext& context, const Holder& holder,
                                          AttachmentKind kind, const service::Request& request);

/// The routes of papers: list, add (at most 10 MB), open, remove.
service::Routes attachment_routes();

} // namespace jisr::registry
