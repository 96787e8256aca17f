#include "modules/registry/merge_pairs.hpp"

#include "modules/registry/duplicate_search_store.hpp"
#include "modules/registry/duplicate_store.hpp"
#include "modules/registry/experience_store.hpp"
#include "modules/registry/likeness.hpp"
#include "service/log_new.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

using service::WriteContext;

const core::Id& other_of(const PairRow& pair, const core::Id& one)
{
    return pair.person_a == one ? pair.person_b : pair.person_a;
}

core::Result<bool> are_told_apart(db::Reader& reader, const FileTree& one, const FileTree& other)
{
    for (const auto& [id, unused] : one.files)
        for (const auto& apart : TRY(told_apart_from(reader, id)))
            if (other.files.contains(apart))
                return true;
    return false;
}

core::Result<std::vector<FileTree>> others_of(db::Reader& reader, const std::vector<PairRow>& pairs,
                                              const core::Id& one)
{
    std::vector<FileTree> others;
    for (const auto& pair : pairs)
        others.push_back(TRY(tree_of(reader, TRY(get_person(reader, other_of(pair, one))))));
    return others;
}

core::Result<void> judge_anew(WriteContext& context, const FileTree& tree,
                              std::vector<PairRow> pairs, const linkage::Experience& experience)
{
    const auto others = TRY(others_of(context.reader, pairs, tree.root));
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        pairs[i].probability = likelihood(tree, others[i], experience);
        TRY(refresh_pair(context.writer, pairs[i]));
    }
    return {};
}

core::Result<void> follow(WriteContext& context, const FileTree& joined, const PairRow& pair,
                          const FileTree& third, const linkage::Experience& experience)
{
    const double probability = likelihood(joined, third, experience);
    if (probability < kLikelyEnough || TRY(are_told_apart(context.reader, joined, third)))
        return {};
    PairRow followed =
        new_pair(joined.root, third.root, probability, pair.found_in, context.clock.now());
    followed.cluster = pair.cluster;
    if (TRY(insert_pair(context.writer, followed)))
        TRY(service::log_new(context, "duplicate_pair", followed));
    return {};
}

} // namespace

double likelihood(const FileTree& one, const FileTree& other, const linkage::Experience& experience)
{
    std::vector<linkage::Person> others;
    for (const auto& [id, file] : other.files)
        others.push_back(likeness_of(file.row));
    double least = 1;
    for (const auto& [id, file] : one.files)
        for (const auto& explanation :
             linkage::explain_matches(likeness_of(file.row), others, experience))
            least = std::min(least, explanation.probability());
    return least;
}

core::Result<void> require_not_told_apart(db::Reader& reader, const FileTree& one,
                                          const FileTree& other)
{
    if (TRY(are_told_apart(reader, one, other)))
        return core::fail(core::problems::conflict("told_apart"));
    return {};
}

core::Result<void> judge_pairs_of(WriteContext& context, const core::Id& person)
{
    auto pairs = TRY(open_pairs_of(context.reader, person));
    if (pairs.empty())
        return {};
    const auto tree = TRY(tree_of(context.reader, TRY(get_person(context.reader, person))));
    return judge_anew(context, tree, std::move(pairs), TRY(experience_of(context.reader)));
}

core::Result<void> follow_pairs(WriteContext& context, const MergeOrder& order,
                                const FileTree& joined)
{
    auto known = TRY(open_pairs_of(context.reader, joined.root));
    auto pairs = TRY(open_pairs_of(context.reader, order.merged.id));
    std::erase_if(pairs, [&](const PairRow& pair) {
        return joined.files.contains(other_of(pair, order.merged.id));
    });
    if (known.empty() && pairs.empty())
        return {};
    std::optional<linkage::Experience> learnt;
    if (order.experience == nullptr)
        learnt = TRY(experience_of(context.reader));
    const auto& experience = learnt ? *learnt : *order.experience;
    TRY(judge_anew(context, joined, std::move(known), experience));
    const auto thirds = TRY(others_of(context.reader, pairs, order.merged.id));
    for (std::size_t i = 0; i < pairs.size(); ++i)
        TRY(follow(context, joined, pairs[i], thirds[i], experience));
    return {};
}

} // namespace jisr::registry
