#include "linkage/compounds.hpp"

#include <algorithm>
#include <initializer_list>

// Compounds and articles.
//
// A Moroccan name has more words than parts: servant-names (عبد + a name of God), filiation (بن,
// أبو, آيت, أولاد), articles, and epithets ending in الدين. Registers write them apart, with a
// hyphen or together. Here a word that cannot stand alone is joined to the word that it belongs to,
// which gives one spelling to all ways of writing.

namespace jisr::linkage {

namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, word) != words.end();
}

bool is_article(const Word& word, const Word& next)
{
    if (word.script != Script::Latin || next.script != Script::Latin)
        return false;
    if (one_of(word.letters, {"el", "al", "l", "ul"}))
        return true;
    // Before a "sun letter" the article takes its sound: Ez-Zahra, Ech-Chafi.
    return word.letters.size() >= 2 && word.letters.size() <= 3 &&
           one_of(word.letters.substr(0, 1), {"e", "a"}) &&
           next.letters.starts_with(word.letters.substr(1));
}

bool is_daughter_of(const Word& word)
{
    return word.script == Script::Arabic ? word.letters == "bnt"
                                         : one_of(word.letters, {"bent", "bint"});
}

bool is_servant(const Word& word)
{
    return word.script == Script::Arabic ? word.letters == "Ebd"
                                         : one_of(word.letters, {"abd", "abdel", "abdul", "abdal"});
}

/// A word of filiation as it is written, and the form in which it is joined.
struct Filiation
{
    std::string_view written, joined;
    bool usual = false; ///< what a misspelt one may have been meant for
};

constexpr bool kUsual = true;

constexpr Filiation kLatinFiliation[] = {
    {"ben", "ben", kUsual},     {"bin", "ben"},           {"ibn", "ben"},
    {"bel", "bel", kUsual},     {"abou", "abou", kUsual}, {"abu", "abou"},
    {"bou", "bou", kUsual},     {"ait", "ait", kUsual},   {"oulad", "oulad", kUsual},
    {"ouled", "oulad", kUsual}, {"ould", "ould", kUsual}, {"oum", "oum", kUsual}};
constexpr Filiation kArabicFiliation[] = {{"bn", "bn", kUsual},
                                          {"Ibn", "bn"},
                                          {"Abn", "bn"},
                                          {"bl", "bl", kUsual},
                                          {"Ibw", "Abw"},
                                          {"Abw", "Abw", kUsual},
                                          {"bw", "bw", kUsual},
                                          {"Iyt", "Ayt"},
                                          {"Ayt", "Ayt", kUsual},
                                          {"IwlAd", "AwlAd"},
                                          {"AwlAd", "AwlAd", kUsual},
                                          {"wld", "wld", kUsual},
                                          {"Im", "Am", kUsual}};

std::span<const Filiation> filiations(Script script)
{
    if (script == Script::Arabic)
        return kArabicFiliation;
    return kLatinFiliation;
}

/// The form in which a word of filiation is joined, or nothing.
std::string_view filiation(const Word& word)
{
    const auto forms = filiations(word.script);
    const auto found = std::ranges::find(forms, word.letters, &Filiation::written);
    return found == forms.end() ? std::string_view{} : found->joined;
}

/// Those of a script that are usual, and the first word of a servant's name.
std::vector<std::string_view> usual_words(Script script)
{
    std::vector<std::string_view> words;
    for (const auto& form : filiations(script))
        if (form.usual)
            words.push_back(form.written);
    words.emplace_back(script == Script::Arabic ? "Ebd" : "abd");
    return words;
}

/// "Eddine" in all its spellings, or الدين and الله, which complete the word before.
std::string_view completion(const Word& word)
{
    if (word.script == Script::Arabic)
        return one_of(word.letters, {"Aldyn", "Allh"}) ? std::string_view(word.letters)
                                                       : std::string_view{};
    if (one_of(word.letters, {"eddine", "eddin", "dine", "din", "uddin", "addin", "edine"}))
        return "eddine";
    return one_of(word.letters, {"allah", "llah", "ullah", "ellah"}) ? "allah" : std::string_view{};
}

