#pragma once

#include "modules/centres/centres.hpp"
#include "service/context.hpp"

namespace jisr::centres {

/// What a client writes of a centre; the rest follows from the commune.
struct CentreDraft
{
    std::optional<std::string> code; ///< given by us when left out
    std::string name_ar;
    std::string name_fr;
    CentreKind kind = CentreKind::SocialCentre;
    std::string commune_code;
    std::optional<std::string> phone;

    static constexpr std::string_view kRecord = "centres.CentreDraft";
    static constexpr std::array kFields{
        core::field("code").length(20), core::field("name_ar").length(150),
        core::field("name_fr").length(150), core::field("phone").length(40)};
};
BOOST_DESCRIBE_STRUCT(CentreDraft, (), (code, name_ar, name_fr, kind, commune_code, phone))

struct CentreQuery
{
    std::optional<std::string> region;
    std::optional<std::string> province;
    std::optional<CentreKind> kind;
    std::optional<CentreState> state;
    std::optional<std::int64_t> limit;
    std::optional<std::string> cursor;

    static constexpr std::array kFields{core::field("limit").range(1, 200),
                                        core::field("cursor").length(400)};
};
BOOST_DESCRIBE_STRUCT(CentreQuery, (), (region, province, kind, state, limit, cursor))

/// `centre` with what the draft says, its place and its phone in one form; 422 with what is wrong.
/// The code stays as it is when the draft has none.
core::Result<Centre> apply(const CentreDraft& draft, Centre centre);

} // namespace jisr::centres
