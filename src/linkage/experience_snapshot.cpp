#include "linkage/experience.hpp"
#include "linkage/name_model.hpp"
#include "linkage/snapshot.hpp"

#include <istream>
#include <ostream>

// The sounds of names, by which rarity is kept, come from what was learnt of names: a snapshot made
// with another table is not read.

namespace jisr::linkage {

namespace {

constexpr std::uint64_t kFormat = 1;

struct KnownName
{
    std::uint64_t sounds;
    float bits;
    std::uint32_t filling = 0; ///< so that no byte of it is left to chance
};

std::vector<std::uint64_t> kind()
{
    return {kFormat, NameModel::embedded().fingerprint(), kFields, kLevels};
}

void save_names(SnapshotWriter& writer, const std::unordered_map<std::uint64_t, float>& names)
{
    std::vector<KnownName> list;
    list.reserve(names.size());
    for (const auto& [sounds, bits] : names)
        list.push_back({sounds, bits});
    writer.write(std::span<const KnownName>(list));
}

} // namespace

void save_experience(std::ostream& out, const Experience& experience)
{
    SnapshotWriter writer(out);
    const auto begin = kind();
    const std::uint64_t records[] = {experience.records};
    writer.write(std::span(begin));
    writer.write(std::span<const std::uint64_t>(records));
    writer.write(std::span(&experience.model, 1));
    writer.write(std::span<const float>(experience.rarity.otherwise));
    for (const auto& names : experience.rarity.names)
        save_names(writer, names);
    writer.finish();
}

core::Result<Experience> load_experience(std::istream& in)
{
    SnapshotReader reader(in);
    if (reader.read<std::uint64_t>(kind().size()) != kind())
        return core::fail(snapshot_unreadable());
    const auto records = reader.read<std::uint64_t>(1);
    const auto model = reader.read<Model>(1);
    const auto otherwise = reader.read<float>(kFields);
    Experience experience;
    for (auto& names : experience.rarity.names)
        for (const auto& name : reader.read<KnownName>(kMostInSnapshot))
            names.emplace(name.sounds, name.bits);
    if (!reader.finish() || records.size() != 1 || model.size() != 1 || otherwise.size() != kFields)
        return core::fail(snapshot_unreadable());
    experience.model = model.front();
    experience.records = records.front();
    std::copy(otherwise.begin(), otherwise.end(), experience.rarity.otherwise.begin());
    return experience;
}

} // namespace jisr::linkage
