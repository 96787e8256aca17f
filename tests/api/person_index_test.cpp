#include "cli/application.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/likeness.hpp"
#include "modules/registry/person_list.hpp"
#include "modules/registry/registering.hpp"
#include "modules/territory/territory.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <thread>

namespace jisr::registry {
namespace {

using service::Actor;
using service::Role;
using service::ScopeLevel;
using tests::Engine;

/// Everyone as the database has them, and the editions in which they are registered.
struct Everyone
{
    std::vector<PersonRow> persons;
    std::multimap<core::Id, core::Id> editions;
};

bool meets(const Everyone& all, const PersonRow& person, const PersonQuery& query)
{
    const auto day = core::moroccan_day(person.registered_at);
    const auto registered_in = [&](const core::Id& edition) {
        const auto [begin, end] = all.editions.equal_range(person.id);
        return std::any_of(begin, end, [&](const auto& entry) { return entry.second == edition; });
    };
    const auto& groups = person.priority_groups;
    return (!query.region || *query.region == person.region_code) &&
           (!query.province || *query.province == person.province_code) &&
           (!query.commune || *query.commune == person.commune_code) &&
           (!query.edition || registered_in(*query.edition)) &&
           (!query.state || *query.state == person.state) &&
           (!query.participation || *query.participation == person.participation) &&
           (!query.sex || *query.sex == person.sex) &&
           (!query.disability || *query.disability == person.has_disability) &&
           (!query.schooling || query.schooling == person.schooling) &&
           (!query.consent_to_confirm || *query.consent_to_confirm == !person.consent_on) &&
           (!query.priority_group ||
            std::find(groups.begin(), groups.end(), *query.priority_group) != groups.end()) &&
           (!query.registered_from || *query.registered_from <= day) &&
           (!query.registered_to || day <= *query.registered_to);
}

bool in_order(const PersonRow& a, const PersonRow& b, PersonSort sort)
{
    switch (sort) {
    case PersonSort::NewestFirst:
        return std::tie(b.registered_at.milliseconds, b.id) <
               std::tie(a.registered_at.milliseconds, a.id);
    case PersonSort::OldestFirst:
        return std::tie(a.registered_at.milliseconds, a.id) <
               std::tie(b.registered_at.milliseconds, b.id);
    case PersonSort::Reference:
        return a.reference < b.reference;
    case PersonSort::Name:
        break;
    }
    return std::pair(sort_name(a), a.id) < std::pair(sort_name(b), b.id);
}

class PersonIndexTest : public testing::TestWithParam<Engine>
{
  protected:
    PersonIndexTest() : database_(GetParam())
    {
        auto made = cli::Application::make(database_.url(), {}, {}, clock_);
        EXPECT_TRUE(made);
        application_ = std::move(*made);
        EXPECT_TRUE(application_->database().read([&](db::Reader& reader) -> core::Result<void> {
            editions_ = TRY(reader.all<core::Id>("select id from edition order by id"));
            return {};
        }));
    }

    template <class F>
    void write(F work)
    {
        const auto written =
            service::write_as(application_->services(), Actor::system("test"), work);
        ASSERT_TRUE(written) << written.error().slug << written.error().cause;
    }

    void register_some(int count)
    {
        write([&](service::WriteContext& context) -> core::Result<void> {
            for (int i = 0; i < count; ++i) {
                auto draft = drawn_.next("", clock_.today());
                draft.edition_id = editions_[random_() % editions_.size()];
                TRY(enter_person(context, draft));
                clock_.advance(std::chrono::minutes(random_() % 300));
            }
            return {};
        });
    }

