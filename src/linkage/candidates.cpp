#include "linkage/candidates.hpp"

#include <algorithm>
#include <memory>

// Of Blocking's twenty keys these find nearly everybody who is found at all among records that
// carry a name and a birth date or a phone: either name with the date, both names with the year or
// the place, and each phone. A slip that spoils one key leaves another, which does not hold the
// same value.

namespace jisr::linkage {

namespace {

enum KeyKind : std::uint8_t { GivenAndDate, FamilyAndDate, NamesAndYear, NamesAndPlace, AnyPhone };

/// 0 when a part is not known.
std::uint32_t key_of(KeyKind kind, std::uint64_t a, std::uint64_t b)
{
    if (a == 0 || b == 0)
        return 0;
    return static_cast<std::uint32_t>(mixed(mixed(kind + 1U, a), b) >> 32U) | 1U;
}

std::uint32_t phone_key(std::string_view phone)
{
    const auto number = ShortText::of_phone(phone);
    return number.known() ? key_of(AnyPhone, hash_of(number.text()), 1) : 0;
}

/// Day and month in ascending order, so that exchanging them does not matter; 0: the day is not
/// known.
std::uint64_t date_part(BirthDate date)
{
    if (!date.has_day())
        return 0;
    const int smaller = std::min(date.day(), date.month());
    const int larger = std::max(date.day(), date.month());
    return static_cast<std::uint64_t>(1024 * date.year() + 32 * smaller + larger);
}

/// The names that this thread has read; forgotten when they become many.
NamePool& names_read()
{
    constexpr std::size_t kMostNames = 20'000;
    thread_local auto names = std::make_unique<NamePool>();
    if (names->size() > kMostNames)
        names = std::make_unique<NamePool>();
    return *names;
}

bool names_may_be_one(const PersonKeys& a, std::uint32_t given, std::uint32_t family)
{
    // A name that is not known speaks against nobody.
    const auto may = [](std::uint32_t one, std::uint32_t other) {
        return one == 0 || other == 0 || NamePool::may_resemble(one, other);
    };
    return (may(a.given_mark, given) && may(a.family_mark, family)) ||
           (may(a.given_mark, family) && may(a.family_mark, given));
}

/// Where a key belongs among `size` places.
std::size_t home_of(std::uint64_t key, std::size_t size)
{
    // The high half chose the shard's few bits; mixing spreads what is left.
    return static_cast<std::size_t>((mixed(key, 1) >> 32U) * size >> 32U);
}

std::size_t shard_of(std::uint32_t key, std::size_t shards)
{
    return (key >> 8U) % shards;
}

} // namespace

PersonKeys keys_of(const Person& person, std::string_view second_phone)
{
    NamePool& names = names_read();
    const auto given = names.add(person.given_name, person.given_name_other);
    const auto family = names.add(person.family_name, person.family_name_other);
    const auto one = names.sounds_hash(given);
    const auto other = names.sounds_hash(family);
    const auto both =
        one == 0 || other == 0 ? 0 : mixed(std::min(one, other), std::max(one, other));
    const auto date = date_part(person.birth_date);
    const auto year = static_cast<std::uint64_t>(person.birth_date.year());
    const auto place = person.commune.empty() ? 0 : hash_of(person.commune);
    return {.keys = {key_of(GivenAndDate, names.first_part(given), date),
                     key_of(FamilyAndDate, names.first_part(family), date),
                     key_of(NamesAndYear, both, year), key_of(NamesAndPlace, both, place),
                     phone_key(person.phone), phone_key(second_phone)},
            .given_mark = names.mark(given),
            .family_mark = names.mark(family)};
}

void Candidates::grow(Shard& shard)
{
    constexpr std::size_t kLeast = 64;
    std::vector<std::uint64_t> before(
        std::max(kLeast, shard.places.size() + shard.places.size() / 3));
    before.swap(shard.places);
    shard.held = 0;
    for (const auto place : before)
        if (place != 0)
            add(shard, place);
}

void Candidates::add(Shard& shard, std::uint64_t place)
{
    const std::size_t size = shard.places.size();
    std::size_t of_key = 0;
    std::uint64_t* oldest = nullptr;
    for (std::size_t i = home_of(place >> 32U, size);; i = i + 1 == size ? 0 : i + 1) {
        auto& held = shard.places[i];
        if (held == place)
            return;
        if (held == 0) {
            held = place;
            ++shard.held;
            return;
        }
        if (held >> 32U != place >> 32U)
            continue;
        if (oldest == nullptr || held < *oldest)
            oldest = &held;
        if (++of_key == kMostOfKey) {
            *oldest = std::max(*oldest, place);
            return;
        }
    }
}

void Candidates::put(Slot slot, const PersonKeys& person)
{
    if (slot >= marks_.size())
        marks_.resize(slot + 1);
    marks_[slot] = {person.given_mark, person.family_mark};
    for (const auto key : person.keys) {
        if (key == 0)
            continue;
        auto& shard = shards_[shard_of(key, kShards)];
        // Five in six places taken at most.
        if (6 * (shard.held + 1) > 5 * shard.places.size())
            grow(shard);
        add(shard, static_cast<std::uint64_t>(key) << 32U | (slot + 1));
    }
}

std::vector<Candidates::Slot> Candidates::near(const PersonKeys& person) const
{
    std::vector<Slot> found;
    for (const auto key : person.keys) {
        const auto& places = shards_[shard_of(key, kShards)].places;
        if (key == 0 || places.empty())
            continue;
        for (std::size_t i = home_of(key, places.size()); places[i] != 0;
             i = i + 1 == places.size() ? 0 : i + 1) {
            const auto slot = static_cast<Slot>(places[i]) - 1;
            if (places[i] >> 32U == key &&
                names_may_be_one(person, marks_[slot].given, marks_[slot].family))
                found.push_back(slot);
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::size_t Candidates::memory_bytes() const
{
    std::size_t bytes = marks_.capacity() * sizeof(Marks);
    for (const auto& shard : shards_)
        bytes += shard.places.capacity() * sizeof(std::uint64_t);
    return bytes;
}

void Candidates::save(SnapshotWriter& writer) const
{
    writer.write(std::span(marks_));
    for (const auto& shard : shards_)
        writer.write(std::span(shard.places));
}

Candidates Candidates::load(SnapshotReader& reader)
{
    Candidates candidates;
    candidates.marks_ = reader.read<Marks>(kMostInSnapshot);
    for (auto& shard : candidates.shards_) {
        shard.places = reader.read<std::uint64_t>(kMostInSnapshot);
        shard.held = shard.places.size() -
                     static_cast<std::size_t>(std::ranges::count(shard.places, std::uint64_t{0}));
    }
    return candidates;
}

bool may_be_one(const PersonKeys& a, const PersonKeys& b)
{
    const auto shared = std::any_of(a.keys.begin(), a.keys.end(), [&](std::uint32_t key) {
        return key != 0 && std::find(b.keys.begin(), b.keys.end(), key) != b.keys.end();
    });
    return shared && names_may_be_one(a, b.given_mark, b.family_mark);
}

} // namespace jisr::linkage
