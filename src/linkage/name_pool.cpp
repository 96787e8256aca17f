#include "linkage/name_pool.hpp"

#include "linkage/short_text.hpp"
#include "linkage/sounds.hpp"

#include <algorithm>
#include <numeric>
#include <string>

// How two names are graded.
//
// Parts are paired off greedily, the best pairs first, whatever their order: a part may be the
// same, sound the same (the same consonants and a high likeness across spellings), be one slip
// away, or resemble. When every part found another the grade is that of the worst pair; when some
// are left over but one pair is good, it is "a part only" (a middle name left out, a husband's name
// added). Writing parts together or apart (Fatima Zahra, Fatimazahra) is caught by comparing all
// letters as if they were one part. The grades need not be exact: what each is worth is learnt
// (training.hpp).

namespace jisr::linkage {

namespace {

constexpr std::uint32_t kManyConsonants = 4;
constexpr std::size_t kShort = 3; ///< letters; at such a length one slip makes another name

std::string sorted_keys(const Name& name)
{
    std::vector<std::string_view> keys;
    for (const auto& token : name.tokens)
        keys.push_back(token.key);
    std::sort(keys.begin(), keys.end());
    std::string joined;
    for (const auto key : keys)
        (joined += key) += ' ';
    return joined;
}

/// All that `Token`s are compared by.
std::string text_of(const Token& token)
{
    return (token.script == Script::Arabic ? "\1" : "\2") + token.spelling;
}

std::string text_of(const Name& name)
{
    std::string text;
    for (const auto& token : name.tokens)
        text += text_of(token);
    return text;
}

/// The letters but for what is or may be an article.
std::string_view stem(const Token& token)
{
    return std::string_view(token.spelling).substr(token.article);
}

/// How many letters must be left out, added or replaced to make `b` of `a` (Levenshtein 1966). Both
/// are letters or sounds of one token.
std::size_t slips_between(std::string_view a, std::string_view b)
{
    std::array<std::uint8_t, std::max(kMostLetters, kMostSounds) + 1> row{};
    std::iota(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(b.size()) + 1, 0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::uint8_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] =
                static_cast<std::uint8_t>(std::min({row[j + 1] + 1, row[j] + 1, replaced}));
        }
    }
    return row[b.size()];
}

/// Two thirds of the letters and more are the same.
bool resemble(std::string_view a, std::string_view b)
{
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t shorter = std::min(a.size(), b.size());
    return shorter > kShort && 3 * (longer - shorter) <= longer &&
           3 * slips_between(a, b) <= longer;
}

/// Of two parts in the same script.
Level compare_spellings(const Token& a, const Token& b)
{
    const auto one = stem(a);
    const auto other = stem(b);
    if (one == other)
        return Level::SameSounds; // but for the article
    const bool alike = resemble(one, other);
    if (a.key == b.key && (alike || is_one_slip(one, other)))
        return Level::SameSounds;
    if (is_one_slip(one, other))
        return std::min(one.size(), other.size()) > kShort ? Level::Near : Level::Alike;
    return alike || (a.key == b.key && a.key.size() > 1) ? Level::Alike : Level::Different;
}

/// Of two parts in different scripts, of which only the consonants can be compared letter by
/// letter.
Level compare_sounds(const Token& a, const Token& b)
{
    if (a.key == b.key)
        return Level::SameSounds;
    const std::size_t shorter = std::min(a.key.size(), b.key.size());
    if (is_one_slip(a.key, b.key))
        return shorter >= kShort ? Level::Near : Level::Alike;
    return resemble(a.key, b.key) ? Level::Alike : Level::Different;
}

/// Of two parts that resemble the one with fewer consonants shares all of them with the other but
/// one or, where it has many, two; a part of a single consonant may share none.
std::uint32_t mark_of(const std::array<Name, 2>& names, unsigned bits)
{
    std::uint32_t set = 0;
    std::uint32_t fewest = bits;
    for (const auto& name : names)
        for (const auto& token : name.tokens) {
            std::uint32_t own = 0;
            for (const char consonant : token.key)
                own |= 1U << (static_cast<unsigned char>(consonant) % bits);
            const auto many = static_cast<std::uint32_t>(std::popcount(own));
            set |= own;
            fewest = std::min(fewest, many - (many > kManyConsonants ? 2 : 1));
        }
    return fewest << bits | set;
}

} // namespace

NamePool::NamePool()
{
    entries_.emplace_back();
    marks_.emplace_back();
    folded_.add("");
    joined_.add("");
    sounds_.add("");
}

std::uint32_t NamePool::add(std::string_view name, std::string_view in_other_script)
{
    name = name.substr(0, kMostBytes);
    in_other_script = in_other_script.substr(0, kMostBytes);
    if (name.empty() && in_other_script.empty())
        return 0;
    std::string text(name);
    if (!in_other_script.empty())
        (text += '\x1F') += in_other_script;
    const auto place = texts_.add(text);
    if (place.is_new)
        text_to_.push_back(read(name, in_other_script));
    return text_to_[place.number];
}

