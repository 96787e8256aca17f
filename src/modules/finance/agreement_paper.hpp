#pragma once

#include "core/record.hpp"
#include "service/route.hpp"

namespace jisr::finance {

enum class PaperKind { Agreement, Amendment, Ratification, Report, Other };
BOOST_DESCRIBE_ENUM(PaperKind, Agreement, Amendment, Ratification, Report, Other)

/// A paper of an agreement, without its content.
struct AgreementPaper
{
    core::Id id;
    core::Id agreement_id;
    PaperKind kind = PaperKind::Agreement;
    std::string file_name;
    std::string content_type; ///< by its content, whatever the client said
    std::int64_t size = 0;    ///< bytes
    core::Instant created_at;
    std::string created_by_name;

    static constexpr std::string_view kRecord = "finance.AgreementPaper";
};
BOOST_DESCRIBE_STRUCT(AgreementPaper, (),
                      (id, agreement_id, kind, file_name, content_type, size, created_at,
                       created_by_name))

/// The routes of papers: list, add (at most 20 MB), open, remove.
service::Routes agreement_paper_routes();

} // namespace jisr::finance
