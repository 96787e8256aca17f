#include "modules/training/session.hpp"

#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"

namespace jisr::training {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// "09:30", from 00:00 to 23:59.
bool is_time(std::string_view text)
{
    if (text.size() != 5 || text[2] != ':' || !is_digit(text[0]) || !is_digit(text[1]) ||
        !is_digit(text[3]) || !is_digit(text[4]))
        return false;
    return text.substr(0, 2) < "24" && text.substr(3) < "60";
}

} // namespace

std::vector<core::FieldError> apply(const SessionFields& fields, Session& session, core::Date today)
{
    std::vector<core::FieldError> faults;
    if (territory::find_commune(fields.commune_code) == nullptr)
        faults.push_back({"/commune_code", "unknown_place", {}});
    if (!is_time(fields.starts_at))
        faults.push_back({"/starts_at", "malformed_time", {}});
    if (fields.ends_at && !is_time(*fields.ends_at))
        faults.push_back({"/ends_at", "malformed_time", {}});
    else if (fields.ends_at && *fields.ends_at <= fields.starts_at)
        faults.push_back({"/ends_at", "before_start", {}});
    if (fields.held_on < today)
        faults.push_back({"/held_on", "in_the_past", {}});
    static_cast<SessionFields&>(session) = fields;
    for (auto* title : {&session.title_ar, &session.title_fr})
        *title = tabular::clean_text(*title);
    for (auto* place : {&session.place_ar, &session.place_fr})
        if (*place)
            **place = tabular::clean_text(**place);
    if (session.title_ar.empty())
        faults.push_back({"/title_ar", "required", {}});
    if (session.title_fr.empty())
        faults.push_back({"/title_fr", "required", {}});
    session.region_code = territory::region_code_of(fields.commune_code);
    session.province_code = territory::province_code_of(fields.commune_code);
    return faults;
}

bool overlap(std::string_view starts_at, const std::optional<std::string>& ends_at,
             std::string_view other_starts_at, const std::optional<std::string>& other_ends_at)
{
    if (starts_at == other_starts_at)
        return true;
    const bool first = starts_at < other_starts_at;
    const auto& end = first ? ends_at : other_ends_at;
    return end && *end > (first ? other_starts_at : starts_at);
}

core::Result<void> require_audience(const Session& session, SessionAudience audience)
{
    if (session.audience == audience)
        return {};
    if (session.audience == SessionAudience::Staff)
        return core::fail(core::problems::conflict("session_for_staff"));
    return core::fail(core::problems::conflict("session_for_registrants"));
}

core::Result<void> require_coming(const Session& session, core::Date today)
{
    if (session.state == SessionState::Cancelled)
        return core::fail(core::problems::conflict("session_cancelled"));
    if (session.held_on < today)
        return core::fail(core::problems::conflict("session_over"));
    return {};
}

core::Result<void> require_held(const Session& session, core::Date today)
{
    if (session.held_on > today)
        return core::fail(core::problems::conflict("session_not_held"));
    return {};
}

} // namespace jisr::training