    /// Edits of everything that the index holds; withdrawn registrations too.
    void change_some(int count)
    {
        const auto all = everyone();
        write([&](service::WriteContext& context) -> core::Result<void> {
            for (int i = 0; i < count; ++i) {
                const auto& before = all.persons[random_() % all.persons.size()];
                const auto current = TRY(get_person(context.reader, before.id));
                PersonRow after = current;
                static_cast<PersonFields&>(after) = drawn_.next("", clock_.today());
                after.region_code = territory::region_code_of(after.commune_code);
                after.province_code = territory::province_code_of(after.commune_code);
                after.has_disability = has_disability(after);
                after.consent_on = i % 5 == 0 ? std::nullopt : current.consent_on;
                after.state = i % 3 == 0 ? RegistrantState::Withdrawn : RegistrantState::Active;
                ++after.version;
                TRY(update_person(context.writer, after));
                TRY(context.log("person", after.id, after.version, "update", core::to_json(current),
                                core::to_json(after)));
                for (auto row : TRY(registration_rows(context.reader, after.id))) {
                    row.state =
                        i % 2 == 0 ? RegistrationState::Withdrawn : RegistrationState::Active;
                    ++row.version;
                    TRY(update_registration(context.writer, row));
                    TRY(context.log("registration", row.id, row.version, "update", nullptr,
                                    core::to_json(row)));
                }
            }
            return {};
        });
    }

    Everyone everyone()
    {
        Everyone all;
        EXPECT_TRUE(application_->database().read([&](db::Reader& reader) -> core::Result<void> {
            all.persons =
                TRY(persons_of(reader, TRY(reader.all<core::Id>("select id from person"))));
            return reader.query(
                "select person_id, edition_id from registration where state = 'active'", {},
                [&](const db::Row& row) {
                    all.editions.emplace(row.id(0), row.id(1));
                    return true;
                });
        }));
        return all;
    }

    /// Page after page of the index.
    std::vector<core::Id> listed(PersonIndex& index, const Actor& actor, PersonQuery query)
    {
        std::vector<core::Id> ids;
        EXPECT_TRUE(application_->database().read([&](db::Reader& reader) -> core::Result<void> {
            while (true) {
                const auto page = TRY(index.page(reader, actor, query));
                ids.insert(ids.end(), page.ids.begin(), page.ids.end());
                if (!page.next)
                    return {};
                query.cursor = page.next;
            }
        }));
        return ids;
    }

    static std::vector<core::Id> expected(const Everyone& all, const Actor& actor,
                                          const PersonQuery& query)
    {
        const auto needed = query.disability || query.priority_group
                                ? service::Permission::ViewSensitive
                                : service::Permission::ViewRegistrants;
        std::vector<PersonRow> persons;
        for (const auto& person : all.persons)
            if (meets(all, person, query) && actor.may(needed, place_of(person)))
                persons.push_back(person);
        std::sort(persons.begin(), persons.end(), [&](const PersonRow& a, const PersonRow& b) {
            return in_order(a, b, query.sort);
        });
        std::vector<core::Id> ids;
        for (const auto& person : persons)
            ids.push_back(person.id);
        return ids;
    }

    /// Draws some of the filters, so that they hit somebody.
    PersonQuery some_query(const Everyone& all)
    {
        const auto& like = all.persons[random_() % all.persons.size()];
        const auto sometimes = [&] { return random_() % 5 == 0; };
        PersonQuery query;
        query.limit = 7;
        query.sort = static_cast<PersonSort>(random_() % 4);
        if (sometimes())
            query.region = like.region_code;
        if (sometimes())
            query.province = like.province_code;
        if (sometimes())
            query.commune = like.commune_code;
        if (sometimes())
            query.edition = editions_[random_() % editions_.size()];
        if (sometimes())
            query.state = like.state;
        if (sometimes())
            query.participation = like.participation;
        if (sometimes())
            query.sex = like.sex;
        if (sometimes())
            query.disability = like.has_disability;
        if (sometimes())
            query.schooling = like.schooling;
        if (sometimes())
            query.consent_to_confirm = !like.consent_on;
        if (sometimes() && !like.priority_groups.empty())
            query.priority_group = like.priority_groups.front();
        if (sometimes())
            query.registered_from = core::moroccan_day(like.registered_at);
        if (sometimes())
            query.registered_to = core::moroccan_day(like.registered_at);
        return query;
    }

