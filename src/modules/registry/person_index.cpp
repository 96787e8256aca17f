#include "modules/registry/person_index.hpp"

#include "core/log.hpp"

#include <algorithm>
#include <charconv>

namespace jisr::registry {

namespace {

/// Persons that may be entered without anybody reading on: where nothing follows the feed.
constexpr std::size_t kMostEntered = 5'000;

std::uint64_t digits_of(std::string_view text)
{
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? number : 0;
}

std::uint64_t phone_number(std::string_view phone)
{
    return phone.starts_with('+') ? digits_of(phone.substr(1)) : 0;
}

constexpr std::uint64_t power_of_ten(std::size_t digits)
{
    std::uint64_t power = 1;
    while (digits-- > 0)
        power *= 10;
    return power;
}

/// A phone of which the beginning or the end is known.
class PhonePart
{
  public:
    /// At most 15 digits, as E.164 has. `00` stands for the +, one `0` for this country.
    explicit PhonePart(std::string_view digits)
        : end_(digits_of(digits)), end_power_(power_of_ten(digits.size()))
    {
        std::string beginning(digits);
        if (digits.starts_with("00"))
            beginning.erase(0, 2);
        else if (digits.starts_with('0'))
            beginning.replace(0, 1, "212");
        beginning_ = digits_of(beginning);
        after_beginning_ = power_of_ten(beginning.size());
    }

    [[nodiscard]] bool is_of(std::uint64_t phone) const
    {
        if (phone == 0)
            return false;
        if (phone % end_power_ == end_)
            return true;
        while (phone >= after_beginning_)
            phone /= 10;
        return phone == beginning_ && beginning_ != 0;
    }

  private:
    std::uint64_t end_;
    std::uint64_t end_power_;
    std::uint64_t beginning_ = 0;
    std::uint64_t after_beginning_ = 1;
};

/// `GON-26-000123-7` so that numbers keep the order of references: letters, year, number.
std::uint64_t reference_number(std::string_view reference)
{
    constexpr std::size_t kYearAt = 4;
    constexpr std::size_t kNumberAt = 7;
    if (reference.size() < kNumberAt + 2)
        return 0;
    std::uint64_t letters = 0;
    for (const char letter : reference.substr(0, 3))
        letters = letters * 32 + static_cast<std::uint64_t>(letter - 'A');
    const auto number = reference.substr(kNumberAt, reference.size() - kNumberAt - 2);
    return (letters << 48) | (digits_of(reference.substr(kYearAt, 2)) << 40) | digits_of(number);
}

/// The two texts by which a person is found.
struct NameKeys
{
    std::string key;
    std::string arabic;

