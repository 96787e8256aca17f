#pragma once

#include "modules/convergence/other_programme.hpp"

namespace jisr::convergence {

/// Who a fictional list may name.
struct ListedRegistrant
{
    std::string family_name_ar; ///< empty when not known in this script
    std::string given_name_ar;
    std::string family_name_latin;
    std::string given_name_latin;
    std::string birth; ///< a day, or a year alone
    std::string phone;
    std::string commune_code;
};
BOOST_DESCRIBE_STRUCT(ListedRegistrant, (),
                      (family_name_ar, given_name_ar, family_name_latin, given_name_latin, birth,
                       phone, commune_code))

/// Women of the region, or of every region when it is empty, in the order of their references.
Result<std::vector<ListedRegistrant>> registrants_to_list(db::Reader& reader,
                                                          const std::string& region_code,
                                                          std::int64_t from, std::int64_t count);
Result<bool> has_any_list(db::Reader& reader);

} // namespace jisr::convergence
