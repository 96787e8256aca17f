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

/// A token's letters as numbers, whole and without what is or may be an article.
struct Letters
{
    explicit Letters(const Token& token);

    std::span<const Letter> stem() const { return std::span(all).subspan(article); }

    Script script;
    std::uint8_t article;
    float chance;      ///< log of how probable the spelling is before anything is known
    float stem_chance; ///< the same for the stem
    std::vector<Letter> all;
};

/// One token, prepared to be compared with many others: about ten microseconds to make, about one
/// for each comparison (ten where the token is Arabic and the other one Latin).
class Matcher
{
  public:
    explicit Matcher(Letters letters) : letters_(std::move(letters)) {}

    explicit Matcher(const Token& token) : Matcher(Letters(token)) {}

    Evidence compare(const Letters& other) const;
    /// As `compare`, for a token that is still being typed: `other` may go on past it.
    Evidence compare_beginning(const Letters& other) const;

    /// The most probable Arabic spelling of a Latin token; an Arabic one as it is.
    std::string arabic_spelling() const;

  private:
    /// What one form of the token may become in one script.
    struct Form
    {
        Form(Script from, Script to, std::span<const Letter> letters, bool open_end);

        Lattice lattice;
        double log_best;
    };

    /// The token's forms for one target script; `open` are those of a token being typed.
    struct Forms
    {
        std::optional<Form> whole, stem;
    };

    Evidence compare(const Forms& forms, const Letters& other, bool beginning) const;
    const Forms& forms(Script target, bool open_end) const;

    Letters letters_;
    mutable Forms forms_[2][2]; ///< made when they are first needed; by target script, by open end
};

} // namespace jisr::linkage
