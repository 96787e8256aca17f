#pragma once

#include "core/function_ref.hpp"
#include "modules/registry/person_store.hpp"

namespace jisr::registry {

/// What happens to a file, and to its registrations with it.
struct Occasion
{
    std::string_view operation = "update";
    std::string_view reason;
    std::optional<RegistrationState> state; ///< that its registrations come into
    bool alone = false;                     ///< of the registration, while its file stays
};

/// A file being withdrawn or restored.
template <class State>
Occasion occasion_of(State state, std::string_view reason)
{
    if (state == State::Withdrawn)
        return {"withdraw", reason, RegistrationState::Withdrawn};
    return {"restore", reason, RegistrationState::Active};
}

/// The row of a person or organisation in another state, one version on.
template <class Row>
Row in_state(Row row, decltype(Row::state) state, core::Instant now)
{
    row.state = state;
    ++row.version;
    row.updated_at = now;
    return row;
}

/// Writes the registrations that `carry` or the occasion changes, each with its line of the change
/// log.
core::Result<void> change_registrations(service::WriteContext& context,
                                        const std::vector<RegistrationRow>& rows,
                                        const Occasion& occasion,
                                        core::FunctionRef<void(RegistrationRow&)> carry);

/// Registrations carry the place of their file, so that progress is counted from them alone.
template <class Row>
void carry_place(const Row& file, RegistrationRow& registration)
{
    registration.region_code = file.region_code;
    registration.province_code = file.province_code;
    registration.commune_code = file.commune_code;
    registration.centre_id = file.centre_id;
}

} // namespace jisr::registry
