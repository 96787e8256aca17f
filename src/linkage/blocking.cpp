#include "linkage/blocking.hpp"

#include "linkage/radix_sort.hpp"
#include "linkage/workers.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <tuple>

// The keys. A pair of the same person is missed only when it agrees in none of them, so they are
// chosen to fail for different reasons: a wrong birth date leaves names and place, a mistaken name
// leaves the date with the first sound of the other name, a new family name leaves the given name.
// Names stand for their consonants (name.hpp). Day and month are taken in ascending order, so that
// exchanging them does not matter, and the two names without order where both are in the key.

namespace jisr::linkage {

namespace {

constexpr std::uint32_t kAlone = 1U << 31U; ///< with the row's number: met nobody under this key
constexpr std::size_t kPairsOfPiece = 100'000;

/// Parts of a key, in which one that is not known leaves the whole key unknown.
class Key
{
  public:
    explicit Key(std::uint64_t kind) : hash_(kind) {}

    Key& with(std::uint64_t part)
    {
        known_ = known_ && part != 0;
        hash_ = mixed(hash_, part);
        return *this;
    }

    /// 0: not known.
    [[nodiscard]] std::uint32_t value() const
    {
        return known_ ? static_cast<std::uint32_t>(hash_ >> 32U) | 1U : 0;
    }

  private:
    std::uint64_t hash_;
    bool known_ = true;
};

/// What the keys of one row are made of; 0 where it is not known.
struct Parts
{
    std::uint64_t year = 0;
    std::uint64_t month_and_day = 0;
    std::uint64_t date = 0;
    std::uint64_t given = 0;
    std::uint64_t family = 0;
    std::uint64_t given_sound = 0;
    std::uint64_t family_sound = 0;
    std::uint64_t both = 0;
    std::uint64_t both_sounds = 0;
    std::uint64_t father = 0;
    std::uint64_t commune = 0;
    std::uint64_t id_begin = 0;
    std::uint64_t id_end = 0;
    std::uint64_t phone_end = 0;
};

std::uint64_t unordered(std::uint64_t a, std::uint64_t b)
{
    return a == 0 || b == 0 ? 0 : mixed(std::min(a, b), std::max(a, b));
}

void add_dates(Parts& parts, BirthDate date)
{
    parts.year = static_cast<std::uint64_t>(date.year());
    if (!date.has_day())
        return;
    const int smaller = std::min(date.day(), date.month());
    const int larger = std::max(date.day(), date.month());
    parts.month_and_day = static_cast<std::uint64_t>(32 * smaller + larger);
    parts.date = 1024 * parts.year + parts.month_and_day;
}

void add_numbers(Parts& parts, std::string_view id, std::string_view phone)
{
    constexpr std::size_t kEnd = 4;
    if (id.size() > kEnd) {
        parts.id_begin = hash_of(id.substr(0, id.size() - 3));
        parts.id_end = hash_of(id.substr(id.size() - kEnd));
    }
    if (phone.size() > kEnd)
        parts.phone_end = hash_of(phone.substr(phone.size() - kEnd));
}

Parts parts_of(const Row& row, const People& people)
{
    const auto& names = people.names();
    Parts parts{
        .given = names.first_part(row.given_name),
        .family = names.first_part(row.family_name),
        .given_sound = static_cast<std::uint64_t>(names.first_sound(row.given_name)),
        .family_sound = static_cast<std::uint64_t>(names.first_sound(row.family_name)),
        .both = unordered(names.sounds_hash(row.given_name), names.sounds_hash(row.family_name)),
        .father = names.first_part(row.father_name),
        .commune = names.sounds_hash(row.commune)};
    parts.both_sounds = unordered(parts.given_sound, parts.family_sound);
    add_dates(parts, row.birth_date);
    add_numbers(parts, people.ids()[row.national_id].text(), people.phones()[row.phone].text());
    return parts;
}

/// Keys that many strangers share: they must be short to be worth the comparing.
constexpr std::array<std::size_t, 2> kLooseKeys{8, 16};

std::array<std::uint32_t, Blocking::kKeys> keys_of(const Row& row, const People& people)
{
    const Parts it = parts_of(row, people);
    std::uint64_t kind = 0;
    const auto of = [&](std::initializer_list<std::uint64_t> parts) {
        Key made(++kind);
        for (const auto part : parts)
            made.with(part);
        return made.value();
    };
    return {of({row.national_id}),
            of({row.phone}),
            of({it.date, it.given_sound}),
            of({it.date, it.family}),
            of({it.date, it.commune}),
            of({it.date, it.father}),
            of({it.both, it.year}),
            of({it.both, it.commune}),
            of({it.both}),
            of({it.given, it.month_and_day, it.family_sound}),
            of({it.family, it.month_and_day, it.given_sound}),
            of({it.given, it.year, it.commune}),
            of({it.family, it.year, it.commune}),
            of({it.given, it.father, it.year}),
            of({it.both, it.father}),
            of({it.given, it.father, it.commune}),
            of({it.family, it.commune, it.given_sound}),
            of({it.id_begin, it.both_sounds}),
            of({it.id_end, it.both_sounds}),
            of({it.phone_end, it.both_sounds})};
}

} // namespace

std::size_t Blocking::longest(std::size_t key)
{
    const bool loose = std::find(kLooseKeys.begin(), kLooseKeys.end(), key) != kLooseKeys.end();
    return loose ? kLongestLoose : kLongestBlock;
}

Blocking::Blocking(const People& people)
    : people_(people), passes_(kKeys), block_of_(people.size() * kKeys)
{
    constexpr std::size_t kRows = 50'000;
    in_parallel((people.size() + kRows - 1) / kRows, [&](std::size_t piece, std::size_t) {
        const std::size_t end = std::min(people.size(), (piece + 1) * kRows);
        for (std::size_t row = piece * kRows; row < end; ++row) {
            const auto keys = keys_of(people.row(static_cast<std::uint32_t>(row)), people);
            std::copy(keys.begin(), keys.end(), &block_of_[row * kKeys]);
        }
    });
    in_parallel(kKeys, [this](std::size_t key, std::size_t) { build(key); });
    for (std::size_t pass = 0; pass < kKeys; ++pass) {
        const auto& blocks = passes_[pass].blocks;
        Piece piece{pass, 0, 0};
        std::size_t pairs = 0;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            pairs += pairs_of(pass, blocks[i]);
            piece.end_block = i + 1;
            if (pairs >= kPairsOfPiece || i + 1 == blocks.size()) {
                pieces_.push_back(piece);
                piece.first_block = i + 1;
                pairs = 0;
            }
        }
    }
}

