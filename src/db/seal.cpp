#include "db/seal.hpp"

#include "db/digest.hpp"

#include <algorithm>
#include <limits>
#include <span>

namespace jisr::db {

namespace {

constexpr int kMostLines = 5'000;
/// Before every line, so that one smuggled in with a negative number is seen too.
constexpr Position kBeginning{std::numeric_limits<std::int64_t>::min(),
                              std::numeric_limits<std::int64_t>::min()};

/// The block before the first.
SealBlock no_block()
{
    return {.through = kBeginning};
}

class BlockDigest
{
  public:
    explicit BlockDigest(const SealBlock& before) { digest_.text(before.digest); }

    void add(const ChangeRow& line)
    {
        digest_.number(line.at.milliseconds);
        digest_.text(line.actor);
        digest_.text(line.entity);
        digest_.text({reinterpret_cast<const char*>(line.entity_id.bytes.data()),
                      line.entity_id.bytes.size()});
        digest_.number(line.version);
        digest_.text(line.operation);
        digest_.text(line.difference);
        digest_.text(line.reason);
    }

    std::string hex() { return digest_.hex(); }

  private:
    Digest digest_;
};

constexpr std::string_view kSelect =
    "select block, through_transaction_id, through_seq, lines, digest from change_seal ";

SealBlock block_from(const Row& row)
{
    return {.number = row.integer(0),
            .through = {row.integer(1), row.integer(2)},
            .lines = row.integer(3),
            .digest = std::string(row.text(4))};
}

core::Result<SealBlock> last_block(Reader& reader)
{
    SealBlock last = no_block();
    TRY(reader.query(std::string(kSelect) + "order by block desc limit 1", {}, [&](const Row& row) {
        last = block_from(row);
        return true;
    }));
    return last;
}

core::Result<std::vector<SealBlock>> all_blocks(Reader& reader)
{
    std::vector<SealBlock> blocks;
    TRY(reader.query(std::string(kSelect) + "order by block", {}, [&](const Row& row) {
        blocks.push_back(block_from(row));
        return true;
    }));
    return blocks;
}

SealBlock block_after(const SealBlock& last, std::span<const ChangeRow> lines)
{
    SealBlock next{.number = last.number + 1, .lines = static_cast<std::int64_t>(lines.size())};
    BlockDigest digest(last);
    for (const ChangeRow& line : lines)
        digest.add(line);
    if (!lines.empty())
        next.through = lines.back().position;
    next.digest = digest.hex();
    return next;
}

/// The block after the last one, of what can be read now; without lines when there is nothing to
/// seal.
core::Result<SealBlock> next_block(Reader& reader)
{
    const SealBlock last = TRY(last_block(reader));
    return block_after(last, TRY(changes_after(reader, last.through, kMostLines)));
}

core::Result<void> insert(Writer& writer, const SealBlock& block)
{
    TRY(writer.keep(
        "insert into change_seal (block, through_transaction_id, through_seq, lines, digest) "
        "values (:block, :transaction_id, :seq, :lines, :digest)",
        {{"block", block.number},
         {"transaction_id", block.through.transaction_id},
         {"seq", block.through.seq},
         {"lines", block.lines},
         {"digest", block.digest}}));
    return {};
}

core::Result<bool> fits(Reader& reader, const SealBlock& before, const SealBlock& block,
                        std::int64_t& read, core::FunctionRef<void(std::int64_t)> progress)
{
    BlockDigest digest(before);
    std::int64_t lines = 0;
    TRY(changes_between(reader, before.through, block.through, [&](const ChangeRow& line) {
        digest.add(line);
        ++lines;
    }));
    progress(read += lines);
    return block.number == before.number + 1 && lines == block.lines &&
           digest.hex() == block.digest;
}

} // namespace

core::Result<std::int64_t> seal(Database& database)
{
    std::int64_t sealed = 0;
    while (true) {
        const SealBlock block =
            TRY(database.ask([](Reader& reader) { return next_block(reader); }));
        if (block.lines == 0)
            return sealed;
        // Digested outside the transaction: writers must not wait for it. Its number tells whether
        // somebody was faster.
        auto kept = seal_block(database, block);
        if (!kept && kept.error().slug == core::kAlreadyExists)
            continue;
        if (!kept)
            return core::fail(std::move(kept).error());
        sealed += block.lines;
    }
}

core::Result<std::optional<SealBlock>> next_block_of(Reader& reader, Position after,
                                                     const std::vector<ChangeRow>& lines)
{
    const SealBlock last = TRY(last_block(reader));
    if (last.through < after)
        return std::optional<SealBlock>{};
    const auto unsealed =
        std::ranges::find_if(lines, [&](const auto& line) { return line.position > last.through; });
    return std::optional(block_after(last, {unsealed, lines.end()}));
}

core::Result<void> seal_block(Database& database, const SealBlock& block)
{
    return database.write([&](Writer& writer) { return insert(writer, block); });
}

core::Result<Verification> verify(Reader& reader, core::FunctionRef<void(std::int64_t)> progress,
                                  std::string_view noted_head)
{
    Verification found;
    SealBlock before = no_block();
    std::int64_t read = 0;
    for (const SealBlock& block : TRY(all_blocks(reader))) {
        if (!TRY(fits(reader, before, block, read, progress))) {
            found.broken_block = before.number + 1;
            break;
        }
        ++found.blocks;
        found.sealed_lines += block.lines;
        found.head = block.digest;
        found.has_noted = found.has_noted || block.digest == noted_head;
        before = block;
    }
    if (found.intact())
        found.unsealed_lines =
            TRY(reader.count("select count(*) from change_line")) - found.sealed_lines;
    return found;
}

} // namespace jisr::db
