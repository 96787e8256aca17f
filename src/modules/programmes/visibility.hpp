#pragma once

#include "service/context.hpp"

#include <set>
#include <string>

namespace jisr::programmes {

/// Which places' numbers an actor sees, from the scopes in which she holds ViewProgress: a nation
/// all, a region its own and all its provinces', a province or centre its province's and, because
/// the target is the region's, the region's total.
class Visibility
{
  public:
    [[nodiscard]] bool nation() const { return nation_; }

    [[nodiscard]] bool nothing() const
    {
        return !nation_ && regions_.empty() && provinces_.empty();
    }

    /// The total of the region.
    [[nodiscard]] bool region(const std::string& code) const;
    /// The region with all its provinces.
    [[nodiscard]] bool whole_region(const std::string& code) const;
    [[nodiscard]] bool province(const std::string& region_code, const std::string& code) const;

  private:
    friend core::Result<Visibility> visibility_of(const service::Actor& actor, db::Reader& reader);

    bool nation_ = false;
    std::set<std::string, std::less<>> regions_;
    std::set<std::string, std::less<>> provinces_;
};

core::Result<Visibility> visibility_of(const service::Actor& actor, db::Reader& reader);

} // namespace jisr::programmes
