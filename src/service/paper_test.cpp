#include "service/paper.hpp"

#include <gtest/gtest.h>

namespace jisr::service {
namespace {

using namespace std::string_view_literals;

std::string slug_of(std::string_view content)
{
    const auto type = type_of_paper(content);
    return type ? std::string(*type) : type.error().slug;
}

const std::string kPng("\x89PNG\r\n\x1A\n\0\0\0\rIHDR....IDAT....IEND\xAE\x42\x60\x82"sv);
/// With a smaller picture, whole, in its second segment.
const std::string kJpeg("\xFF\xD8\xFF\xE0\0\x04..\xFF\xE1\0\x08\xFF\xDA\0\0\xFF\xD9"
                        "\xFF\xDA\0\x02....\xFF\xD9"sv);
const std::string kWebp("RIFF\x08\0\0\0WEBPVP8 "sv);

TEST(Paper, IsWhatItsBytesSay)
{
    EXPECT_EQ(slug_of("%PDF-1.4\n%%EOF\n"), "application/pdf");
    EXPECT_EQ(slug_of(kPng), "image/png");
    EXPECT_EQ(slug_of(kJpeg), "image/jpeg");
    EXPECT_EQ(slug_of(kWebp), "image/webp");
    EXPECT_EQ(slug_of("#!/bin/sh"), "file_type_not_accepted");
    EXPECT_EQ(slug_of(""), "file_type_not_accepted");
}

TEST(Paper, IsRefusedWhereItsEndIsMissing)
{
    for (const auto& whole : {std::string("%PDF-1.4\n%%EOF"), kPng, kJpeg, kWebp})
        for (std::size_t length = whole.size() - 5; length > 8; --length)
            EXPECT_NE(slug_of(std::string_view(whole).substr(0, length)).substr(0, 6), "image/")
                << whole << length;
    EXPECT_EQ(slug_of("\x89PNG\r\n\x1A\n"), "file_cut");
    EXPECT_EQ(slug_of("\xFF\xD8\xFF"), "file_cut");
    EXPECT_EQ(slug_of("%PDF-1.7"), "file_cut");
    EXPECT_EQ(slug_of(kJpeg.substr(0, kJpeg.size() - 2)), "file_cut"); // the smaller one is whole
}

TEST(Paper, HasTheEndingOfItsType)
{
    EXPECT_EQ(named_as("gnp.exe", "image/png"), "gnp.png");
    EXPECT_EQ(named_as("carte.JPEG", "image/jpeg"), "carte.JPEG");
    EXPECT_EQ(named_as("carte.png", "image/jpeg"), "carte.jpg");
    EXPECT_EQ(named_as("لائحة", "application/pdf"), "لائحة.pdf");
    EXPECT_EQ(named_as("lettre Dr. Alaoui", "application/pdf"), "lettre Dr. Alaoui.pdf");
    EXPECT_EQ(named_as(".exe", "application/pdf"), ".pdf");
}

} // namespace
} // namespace jisr::service
