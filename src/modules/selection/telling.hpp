#pragma once

#include "modules/selection/run.hpp"

namespace jisr::selection {

/// In the app, to those who select where `row` stands: what they are to know of it.
struct StaffTelling
{
    std::string template_code;
    std::string occasion;
    std::string link;
};

core::Result<void> tell_selectors(service::WriteContext& context,
                                  const registry::RegistrationRow& row,
                                  const StaffTelling& telling);

} // namespace jisr::selection
