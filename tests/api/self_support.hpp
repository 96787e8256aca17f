#pragma once

#include "support/server.hpp"

#include <gmock/gmock.h>
#include <sodium.h>

namespace jisr::tests {

namespace json = boost::json;

/// What the page does before it may register somebody: the header that proves it.
inline std::string solved(const std::string& text, std::int64_t rounds, std::int64_t bits)
{
    std::array<unsigned char, 40> input{};
    crypto_hash_sha256(input.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
    const auto put = [&](std::size_t at, std::uint32_t number) {
        for (std::size_t i = 0; i < 4; ++i)
            input[at + i] = static_cast<unsigned char>(number >> (24 - 8 * i));
    };
    std::string proof = text;
    for (std::uint32_t round = 0; round < rounds; ++round) {
        put(32, round);
        for (std::uint32_t number = 0;; ++number) {
            put(36, number);
            std::array<unsigned char, 32> hash{};
            crypto_hash_sha256(hash.data(), input.data(), input.size());
            const std::uint32_t first = static_cast<std::uint32_t>(hash[0]) << 24U |
                                        static_cast<std::uint32_t>(hash[1]) << 16U |
                                        static_cast<std::uint32_t>(hash[2]) << 8U | hash[3];
            if (first >> (32U - static_cast<unsigned>(bits)) == 0) {
                proof.append(round == 0 ? ":" : ",").append(std::to_string(number));
                break;
            }
        }
    }
    return proof;
}

/// A server where women register themselves.
class SelfTest : public testing::TestWithParam<Engine>
{
  protected:
    SelfTest() { open_to_all(true); }

    /// Sets whether the edition takes those who register themselves.
    void open_to_all(bool open)
    {
        const auto now = server.get(administrator, setting);
        const auto changed = server.put(
            administrator, setting, {{"open", open}, {"wanted_papers", json::array{"national_id"}}},
            now.at("version").as_int64());
        ASSERT_EQ(changed.status, 200) << changed.body;
    }

    std::string proof()
    {
        const auto challenge = server.get(TestServer::nobody(), self + "/challenge");
        return solved(challenge.text("text"), challenge.at("rounds").as_int64(),
                      challenge.at("bits").as_int64());
    }

    json::object consent(const std::string& language = "ar")
    {
        const auto opening = server.get({.token = {}, .language = language}, self);
        return {{"given", true},
                {"notice_version", opening.text("notice/version")},
                {"language", language}};
    }

    json::object someone(const json::object& changes = {})
    {
        json::object draft{{"edition_id", edition},
                           {"given_name", "خديجة"},
                           {"family_name", "الإدريسي"},
                           {"birth_date", "1985-03-07"},
                           {"commune_code", "10.261.01.01"},
                           {"phone", "06 12 34 56 78"},
                           {"consent", consent()}};
        for (const auto& change : changes)
            draft[change.key()] = change.value();
        return draft;
    }

    Answer send(const json::object& draft, const std::string& proof,
                std::vector<std::pair<std::string, std::string>> headers = {})
    {
        if (!proof.empty())
            headers.emplace_back("X-Proof", proof);
        return server.call(TestServer::nobody(), "POST", self + "/registrations", draft,
                           std::move(headers));
    }

    Answer register_one(const json::object& changes = {})
    {
        return send(someone(changes), proof());
    }

    Answer open(const json::object& key)
    {
        return server.post(TestServer::nobody(), self + "/file", key);
    }

    /// As the holder of the pass.
    Answer with(const std::string& pass, const std::string& method, const std::string& path,
                const json::value& body = nullptr)
    {
        return server.call(TestServer::nobody(), method, self + "/file" + path, body,
                           {{"X-File", pass}});
    }

    TestServer server{GetParam(), {.trusted_proxy = "127.0.0.1"}};
    const std::string edition = server.bridge_edition();
    const Caller administrator = server.administrator();
    const std::string self = "/api/v1/self";
    const std::string setting = "/api/v1/editions/" + edition + "/self-registration";
};

} // namespace jisr::tests