/// Ben el Haj, بن الحاج are the same name as Belhaj, بلحاج.
std::string filiation_joined(std::string_view particle, const Word& next, bool article)
{
    const bool arabic_article =
        next.script == Script::Arabic && next.letters.starts_with("Al") && next.letters.size() >= 5;
    if (particle == "ben" && article)
        return "bel" + next.letters;
    if (particle == "bn" && arabic_article)
        return "bl" + next.letters.substr(2);
    return std::string(particle) + next.letters;
}

class Joiner
{
  public:
    explicit Joiner(std::vector<Word> words) : words_(std::move(words)) {}

    std::vector<Word> run()
    {
        while (at_ < words_.size())
            step();
        return std::move(out_);
    }

  private:
    bool has_next(std::size_t from) const
    {
        return from + 1 < words_.size() && words_[from + 1].script == words_[from].script;
    }

    bool article_at(std::size_t from) const
    {
        return has_next(from) && is_article(words_[from], words_[from + 1]);
    }

    void step()
    {
        Word& word = words_[at_];
        if (has_next(at_) && (is_daughter_of(word) || article_at(at_))) {
            ++at_;
            return;
        }
        if (const auto end = completion(word); !end.empty() && follows(word.script)) {
            out_.back().letters += end;
            ++at_;
            return;
        }
        if (has_next(at_) && is_servant(word))
            return servant();
        if (const auto particle = filiation(word); has_next(at_) && !particle.empty())
            return filiate(particle);
        out_.push_back(std::move(word));
        ++at_;
    }

    bool follows(Script script) const { return !out_.empty() && out_.back().script == script; }

    /// Abd + el + Kader: the article is part of the name.
    void servant()
    {
        std::string letters = words_[at_++].letters;
        if (article_at(at_))
            letters += words_[at_++].letters;
        out_.push_back({words_[at_].script, letters + words_[at_].letters});
        ++at_;
    }

    void filiate(std::string_view particle)
    {
        ++at_;
        const bool article = article_at(at_);
        if (article)
            ++at_;
        if (is_servant(words_[at_]) && has_next(at_)) { // Ben Abd Allah
            servant();
            out_.back().letters.insert(0, particle);
            return;
        }
        const Word& next = words_[at_++];
        out_.push_back({next.script, filiation_joined(particle, next, article)});
    }

    std::vector<Word> words_;
    std::vector<Word> out_;
    std::size_t at_ = 0;
};

} // namespace

std::span<const std::string_view> words_that_belong(Script script)
{
    static const auto kLatin = usual_words(Script::Latin);
    static const auto kArabic = usual_words(Script::Arabic);
    return script == Script::Arabic ? kArabic : kLatin;
}

bool belongs_to_next(const Word& word)
{
    return !filiation(word).empty() || is_servant(word);
}

std::vector<Word> joined(std::vector<Word> words)
{
    return Joiner(std::move(words)).run();
}

std::size_t article_of(const Word& word)
{
    const std::string_view letters = word.letters;
    if (word.script == Script::Arabic)
        return letters.starts_with("Al") && letters.size() >= 5 ? 2 : 0;
    if (letters.size() < 5)
        return 0;
    if (letters.starts_with("el") || letters.starts_with("al"))
        return 2;
    const auto is_vowel = [](char c) { return one_of({&c, 1}, {"a", "e", "i", "o", "u", "y"}); };
    if (one_of(letters.substr(0, 1), {"e", "a"}) && letters[1] == letters[2] &&
        !is_vowel(letters[1]))
        return 2;
    return letters[0] == 'l' && !is_vowel(letters[1]) ? 1 : 0;
}

} // namespace jisr::linkage
