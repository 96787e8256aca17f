#pragma once

#include "core/result.hpp"
#include "linkage/transducer.hpp"

#include <array>
#include <string>
#include <string_view>

namespace jisr::linkage {

/// How probable a spelling is before anything else is known: chances of each letter after the one
/// before it. A long or odd spelling that fits says more than a short and common one.
class LetterChances
{
  public:
    /// Counts `spelling` once more. All counts begin at one.
    void add(std::span<const Letter> spelling, double weight = 1);
    /// log P(spelling), its end included.
    double log_probability(std::span<const Letter> spelling) const;

    using Table = std::array<std::array<double, kLetterCodes>, kLetterCodes>;

    const Table& counts() const { return counts_; }

    void set(Letter before, Letter letter, double count);

  private:
    Table counts_{};
    std::array<double, kLetterCodes> totals_{};
};

/// All that was learnt about names. `data/name_sounds.tsv` holds it; its first lines say how it is
/// made anew.
class NameModel
{
  public:
    /// 422 when the text is not such a table.
    static core::Result<NameModel> parse(std::string_view table);
    /// The one embedded in the program.
    static const NameModel& embedded();
    /// From now on `model` is taken for it: to measure with one that was learnt from less. Nothing
    /// that was made with another one may be used any more.
    static void replace_embedded(NameModel model);
    std::string to_text() const;

    /// Another number for another table.
    std::uint64_t fingerprint() const { return fingerprint_; }

    /// Latin to Arabic, Latin to Latin or Arabic to Arabic.
    Transducer& transducer(Script source, Script target);
    const Transducer& transducer(Script source, Script target) const;

    LetterChances& chances(Script script) { return chances_[static_cast<std::size_t>(script)]; }

    const LetterChances& chances(Script script) const
    {
        return chances_[static_cast<std::size_t>(script)];
    }

  private:
    static NameModel& in_use();

    std::array<Transducer, 3> transducers_{Transducer{Script::Latin, Script::Arabic},
                                           Transducer{Script::Latin, Script::Latin},
                                           Transducer{Script::Arabic, Script::Arabic}};
    std::array<LetterChances, 2> chances_;
    std::uint64_t fingerprint_ = 0;
};

} // namespace jisr::linkage