void Blocking::build(std::size_t key)
{
    std::vector<std::uint64_t> keyed; // the key in the high half, the row in the low one
    for (std::uint32_t row = 0; row < people_.size(); ++row) {
        std::uint32_t& place = block_of_[row * kKeys + key];
        if (place != 0)
            keyed.push_back(static_cast<std::uint64_t>(place) << 32U | row);
        place = kAlone | row;
    }
    sort_by_high_half(keyed);
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < keyed.size(); ++i) {
        rows.push_back(static_cast<std::uint32_t>(keyed[i]));
        const bool last = i + 1 == keyed.size() || keyed[i] >> 32U != keyed[i + 1] >> 32U;
        if (!last)
            continue;
        if (rows.size() > 1)
            add_block(key, rows);
        rows.clear();
    }
}

void Blocking::add_block(std::size_t key, std::vector<std::uint32_t>& rows)
{
    auto& pass = passes_[key];
    if (rows.size() > longest(key)) {
        const auto& names = people_.names();
        const auto order = [&](std::uint32_t number) {
            const Row& row = people_.row(number);
            return std::tuple(names.sounds_hash(row.given_name), names.sounds_hash(row.family_name),
                              row.birth_date.packed(), names.sounds_hash(row.father_name),
                              names.sounds_hash(row.commune), number);
        };
        std::sort(rows.begin(), rows.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return order(a) < order(b); });
    } else {
        for (const auto row : rows)
            block_of_[row * kKeys + key] = static_cast<std::uint32_t>(pass.blocks.size());
    }
    const auto begin = static_cast<std::uint32_t>(pass.rows.size());
    pass.rows.insert(pass.rows.end(), rows.begin(), rows.end());
    pass.blocks.push_back({begin, static_cast<std::uint32_t>(pass.rows.size())});
}

bool Blocking::met_before(std::size_t key, std::uint32_t a, std::uint32_t b) const
{
    const auto* blocks_of_a = &block_of_[a * kKeys];
    const auto* blocks_of_b = &block_of_[b * kKeys];
    return !std::equal(blocks_of_a, blocks_of_a + key, blocks_of_b, std::not_equal_to<>());
}

std::size_t Blocking::pairs_of(std::size_t pass, const Block& block) const
{
    const std::size_t rows = block.end - block.begin;
    return rows > longest(pass) ? rows * kWindow : rows * (rows - 1) / 2;
}

std::size_t Blocking::most_pairs() const
{
    std::size_t pairs = 0;
    for (std::size_t pass = 0; pass < passes_.size(); ++pass)
        for (const auto& block : passes_[pass].blocks)
            pairs += pairs_of(pass, block);
    return pairs;
}

void Blocking::pair_off(std::size_t pass, const Block& block, std::size_t one_in, Take take) const
{
    const std::size_t rows = block.end - block.begin;
    const std::size_t reach = rows > longest(pass) ? kWindow : rows;
    const auto& row = passes_[pass].rows;
    for (std::size_t i = block.begin; i < block.end; ++i) {
        // Rows lie anywhere in memory: half of the time went into waiting for them.
        constexpr std::size_t kAhead = 24;
        if (i + kAhead < row.size()) {
            __builtin_prefetch(&people_.row(row[i + kAhead]));
            __builtin_prefetch(&block_of_[row[i + kAhead] * kKeys]);
            __builtin_prefetch(&block_of_[row[i + kAhead] * kKeys + pass]);
        }
        for (std::size_t j = i + 1; j < std::min<std::size_t>(block.end, i + 1 + reach); ++j) {
            const auto [a, b] = std::minmax(row[i], row[j]);
            if ((one_in == 1 || mixed(a, b) % one_in == 0) && !met_before(pass, a, b))
                take(a, b);
        }
    }
}

void Blocking::for_each_pair(std::size_t piece, std::size_t one_in, Take take) const
{
    const Piece& it = pieces_[piece];
    for (std::size_t i = it.first_block; i < it.end_block; ++i)
        pair_off(it.pass, passes_[it.pass].blocks[i], one_in, take);
}

} // namespace jisr::linkage
