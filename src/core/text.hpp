#pragma once

#include "core/problem.hpp"

#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace jisr::core {

/// The languages of the interface, in the order in which they are offered.
enum class Language { Ar, Fr, Zgh, En };
BOOST_DESCRIBE_ENUM(Language, Ar, Fr, Zgh, En)

/// "ar", "fr", "zgh", "en"
std::string_view tag_of(Language language);
/// The first known language of an Accept-Language header by its weights, or `otherwise`.
Language preferred_language(std::string_view accept_language, Language otherwise);

/// The text under `key` of locales/*.json with `{name}` replaced from `params`; the key itself when
/// there is none, which tools/check_locales keeps from happening.
std::string text(Language language, std::string_view key, const boost::json::object& params = {});
/// Whether any locale file has the key.
bool has_text(std::string_view key);

} // namespace jisr::core
