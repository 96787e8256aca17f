#include "linkage/matcher.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

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

// A token that goes on past what was typed stands behind one that is the same.
constexpr double kUnfinished = 1.5;

const NameModel& model()
{
    return NameModel::embedded();
}

double article_cost(const Spelling& spelling)
{
    return spelling.script == Script::Arabic ? kArabicArticle : kLatinArticle;
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
    : script_(token.script), article_(token.article),
      letters_(letters_of(token.script, token.spelling))
{
    const auto& chances = model().chances(script_);
    chance_ = static_cast<float>(chances.log_probability(letters_));
    const auto stem = std::span(letters_).subspan(article_);
    stem_chance_ = article_ == 0 ? chance_ : static_cast<float>(chances.log_probability(stem));
}

Spelling Letters::view() const
{
    return {script_, article_, chance_, stem_chance_, letters_};
}

Matcher::Form::Form(Script from, Script to, std::span<const Letter> letters, bool open_end)
    : lattice(model().transducer(from, to).lattice(letters, open_end))
{
    std::tie(best, log_best) = lattice.best();
}

Matcher::Forms::Forms(const Spelling& from, Script target, bool open_end)
    : spelling(from), whole(from.script, target, from.all, open_end)
{
    if (from.article != 0)
        stem.emplace(from.script, target, from.stem(), open_end);
}

Evidence Matcher::Forms::compare(const Spelling& other,
                                 double (Lattice::*reading)(std::span<const Letter>) const) const
{
    const auto weigh = [&](const Form& form, std::span<const Letter> letters, double chance,
                           double cost) {
        const double found = (form.lattice.*reading)(letters);
        return Evidence{found - kSurprise * chance - cost, found - form.log_best - cost,
                        spelling.script == other.script};
    };
    const auto evidence = weigh(whole, other.all, other.chance, 0);
    if (stem && other.article != 0)
        return better(evidence, weigh(*stem, other.stem(), other.stem_chance, 0));
    if (stem)
        return better(evidence, weigh(*stem, other.all, other.chance, article_cost(spelling)));
    if (other.article != 0)
        return better(evidence, weigh(whole, other.stem(), other.stem_chance, article_cost(other)));
    return evidence;
}

const Matcher::Forms& Matcher::forms(Script target, bool open_end) const
{
    auto& forms = forms_[static_cast<std::size_t>(target)][open_end ? 1 : 0];
    if (!forms)
        forms.emplace(own_, target, open_end);
    return *forms;
}

double Matcher::weight_of(double log_found, const Spelling& other)
{
    return log_found - kSurprise * static_cast<double>(other.chance);
}

Evidence Matcher::compare(const Spelling& other) const
{
    if (own_.script == Script::Arabic && other.script == Script::Latin)
        return Forms(other, Script::Arabic, false).compare(own_, &Lattice::log_probability);
    return forms(other.script, false).compare(other, &Lattice::log_probability);
}

Evidence Matcher::compare_beginning(const Spelling& other) const
{
    auto evidence =
        own_.script == Script::Arabic && other.script == Script::Latin
            ? Forms(other, Script::Arabic, false)
                  .compare(own_, &Lattice::log_probability_from_beginning)
            : forms(other.script, true).compare(other, &Lattice::log_probability_of_beginning);
    // What follows is not known yet, so it must not count, however improbable it is.
    evidence.irregularity = std::min(0.0, evidence.irregularity);
    evidence.weight = evidence.irregularity - kSurprise * own_.chance - kUnfinished;
    return better(compare(other), evidence);
}

std::string Matcher::arabic_spelling() const
{
    if (own_.script == Script::Arabic)
        return spelling_of(Script::Arabic, own_.all);
    return spelling_of(Script::Arabic, forms(Script::Arabic, false).whole.best);
}

} // namespace jisr::linkage
