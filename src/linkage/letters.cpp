#include "linkage/letters.hpp"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_map>

// How letters are folded.
//
// Every code point is put in lower case and taken apart after Unicode's compatibility decomposition
// (UAX #15, NFKD), so that accents, ligatures and presentation forms leave their base letters. What
// remains is looked up in three tables: Arabic letters go to one byte each (Buckwalter's
// transliteration of 1990), Tifinagh letters to the Latin spelling that Moroccan registers use, and
// Latin letters with a sound of their own (ş, č, ß, œ) to the letters that write it in French or
// English. Other scripts go through ICU's transliteration to Latin.

namespace jisr::linkage {

namespace {

const std::unordered_map<UChar32, char>& arabic_letters()
{
    static const std::unordered_map<UChar32, char> kLetters = [] {
        std::unordered_map<UChar32, char> letters;
        const auto add = [&](std::u32string_view from, std::string_view to) {
            for (std::size_t i = 0; i < from.size(); ++i)
                letters[static_cast<UChar32>(from[i])] = to[to.size() == 1 ? 0 : i];
        };
        add(U"ابتثجحخدذرزسشصضطظعغفقكلمنهويةى", "AbtvjHxd*rzs$SDTZEgfqklmnhwypY");
        add(U"أإآٱ", "I"); // an alef that carries a hamza is never an article's
        add(U"پچژڤڥگڭݣکیےۀہۂھەۃڨڢٹڈڑںۋۆۇ", "bjzffkkkkyyhhhhhpqftdrnwww");
        return letters;
    }();
    return kLetters;
}

/// Letters whose usual French or English spelling is not their base letter; none: left out.
const std::unordered_map<UChar32, std::string_view>& latin_letters()
{
    static const std::unordered_map<UChar32, std::string_view> kLetters{
        {U'ⴰ', "a"},  {U'ⴱ', "b"},  {U'ⴳ', "g"},  {U'ⴷ', "d"},  {U'ⴹ', "d"},  {U'ⴻ', "e"},
        {U'ⴼ', "f"},  {U'ⴽ', "k"},  {U'ⵀ', "h"},  {U'ⵃ', "h"},  {U'ⵄ', "a"},  {U'ⵅ', "kh"},
        {U'ⵇ', "q"},  {U'ⵉ', "i"},  {U'ⵊ', "j"},  {U'ⵍ', "l"},  {U'ⵎ', "m"},  {U'ⵏ', "n"},
        {U'ⵓ', "ou"}, {U'ⵔ', "r"},  {U'ⵕ', "r"},  {U'ⵖ', "gh"}, {U'ⵙ', "s"},  {U'ⵚ', "s"},
        {U'ⵛ', "ch"}, {U'ⵜ', "t"},  {U'ⵟ', "t"},  {U'ⵡ', "w"},  {U'ⵢ', "y"},  {U'ⵣ', "z"},
        {U'ⵥ', "z"},  {U'ⴲ', "b"},  {U'ⴴ', "g"},  {U'ⴵ', "dj"}, {U'ⴺ', "d"},  {U'ⴾ', "kh"},
        {U'ⵒ', "p"},  {U'ⵠ', "v"},  {U'ß', "ss"}, {U'æ', "ae"}, {U'œ', "oe"}, {U'ø', "o"},
        {U'ł', "l"},  {U'đ', "dj"}, {U'ð', "dh"}, {U'þ', "th"}, {U'ı', "i"},  {U'ħ', "h"},
        {U'ç', "s"},  {U'ñ', "gn"}, {U'š', "sh"}, {U'ş', "sh"}, {U'č', "ch"}, {U'ć', "ch"},
        {U'ž', "j"},  {U'ğ', "gh"}, {U'ə', "e"},  {U'ɛ', "a"},  {U'ɣ', "gh"}, {U'ŋ', "ng"}};
    return kLetters;
}

/// A letter in chat spelling for the Arabic letter that it looks like. ع is heard as the vowel
/// beside it, and as "a" where there is none.
std::string_view letter_of_digit(char digit)
{
    switch (digit) {
    case '3':
        return "a";
    case '5':
        return "kh";
    case '7':
        return "h";
    case '9':
        return "q";
    default:
        return "";
    }
}

bool is_vowel(char letter)
{
    return std::string_view("aeiouy").find(letter) != std::string_view::npos;
}

/// Latin letters with digits among them, to letters alone; nothing when there is no letter.
std::string without_digits(const std::string& word)
{
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (std::ranges::all_of(word, is_digit))
        return {};
    std::string letters;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool beside_vowel =
            (i > 0 && is_vowel(word[i - 1])) || (i + 1 < word.size() && is_vowel(word[i + 1]));
        if (!is_digit(word[i]))
            letters += word[i];
        else if (word[i] != '3' || !beside_vowel)
            letters += letter_of_digit(word[i]);
    }
    return letters;
}

std::string transliterated(UChar32 point)
{
    thread_local const std::unique_ptr<icu::Transliterator> kTransliterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
            "Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    }();
    if (!kTransliterator)
        return {};
    icu::UnicodeString text(point);
    kTransliterator->transliterate(text);
    std::string latin;
    text.toUTF8String(latin);
    std::erase_if(latin, [](char c) { return c < 'a' || c > 'z'; });
    return latin;
}

class Folder
{
  public:
    void take(UChar32 point)
    {
        point = u_tolower(point);
        if (const auto found = latin_letters().find(point); found != latin_letters().end())
            return add(Script::Latin, found->second);
        if (const auto found = arabic_letters().find(point); found != arabic_letters().end())
            return add(Script::Arabic, {&found->second, 1});
        if (point >= 'a' && point <= 'z') {
            const char letter = static_cast<char>(point);
            return add(Script::Latin, {&letter, 1});
        }
        if (const int digit = u_charDigitValue(point); digit >= 0)
            return take_digit(static_cast<char>('0' + digit));
        take_other(point);
    }

