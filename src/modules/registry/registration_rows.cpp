#include "modules/registry/registration_rows.hpp"

namespace jisr::registry {

core::Result<void> change_registrations(service::WriteContext& context,
                                        const std::vector<RegistrationRow>& rows,
                                        const Occasion& occasion,
                                        core::FunctionRef<void(RegistrationRow&)> carry)
{
    for (const auto& before : rows) {
        RegistrationRow after = before;
        after.state = occasion.state.value_or(before.state);
        carry(after);
        if (core::to_json(after) == core::to_json(before))
            continue;
        ++after.version;
        TRY(update_registration(context.writer, after));
        TRY(context.log("registration", after.id, after.version, occasion.operation,
                        core::to_json(before), core::to_json(after), occasion.reason));
    }
    return {};
}

} // namespace jisr::registry
