#pragma once

#include "db/change_log.hpp"

namespace jisr::db {

/// What a look at the sealed change log found.
struct Verification
{
    std::int64_t blocks = 0;         ///< that fit
    std::int64_t sealed_lines = 0;   ///< in those blocks
    std::int64_t unsealed_lines = 0; ///< written since the last block
    std::string head; ///< digest of the last block that fits: to be noted outside the database
    std::optional<std::int64_t> broken_block; ///< the first that does not fit
    bool has_noted = false; ///< a block that fits has the head that was noted earlier

    [[nodiscard]] bool intact() const { return !broken_block; }
};

/// Seals the lines that can be read and were not sealed yet, in blocks of at most 5,000: each
/// block's BLAKE2b digest covers the one before it and every column of its lines in their order.
/// Gives the number of lines. Several servers may seal at once. Positions are not covered, only the
/// order: a restored log is numbered anew.
core::Result<std::int64_t> seal(Database& database);

/// A sealed run of lines.
struct SealBlock
{
    std::int64_t number = 0;
    Position through; ///< its last line
    std::int64_t lines = 0;
    std::string digest;
};

/// The next block, of those among `lines` that are not sealed yet; `lines` were read after `after`
/// by the same reader. Without lines when all are sealed; nothing when lines before `after` are
/// not, which `seal` then has to read.
core::Result<std::optional<SealBlock>> next_block_of(Reader& reader, Position after,
                                                     const std::vector<ChangeRow>& lines);
/// 409 already_exists when another server was faster.
core::Result<void> seal_block(Database& database, const SealBlock& block);

/// Computes every digest again. A line that was changed, removed, inserted or moved breaks its
/// block. Whoever can write the database could remove the last blocks with their lines, or seal all
/// anew: only a head that was noted elsewhere tells, since the block that still has it proves the
/// log up to it. `progress` gets the number of lines read so far.
core::Result<Verification> verify(Reader& reader, core::FunctionRef<void(std::int64_t)> progress,
                                  std::string_view noted_head = {});

} // namespace jisr::db
