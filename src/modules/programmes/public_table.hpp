#pragma once

#include "core/suppression.hpp"
#include "modules/programmes/tally.hpp"

#include <set>

namespace jisr::programmes {

/// Where a reader may see every person who is counted and what is sensitive of her, so that no
/// number there is kept from the reader.
struct Openness
{
    bool nation = false;
    std::set<std::string, std::less<>> regions;
    std::set<std::string, std::less<>> provinces;
    /// Regions and provinces, or "" for the nation, of whose persons she has the list without what
    /// is sensitive: she could count them herself by all but disability and priority group, and
    /// with those numbers in hand must not be able to reckon these.
    std::set<std::string, std::less<>> listed;

    static Openness of(const service::Actor& actor);

    [[nodiscard]] bool region(std::string_view code) const
    {
        return nation || regions.contains(code);
    }

    [[nodiscard]] bool province(std::string_view code) const;

    /// Of the nation (""), a region or a province: whether no number is kept from her.
    [[nodiscard]] bool whole(std::string_view code) const
    {
        return code.empty() ? nation : province(code);
    }

    /// Whether that number is not.
    [[nodiscard]] bool shows(std::string_view code, std::size_t column) const;

    bool operator==(const Openness&) const = default;
    auto operator<=>(const Openness&) const = default;
};

/// What one reader is told of a year: numbers below core::kSmall where she may not see that of the
/// persons are hidden, and with them the others that would tell them; of cooperatives and companies
/// none is. Whatever tells numbers of registrants reads them here, so that no two answers tell
/// together what each of them hides.
class PublicTable
{
  public:
    using Cells = std::vector<core::TableCell>;

    PublicTable(const Tally& tally, const Openness& open);
    PublicTable(const PublicTable&) = delete;
    PublicTable& operator=(const PublicTable&) = delete;

    /// Of the nation for an empty code, of a region, or of a province: of the latter women and
    /// cooperatives in all, by months and today. By column.
    [[nodiscard]] const Cells& row(std::string_view code) const;

    /// Women, then cooperatives; by the place of the commune in territory::communes().
    [[nodiscard]] const Cells& commune(std::size_t number) const { return communes_[number]; }

    /// What adds up to what, of persons.
    [[nodiscard]] std::vector<core::TableSum> sums();

  private:
    void add_sums_of_row(Cells& row, bool is_province, std::vector<core::TableSum>& sums);
    void add_sums_of_columns(std::vector<core::TableSum>& sums);
    void add_sums_of_rests(std::vector<core::TableSum>& sums);

    std::optional<std::size_t> this_month_;
    Cells nation_;
    std::vector<Cells> regions_;
    std::vector<Cells> provinces_;
    std::vector<Cells> communes_;
    std::vector<Cells> rests_; ///< of regions: their sorts without the provinces that show them
};

} // namespace jisr::programmes