std::uint32_t NamePool::read(std::string_view name, std::string_view in_other_script)
{
    std::array<Name, 2> names{read_name(name), read_name(in_other_script)};
    for (auto& it : names)
        it.tokens.resize(std::min(it.tokens.size(), kMostParts));
    if (names[0].tokens.empty() || names[0] == names[1])
        std::swap(names[0], names[1]);
    if (names[0] == names[1])
        names[1].tokens.clear();
    std::string folded = text_of(names[0]) + '\3' + text_of(names[1]);
    if (names[0].tokens.empty()) {
        folded = name.empty() ? in_other_script : name;
        std::erase(folded, ' ');
        if (folded.empty())
            return 0;
    }
    const auto place = folded_.add(folded);
    if (!place.is_new)
        return place.number;
    Entry entry;
    entry.content = hash_of(folded);
    for (std::size_t i = 0; i < names.size(); ++i)
        entry.forms[i] = add_form(names[i]);
    describe(entry, names[0]);
    entries_.push_back(entry);
    marks_.push_back(mark_of(names, kMarkBits));
    return place.number;
}

NamePool::Form NamePool::add_form(const Name& name)
{
    Form form{.first = static_cast<std::uint32_t>(parts_.size()),
              .parts = static_cast<std::uint32_t>(name.tokens.size())};
    std::string joined;
    for (const auto& token : name.tokens) {
        const auto place = token_texts_.add(text_of(token));
        if (place.is_new)
            tokens_.push_back(token);
        parts_.push_back(place.number);
        joined += token.spelling;
    }
    form.joined = joined_.add(joined).number;
    return form;
}

void NamePool::describe(Entry& entry, const Name& name)
{
    std::string sounds = sorted_keys(name);
    if (sounds.empty())
        sounds = "\4" + std::to_string(entry.content);
    else
        entry.first_sound = name.tokens.front().key.front();
    entry.sounds = sounds_.add(sounds).number;
    entry.sounds_hash = hash_of(sounds);
    if (!name.tokens.empty())
        entry.first_part = hash_of(name.tokens.front().key);
}

Level NamePool::compare(std::uint32_t a, std::uint32_t b) const
{
    if (a == 0 || b == 0)
        return Level::Missing;
    if (a == b)
        return Level::Equal;
    auto best = Level::Different;
    if (!may_resemble(marks_[a], marks_[b]))
        return best;
    for (const auto& one : entries_[a].forms)
        for (const auto& other : entries_[b].forms)
            if (one.parts > 0 && other.parts > 0)
                best = std::min(best, compare_forms(one, other));
    return best;
}

Level NamePool::compare_forms(const Form& a, const Form& b) const
{
    const auto one = joined_.at(a.joined);
    const auto other = joined_.at(b.joined);
    const bool same_script = tokens_[parts_[a.first]].script == tokens_[parts_[b.first]].script;
    // Pairing off is greedy: which comes first must not depend on who asks.
    auto best = one < other ? compare_parts(a, b) : compare_parts(b, a);
    if (best > Level::SameSounds && same_script && a.parts != b.parts) {
        if (one == other)
            return Level::SameSounds;
        if (std::min(one.size(), other.size()) > kShort && is_one_slip(one, other))
            best = std::min(best, Level::Near);
    }
    return best;
}

Level NamePool::compare_parts(const Form& a, const Form& b) const
{
    std::array<std::array<Level, kMostParts>, kMostParts> levels{};
    for (std::uint32_t i = 0; i < a.parts; ++i)
        for (std::uint32_t j = 0; j < b.parts; ++j)
            levels[i][j] = compare_tokens(parts_[a.first + i], parts_[b.first + j]);
    std::array<bool, kMostParts> taken_a{};
    std::array<bool, kMostParts> taken_b{};
    std::uint32_t pairs = 0;
    auto best = Level::Different;
    auto worst = Level::Equal;
    for (const Level level : {Level::Equal, Level::SameSounds, Level::Near, Level::Alike})
        for (std::uint32_t i = 0; i < a.parts; ++i)
            for (std::uint32_t j = 0; j < b.parts; ++j)
                if (levels[i][j] == level && !taken_a[i] && !taken_b[j]) {
                    taken_a[i] = taken_b[j] = true;
                    ++pairs;
                    best = std::min(best, level);
                    worst = level;
                }
    if (pairs == a.parts && pairs == b.parts)
        return worst;
    return best <= Level::Near ? Level::PartOnly : Level::Different;
}

Level NamePool::compare_tokens(std::uint32_t a, std::uint32_t b) const
{
    if (a == b)
        return Level::Equal;
    const Token& one = tokens_[a];
    const Token& other = tokens_[b];
    return one.script == other.script ? compare_spellings(one, other) : compare_sounds(one, other);
}

} // namespace jisr::linkage
