#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jisr::registry {

/// The number people see: `GON-26-000123-7` — region, year of registration, running number, check
/// digit. The check digit is ISO/IEC 7064 MOD 11,10 over the letters (A = 01 … Z = 26) and digits
/// before it: it finds every single wrong character and nearly every swap of neighbours.
std::string make_reference(std::string_view region_prefix, int year, std::int64_t number);

/// The reference meant by what a person typed (case, spaces and dashes do not matter), or nothing
/// when it is none or its check digit does not fit.
std::optional<std::string> parse_reference(std::string_view typed);

/// The reference meant by one without its check digit, or without the zeros before its number too:
/// `GON-26-000123` and `gon 26 123` are GON-26-000123-7. For searches alone, since nothing finds a
/// wrong digit in it.
std::optional<std::string> complete_reference(std::string_view typed);

} // namespace jisr::registry