    std::vector<Word> finish()
    {
        close();
        return std::move(words_);
    }

  private:
    void take_digit(char digit)
    {
        if (word_.letters.empty() || word_.script == Script::Latin)
            add(Script::Latin, {&digit, 1});
    }

    void take_other(UChar32 point)
    {
        // ؤ, ئ and alef with its hamza have decompositions that keep the letter that carries it.
        UErrorCode status = U_ZERO_ERROR;
        UChar parts[32];
        const int32_t length =
            unorm2_getDecomposition(unorm2_getNFKDInstance(&status), point, parts, 32, &status);
        if (length > 0 && U_SUCCESS(status)) {
            for (int32_t i = 0; i < length;) {
                UChar32 part = 0;
                U16_NEXT(parts, i, length, part);
                if (part != point)
                    take(part);
            }
            return;
        }
        const auto type = u_charType(point);
        if (type == U_NON_SPACING_MARK || type == U_FORMAT_CHAR)
            return;
        take_unknown(point);
    }

    void take_unknown(UChar32 point)
    {
        constexpr std::u32string_view kSilent = U"'’‘ʿʾʼ`ءـ";
        if (kSilent.find(static_cast<char32_t>(point)) != std::u32string_view::npos)
            return after_silent();
        if (u_isalpha(point))
            return add(Script::Latin, transliterated(point));
        close();
    }

    /// "L'Hassan" begins with an article; "M'barek" and "Sa'id" are one word.
    void after_silent()
    {
        if (word_.script == Script::Latin && word_.letters == "l")
            close();
    }

    void add(Script script, std::string_view letters)
    {
        if (!word_.letters.empty() && word_.script != script)
            close();
        word_.script = script;
        word_.letters += letters;
    }

    void close()
    {
        if (word_.script == Script::Latin)
            word_.letters = without_digits(word_.letters);
        if (!word_.letters.empty())
            words_.push_back(std::move(word_));
        word_ = {};
    }

    std::vector<Word> words_;
    Word word_;
};

} // namespace

std::vector<Word> words_of(std::string_view utf8, std::size_t limit)
{
    Folder folder;
    const auto size = static_cast<int32_t>(std::min(utf8.size(), limit));
    for (int32_t i = 0; i < size;) {
        UChar32 point = 0;
        U8_NEXT(utf8.data(), i, size, point);
        if (point >= 0)
            folder.take(point);
    }
    return folder.finish();
}

} // namespace jisr::linkage
