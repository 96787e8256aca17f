#pragma once

#include "service/context.hpp"

#include <set>

namespace jisr::finance {

/// Which partners and agreements an actor sees, from the scopes in which she holds ViewAgreements:
/// a nation all; a region, and a province or centre in it, those of the region and the nation's; a
/// single partner itself and what it is a party to. Drafts are for those who manage agreements.
class Sight
{
  public:
    /// Whether she sees what belongs to the region, or to the nation where there is none.
    [[nodiscard]] bool covers(const std::optional<std::string>& region_code) const;

    [[nodiscard]] bool is(const core::Id& partner_id) const
    {
        return partners_.contains(partner_id);
    }

    [[nodiscard]] bool drafts() const { return drafts_; }

    [[nodiscard]] bool nation() const { return nation_; }

    [[nodiscard]] const std::set<std::string, std::less<>>& regions() const { return regions_; }

    [[nodiscard]] const std::set<core::Id>& partners() const { return partners_; }

  private:
    friend core::Result<Sight> sight_of(const service::Actor& actor, db::Reader& reader);

    bool nation_ = false;
    bool drafts_ = false;
    std::set<std::string, std::less<>> regions_;
    std::set<core::Id> partners_;
};

core::Result<Sight> sight_of(const service::Actor& actor, db::Reader& reader);

/// The place against which the right to change is held.
service::Place place_of(const std::optional<std::string>& region_code);

} // namespace jisr::finance
