#pragma once

#include "core/result.hpp"
#include "db/value.hpp"

#include <compare>
#include <span>
#include <string>
#include <vector>

namespace jisr::db::postgres {

/// The values of one statement in the text format of the server, held until they are sent.
class Rendered
{
  public:
    /// Takes the values of `names` in their order, in the place of what it held. 500 where one is
    /// not given, or holds NUL, at which libpq would cut it; `sql` is for that message.
    core::Result<void> take(std::span<const std::string> names, const Params& params,
                            std::string_view sql);

    /// Adds them to what libpq takes; they borrow from this.
    void append_to(std::vector<const char*>& values) const;

    /// Any order, the same everywhere.
    auto operator<=>(const Rendered&) const = default;

  private:
    std::string arena_;                ///< each value ended by NUL
    std::vector<std::size_t> offsets_; ///< in the arena; npos: null
};

} // namespace jisr::db::postgres
