#pragma once

#include "modules/registry/fictional_draw.hpp"
#include "modules/registry/organisation.hpp"

namespace jisr::registry {

/// Draws women's cooperatives that do not exist: named after a woman or a commune of the data files
/// and what they make, which is what is made in their region; some at work, some still
/// being founded, one or the other at its end. The same seed gives the same cooperatives; their
/// numbers begin with DEMO and 999, which no register gives. For the demonstration.
class FictionalCooperatives
{
  public:
    explicit FictionalCooperatives(std::uint32_t seed) : draw_(seed) {}

    /// With all its members by name, none of whom has a file yet; without edition, with consent.
    OrganisationDraft next(std::string_view region_code, core::Date today);

  private:
    void draw_names(OrganisationDraft& cooperative, const territory::Commune& commune);
    void draw_steps(OrganisationDraft& cooperative, core::Date today);
    void draw_members(OrganisationDraft& cooperative, core::Date today);

    FictionalDraw draw_;
    std::int64_t drawn_ = 0;
};

} // namespace jisr::registry
