#include "linkage/quality.hpp"

#include <algorithm>
#include <cstddef>

namespace jisr::linkage {

namespace {

using Sizes = std::vector<std::uint32_t>;

Sizes sizes_of(const std::vector<std::uint32_t>& groups)
{
    Sizes sizes;
    for (const auto group : groups) {
        if (group >= sizes.size())
            sizes.resize(group + 1);
        ++sizes[group];
    }
    return sizes;
}

double pairs_of(double records)
{
    return records * (records - 1) / 2;
}

double pairs_in(const Sizes& sizes)
{
    double pairs = 0;
    for (const auto size : sizes)
        pairs += pairs_of(size);
    return pairs;
}

double share(double part, double whole)
{
    return whole == 0 ? 1 : part / whole; // nothing found where nothing is to be found is right
}

double larger_than_one(const Sizes& sizes)
{
    return static_cast<double>(
        std::count_if(sizes.begin(), sizes.end(), [](std::uint32_t size) { return size > 1; }));
}

} // namespace

double Accuracy::f1() const
{
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
}

Quality measure(const std::vector<std::uint32_t>& found, const std::vector<std::uint32_t>& truth)
{
    const Sizes clusters = sizes_of(found);
    const Sizes persons = sizes_of(truth);
    std::vector<std::uint64_t> meetings(found.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        meetings[i] = static_cast<std::uint64_t>(found[i]) << 32U | truth[i];
    std::sort(meetings.begin(), meetings.end());
    double right_pairs = 0;
    double exact = 0;
    double pure = 0;
    double whole = 0;
    for (std::size_t begin = 0; begin < meetings.size();) {
        std::size_t end = begin;
        while (end < meetings.size() && meetings[end] == meetings[begin])
            ++end;
        const auto both = static_cast<double>(end - begin);
        const double cluster = clusters[meetings[begin] >> 32U];
        const double person = persons[meetings[begin] & 0xFFFF'FFFFU];
        right_pairs += pairs_of(both);
        exact += both > 1 && both == cluster && both == person ? 1 : 0;
        pure += both * both / cluster;
        whole += both * both / person;
        begin = end;
    }
    const auto records = static_cast<double>(found.size());
    return {
        .pairs = {share(right_pairs, pairs_in(clusters)), share(right_pairs, pairs_in(persons))},
        .clusters = {share(exact, larger_than_one(clusters)),
                     share(exact, larger_than_one(persons))},
        .records = {share(pure, records), share(whole, records)}};
}

} // namespace jisr::linkage
