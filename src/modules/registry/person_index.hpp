#pragma once

#include "modules/registry/name_bytes.hpp"
#include "modules/registry/person_candidates.hpp"
#include "modules/registry/person_names.hpp"
#include "modules/registry/person_sieve.hpp"
#include "modules/registry/slot_order.hpp"
#include "service/change_feed.hpp"

#include <array>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <thread>

namespace jisr::registry {

/// What lists of persons filter, sort and search by, held in memory: some 120 bytes a person, and
/// the index of names.
///
/// The database keeps the rows; what it would need for the same lists — an index for each order and
/// each level of place — costs a random page of writing for each index with every registration,
/// many times what the registration itself costs. Here a filter that no index would fit is a pass
/// over twelve bytes a person.
///
/// The change log keeps it true: whoever asks brings it first to what her own snapshot of the
/// database sees, so a list never lags behind an answer. The first to ask, or start(), reads every
/// person. Thread-safe.
class PersonIndex
{
  public:
    /// A walk along an order that has not filled its page after `most_steps` persons gives up: few
    /// pass, and looking at all of them as they lie in memory is quicker.
    explicit PersonIndex(std::size_t most_steps = 30'000) : most_steps_(most_steps) {}

    ~PersonIndex();
    PersonIndex(const PersonIndex&) = delete;
    PersonIndex& operator=(const PersonIndex&) = delete;

    /// Reads every person on a thread of its own and follows the feed from afar, so that nobody who
    /// asks finds much left to do. Before the feed's start. `snapshot`: a file of its own in which
    /// it finds itself as it was, and what came since in the log; written after the first reading
    /// and at the end.
    void start(db::Database& database, service::ChangeFeed& feed, std::filesystem::path snapshot);
    /// After the feed's stop: ends the first reading, and keeps what changed since the snapshot.
    void stop();

    /// Ids in the order of the list.
    struct Page
    {
        std::vector<core::Id> ids;
        std::optional<std::string> next; ///< cursor of the page after it
    };

    /// One page of what the actor may see; `reader` tells the state of the database. 422 at
    /// "?cursor" when it names nobody whom the actor may see.
    core::Result<Page> page(db::Reader& reader, const service::Actor& actor,
                            const PersonQuery& query);
    /// Everyone of the filters: exports.
    core::Result<std::vector<core::Id>> everyone(db::Reader& reader, const service::Actor& actor,
                                                 service::Permission permission,
                                                 const WhichPersons& query);
    /// At most `limit` of those whom the actor may see, with the phone (E.164) as one of theirs.
    core::Result<std::vector<core::Id>> with_phone(db::Reader& reader, const service::Actor& actor,
                                                   std::string_view phone, std::size_t limit);
    /// The same of a phone of which the beginning or the end was typed, as digits: `0612`, `5678`.
    core::Result<std::vector<core::Id>> with_phone_part(db::Reader& reader,
                                                        const service::Actor& actor,
                                                        std::string_view digits, std::size_t limit);
    /// The same whose names come near the one typed, best first: in either script, misspelt, in any
    /// order, the last word begun.
    core::Result<std::vector<core::Id>> with_name(db::Reader& reader, const service::Actor& actor,
                                                  std::string_view typed, std::size_t limit);
    /// What the indexes of names and of likely matches take of the memory, in bytes.
    [[nodiscard]] std::size_t name_bytes_held() const;

    /// Waits until every person was read once; afterwards the index may lie behind the log, unless
    /// nobody follows it and much waits.
    core::Result<void> become_complete(db::Database& database);
    /// Who may be the person with these keys, those included who are being entered.
    [[nodiscard]] std::vector<core::Id> may_be(const linkage::PersonKeys& keys) const;

    /// To be called for who is about to be committed, so that may_be() knows of her at once.
    void enter(const core::Id& id, const linkage::PersonKeys& keys) { candidates_.enter(id, keys); }

    /// Afterwards may_be() knows of those too whom other processes have entered, as far as `writer`
    /// sees them; what the log has settled is read once.
    core::Result<void> meet_strangers(db::Writer& writer);
    [[nodiscard]] std::size_t size() const;

  private:
    using Slot = SlotOrder::Slot;

    enum Order : std::uint8_t { ById, ByTime, ByReference, ByName };

    static constexpr std::array kOrders{ById, ByTime, ByReference, ByName};

    static constexpr Order order_of(PersonSort sort)
    {
        return sort == PersonSort::Name        ? ByName
               : sort == PersonSort::Reference ? ByReference
                                               : ByTime;
    }

    /// Column by column; a slot is a person's place in each.
    struct Contents
    {
        std::vector<PersonTraits> traits;
        std::vector<core::Id> ids;
        std::vector<std::int64_t> times; ///< registered_at
        std::vector<std::uint64_t> references;
        std::vector<std::uint64_t> phones;
        std::vector<std::uint64_t> second_phones;
        std::vector<NameBlock::At> names_at;
        NameBlock names;
        PersonNames by_name;
        TraitTables tables;
        std::array<SlotOrder, kOrders.size()> orders;
    };

    /// Where a page of a list ended.
    struct Mark
    {
        Slot slot;
        NameBlock::At name; ///< where hers is kept; the name itself would stand in an address
        std::size_t shown;  ///< up to and with her
    };

    /// False when there is no snapshot of this database by this very program.
    bool load_snapshot(db::Reader& reader);
    static std::optional<Contents> load_contents(linkage::SnapshotReader& reader, std::istream& in);
    void save_snapshot();
    void save_contents(std::ostream& out, const core::Id& newest) const;

    /// What the log told since the index last followed it.
    struct News
    {
        db::Position newest;
        std::vector<core::Id> changed; ///< persons one of whose registrations has changed
        std::vector<IndexedPerson> persons;
        std::vector<IndexedRegistration> registrations;
    };

    core::Result<void> follow(db::Reader& reader);
    core::Result<void> follow(db::Database& database);
    /// None when everyone was read instead; `following_` is held.
    core::Result<std::optional<News>> read_on(db::Reader& reader);
    core::Result<void> read_everyone(db::Reader& reader);
    core::Result<News> read_changed(db::Reader& reader);
    void take_in(const News& news);
    void read_names();
    /// Up to where the log has been read.
    [[nodiscard]] db::Position position() const;
    /// Up to where it has been read for those whom others entered.
    [[nodiscard]] db::Position strangers_met() const;
    /// Those of `ids` whom may_be() does not know of.
    [[nodiscard]] std::vector<core::Id> strangers(std::vector<core::Id> ids) const;

    [[nodiscard]] bool precedes(Order order, Slot a, Slot b) const;

    [[nodiscard]] auto precedence(Order order) const
    {
        return [this, order](Slot a, Slot b) { return precedes(order, a, b); };
    }

    [[nodiscard]] std::optional<Slot> find(const core::Id& id) const;
    Slot append(const IndexedPerson& person);
    PersonTraits traits_of(const IndexedPerson& person);
    void put(const IndexedPerson& person);
    void put_all(std::span<const IndexedPerson> persons);
    void add_edition(const IndexedRegistration& registration);

    [[nodiscard]] bool passes(const PersonSieve& sieve, Slot slot) const
    {
        return sieve.fits(contents_.traits[slot]) && sieve.in_days(contents_.times[slot]);
    }

    void walk(Order order, bool backward, std::optional<Slot> after,
              core::FunctionRef<bool(Slot)> visit) const;
    [[nodiscard]] std::vector<Slot> first_of(const PersonSieve& sieve, Order order, bool backward,
                                             std::optional<Slot> after, std::size_t count) const;
    [[nodiscard]] std::vector<Slot> picked(const PersonSieve& sieve, Order order, bool backward,
                                           std::optional<Slot> after, std::size_t count) const;
    /// Nothing on the first page. 422 at "?cursor".
    [[nodiscard]] core::Result<std::optional<Mark>> mark_of(const PersonQuery& query,
                                                            const PersonSieve& sieve) const;
    [[nodiscard]] std::vector<Slot> after_renamed(const PersonSieve& sieve, const Mark& before,
                                                  std::size_t count) const;
    core::Result<std::vector<core::Id>> latest(db::Reader& reader, const service::Actor& actor,
                                               std::size_t limit,
                                               core::FunctionRef<bool(Slot)> meets);

    std::size_t most_steps_;
    std::mutex following_; ///< held while reading what has changed
    std::atomic<bool> complete_{false};
    mutable std::shared_mutex mutex_; ///< guards the contents and the position
    db::Position position_;
    db::Position strangers_met_; ///< where that is further on
    Contents contents_;
    PersonCandidates candidates_;
    std::atomic<bool> stopping_{false};
    db::Database* database_ = nullptr; ///< while it is followed
    std::filesystem::path snapshot_;
    db::Position saved_;  ///< that the snapshot has
    std::thread reading_; ///< the first reading
};

} // namespace jisr::registry
