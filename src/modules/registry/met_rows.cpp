#include "modules/registry/met_rows.hpp"

#include "modules/registry/likeness.hpp"

#include <algorithm>

namespace jisr::registry {

bool MetRows::holds_national_id(const ReadRow& row) const
{
    const auto holder = national_ids_.find(*row.draft.national_id);
    return holder != national_ids_.end() && holder->second != row.number;
}

bool MetRows::holds_likely(const ReadRow& row, const linkage::PersonKeys& keys) const
{
    const auto near = candidates_.near(keys);
    return std::any_of(near.begin(), near.end(), [&](linkage::Candidates::Slot slot) {
        const Met& other = met_[slot];
        return other.number != row.number && check_.are_likely_one(row.draft, likeness_of(other));
    });
}

void MetRows::add(const ReadRow& row, const linkage::PersonKeys& keys)
{
    const auto& draft = row.draft;
    if (draft.national_id)
        national_ids_.emplace(*draft.national_id, row.number);
    candidates_.put(static_cast<linkage::Candidates::Slot>(met_.size()), keys);
    met_.push_back({.number = row.number,
                    .given_name_ar = draft.given_name_ar,
                    .family_name_ar = draft.family_name_ar,
                    .given_name_latin = draft.given_name_latin,
                    .family_name_latin = draft.family_name_latin,
                    .sex = draft.sex,
                    .birth_date = draft.birth_date,
                    .birth_year = draft.birth_year,
                    .national_id = draft.national_id,
                    .phone = draft.phone,
                    .commune_code = draft.commune_code});
}

} // namespace jisr::registry
