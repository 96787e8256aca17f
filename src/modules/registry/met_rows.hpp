#pragma once

#include "modules/registry/entry_check.hpp"
#include "modules/registry/import_row.hpp"

#include <unordered_map>

namespace jisr::registry {

/// Those of the file itself whom a dry run has come upon so far and would have registered: it
/// registers nobody, and tells all the same who would be there twice. A row that is settled again
/// does not meet itself.
class MetRows
{
  public:
    explicit MetRows(const EntryCheck& check) : check_(check) {}

    /// Whether another row above holds the national id of this one, which must be known.
    [[nodiscard]] bool holds_national_id(const ReadRow& row) const;
    [[nodiscard]] bool holds_likely(const ReadRow& row, const linkage::PersonKeys& keys) const;
    void add(const ReadRow& row, const linkage::PersonKeys& keys);

  private:
    /// A tenth of a draft.
    struct Met
    {
        std::int64_t number = 0;
        std::optional<std::string> given_name_ar;
        std::optional<std::string> family_name_ar;
        std::optional<std::string> given_name_latin;
        std::optional<std::string> family_name_latin;
        Sex sex = Sex::Female;
        std::optional<core::Date> birth_date;
        std::optional<std::int64_t> birth_year;
        std::optional<std::string> national_id;
        std::optional<std::string> phone;
        std::string commune_code;
    };

    const EntryCheck& check_;
    std::unordered_map<std::string, std::int64_t> national_ids_;
    linkage::Candidates candidates_;
    std::vector<Met> met_;
};

} // namespace jisr::registry
