#pragma once

#include "linkage/name.hpp"
#include "linkage/name_model.hpp"

#include <optional>

namespace jisr::linkage {

/// What two spellings say about being the same name.
struct Evidence
{
    /// How much more probable the one spelling is once the other is known: the logarithm of
    /// P(spelling | other) / P(spelling)^0.8. Above 10 for most spellings of one name, below −5 for
    /// most different ones.
    double weight = kImpossible;
    /// log of P(spelling | other) / P(the most probable spelling | other); 0 for regular spellings.
    double irregularity = kImpossible;

    /// Whether both spellings are of one script, where less of a difference is meant to be one.
    bool same_script = false;

    /// 0 to 1; 1 when no other spelling would be more probable.
    double similarity() const;
};

/// A token's letters as numbers, whole and without what is or may be an article, and what is known
/// of them whatever they are compared with.
struct Spelling
{
    std::span<const Letter> stem() const { return all.subspan(article); }

    Script script;
    std::uint8_t article;
    float chance;      ///< log of how probable the spelling is before anything is known
    float stem_chance; ///< the same for the stem
    std::span<const Letter> all;
};

/// A Spelling with its letters.
class Letters
{
  public:
    explicit Letters(const Token& token);

    Spelling view() const;

  private:
    Script script_;
    std::uint8_t article_;
    std::vector<Letter> letters_;
    float chance_, stem_chance_;
};

/// One token, prepared to be compared with many others: about ten microseconds to make, about one
/// for each comparison (ten where the token is Arabic and the other one Latin).
class Matcher
{
  public:
    explicit Matcher(const Token& token) : letters_(token), own_(letters_.view()) {}

    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;

    Evidence compare(const Spelling& other) const;
    /// As `compare`, for a token that is still being typed: `other` may go on past it.
    Evidence compare_beginning(const Spelling& other) const;

    const Spelling& spelling() const { return own_; }

    /// Evidence::weight where `log_found` is log of P(other | what is known).
    static double weight_of(double log_found, const Spelling& other);

    /// The most probable Arabic spelling of a Latin token; an Arabic one as it is.
    std::string arabic_spelling() const;

  private:
    /// What one form of a spelling may become in one script.
    struct Form
    {
        Form(Script from, Script to, std::span<const Letter> letters, bool open_end);

        Lattice lattice;
        std::vector<Letter> best; ///< the most probable letters
        double log_best;
    };

    /// The forms of a spelling: whole, and without its article if it has one.
    struct Forms
    {
        Forms(const Spelling& spelling, Script target, bool open_end);

        /// `reading` is one of the lattice's probabilities.
        Evidence compare(const Spelling& other,
                         double (Lattice::*reading)(std::span<const Letter>) const) const;

        Spelling spelling;
        Form whole;
        std::optional<Form> stem;
    };

    const Forms& forms(Script target, bool open_end) const;

    Letters letters_;
    Spelling own_;                             ///< of letters_
    mutable std::optional<Forms> forms_[2][2]; ///< made when first needed: by target, by open end
};

} // namespace jisr::linkage
