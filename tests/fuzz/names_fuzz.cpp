#include "fuzz/fuzz.hpp"

#include "linkage/name_index.hpp"
#include "linkage/sounds.hpp"

#include <algorithm>
#include <cstdint>
#include <sstream>

// Reads each line of the input as a name, compares the names and searches for them.

namespace jisr::fuzz {

namespace {

using linkage::Name;
using linkage::NameIndex;

constexpr std::size_t kMostNames = 3;
constexpr std::size_t kHits = 4;

std::vector<Name> names_of(std::string_view text)
{
    std::vector<Name> names;
    while (!text.empty() && names.size() < kMostNames) {
        const auto line = text.substr(0, text.find('\n'));
        names.push_back(linkage::read_name(line));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return names;
}

void check_token(const linkage::Token& token)
{
    const auto letters = token.script == linkage::Script::Latin
                             ? std::string_view("abcdefghijklmnopqrstuvwxyz")
                             : std::string_view("AbtvjHxd*rzs$SDTZEgfqklmnhwypY");
    require(!token.spelling.empty(), "a token has letters");
    require(token.spelling.size() <= linkage::kMostLetters, "a token's letters are bounded");
    require(token.spelling.find_first_not_of(letters) == std::string::npos,
            "a token has letters of its script alone");
    require(token.article < token.spelling.size(), "something follows an article");
    require(!token.key.empty() && token.key.size() <= linkage::kMostSounds,
            "a token has a key, whose sounds are bounded");
}

void check_name(const Name& name)
{
    require(name.tokens.size() <= linkage::kMostTokens, "a name's tokens are bounded");
    std::ranges::for_each(name.tokens, check_token);
    const double itself = linkage::similarity(name, name);
    require(itself == (name.tokens.empty() ? 0 : 1), "a name is as alike to itself as can be");
}

void check_pair(const Name& a, const Name& b)
{
    const double alike = linkage::similarity(a, b);
    require(alike >= 0 && alike <= 1, "likeness lies within 0 and 1");
    require(alike == linkage::similarity(b, a), "likeness of names is symmetric");
    if (a.tokens.empty() || b.tokens.empty())
        return;
    const auto& first = a.tokens.front();
    const auto& last = b.tokens.back();
    const double tokens = linkage::token_similarity(first, last);
    require(tokens >= 0 && tokens <= 1, "likeness of tokens lies within 0 and 1");
    require(tokens == linkage::token_similarity(last, first), "likeness of tokens is symmetric");
}

void check_hits(const std::vector<NameIndex::Hit>& hits)
{
    require(hits.size() <= kHits, "no more hits than asked for");
    for (std::size_t i = 0; i < hits.size(); ++i) {
        require(hits[i].score >= 0 && hits[i].score <= 1, "a hit's score lies within 0 and 1");
        require(i == 0 || hits[i - 1].score >= hits[i].score, "the best hit stands first");
    }
}

void check_index(const std::vector<Name>& names)
{
    NameIndex index;
    for (std::size_t i = 0; i < names.size(); ++i) {
        index.put(static_cast<NameIndex::Slot>(i), names[0]); // and then another name
        index.put(static_cast<NameIndex::Slot>(i), names[i]);
    }
    require(index.size() == names.size(), "everybody is in the index once");
    std::stringstream snapshot;
    index.save(snapshot);
    const auto loaded = NameIndex::load(snapshot);
    require(loaded.has_value(), "a snapshot can be read");
    for (const auto& name : names) {
        const auto hits = index.search(name, kHits);
        check_hits(hits);
        require(loaded->search(name, kHits) == hits, "a snapshot finds what the index finds");
        check_hits(index.search(name, kHits, true, [](NameIndex::Slot) { return true; }));
    }
    index.remove(0);
    for (const auto& hit : index.search(names[0], kHits))
        require(hit.slot != 0, "who was removed is not found");
}

} // namespace

} // namespace jisr::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace jisr;
    const auto names = fuzz::names_of({reinterpret_cast<const char*>(data), size});
    if (names.empty())
        return 0;
    std::ranges::for_each(names, fuzz::check_name);
    fuzz::check_pair(names.front(), names.back());
    fuzz::check_index(names);
    return 0;
}
