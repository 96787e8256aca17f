#pragma once

#include "core/record.hpp"

#include <string_view>

namespace jisr::outbound {

/// How the letters of an SMS travel: seven bits each in the GSM alphabet (Latin, without ç and most
/// letters with a circumflex), else sixteen.
enum class SmsCoding { Gsm7, Ucs2 };
BOOST_DESCRIBE_ENUM(SmsCoding, Gsm7, Ucs2)

/// What a text costs as an SMS.
struct SmsSize
{
    SmsCoding coding = SmsCoding::Gsm7;
    std::int64_t units = 0; ///< a letter takes one or two
    std::int64_t parts = 0;
    std::int64_t room = 0; ///< units that the last part still holds

    static constexpr std::string_view kRecord = "outbound.SmsSize";
};
BOOST_DESCRIBE_STRUCT(SmsSize, (), (coding, units, parts, room))

/// By 3GPP TS 23.038 and 23.040: 160 or 70 units alone, 153 or 67 in each of several parts, and no
/// letter is cut in two.
SmsSize measured(std::string_view utf8);

} // namespace jisr::outbound
