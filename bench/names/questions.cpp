#include "questions.hpp"

#include "linkage/sounds.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <unordered_set>

namespace jisr::bench {

namespace {

using linkage::Letter;
using linkage::Script;

/// Folded Arabic letters as they are typed.
std::string arabic_text(std::string_view letters)
{
    static constexpr std::string_view kFolded = "AbtvjHxd*rzs$SDTZEgfqklmnhwypYI";
    static constexpr std::string_view kTyped = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأ";
    std::string text;
    for (const char letter : letters)
        if (const auto at = kFolded.find(letter); at != std::string_view::npos)
            text += kTyped.substr(2 * at, 2); // each takes two bytes
    return text;
}

/// One letter after the other, each as often as it follows the one before.
std::string made_spelling(const linkage::LetterChances& chances, Draw& draw)
{
    constexpr std::size_t kLeast = 3, kMost = 12;
    std::vector<Letter> letters;
    Letter before = linkage::kBeginning;
    while (letters.size() < kMost) {
        const auto& counts = chances.counts()[before];
        double sum = 0;
        for (Letter letter = 0; letter < linkage::kBeginning; ++letter)
            sum += counts[letter];
        double at = sum * static_cast<double>(draw.below(1U << 30U)) / (1U << 30U);
        Letter next = 0;
        while (next + 1 < linkage::kBeginning && (at -= counts[next]) >= 0)
            ++next;
        if (next == 0 && letters.size() >= kLeast)
            break;
        if (next == 0) // too short: once more from the beginning
            letters.clear();
        else
            letters.push_back(next);
        before = next == 0 ? linkage::kBeginning : next;
    }
    return arabic_text(linkage::spelling_of(Script::Arabic, letters));
}

/// Latin and Arabic, as they are typed.
struct Spelt
{
    std::string latin;
    std::string arabic;
};

std::vector<Spelt> spelt(const std::vector<NamePair>& pairs)
{
    std::vector<Spelt> names;
    for (const auto& pair : pairs)
        names.push_back({pair.latin, arabic_text(pair.arabic)});
    return names;
}

/// So many of the corpus that no two are the same.
void fill(std::vector<std::string>& corpus, std::size_t names, const auto& make)
{
    std::unordered_set<std::string> seen(corpus.begin(), corpus.end());
    while (corpus.size() < names)
        if (auto made = make(); seen.insert(made).second)
            corpus.push_back(std::move(made));
}

std::vector<std::string> place_names(const std::string& path, std::size_t column)
{
    std::vector<std::string> names;
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        for (std::size_t i = 0; i < column; ++i)
            line.erase(0, line.find(',') + 1);
        if (line.find('"') == std::string::npos)
            names.push_back(line.substr(0, line.find(',')));
    }
    return names;
}

/// Persons to draw one by one.
class Persons
{
  public:
    explicit Persons(const std::string& folder)
        : draw_(7), names_(read_names(folder + "/data/names.tsv", true, draw_)),
          arabic_places_(place_names(folder + "/data/communes.csv", kArabicName)),
          latin_places_(place_names(folder + "/data/communes.csv", kLatinName))
    {
    }

    Draw& draw() { return draw_; }

    std::string next()
    {
        const bool arabic = draw_.happens(0.6);
        std::string name = given(arabic) + ' ' + family(arabic);
        return draw_.happens(0.05) ? mistyped(name, draw_) : name;
    }

  private:
    static constexpr std::size_t kLatinName = 2, kArabicName = 3;

    std::string of(const std::vector<SpeltName>& names, bool arabic)
    {
        while (true) {
            const auto& name = names[draw_.ranked(names.size())];
            const auto& spellings = arabic ? name.arabic : name.latin;
            if (!spellings.empty())
                return draw_.happens(0.7) ? spellings.front() : draw_.one_of(spellings);
        }
    }

    std::string given(bool arabic)
    {
        if (draw_.happens(0.1))
            return arabic ? "فاطمة" : "Fatima";
        return of(names_.female, arabic);
    }

    std::string family(bool arabic)
    {
        if (draw_.happens(0.3))
            return draw_.one_of(arabic ? arabic_places_ : latin_places_);
        return of(names_.family, arabic);
    }

    Draw draw_;
    Names names_;
    std::vector<std::string> arabic_places_, latin_places_;
};

} // namespace

Split split(const std::vector<NamePair>& pairs)
{
    Split split;
    std::set<std::string> latin, arabic;
    for (const auto& pair : pairs) {
        if (!is_held_out(pair))
            split.others.push_back(pair);
        else if (!latin.contains(pair.latin) && !arabic.contains(pair.arabic)) {
            latin.insert(pair.latin);
            arabic.insert(pair.arabic);
            split.held_out.push_back(pair);
        }
    }
    return split;
}

Quiz single_names(const Split& split, const linkage::NameModel& model, std::size_t names)
{
    Quiz quiz;
    Draw draw(1);
    std::set<std::string> corpus;
    for (const auto& [latin, arabic] : spelt(split.held_out)) {
        quiz.questions.push_back({latin, arabic});
        corpus.insert(arabic);
    }
    for (const auto& name : spelt(split.others))
        corpus.insert(name.arabic);
    quiz.corpus.assign(corpus.begin(), corpus.end());
    fill(quiz.corpus, names, [&] { return made_spelling(model.chances(Script::Arabic), draw); });
    return quiz;
}

Quiz two_tokens(const Split& split, const Quiz& single)
{
    Quiz quiz;
    Draw draw(2);
    const auto names = spelt(split.held_out);
    for (const auto& first : names) {
        const auto& second = draw.one_of(names);
        quiz.questions.push_back(
            {first.latin + ' ' + second.latin, first.arabic + ' ' + second.arabic});
        quiz.corpus.push_back(quiz.questions.back().meant);
    }
    fill(quiz.corpus, single.corpus.size(),
         [&] { return draw.one_of(single.corpus) + ' ' + draw.one_of(single.corpus); });
    return quiz;
}

Quiz joined_names(const Split& split, const Quiz& single)
{
    Quiz quiz;
    Draw draw(3);
    const auto names = spelt(split.held_out);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto& first = names[i];
        const auto& second = draw.one_of(names);
        const auto& family = draw.one_of(names);
        const bool asked_as_one = i % 2 == 0;
        const auto write = [&](std::string Spelt::*script, bool as_one) {
            return first.*script + (as_one ? "" : " ") + second.*script + ' ' + family.*script;
        };
        quiz.questions.push_back(
            {write(&Spelt::latin, asked_as_one),
             write(i % 4 < 2 ? &Spelt::arabic : &Spelt::latin, !asked_as_one)});
        quiz.corpus.push_back(quiz.questions.back().meant);
    }
    fill(quiz.corpus, single.corpus.size(), [&] {
        return draw.one_of(single.corpus) + ' ' + draw.one_of(single.corpus) + ' ' +
               draw.one_of(single.corpus);
    });
    return quiz;
}

Quiz persons(const std::string& folder, std::size_t persons, std::size_t questions)
{
    Quiz quiz;
    Persons source(folder);
    quiz.corpus.reserve(persons);
    while (quiz.corpus.size() < persons)
        quiz.corpus.push_back(source.next());
    Draw& draw = source.draw();
    while (quiz.questions.size() < questions) {
        const auto& name = draw.one_of(quiz.corpus);
        quiz.questions.push_back({mistyped(name, draw), name});
    }
    return quiz;
}

} // namespace jisr::bench