    void expect_lists_as_the_database_has_them(int rounds)
    {
        const auto all = everyone();
        Actor regional;
        regional.assignments.push_back(
            {Role::RegionalCoordinator, {ScopeLevel::Region, all.persons.front().region_code}});
        regional.assignments.push_back(
            {Role::ProvincialDelegate, {ScopeLevel::Province, all.persons.back().province_code}});
        regional.assignments.push_back({Role::Partner, {ScopeLevel::Nation, ""}});
        regional.assignments.push_back( // sees them, and not what is sensitive of them
            {Role::Trainer, {ScopeLevel::Region, all.persons[all.persons.size() / 2].region_code}});
        for (int i = 0; i < rounds; ++i) {
            const auto query = some_query(all);
            for (const auto& actor : {Actor::system("test"), regional, Actor{}})
                for (auto* index : {application_->persons().get(), &impatient_})
                    ASSERT_EQ(listed(*index, actor, query), expected(all, actor, query))
                        << core::json::serialize(core::to_json(query));
        }
    }

    [[nodiscard]] std::filesystem::path snapshot() const
    {
        return folder_.path() / "persons.index";
    }

    /// Leaves a snapshot.
    void start_and_stop()
    {
        PersonIndex index;
        index.start(application_->database(), application_->services().feed, snapshot());
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!std::filesystem::exists(snapshot()) && std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        index.stop();
        ASSERT_TRUE(std::filesystem::exists(snapshot()));
    }

    bool finds_by_name_after_start(const core::Id& id, const std::string& name)
    {
        PersonIndex index;
        index.start(application_->database(), application_->services().feed, snapshot());
        const auto found = application_->database().ask([&](db::Reader& reader) {
            return index.with_name(reader, Actor::system("test"), name, 50);
        });
        index.stop();
        return found && std::find(found->begin(), found->end(), id) != found->end();
    }

    [[nodiscard]] std::string in_sql(const core::Id& id) const
    {
        std::string hex = id.str();
        if (GetParam() == tests::Engine::Postgres)
            return "'" + hex + "'";
        std::erase(hex, '-');
        return "x'" + hex + "'";
    }

    class MovingClock : public core::Clock
    {
      public:
        [[nodiscard]] core::Instant now() const override { return at_; }

        void advance(std::chrono::milliseconds by) { at_.milliseconds += by.count(); }

      private:
        core::Instant at_{1'780'000'000'000};
    };

