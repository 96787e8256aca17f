#include "modules/registry/person_sieve.hpp"

#include "modules/territory/territory.hpp"

#include <algorithm>
#include <limits>

namespace jisr::registry {

namespace {

using service::ScopeLevel;

// From the low end: sixteen priority groups, then these.
constexpr unsigned kSexAt = 16;           // 1 bit
constexpr unsigned kStateAt = 17;         // 2 bits
constexpr unsigned kDisabilityAt = 19;    // 1 bit
constexpr unsigned kParticipationAt = 20; // 2 bits
constexpr unsigned kSchoolingAt = 22;     // 4 bits, 0 for unknown
constexpr unsigned kConsentAt = 26;       // 1 bit: it is to be confirmed
constexpr unsigned kMergedAt = kStateAt + 1;
constexpr unsigned kNever = 31; // nobody's
static_assert(static_cast<unsigned>(RegistrantState::Merged) == 2);

template <class E>
std::uint32_t at(E value, unsigned position)
{
    return static_cast<std::uint32_t>(value) << position;
}

std::uint32_t schooling_bits(Schooling schooling)
{
    return (static_cast<std::uint32_t>(schooling) + 1) << kSchoolingAt;
}

bool lies_in(const territory::Commune& commune, const service::Scope& scope)
{
    switch (scope.level) {
    case ScopeLevel::Nation:
        return true;
    case ScopeLevel::Region:
        return commune.region_code == scope.code;
    case ScopeLevel::Province:
        return commune.province_code == scope.code;
    default:
        return false;
    }
}

bool is_asked(const territory::Commune& commune, const WhichPersons& query)
{
    return (!query.region || *query.region == commune.region_code) &&
           (!query.province || *query.province == commune.province_code) &&
           (!query.commune || *query.commune == commune.code);
}

} // namespace

std::uint32_t bits_of(const IndexedPerson& person)
{
    std::uint32_t bits = at(person.sex, kSexAt) | at(person.state, kStateAt) |
                         at(person.has_disability, kDisabilityAt) |
                         at(person.participation, kParticipationAt) |
                         at(!person.consent_on, kConsentAt);
    if (person.schooling)
        bits |= schooling_bits(*person.schooling);
    for (const auto group : person.priority_groups)
        bits |= 1U << static_cast<unsigned>(group);
    return bits;
}

std::uint16_t commune_number(std::string_view code)
{
    const auto* commune = territory::find_commune(code);
    return commune == nullptr ? 0
                              : static_cast<std::uint16_t>(commune - territory::communes().data());
}

std::uint16_t TraitTables::centre_number(const std::optional<core::Id>& id)
{
    if (!id)
        return 0;
    const auto number = static_cast<std::uint16_t>(centres_.size());
    const auto [known, is_new] = centre_numbers_.try_emplace(*id, number);
    if (is_new)
        centres_.push_back(*id);
    return known->second;
}

std::uint32_t TraitTables::with_edition(std::uint32_t set, const core::Id& edition)
{
    auto editions = edition_sets_[set];
    const auto at = std::lower_bound(editions.begin(), editions.end(), edition);
    if (at != editions.end() && *at == edition)
        return set;
    editions.insert(at, edition);
    const auto known = std::find(edition_sets_.begin(), edition_sets_.end(), editions);
    const auto number = static_cast<std::uint32_t>(known - edition_sets_.begin());
    if (known == edition_sets_.end())
        edition_sets_.push_back(std::move(editions));
    return number;
}

void TraitTables::save(linkage::SnapshotWriter& writer) const
{
    writer.write(std::span(centres_));
    std::vector<std::uint32_t> sizes;
    std::vector<core::Id> editions;
    for (const auto& set : edition_sets_) {
        sizes.push_back(static_cast<std::uint32_t>(set.size()));
        editions.insert(editions.end(), set.begin(), set.end());
    }
    writer.write(std::span<const std::uint32_t>(sizes));
    writer.write(std::span<const core::Id>(editions));
}

TraitTables TraitTables::load(linkage::SnapshotReader& reader)
{
    constexpr std::uint64_t kMost = std::uint64_t{1} << 24U;
    TraitTables tables;
    tables.centres_ = reader.read<core::Id>(kMost);
    for (std::size_t i = 1; i < tables.centres_.size(); ++i)
        tables.centre_numbers_.emplace(tables.centres_[i], static_cast<std::uint16_t>(i));
    const auto sizes = reader.read<std::uint32_t>(kMost);
    const auto editions = reader.read<core::Id>(kMost);
    tables.edition_sets_.clear();
    auto from = editions.begin();
    for (const std::uint32_t size : sizes) {
        const auto count = std::min<std::ptrdiff_t>(size, editions.end() - from);
        tables.edition_sets_.emplace_back(from, from + count);
        from += count;
    }
    return tables;
}

PersonSieve::PersonSieve(const TraitTables& tables, const service::Actor& actor,
                         service::Permission permission, const WhichPersons& query)
    : from_(std::numeric_limits<std::int64_t>::min()),
      to_(std::numeric_limits<std::int64_t>::max()), communes_(territory::communes().size()),
      centres_(tables.centres().size())
{
    // Whoever passes a sensitive filter is told of by it.
    const bool sensitive = query.disability || query.priority_group;
    for (const auto& held : actor.assignments)
        if (service::allows(held.role, permission) &&
            (!sensitive || service::allows(held.role, service::Permission::ViewSensitive)))
            see(held.scope, tables);
    ask(query, tables);
}

void PersonSieve::see(const service::Scope& scope, const TraitTables& tables)
{
    const auto& communes = territory::communes();
    for (std::size_t i = 0; i < communes.size(); ++i)
        if (lies_in(communes[i], scope))
            communes_[i] |= kSeen;
    if (scope.level != ScopeLevel::Centre)
        return;
    const auto id = core::Id::parse(scope.code);
    for (std::size_t i = 1; i < centres_.size() && id; ++i)
        if (tables.centres()[i] == *id)
            centres_[i] = 1;
}

void PersonSieve::ask(const WhichPersons& query, const TraitTables& tables)
{
    const auto want = [this](std::uint32_t mask, std::uint32_t value) {
        mask_ |= mask;
        wanted_ |= value;
    };
    if (query.sex)
        want(at(1, kSexAt), at(*query.sex, kSexAt));
    // She stands in the list with the file that holds hers; asked for merged ones, none can fit.
    want(at(1, kMergedAt), 0);
    if (query.state == RegistrantState::Merged)
        want(0, at(1, kNever));
    else if (query.state)
        want(at(1, kStateAt), at(*query.state, kStateAt));
    if (query.disability)
        want(at(1, kDisabilityAt), at(*query.disability, kDisabilityAt));
    if (query.participation)
        want(at(3, kParticipationAt), at(*query.participation, kParticipationAt));
    if (query.schooling)
        want(at(15, kSchoolingAt), schooling_bits(*query.schooling));
    if (query.consent_to_confirm)
        want(at(1, kConsentAt), at(*query.consent_to_confirm, kConsentAt));
    if (query.priority_group)
        want(at(1, static_cast<unsigned>(*query.priority_group)),
             at(1, static_cast<unsigned>(*query.priority_group)));
    const auto& communes = territory::communes();
    for (std::size_t i = 0; i < communes.size(); ++i)
        if (is_asked(communes[i], query))
            communes_[i] |= kAsked;
    by_day_ = query.registered_from || query.registered_to;
    if (query.registered_from)
        from_ = core::start_of_moroccan_day(*query.registered_from).milliseconds;
    if (query.registered_to)
        to_ = core::start_of_moroccan_day(
                  core::Date::from_days(query.registered_to->days_since_epoch() + 1))
                  .milliseconds;
    for (const auto& set : tables.edition_sets())
        editions_.push_back(
            !query.edition || std::binary_search(set.begin(), set.end(), *query.edition) ? 1 : 0);
}

} // namespace jisr::registry
