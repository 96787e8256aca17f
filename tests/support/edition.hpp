#pragma once

#include "support/server.hpp"

#include <gtest/gtest.h>

namespace jisr::tests {

/// The id of an edition of a second programme, open now.
inline std::string another_edition(TestServer& server)
{
    const auto programme = server.post(
        server.administrator(), "/api/v1/programmes",
        {{"code", "pilot"}, {"name_ar", "برنامج"}, {"name_fr", "Programme"}, {"state", "open"}});
    const auto made = server.post(server.administrator(),
                                  "/api/v1/programmes/" + programme.text("id") + "/editions",
                                  {{"code", "2026"},
                                   {"name_ar", "دورة 2026"},
                                   {"name_fr", "Édition 2026"},
                                   {"starts_on", "2026-01-01"},
                                   {"ends_on", "2026-12-31"},
                                   {"state", "open"}});
    EXPECT_EQ(made.status, 201) << made.body;
    return made.text("id");
}

} // namespace jisr::tests
