#include "linkage/matcher.hpp"

#include <algorithm>
#include <cmath>

// How two spellings are weighed.
//
// Between scripts, the Latin spelling is always the source: it has the vowels that Arabic leaves
// out, so it nearly determines the Arabic one. What counts is not how probable the other spelling
// is, but how much more probable than it was before (pointwise mutual information, Church and Hanks
// 1990): that قطسطرية comes out right says more than that على does. Within a script the weight is
// the mean of both directions.

namespace jisr::linkage {

namespace {

// Of 0, 0.3, 0.5, 0.7, 0.9 and 1, values from 0.7 to 0.9 ranked held-out names best and 1 told
// pairs from hard mismatches best; the differences are small.
constexpr double kSurprise = 0.8;
// Weights at which a pair is as probable to be one name as not, and how steeply that changes.
// Within a script حسن and حسين are two names, while Hassan may be either.
constexpr double kEven = 1.0;
constexpr double kEvenInScript = 4.5;
constexpr double kSteepness = 0.7;
// Costs of leaving out an article that only one of the two has: الإدريسي surely has one, Lkadiri
// may begin with one.
constexpr double kArabicArticle = 0.3;
constexpr double kLatinArticle = 1.5;

const NameModel& model()
{
    return NameModel::embedded();
}

double article_cost(const Letters& letters)
{
    return letters.script == Script::Arabic ? kArabicArticle : kLatinArticle;
}

Evidence better(const Evidence& a, const Evidence& b)
{
    return a.weight >= b.weight ? a : b;
}

} // namespace

double Evidence::similarity() const
{
    const double even = same_script ? kEvenInScript : kEven;
    const double probable = 1 / (1 + std::exp(kSteepness * (even - weight)));
    const double regular = std::exp(std::min(0.0, irregularity));
    return 1 - (1 - probable) * (1 - regular);
}

Letters::Letters(const Token& token)
    : script(token.script), article(token.article), all(letters_of(token.script, token.spelling))
{
    const auto& chances = model().chances(script);
    chance = static_cast<float>(chances.log_probability(all));
    stem_chance = article == 0 ? chance : static_cast<float>(chances.log_probability(stem()));
}

Matcher::Form::Form(Script from, Script to, std::span<const Letter> letters, bool open_end)
    : lattice(model().transducer(from, to).lattice(letters, open_end)),
      log_best(lattice.best().second)
{
}

const Matcher::Forms& Matcher::forms(Script target, bool open_end) const
{
    Forms& forms = forms_[static_cast<std::size_t>(target)][open_end ? 1 : 0];
    if (!forms.whole) {
        forms.whole.emplace(letters_.script, target, letters_.all, open_end);
        if (letters_.article != 0)
            forms.stem.emplace(letters_.script, target, letters_.stem(), open_end);
    }
    return forms;
}

Evidence Matcher::compare(const Forms& forms, const Letters& other, bool beginning) const
{
    const auto weigh = [&](const Form& form, std::span<const Letter> letters, double chance,
                           double cost) {
        const double found = beginning ? form.lattice.log_probability_of_beginning(letters)
                                       : form.lattice.log_probability(letters);
        return Evidence{found - kSurprise * chance - cost, found - form.log_best - cost,
                        letters_.script == other.script};
    };
    auto evidence = weigh(*forms.whole, other.all, other.chance, 0);
    if (forms.stem) {
        const bool both = other.article != 0;
        evidence = better(evidence, weigh(*forms.stem, both ? other.stem() : other.all,
                                          both ? other.stem_chance : other.chance,
                                          both ? 0 : article_cost(letters_)));
    } else if (other.article != 0) {
        evidence = better(
            evidence, weigh(*forms.whole, other.stem(), other.stem_chance, article_cost(other)));
    }
    return evidence;
}

Evidence Matcher::compare(const Letters& other) const
{
    if (letters_.script == Script::Arabic && other.script == Script::Latin)
        return Matcher(other).compare(letters_);
    return compare(forms(other.script, false), other, false);
}

Evidence Matcher::compare_beginning(const Letters& other) const
{
    return compare(forms(other.script, true), other, true);
}

std::string Matcher::arabic_spelling() const
{
    if (letters_.script == Script::Arabic)
        return spelling_of(Script::Arabic, letters_.all);
    return spelling_of(Script::Arabic, forms(Script::Arabic, false).whole->lattice.best().first);
}

} // namespace jisr::linkage
