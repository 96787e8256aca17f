#pragma once

#include "db/postgres/connection.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::db::postgres {

/// An insert of values and nothing else, of which the server takes several rows at once: a
/// statement costs it more than the row that it writes.
class PlainInsert
{
  public:
    /// Rows that go in one statement, the most first; other numbers are made up of these, so that
    /// each connection prepares few texts.
    static constexpr std::array<std::size_t, 4> kRows{8, 4, 2, 1};

    /// Nothing where `sql` is not `insert into t (a, …) values (:a, …)`.
    static std::optional<PlainInsert> of(std::string_view sql);

    /// Of the values of a row, in their order.
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

    /// Queues the insert of `rows` on the connection, most of them together.
    core::Result<void> send(Connection& connection, std::span<const Rendered> rows) const;

    /// The statement for kRows[i] rows, whose values follow one another.
    [[nodiscard]] const std::string& text(std::size_t i) const { return texts_[i]; }

  private:
    std::vector<std::string> names_;
    std::array<std::string, kRows.size()> texts_;
};

} // namespace jisr::db::postgres
