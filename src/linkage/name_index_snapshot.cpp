#include "linkage/name_index.hpp"
#include "linkage/snapshot.hpp"

#include <algorithm>
#include <istream>
#include <ostream>

// A snapshot holds the distinct tokens and who has which; what is derived from them is built again
// while loading, which takes less time than reading it would. Tokens carry what was learnt of
// names, so a snapshot made with another table is not read.

namespace jisr::linkage {

namespace {

constexpr std::uint64_t kFormat = 2;

} // namespace

void NameIndex::save(std::ostream& out) const
{
    SnapshotWriter writer(out);
    const std::uint64_t kind[] = {kFormat, NameModel::embedded().fingerprint()};
    writer.write(std::span<const std::uint64_t>(kind));
    vocabulary_.save(writer);
    neighbours_.save(writer);
    writer.write(std::span(records_));
    writer.write(std::span(long_));
    writer.finish();
}

core::Result<NameIndex> NameIndex::load(std::istream& in)
{
    SnapshotReader reader(in);
    const std::vector<std::uint64_t> kind{kFormat, NameModel::embedded().fingerprint()};
    if (reader.read<std::uint64_t>(kind.size()) != kind)
        return core::fail(snapshot_unreadable());
    NameIndex index;
    auto vocabulary = Vocabulary::load(reader);
    index.neighbours_ = Neighbours::load(reader);
    index.records_ = reader.read<Record>(kMostInSnapshot);
    index.long_ = reader.read<Vocabulary::Id>(kMostInSnapshot);
    if (!reader.finish())
        return core::fail(snapshot_unreadable());
    index.vocabulary_ = std::move(vocabulary).built();
    index.fill_postings();
    return index;
}

void NameIndex::fill_postings()
{
    postings_.resize(vocabulary_.size());
    const auto each = [&](auto visit) {
        for (Slot slot = 0; slot < records_.size(); ++slot) {
            for (const auto token : tokens_of(slot))
                visit(slot, token);
        }
    };
    each([&](Slot, Vocabulary::Id token) { vocabulary_.use(token); });
    for (Vocabulary::Id token = 0; token < postings_.size(); ++token)
        postings_[token].reserve(vocabulary_.uses(token));
    each([&](Slot slot, Vocabulary::Id token) { postings_[token].push_back(slot); });
    std::size_t used = 0;
    for (Slot slot = 0; slot < records_.size(); ++slot) {
        persons_ += has(slot) ? 1 : 0;
        used += records_[slot][0] == kLong ? records_[slot][2] : 0;
    }
    abandoned_ = long_.size() - used;
}

} // namespace jisr::linkage
