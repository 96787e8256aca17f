#include "outbound/mail_server.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace jisr::outbound {
namespace {

using testing::HasSubstr;

Mail some_mail()
{
    return {.id = "1",
            .to = "fatima@example.org",
            .subject = "رسالة من مركزكم إليكم يوم الثلاثاء المقبل إن شاء الله",
            .text = "مرحبا\n.\nبكم",
            .at = *core::Instant::parse_iso("2026-11-02T09:05:00Z")};
}

TEST(MimeText, EveryLineFitsAndNoneIsASingleDot)
{
    std::istringstream lines(mime_text(some_mail(), "centre@jisr.example"));
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 77U) << line; // with the carriage return
        EXPECT_TRUE(line.ends_with('\r'));
        EXPECT_NE(line, ".\r");
    }
}

TEST(MimeText, TheHeadSaysWhoAndWhen)
{
    const auto text = mime_text(some_mail(), "centre@jisr.example");
    EXPECT_THAT(text, HasSubstr("From: <centre@jisr.example>\r\n"));
    EXPECT_THAT(text, HasSubstr("Date: Mon, 2 Nov 2026 09:05:00 +0000\r\n"));
    EXPECT_THAT(text, HasSubstr("Message-ID: <1@jisr.example>\r\n"));
    EXPECT_THAT(text, HasSubstr("Subject: =?UTF-8?B?2LHYs9in2YTYqSDZhdmGINmF2LHZg9iy"));
}

} // namespace
} // namespace jisr::outbound
