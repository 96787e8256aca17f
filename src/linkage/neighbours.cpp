#include "linkage/neighbours.hpp"

#include "linkage/text_index.hpp"

#include <algorithm>

namespace jisr::linkage {

namespace {

std::uint32_t hash_of_sounds(std::string_view sounds)
{
    return static_cast<std::uint32_t>(hash_of(sounds) >> 32U) | 1U;
}

} // namespace

std::string Neighbours::sounds_of(std::string_view first, std::string_view second)
{
    constexpr std::string_view kNone = "a"; // of a token that has vowels alone
    std::string sounds(first == kNone ? "" : first);
    if (second == kNone)
        return sounds;
    const bool doubled = !sounds.empty() && second.starts_with(sounds.back());
    return sounds += second.substr(doubled ? 1 : 0);
}

std::size_t Neighbours::home_of(std::uint32_t sounds) const
{
    return static_cast<std::size_t>(std::uint64_t{sounds} * places_.size() >> 32U);
}

void Neighbours::enter(const Place& place)
{
    std::size_t of_sounds = 0;
    for (std::size_t i = home_of(place.sounds);; i = i + 1 == places_.size() ? 0 : i + 1) {
        Place& held = places_[i];
        if (held.sounds == 0) {
            held = place;
            ++held_;
            return;
        }
        if (held.sounds == place.sounds &&
            (held.pair == place.pair || ++of_sounds == kMostOfSounds))
            return;
    }
}

void Neighbours::grow()
{
    constexpr std::size_t kLeast = 64;
    std::vector<Place> before(std::max(kLeast, places_.size() + places_.size() / 3));
    before.swap(places_);
    held_ = 0;
    for (const auto& place : before)
        if (place.sounds != 0)
            enter(place);
}

void Neighbours::add(std::string_view sounds, Pair pair)
{
    if (sounds.size() < kFewestSounds)
        return;
    if (6 * (held_ + 1) > 5 * places_.size()) // five in six places taken at most
        grow();
    enter({hash_of_sounds(sounds), pair});
}

std::vector<Neighbours::Pair> Neighbours::of(std::string_view sounds) const
{
    std::vector<Pair> pairs;
    if (places_.empty() || sounds.size() < kFewestSounds)
        return pairs;
    const auto wanted = hash_of_sounds(sounds);
    for (std::size_t i = home_of(wanted); places_[i].sounds != 0;
         i = i + 1 == places_.size() ? 0 : i + 1)
        if (places_[i].sounds == wanted)
            pairs.push_back(places_[i].pair);
    return pairs;
}

Neighbours Neighbours::load(SnapshotReader& reader)
{
    Neighbours neighbours;
    neighbours.places_ = reader.read<Place>(kMostInSnapshot);
    neighbours.held_ =
        neighbours.places_.size() - static_cast<std::size_t>(std::ranges::count(
                                        neighbours.places_, std::uint32_t{0}, &Place::sounds));
    return neighbours;
}

} // namespace jisr::linkage