    MovingClock clock_;
    tests::TestDatabase database_;
    tests::TemporaryFolder folder_;
    std::unique_ptr<cli::Application> application_;
    PersonIndex impatient_{3}; ///< nearly always looks at everyone
    std::vector<core::Id> editions_;
    FictionalPersons drawn_{5};
    std::mt19937 random_{11};
};

INSTANTIATE_TEST_SUITE_P(Engines, PersonIndexTest, tests::kEngines, tests::engine_name);

// Any filters in any order, page by page, give what the rows say, whatever was read first and
// whatever changed afterwards.
TEST_P(PersonIndexTest, ListsWhatTheDatabaseHas)
{
    register_some(150);
    expect_lists_as_the_database_has_them(40);
    for (int round = 0; round < 3; ++round) {
        register_some(20);
        change_some(30);
        expect_lists_as_the_database_has_them(25);
    }
}

TEST_P(PersonIndexTest, FindsByNameInEitherScriptAndByPhone)
{
    register_some(60);
    change_some(20);
    const auto all = everyone();
    EXPECT_TRUE(application_->database().read([&](db::Reader& reader) -> core::Result<void> {
        for (const auto& person : all.persons) {
            const auto actor = Actor::system("test");
            auto& index = *application_->persons();
            const auto is_found = [&](const std::vector<core::Id>& found) {
                return std::find(found.begin(), found.end(), person.id) != found.end();
            };
            for (const auto& name : {full_name(person.given_name_latin, person.family_name_latin),
                                     full_name(person.given_name_ar, person.family_name_ar),
                                     full_name(person.family_name_ar, person.given_name_ar)}) {
                EXPECT_TRUE(name.empty() || is_found(TRY(index.with_name(reader, actor, name, 20))))
                    << name;
                EXPECT_TRUE(TRY(index.with_name(reader, Actor{}, name, 10)).empty());
            }
            EXPECT_TRUE(is_found(TRY(index.with_phone(reader, actor, *person.phone, 1000))));
        }
        return {};
    }));
}

TEST_P(PersonIndexTest, StartsFromItsSnapshotAndTheLogAndListsWhatTheDatabaseHas)
{
    register_some(120);
    start_and_stop();
    const auto before = everyone().persons.front();
    // A change that the log does not tell: whoever reads everyone anew sees it.
    tests::tamper(database_.url(), "update person set given_name_ar = 'زينب', family_name_ar = "
                                   "'الكبيرة' where id = " +
                                       in_sql(before.id));
    EXPECT_TRUE(finds_by_name_after_start(before.id,
                                          full_name(before.given_name_ar, before.family_name_ar)));
    tests::tamper(database_.url(), "update person set given_name_ar = '" + *before.given_name_ar +
                                       "', family_name_ar = '" + *before.family_name_ar +
                                       "' where id = " + in_sql(before.id));
    register_some(20);
    change_some(30);
    PersonIndex again;
    again.start(application_->database(), application_->services().feed, snapshot());
    const auto all = everyone();
    for (int i = 0; i < 25; ++i) {
        const auto query = some_query(all);
        const auto actor = Actor::system("test");
        ASSERT_EQ(listed(again, actor, query), expected(all, actor, query));
    }
    for (const auto& person : all.persons) {
        const auto found = again.may_be(keys_of(person));
        EXPECT_NE(std::find(found.begin(), found.end(), person.id), found.end());
    }
    again.stop();
}

TEST_P(PersonIndexTest, ReadsEveryoneWhenTheSnapshotIsDamagedOrOfAnotherDatabase)
{
    register_some(60);
    start_and_stop();
    std::ifstream in(snapshot(), std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(std::filesystem::status(snapshot()).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const auto all = everyone();
    const auto actor = Actor::system("test");
    const auto expect_all = [&](db::Database& database, const std::string& bytes) {
        std::ofstream(snapshot(), std::ios::binary) << bytes;
        PersonIndex index;
        index.start(database, application_->services().feed, snapshot());
        EXPECT_EQ(listed(index, actor, {}).size(), all.persons.size());
        index.stop();
    };
    expect_all(application_->database(), "");
    expect_all(application_->database(), whole.substr(0, whole.size() / 2));
    for (std::size_t at = 0; at < whole.size(); at += whole.size() / 13) {
        auto flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x40);
        expect_all(application_->database(), flipped);
    }
    tests::TestDatabase other(GetParam());
    auto elsewhere = cli::Application::make(other.url(), {}, {}, clock_);
    ASSERT_TRUE(elsewhere);
    std::ofstream(snapshot(), std::ios::binary) << whole;
    PersonIndex index;
    index.start((*elsewhere)->database(), (*elsewhere)->services().feed, snapshot());
    EXPECT_TRUE((*elsewhere)->database().read([&](db::Reader& reader) -> core::Result<void> {
        EXPECT_TRUE(TRY(index.page(reader, actor, {})).ids.empty());
        return {};
    }));
    index.stop();
}

// A page goes on after a person that the actor may see, or not at all: the order of the names of
// others is nothing to be asked for.
TEST_P(PersonIndexTest, RefusesCursorsToOthers)
{
    register_some(80);
    const auto all = everyone();
    Actor regional;
    regional.assignments.push_back(
        {Role::RegionalCoordinator, {ScopeLevel::Region, all.persons.front().region_code}});
    const auto other =
        std::find_if(all.persons.begin(), all.persons.end(), [&](const PersonRow& person) {
            return person.region_code != all.persons.front().region_code;
        });
    ASSERT_NE(other, all.persons.end());
    PersonQuery query;
    for (const auto& id : {other->id, core::Id::make()}) {
        query.cursor = service::encode_cursor({id.str(), "0", "1"});
        const auto refused = application_->database().ask([&](db::Reader& reader) {
            return application_->persons()->page(reader, regional, query);
        });
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().status, 422);
    }
}

} // namespace
} // namespace jisr::registry
