#pragma once

#include "modules/convergence/convergence.hpp"

namespace jisr::convergence {

using core::Result;

/// What may be said of a programme of another institution.
struct OtherProgrammeDraft
{
    std::string code; ///< "awrach"
    std::string name_ar;
    std::string name_fr;
    std::optional<std::string> name_en;
    std::string holder_ar; ///< the institution that holds it
    std::string holder_fr;

    static constexpr std::string_view kRecord = "convergence.OtherProgrammeDraft";
    static constexpr std::array kFields{
        core::field("code").length(40),       core::field("name_ar").length(150),
        core::field("name_fr").length(150),   core::field("name_en").length(150),
        core::field("holder_ar").length(200), core::field("holder_fr").length(200)};
};
BOOST_DESCRIBE_STRUCT(OtherProgrammeDraft, (),
                      (code, name_ar, name_fr, name_en, holder_ar, holder_fr))

/// A row of table other_programme.
struct OtherProgramme : OtherProgrammeDraft
{
    core::Id id;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "convergence.OtherProgramme";
};
BOOST_DESCRIBE_STRUCT(OtherProgramme, (OtherProgrammeDraft), (id, version))

/// By code.
Result<std::vector<OtherProgramme>> other_programmes(db::Reader& reader);
/// Whether another programme than `id` has the code.
Result<bool> code_is_taken(db::Reader& reader, std::string_view code, const core::Id& id);

service::Result<service::Response> show_programmes(service::Context& context,
                                                   const service::Request& request);
service::Result<service::Response> add_programme(service::WriteContext& context,
                                                 const service::Request& request,
                                                 const OtherProgrammeDraft& draft);
service::Result<service::Response> edit_programme(service::WriteContext& context,
                                                  const service::Request& request,
                                                  const OtherProgrammeDraft& draft);

} // namespace jisr::convergence
