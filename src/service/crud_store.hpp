#pragma once

#include "core/id.hpp"

#include <string>
#include <string_view>

/// The statements behind service/crud.hpp. Names come from described records and from code, never
/// from input.
namespace jisr::service::crud {

/// One record by `:id`.
std::string select_by_id(std::string_view table, std::string_view columns);
/// A page of `source` under the alias r, by the text column `order` and then id, at most `:limit`.
std::string select_page(std::string_view source, std::string_view columns,
                        std::string_view condition, std::string_view order);
/// The condition "after `:after_key`, `:after_id`" in that order.
std::string after_cursor(std::string_view order);
/// `assignments` for `:id`, if it still has `:version_before`.
std::string update_by_version(std::string_view table, std::string_view assignments);

} // namespace jisr::service::crud