    explicit NameKeys(const IndexedPerson& person)
    {
        PersonFields fields;
        fields.given_name_ar = person.given_name_ar;
        fields.family_name_ar = person.family_name_ar;
        fields.given_name_latin = person.given_name_latin;
        fields.family_name_latin = person.family_name_latin;
        key = name_bytes(sort_name(fields));
        arabic = name_bytes(sort_name_ar(fields));
        if (arabic == key)
            arabic.clear();
    }
};

} // namespace

PersonIndex::~PersonIndex()
{
    stopping_ = true;
    if (reading_.joinable())
        reading_.join();
}

void PersonIndex::stop()
{
    stopping_ = true;
    if (!reading_.joinable())
        return;
    reading_.join();
    save_snapshot();
}

void PersonIndex::start(db::Database& database, service::ChangeFeed& feed,
                        std::filesystem::path snapshot)
{
    database_ = &database;
    snapshot_ = std::move(snapshot);
    const auto catch_up = [this, &database] {
        const auto followed = follow(database);
        if (!followed)
            core::log_warning("person_index_waits", {{"cause", followed.error().cause}});
    };
    feed.listen([catch_up](const auto&) { catch_up(); });
    reading_ = std::thread([this, catch_up] {
        catch_up();
        read_names();
        save_snapshot();
    });
}

/// A few at a time, so that lists need not wait for it.
void PersonIndex::read_names()
{
    const auto some_wait = [this] {
        const std::shared_lock lock(mutex_);
        return contents_.by_name.some_wait();
    };
    while (!stopping_ && some_wait()) {
        const std::unique_lock lock(mutex_);
        contents_.by_name.read_some();
    }
}

core::Result<void> PersonIndex::follow(db::Reader& reader)
{
    const std::lock_guard following(following_);
    if (const auto news = TRY(read_on(reader)))
        take_in(*news);
    return {};
}

/// Takes in what was read when the reading has ended: SQLite's writer waits for who still reads
/// when its log begins anew.
core::Result<void> PersonIndex::follow(db::Database& database)
{
    std::unique_lock following(following_, std::defer_lock); // as lists do: a reader, then the lock
    std::optional<News> news;
    TRY(database.read([&](db::Reader& reader) -> core::Result<void> {
        following.lock();
        news = TRY(read_on(reader));
        return {};
    }));
    if (news)
        take_in(*news);
    return {};
}

core::Result<std::optional<PersonIndex::News>> PersonIndex::read_on(db::Reader& reader)
{
    if (complete_ || load_snapshot(reader))
        return TRY(read_changed(reader));
    TRY(read_everyone(reader));
    return std::nullopt;
}

core::Result<void> PersonIndex::read_everyone(db::Reader& reader)
{
    const auto newest = TRY(db::newest_change(reader));
    const std::unique_lock lock(mutex_);
    contents_ = {};
    TRY(every_indexed_person(reader, [&](const IndexedPerson& person) {
        contents_.by_name.queue(append(person), person);
    }));
    std::vector<Slot> slots(contents_.ids.size());
    for (Slot slot = 0; slot < slots.size(); ++slot)
        slots[slot] = slot;
    for (const auto order : kOrders)
        contents_.orders[order].assign(slots, precedence(order));
    TRY(every_indexed_registration(
        reader, [&](const IndexedRegistration& registration) { add_edition(registration); }));
    position_ = newest;
    complete_ = true;
    return {};
}

core::Result<PersonIndex::News> PersonIndex::read_changed(db::Reader& reader)
{
    News news{.newest = TRY(db::newest_change(reader))};
    auto changed = TRY(changed_persons(reader, position()));
    news.persons.reserve(changed.rows.size());
    news.registrations.reserve(changed.new_registrations.size());
    TRY(indexed_persons(reader, changed.rows,
                        [&](IndexedPerson&& row) { news.persons.push_back(std::move(row)); }));
    TRY(indexed_registrations(reader, changed,
                              [&](const auto& row) { news.registrations.push_back(row); }));
    news.changed = std::move(changed.registrations);
    return news;
}

void PersonIndex::take_in(const News& news)
{
    put_all(news.persons);
    const std::unique_lock lock(mutex_);
    for (const auto& id : news.changed)
        if (const auto slot = find(id))
            contents_.traits[*slot].editions = 0;
    for (const auto& registration : news.registrations)
        add_edition(registration);
    position_ = std::max(position_, news.newest);
}

bool PersonIndex::precedes(Order order, Slot a, Slot b) const
{
    const auto& held = contents_;
    switch (order) {
    case ById:
        break;
    case ByTime:
        if (held.times[a] != held.times[b])
            return held.times[a] < held.times[b];
        break;
    case ByReference:
        if (held.references[a] != held.references[b])
            return held.references[a] < held.references[b];
        break;
    case ByName:
        if (const int compared =
                held.names.key(held.names_at[a]).compare(held.names.key(held.names_at[b])))
            return compared < 0;
        break;
    }
    return held.ids[a] < held.ids[b];
}

std::optional<PersonIndex::Slot> PersonIndex::find(const core::Id& id) const
{
    std::optional<Slot> found;
    contents_.orders[ById].ascend([&](Slot slot) { return contents_.ids[slot] < id; },
                                  precedence(ById),
                                  [&](Slot slot) {
                                      if (contents_.ids[slot] == id)
                                          found = slot;
                                      return false;
                                  });
    return found;
}

PersonIndex::Slot PersonIndex::append(const IndexedPerson& person)
{
    const NameKeys names(person);
    contents_.ids.push_back(person.id);
    contents_.times.push_back(person.registered_at.milliseconds);
    contents_.references.push_back(reference_number(person.reference));
    contents_.phones.push_back(phone_number(person.phone.value_or("")));
    contents_.second_phones.push_back(phone_number(person.second_phone.value_or("")));
    contents_.names_at.push_back(contents_.names.add(names.key, names.arabic));
    contents_.traits.push_back(traits_of(person));
    const auto slot = static_cast<Slot>(contents_.ids.size() - 1);
    candidates_.put(slot, person);
    return slot;
}

PersonTraits PersonIndex::traits_of(const IndexedPerson& person)
{
    return {.bits = bits_of(person),
            .commune = commune_number(person.commune_code),
            .centre = contents_.tables.centre_number(person.centre_id)};
}

/// A new person, or one whose row has changed; her id, time and reference never do.
void PersonIndex::put(const IndexedPerson& person)
{
    const auto known = find(person.id);
    if (!known) {
        const Slot slot = append(person);
        for (const auto order : kOrders)
            contents_.orders[order].add(slot, precedence(order));
        contents_.by_name.put(slot, person);
        return;
    }
    const auto editions = contents_.traits[*known].editions;
    contents_.traits[*known] = traits_of(person);
    contents_.traits[*known].editions = editions;
    contents_.phones[*known] = phone_number(person.phone.value_or(""));
    contents_.second_phones[*known] = phone_number(person.second_phone.value_or(""));
    candidates_.put(*known, person);
    const NameKeys names(person);
    const auto at = contents_.names_at[*known];
    if (contents_.names.key(at) == names.key && contents_.names.arabic(at) == names.arabic)
        return;
    contents_.orders[ByName].remove(*known, precedence(ByName));
    contents_.names_at[*known] = contents_.names.add(names.key, names.arabic);
    contents_.orders[ByName].add(*known, precedence(ByName));
    contents_.by_name.put(*known, person);
}

/// A few at a time: whoever registers or lists meanwhile waits for no thousands of them.
void PersonIndex::put_all(std::span<const IndexedPerson> persons)
{
    constexpr std::size_t kAtOnce = 20;
    while (!persons.empty()) {
        const auto some = persons.first(std::min(kAtOnce, persons.size()));
        persons = persons.subspan(some.size());
        const std::unique_lock lock(mutex_);
        for (const auto& person : some)
            put(person);
    }
}

void PersonIndex::add_edition(const IndexedRegistration& registration)
{
    if (registration.state != RegistrationState::Active)
        return;
    if (const auto slot = find(registration.person_id)) {
        auto& editions = contents_.traits[*slot].editions;
        editions = contents_.tables.with_edition(editions, registration.edition_id);
    }
}

void PersonIndex::walk(Order order, bool backward, std::optional<Slot> after,
                       core::FunctionRef<bool(Slot)> visit) const
{
    const auto& slots = contents_.orders[order];
    if (backward)
        slots.descend([&](Slot slot) { return after && !precedes(order, slot, *after); },
                      precedence(order), visit);
    else
        slots.ascend([&](Slot slot) { return after && !precedes(order, *after, slot); },
                     precedence(order), visit);
}

std::vector<PersonIndex::Slot> PersonIndex::first_of(const PersonSieve& sieve, Order order,
                                                     bool backward, std::optional<Slot> after,
                                                     std::size_t count) const
{
    std::vector<Slot> found;
    std::size_t steps = 0;
    walk(order, backward, after, [&](Slot slot) {
        if (passes(sieve, slot))
            found.push_back(slot);
        return found.size() < count && ++steps < most_steps_;
    });
    return found.size() < count && steps == most_steps_
               ? picked(sieve, order, backward, after, count)
               : found;
}

/// The same by one pass over everyone, keeping the first `count`.
std::vector<PersonIndex::Slot> PersonIndex::picked(const PersonSieve& sieve, Order order,
                                                   bool backward, std::optional<Slot> after,
                                                   std::size_t count) const
{
    const auto earlier = [&](Slot a, Slot b) {
        return backward ? precedes(order, b, a) : precedes(order, a, b);
    };
    std::vector<Slot> first; // a heap with the last of them in front
    const auto offer = [&](Slot slot) {
        if (!sieve.in_days(contents_.times[slot]) || (after && !earlier(*after, slot)))
            return;
        if (first.size() == count) {
            if (!earlier(slot, first.front()))
                return;
            std::pop_heap(first.begin(), first.end(), earlier);
            first.pop_back();
        }
        first.push_back(slot);
        std::push_heap(first.begin(), first.end(), earlier);
    };
    std::array<Slot, 1024> fitting; // gathered without branches, so that a million take 2 ms
    const auto end = static_cast<Slot>(contents_.ids.size());
    for (Slot begin = 0; begin < end; begin += fitting.size()) {
        std::size_t fit = 0;
        for (Slot slot = begin; slot < std::min<Slot>(begin + fitting.size(), end); ++slot) {
            fitting[fit] = slot;
            fit += sieve.fits(contents_.traits[slot]) ? 1 : 0;
        }
        std::for_each_n(fitting.begin(), fit, offer);
    }
    std::sort_heap(first.begin(), first.end(), earlier);
    return first;
}

core::Result<PersonIndex::Page> PersonIndex::page(db::Reader& reader, const service::Actor& actor,
                                                  const PersonQuery& query)
{
    TRY(follow(reader));
    const std::shared_lock lock(mutex_);
    const PersonSieve sieve(contents_.tables, actor, service::Permission::ViewRegistrants, query);
    const auto order = order_of(query.sort);
    const bool backward = query.sort == PersonSort::NewestFirst;
    const auto limit = static_cast<std::size_t>(query.limit);
    const auto before = TRY(mark_of(query, sieve));
    auto slots = before && order == ByName && contents_.names_at[before->slot] != before->name
                     ? after_renamed(sieve, *before, limit + 1)
                     : first_of(sieve, order, backward,
                                before ? std::optional(before->slot) : std::nullopt, limit + 1);
    const bool more = slots.size() > limit;
    slots.resize(std::min(slots.size(), limit));
    Page page;
    for (const Slot slot : slots)
        page.ids.push_back(contents_.ids[slot]);
    if (more)
        page.next = service::encode_cursor(
            {page.ids.back().str(), std::to_string(contents_.names_at[slots.back()]),
             std::to_string((before ? before->shown : 0) + slots.size())});
    return page;
}

core::Result<std::optional<PersonIndex::Mark>> PersonIndex::mark_of(const PersonQuery& query,
                                                                    const PersonSieve& sieve) const
{
    if (!query.cursor)
        return std::optional<Mark>();
    const auto parts = TRY(service::decode_cursor(*query.cursor, 3));
    const auto id = core::Id::parse(parts[0]);
    const auto slot = id ? find(*id) : std::nullopt;
    const auto shown = digits_of(parts[2]);
    if (!slot || !sieve.shows(contents_.traits[*slot]) || shown == 0 ||
        shown > contents_.ids.size())
        return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    return std::optional(Mark{*slot, static_cast<NameBlock::At>(digits_of(parts[1])), shown});
}

/// She with whom the page before ended has another place now; what follows begins where it ended.
std::vector<PersonIndex::Slot>
PersonIndex::after_renamed(const PersonSieve& sieve, const Mark& before, std::size_t count) const
{
    auto slots = first_of(sieve, ByName, false, std::nullopt, before.shown + count);
    const auto shown =
        slots.begin() + static_cast<std::ptrdiff_t>(std::min(before.shown, slots.size()));
    const bool stayed = std::find(slots.begin(), shown, before.slot) != shown;
    slots.erase(slots.begin(), stayed || shown == slots.begin() ? shown : shown - 1);
    slots.resize(std::min(slots.size(), count));
    return slots;
}

core::Result<std::vector<core::Id>> PersonIndex::everyone(db::Reader& reader,
                                                          const service::Actor& actor,
                                                          service::Permission permission,
                                                          const WhichPersons& query)
{
    TRY(follow(reader));
    const std::shared_lock lock(mutex_);
    const PersonSieve sieve(contents_.tables, actor, permission, query);
    std::vector<core::Id> ids;
    walk(order_of(query.sort), query.sort == PersonSort::NewestFirst, std::nullopt, [&](Slot slot) {
        if (passes(sieve, slot))
            ids.push_back(contents_.ids[slot]);
        return true;
    });
    return ids;
}

core::Result<std::vector<core::Id>> PersonIndex::latest(db::Reader& reader,
                                                        const service::Actor& actor,
                                                        std::size_t limit,
                                                        core::FunctionRef<bool(Slot)> meets)
{
    TRY(follow(reader));
    const std::shared_lock lock(mutex_);
    const PersonSieve sieve(contents_.tables, actor, service::Permission::ViewRegistrants, {});
    std::vector<core::Id> ids;
    for (auto slot = static_cast<Slot>(contents_.ids.size()); slot-- > 0 && ids.size() < limit;)
        if (meets(slot) && passes(sieve, slot))
            ids.push_back(contents_.ids[slot]);
    return ids;
}

core::Result<std::vector<core::Id>> PersonIndex::with_phone(db::Reader& reader,
                                                            const service::Actor& actor,
                                                            std::string_view phone,
                                                            std::size_t limit)
{
    const auto wanted = phone_number(phone);
    return latest(reader, actor, limit, [&](Slot slot) {
        return wanted != 0 &&
               (contents_.phones[slot] == wanted || contents_.second_phones[slot] == wanted);
    });
}

core::Result<std::vector<core::Id>> PersonIndex::with_phone_part(db::Reader& reader,
                                                                 const service::Actor& actor,
                                                                 std::string_view digits,
                                                                 std::size_t limit)
{
    const PhonePart part(digits);
    return latest(reader, actor, limit, [&](Slot slot) {
        return part.is_of(contents_.phones[slot]) || part.is_of(contents_.second_phones[slot]);
    });
}

core::Result<std::vector<core::Id>> PersonIndex::with_name(db::Reader& reader,
                                                           const service::Actor& actor,
                                                           std::string_view typed,
                                                           std::size_t limit)
{
    TRY(follow(reader));
    read_names();
    const std::shared_lock lock(mutex_);
    const PersonSieve sieve(contents_.tables, actor, service::Permission::ViewRegistrants, {});
    std::vector<core::Id> ids;
    for (const Slot slot : contents_.by_name.search(
             typed, limit, [&](Slot candidate) { return passes(sieve, candidate); }))
        ids.push_back(contents_.ids[slot]);
    return ids;
}

std::size_t PersonIndex::name_bytes_held() const
{
    const std::shared_lock lock(mutex_);
    return contents_.by_name.memory_bytes() + candidates_.memory_bytes();
}

core::Result<void> PersonIndex::become_complete(db::Database& database)
{
    if (complete_ && candidates_.entered() < kMostEntered)
        return {};
    return follow(database);
}

db::Position PersonIndex::position() const
{
    const std::shared_lock lock(mutex_);
    return position_;
}

std::vector<core::Id> PersonIndex::may_be(const linkage::PersonKeys& keys) const
{
    // The recent ones first: whoever moves on meanwhile is met in the index.
    auto ids = candidates_.entered_near(keys);
    const auto slots = candidates_.near(keys);
    if (slots.empty())
        return ids;
    const std::shared_lock lock(mutex_);
    for (const auto slot : slots)
        ids.push_back(contents_.ids[slot]);
    return ids;
}

db::Position PersonIndex::strangers_met() const
{
    const std::shared_lock lock(mutex_);
    return std::max(position_, strangers_met_);
}

std::vector<core::Id> PersonIndex::strangers(std::vector<core::Id> ids) const
{
    candidates_.leave_out_entered(ids);
    const std::shared_lock lock(mutex_);
    std::erase_if(ids, [this](const core::Id& id) { return find(id).has_value(); });
    return ids;
}

core::Result<void> PersonIndex::meet_strangers(db::Writer& writer)
{
    const auto met = strangers_met();
    if (!writer.others_wrote_after(met))
        return {};
    std::vector<IndexedPerson> persons;
    TRY(indexed_persons(writer, strangers(TRY(entered_after(writer, met))),
                        [&](const auto& row) { persons.push_back(row); }));
    const std::unique_lock lock(mutex_);
    // Whom the index took in meanwhile nobody would take out of the strangers again.
    for (const auto& person : persons)
        if (!find(person.id))
            candidates_.meet(person);
    strangers_met_ = std::max(strangers_met_, writer.settled());
    return {};
}

std::size_t PersonIndex::size() const
{
    const std::shared_lock lock(mutex_);
    return contents_.ids.size();
}

} // namespace jisr::registry
