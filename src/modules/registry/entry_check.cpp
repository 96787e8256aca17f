#include "modules/registry/entry_check.hpp"

#include "modules/registry/experience_store.hpp"
#include "modules/registry/likeness.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

constexpr std::size_t kMostShown = 5;
/// A register begins small, but those who may come are many.
constexpr std::size_t kFewest = 1'000;

} // namespace

core::Result<EntryLook> EntryCheck::look(db::Database& database, const PersonFields& fields)
{
    TRY(persons_->become_complete(database));
    EntryLook look{.keys = keys_of(fields)};
    look.judged = persons_->may_be(look.keys);
    if (!look.judged.empty())
        TRY(database.read([&](db::Reader& reader) -> core::Result<void> {
            TRY(learn(reader));
            const auto rows = TRY(persons_of(reader, look.judged));
            look.judged.clear(); // who is not committed yet is judged when she is
            for (const auto& row : rows)
                look.judged.push_back(row.id);
            judge(rows, fields, look.matches);
            return {};
        }));
    return look;
}

std::vector<std::uint32_t> EntryCheck::to_hold(std::span<const linkage::PersonKeys> of)
{
    std::vector<std::uint32_t> keys;
    for (const auto& person : of)
        for (const auto key : person.keys)
            if (key != 0)
                keys.push_back(key);
    return keys;
}

core::Result<void> EntryCheck::hold(db::Writer& writer, std::span<const linkage::PersonKeys> of)
{
    return writer.hold(to_hold(of));
}

core::Result<std::vector<LikelyMatch>>
EntryCheck::matches(db::Writer& writer, const PersonFields& fields, const EntryLook& look,
                    const std::optional<core::Id>& self) const
{
    TRY(persons_->meet_strangers(writer));
    auto ids = persons_->may_be(look.keys);
    std::erase_if(ids, [&](const core::Id& id) {
        return std::find(look.judged.begin(), look.judged.end(), id) != look.judged.end();
    });
    auto likely = look.matches;
    if (!ids.empty())
        judge(TRY(persons_of(writer, ids)), fields, likely);
    std::erase_if(likely,
                  [&](const LikelyMatch& match) { return self && match.person.id == *self; });
    std::sort(likely.begin(), likely.end(), [](const auto& a, const auto& b) {
        return a.explanation.bits() > b.explanation.bits();
    });
    if (likely.size() > kMostShown)
        likely.erase(likely.begin() + kMostShown, likely.end());
    return likely;
}

std::vector<linkage::Explanation> EntryCheck::explain(const PersonFields& fields,
                                                      std::span<const linkage::Person> others) const
{
    const auto learnt = [this] {
        const std::lock_guard lock(mutex_);
        return learnt_;
    }();
    const auto person = likeness_of(fields);
    if (learnt)
        return linkage::explain_matches(person, others, *learnt);
    const auto records = std::max(kFewest, persons_->size());
    return linkage::explain_matches(person, others, linkage::default_experience(records));
}

core::Result<void> EntryCheck::learn(db::Reader& reader)
{
    const auto version = TRY(experience_version(reader));
    const std::lock_guard lock(mutex_);
    if (version == learnt_version_)
        return {};
    auto learnt = TRY(find_experience(reader));
    learnt_ = learnt ? std::make_shared<const linkage::Experience>(std::move(*learnt)) : nullptr;
    learnt_version_ = version;
    return {};
}

bool EntryCheck::are_likely_one(const PersonFields& fields, const linkage::Person& other) const
{
    return explain(fields, std::span(&other, 1)).front().probability() >= kLikely;
}

void EntryCheck::judge(const std::vector<PersonRow>& rows, const PersonFields& fields,
                       std::vector<LikelyMatch>& likely) const
{
    if (rows.empty())
        return;
    std::vector<linkage::Person> others;
    for (const auto& row : rows)
        others.push_back(likeness_of(row));
    const auto explanations = explain(fields, others);
    for (std::size_t i = 0; i < rows.size(); ++i)
        // What was merged is met in the file that holds it.
        if (explanations[i].probability() >= kLikely && rows[i].state != RegistrantState::Merged)
            likely.push_back({rows[i], explanations[i]});
}

} // namespace jisr::registry
