#include "modules/identity/password.hpp"

#include <sodium.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <semaphore>
#include <set>

namespace jisr::identity {

namespace {

constexpr auto kPasses = crypto_pwhash_OPSLIMIT_INTERACTIVE; // 2
constexpr auto kMemory = crypto_pwhash_MEMLIMIT_INTERACTIVE; // 64 MiB

// The commonest of at least ten characters in published lists and in Morocco; shorter ones are
// refused anyway.
constexpr std::array<std::string_view, 40> kCommon{
    "1234567890",    "0123456789",     "12345678910",  "123456789a",   "0987654321",  "9876543210",
    "1122334455",    "1q2w3e4r5t",     "qwertyuiop",   "azertyuiop",   "azerty1234",  "azerty12345",
    "azerty123456",  "qwerty1234",     "qwerty12345",  "qwerty123456", "motdepasse",  "motdepasse1",
    "motdepasse123", "password12",     "password123",  "password1234", "passw0rd123", "bonjour123",
    "administrator", "administrateur", "admin12345",   "admin123456",  "welcome123",  "iloveyou123",
    "casablanca",    "casablanca1",    "marrakech123", "maroc12345",   "maroc123456", "morocco123",
    "bismillah123",  "guelmim123",     "changeme123",  "abcdefghij"};

std::size_t code_points(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string lower_ascii(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

/// One part again and again: motdepassemotdepasse, abcd1abcd1ab.
bool repeats_itself(std::string_view text)
{
    for (std::size_t part = 1; 2 * part <= text.size(); ++part)
        if (text.substr(part) == text.substr(0, text.size() - part))
            return true;
    return false;
}

/// Nothing but the next sign of a row, forwards or backwards: 345678901234, qsdfghjklm.
bool follows_a_row(std::string_view text)
{
    constexpr std::array<std::string_view, 4> kRows{"0123456789", "abcdefghijklmnopqrstuvwxyz",
                                                    "azertyuiopqsdfghjklmwxcvbn",
                                                    "qwertyuiopasdfghjklzxcvbnm"};
    const auto runs = [&](std::string_view row, std::size_t step) {
        for (std::size_t i = 1; i < text.size(); ++i) {
            const auto before = row.find(text[i - 1]);
            if (before == row.npos || row[(before + step) % row.size()] != text[i])
                return false;
        }
        return true;
    };
    return std::ranges::any_of(
        kRows, [&](std::string_view row) { return runs(row, 1) || runs(row, row.size() - 1); });
}

/// A common word with nothing but digits and signs behind it: Motdepasse@2026, maroc2030!!!.
bool is_common_word(std::string_view text)
{
    constexpr std::array<std::string_view, 20> kWords{
        "password",       "motdepasse",    "azerty",     "qwerty",    "azertyuiop",
        "qwertyuiop",     "admin",         "bonjour",    "maroc",     "morocco",
        "administrateur", "administrator", "casablanca", "marrakech", "rabat",
        "guelmim",        "bismillah",     "iloveyou",   "welcome",   "changeme"};
    while (!text.empty() && (text.back() < 'a' || text.back() > 'z') &&
           static_cast<unsigned char>(text.back()) < 0x80U)
        text.remove_suffix(1);
    return std::ranges::find(kWords, text) != kWords.end();
}

bool is_common(std::string_view password)
{
    const std::string lower = lower_ascii(password);
    const std::set<char> different(lower.begin(), lower.end());
    return different.size() < 4 || repeats_itself(lower) || follows_a_row(lower) ||
           is_common_word(lower) ||
           std::find(kCommon.begin(), kCommon.end(), lower) != kCommon.end();
}

/// Each run takes kMemory; past two at once the others wait.
class Turn
{
  public:
    Turn() { places().acquire(); }

    ~Turn() { places().release(); }

    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

  private:
    static std::counting_semaphore<2>& places()
    {
        static std::counting_semaphore<2> both(2);
        return both;
    }
};

const std::string& hash_of_nothing()
{
    static const std::string hash = hash_password("no user has this password").value_or("");
    return hash;
}

} // namespace

std::string normalised_password(std::string_view typed)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfkc = icu::Normalizer2::getNFKCInstance(status);
    std::string normal;
    icu::StringByteSink<std::string> sink(&normal);
    if (U_SUCCESS(status))
        nfkc->normalizeUTF8(0, typed, sink, nullptr, status);
    return U_SUCCESS(status) ? normal : std::string(typed);
}

core::Result<void> check_password(std::string_view password, std::string_view user_name,
                                  std::string_view pointer)
{
    const auto length = code_points(password);
    const auto refuse = [&](const char* code, boost::json::object params = {}) {
        return core::fail(
            core::problems::invalid({{std::string(pointer), code, std::move(params)}}));
    };
    if (length < kShortestPassword)
        return refuse("password_too_short", {{"least", kShortestPassword}});
    if (length > kLongestPassword)
        return refuse("too_long", {{"most", kLongestPassword}});
    if (is_common(password))
        return refuse("password_too_common");
    if (!user_name.empty() && lower_ascii(password).find(user_name) != std::string::npos)
        return refuse("password_holds_user_name");
    return {};
}

core::Result<std::string> hash_password(std::string_view password)
{
    const Turn turn;
    const std::string normal = normalised_password(password);
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), normal.data(), normal.size(), kPasses, kMemory) != 0)
        return core::fail(core::problems::unavailable("no memory to hash a password"));
    return std::string(hash.data());
}

bool verify_password(const std::string& hash, std::string_view password)
{
    const std::string& against = hash.empty() ? hash_of_nothing() : hash;
    const Turn turn;
    const std::string normal = normalised_password(password);
    const bool fits = crypto_pwhash_str_verify(against.c_str(), normal.data(), normal.size()) == 0;
    return fits && !hash.empty();
}

bool needs_rehash(const std::string& hash)
{
    return crypto_pwhash_str_needs_rehash(hash.c_str(), kPasses, kMemory) != 0;
}

} // namespace jisr::identity
