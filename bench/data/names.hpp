#pragma once

#include <random>
#include <string>
#include <vector>

namespace jisr::bench {

/// Draws of a seed, the same on every machine.
class Draw
{
  public:
    explicit Draw(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t bound) { return random_() % bound; }

    std::size_t between(std::size_t least, std::size_t most)
    {
        return least + below(most - least + 1);
    }

    bool happens(double share) { return static_cast<double>(random_()) < share * 4294967296.0; }

    /// Of `size` things the first ones more often, as with names: the n-th as often as 1 / (n + 3).
    std::size_t ranked(std::size_t size);

    template <class List>
    const auto& one_of(const List& list)
    {
        return list[below(std::size(list))];
    }

  private:
    std::mt19937 random_;
};

/// A name and the ways in which it is written; one of the two lists may be empty.
struct SpeltName
{
    std::vector<std::string> arabic;
    std::vector<std::string> latin;
};

/// Names to draw from, the commoner ones first.
struct Names
{
    std::vector<SpeltName> female;
    std::vector<SpeltName> male;
    std::vector<SpeltName> family;
};

/// Of a file like data/names.tsv; with `more`, also some thousand rarer names made of roots after
/// the patterns of Arabic names, because a register has more names than a list.
Names read_names(const std::string& path, bool more, Draw& draw);

/// The name once more, written otherwise: another usual spelling (u for ou, sh for ch, one letter
/// for two …; ه for ة, ا for أ …).
std::string respelt(const std::string& text, Draw& draw);

/// With one slip: a letter left out, added, replaced, or two that changed places.
std::string mistyped(const std::string& text, Draw& draw);

} // namespace jisr::bench
