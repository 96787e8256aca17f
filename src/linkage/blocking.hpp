#pragma once

#include "core/function_ref.hpp"
#include "linkage/people.hpp"

#include <cstdint>
#include <vector>

namespace jisr::linkage {

/// Which pairs of rows are worth comparing: those that agree in one of several keys.
///
/// Rows with the same key form a block. Within a block of at most kLongestBlock rows all pairs are
/// given; a longer one is put in the order of names, date and place, and each row is paired with
/// the kWindow rows behind it (sorted neighbourhood, Hernández and Stolfo 1995). So n rows give at
/// most kKeys · n · kLongestBlock / 2 pairs, whatever they hold.
class Blocking
{
  public:
    static constexpr std::size_t kKeys = 20;
    static constexpr std::size_t kLongestBlock = 60;
    static constexpr std::size_t kLongestLoose = 20;
    static constexpr std::size_t kWindow = 6;

    /// `people` must be arranged and outlive this.
    explicit Blocking(const People& people);

    using Take = core::FunctionRef<void(std::uint32_t, std::uint32_t)>;

    /// The pairs come in so many pieces of about the same size.
    [[nodiscard]] std::size_t pieces() const { return pieces_.size(); }

    /// Gives the pairs (a < b) of one piece. A pair comes once in all, but for pairs in long
    /// blocks, which may come once for each key.
    void for_each_pair(std::size_t piece, Take take) const { for_each_pair(piece, 1, take); }

    /// The same for one pair in `one_in`, drawn by what the pair is.
    void for_each_pair(std::size_t piece, std::size_t one_in, Take take) const;

    /// About how many pairs there are, rather too many.
    [[nodiscard]] std::size_t most_pairs() const;

  private:
    struct Block
    {
        std::uint32_t begin;
        std::uint32_t end;
    };

    /// The blocks of two rows and more of one key.
    struct Pass
    {
        std::vector<std::uint32_t> rows;
        std::vector<Block> blocks;
    };

    struct Piece
    {
        std::size_t pass;
        std::size_t first_block;
        std::size_t end_block;
    };

    void build(std::size_t key);
    [[nodiscard]] static std::size_t longest(std::size_t key);
    void add_block(std::size_t key, std::vector<std::uint32_t>& rows);
    void pair_off(std::size_t pass, const Block& block, std::size_t one_in, Take take) const;
    [[nodiscard]] std::size_t pairs_of(std::size_t pass, const Block& block) const;
    [[nodiscard]] bool met_before(std::size_t key, std::uint32_t a, std::uint32_t b) const;

    const People& people_;
    std::vector<Pass> passes_;
    std::vector<Piece> pieces_;
    /// For each row and key the block in which the row meets all others of the same key; a number
    /// of its own where there is none. Before the blocks are built: the keys themselves, 0 where
    /// they are not known.
    std::vector<std::uint32_t> block_of_;
};

} // namespace jisr::linkage
