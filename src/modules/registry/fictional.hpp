#pragma once

#include "modules/registry/fictional_draw.hpp"
#include "modules/registry/person.hpp"

namespace jisr::registry {

/// Draws persons who do not exist: names from data/names.tsv, places by their population, the rest
/// by plausible shares. The same seed gives the same persons; their national ids begin with ZZ,
/// which no office of the national register uses. For the demonstration and for benchmarks.
class FictionalPersons
{
  public:
    explicit FictionalPersons(std::uint32_t seed) : draw_(seed) {}

    /// Of the region `region_code`, or of anywhere when it is empty; without edition, with consent.
    PersonDraft next(std::string_view region_code, core::Date today);

  private:
    void draw_names(PersonDraft& person);
    void draw_place(PersonDraft& person, std::string_view region_code);
    void draw_life(PersonDraft& person);

    FictionalDraw draw_;
    std::int64_t drawn_ = 0;
};

} // namespace jisr::registry
