#include "db/seal.hpp"

#include "db/change_log.hpp"
#include "db/digest.hpp"

#include <limits>

namespace jisr::db {

namespace {

constexpr int kMostLines = 5'000;
/// Before every line, so that one smuggled in with a negative number is seen too.
constexpr Position kBeginning{std::numeric_limits<std::int64_t>::min(),
                              std::numeric_limits<std::int64_t>::min()};

struct Block
{
    std::int64_t number = 0;
    Position through = kBeginning;
    std::int64_t lines = 0;
    std::string digest;
};

class BlockDigest
{
  public:
    explicit BlockDigest(const Block& before) { digest_.text(before.digest); }

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

Block block_from(const Row& row)
{
    return {.number = row.integer(0),
            .through = {row.integer(1), row.integer(2)},
            .lines = row.integer(3),
            .digest = std::string(row.text(4))};
}

core::Result<Block> last_block(Reader& reader)
{
    Block last;
    TRY(reader.query(std::string(kSelect) + "order by block desc limit 1", {}, [&](const Row& row) {
        last = block_from(row);
        return true;
    }));
    return last;
}

core::Result<std::vector<Block>> all_blocks(Reader& reader)
{
    std::vector<Block> blocks;
    TRY(reader.query(std::string(kSelect) + "order by block", {}, [&](const Row& row) {
        blocks.push_back(block_from(row));
        return true;
    }));
    return blocks;
}

/// The block after the last one, of what can be read now; without lines when there is nothing to
/// seal.
core::Result<Block> next_block(Reader& reader)
{
    const Block last = TRY(last_block(reader));
    const auto lines = TRY(changes_after(reader, last.through, kMostLines));
    Block next{.number = last.number + 1, .lines = static_cast<std::int64_t>(lines.size())};
    BlockDigest digest(last);
    for (const ChangeRow& line : lines)
        digest.add(line);
    if (!lines.empty())
        next.through = lines.back().position;
    next.digest = digest.hex();
    return next;
}

core::Result<void> insert(Writer& writer, const Block& block)
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

core::Result<bool> fits(Reader& reader, const Block& before, const Block& block, std::int64_t& read,
                        core::FunctionRef<void(std::int64_t)> progress)
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
        const Block block = TRY(database.ask([](Reader& reader) { return next_block(reader); }));
        if (block.lines == 0)
            return sealed;
        // Digested outside the transaction: writers must not wait for it. Its number tells whether
        // somebody was faster.
        auto kept = database.write([&](Writer& writer) { return insert(writer, block); });
        if (!kept && kept.error().slug == "already_exists")
            continue;
        if (!kept)
            return core::fail(std::move(kept).error());
        sealed += block.lines;
    }
}

core::Result<Verification> verify(Reader& reader, core::FunctionRef<void(std::int64_t)> progress)
{
    Verification found;
    Block before;
    std::int64_t read = 0;
    for (const Block& block : TRY(all_blocks(reader))) {
        if (!TRY(fits(reader, before, block, read, progress))) {
            found.broken_block = before.number + 1;
            break;
        }
        ++found.blocks;
        found.sealed_lines += block.lines;
        found.head = block.digest;
        before = block;
    }
    if (found.intact())
        found.unsealed_lines =
            TRY(reader.count("select count(*) from change_line")) - found.sealed_lines;
    return found;
}

} // namespace jisr::db
