#include "api/duplicates_support.hpp"

#include "modules/registry/attachment_store.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/merge_store.hpp"
#include "modules/registry/merging.hpp"
#include "modules/registry/registry.hpp"
#include "support/edition.hpp"

#include <random>

namespace jisr::tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class MergesApi : public DuplicatesTest
{
  protected:
    /// The women registered in the edition once they are so many, or as it is after ten seconds.
    std::string women_in(const std::string& of, int expected)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        std::string women;
        do {
            women = server.get(administrator, "/api/v1/editions/" + of + "/progress")
                        .text("women/registered");
        } while (women != std::to_string(expected) && std::chrono::steady_clock::now() < deadline);
        return women;
    }

    static json::object fields_of(const Answer& person)
    {
        json::object fields;
        for (const auto* name : {"given_name_latin", "family_name_latin", "birth_date",
                                 "commune_code", "phone", "occupation", "national_id"})
            fields[name] = person.at(name);
        return fields;
    }

    std::vector<std::string> listed(const std::string& query = "")
    {
        std::vector<std::string> ids;
        const auto page = server.get(administrator, persons + query);
        for (const auto& item : page.at("items").as_array())
            ids.emplace_back(item.at("id").as_string());
        return ids;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, MergesApi, kEngines, engine_name);

TEST_P(MergesApi, MovePlacesAndPapersAndTheTotalsStayRight)
{
    const std::string second = another_edition(server);
    const auto kept = register_one();
    const auto merged = register_one({{"commune_code", "10.473.01.03"}});
    ASSERT_EQ(
        server.post(administrator, path_of(merged) + "/registrations", {{"edition_id", second}})
            .status,
        201);
    const auto paper = server.send(administrator, "POST", path_of(merged) + "/attachments",
                                   "%PDF-1.7 a diploma %%EOF");
    EXPECT_EQ(women_in(edition, 2), "2");
    const auto merged_before = lasting(now(merged));
    const auto kept_before = lasting(now(kept));

    const auto done = merge(kept, merged);
    EXPECT_THAT(done.at("moved_registrations").as_array(), SizeIs(1));
    EXPECT_THAT(done.at("merged_registrations").as_array(), SizeIs(1));
    EXPECT_EQ(women_in(edition, 1), "1");
    EXPECT_EQ(women_in(second, 1), "1");
    EXPECT_THAT(now(kept).at("registrations").as_array(), SizeIs(2));
    EXPECT_EQ(now(merged).text("registrations/0/state"), "merged");
    EXPECT_EQ(server.get(administrator, path_of(kept) + "/attachments").text("items/0/id"),
              paper.text("id"));
    EXPECT_THAT(listed("?edition=" + second), testing::ElementsAre(kept.text("id")));

    undo(done);
    EXPECT_EQ(lasting(now(merged)), merged_before);
    EXPECT_EQ(lasting(now(kept)), kept_before);
    EXPECT_EQ(women_in(edition, 2), "2");
    EXPECT_EQ(women_in(second, 1), "1");
    EXPECT_EQ(server.get(administrator, path_of(merged) + "/attachments").text("items/0/id"),
              paper.text("id"));
    EXPECT_THAT(listed("?edition=" + second), testing::ElementsAre(merged.text("id")));
    EXPECT_THAT(queue(administrator), SizeIs(1));
}

TEST_P(MergesApi, StandInTheChangeLogRowByRow)
{
    const auto kept = register_one();
    const auto merged = register_one({{"occupation", "couture"}});
    undo(merge(kept, merged, {"occupation"}));
    for (const auto& [entity, lines] : std::map<std::string, int>{
             {"person", 4}, {"registration", 2}, {"person_merge", 2}, {"duplicate_pair", 2}}) {
        const auto log = server.get(administrator, "/api/v1/changes?entity=" + entity);
        int found = 0;
        for (const auto& line : log.at("items").as_array()) {
            const auto operation = line.at("operation").as_string();
            found += operation == "merge" || operation == "undo_merge" ? 1 : 0;
        }
        EXPECT_EQ(found, lines) << entity;
    }
}

TEST_P(MergesApi, LeaveTheMergedFileInNoListAndLeadToTheOneThatHoldsHer)
{
    const auto kept = register_one();
    const auto merged = register_one(
        {{"given_name_latin", "Khadija"}, {"phone", "0698765432"}, {"national_id", "JA10244"}});
    const auto done = merge(kept, merged);
    const auto found = [&](const std::string& typed) {
        return server.post(administrator, persons + "/search", {{"q", typed}});
    };
    EXPECT_THAT(listed(), testing::ElementsAre(kept.text("id")));
    for (const std::string state : {"active", "withdrawn", "merged"})
        EXPECT_THAT(listed("?state=" + state), SizeIs(state == "active" ? 1 : 0)) << state;
    EXPECT_THAT(server.get(administrator, persons + "/export?format=csv").body,
                Not(HasSubstr("Khadija")));
    EXPECT_THAT(found("Khadija Bougrine").at("items").as_array(), IsEmpty());
    EXPECT_THAT(found("0698765432").at("items").as_array(), IsEmpty());
    EXPECT_EQ(found(merged.text("reference")).text("items/0/id"), kept.text("id"));
    EXPECT_EQ(found("JA10244").text("items/0/id"), kept.text("id"));

    const auto shown = now(merged);
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.text("state"), "merged");
    EXPECT_EQ(shown.text("merged_into"), kept.text("id"));
    const std::string path = path_of(merged);
    EXPECT_EQ(server.put(administrator, path, fields_of(shown), 2).slug(), "file_merged");
    EXPECT_EQ(server.post(administrator, path + "/withdraw", {{"reason", "x"}}).slug(),
              "file_merged");
    EXPECT_EQ(server.post(administrator, path + "/restore", {{"reason", "x"}}).slug(),
              "file_merged");
    EXPECT_EQ(server.post(administrator, path + "/registrations", {{"edition_id", edition}}).slug(),
              "file_merged");
    EXPECT_EQ(server.send(administrator, "POST", path + "/attachments", "%PDF-1.7").slug(),
              "file_merged");
    EXPECT_EQ(server.get(administrator, path + "/receipt.pdf").body.substr(0, 5), "%PDF-");
    auto again = some_person(edition);
    again["national_id"] = "JA10244";
    EXPECT_EQ(server.post(administrator, persons, again).text("matches/0/person/id"),
              kept.text("id"));
    EXPECT_EQ(server.get(administrator, path + "/merges").text("items/0/id"), done.text("id"));
}

TEST_P(MergesApi, UndoneLaterKeepWhatWasEditedSince)
{
    const auto kept = register_one({{"occupation", "broderie"}});
    const auto merged = register_one(
        {{"occupation", "couture"}, {"phone", "0698765432"}, {"national_id", "JA10244"}});
    const auto done = merge(kept, merged, {"occupation", "phone", "national_id"});
    auto fields = fields_of(now(kept));
    EXPECT_EQ(fields["occupation"], "couture");
    fields["occupation"] = "tissage";
    ASSERT_EQ(server.put(administrator, path_of(kept), fields, 2).status, 200);
    undo(done);
    const auto after = now(kept);
    EXPECT_EQ(after.text("occupation"), "tissage");
    EXPECT_EQ(after.text("phone"), "+212612345678");
    EXPECT_TRUE(after.at("national_id").is_null());
    EXPECT_EQ(now(merged).text("national_id"), "JA10244");
    EXPECT_EQ(server
                  .post(administrator, "/api/v1/merges/" + done.text("id") + "/undo",
                        {{"reason", "again"}})
                  .slug(),
              "merge_undone");
}

TEST_P(MergesApi, AreNotUndoneWhileAnotherFileHoldsTheNationalId)
{
    const auto kept = register_one();
    const auto merged = register_one({{"national_id", "JA10244"}});
    const auto done = merge(kept, merged);
    auto fields = fields_of(now(kept));
    fields["national_id"] = "JA10244"; // her own, by the merged file
    ASSERT_EQ(server.put(administrator, path_of(kept), fields, 2).status, 200);
    const auto refused = server.post(administrator, "/api/v1/merges/" + done.text("id") + "/undo",
                                     {{"reason", "x"}});
    EXPECT_EQ(refused.slug(), "national_id_held");
    EXPECT_EQ(now(merged).text("state"), "merged");
}

TEST_P(MergesApi, DoNotLoseAnActiveFileInAWithdrawnOne)
{
    const auto active = register_one();
    const auto withdrawn = register_one();
    ASSERT_EQ(
        server.post(administrator, path_of(withdrawn) + "/withdraw", {{"reason", "double"}}).status,
        200);
    const auto pair = pair_of(active, withdrawn);
    EXPECT_EQ(server.post(administrator, pair + "/merge", choice(withdrawn, active)).slug(),
              "kept_withdrawn");
    EXPECT_EQ(server.get(administrator, pair).text("suggestion/kept"), active.text("id"));
    const auto done = server.post(administrator, pair + "/merge", choice(active, withdrawn));
    ASSERT_EQ(done.status, 200) << done.body;
    undo(done);
    EXPECT_EQ(now(withdrawn).text("state"), "withdrawn");
    EXPECT_EQ(now(withdrawn).text("registrations/0/state"), "withdrawn");
}

TEST_P(MergesApi, InAChainAreUndoneInEitherOrder)
{
    for (const bool first_first : {true, false}) {
        const std::string number = first_first ? "JA10244" : "JA10255";
        const auto last = register_one({{"occupation", "tissage"}});
        const auto middle = register_one({{"occupation", "broderie"}});
        const auto first = register_one({{"occupation", "couture"}, {"national_id", number}});
        const std::vector<json::value> before{lasting(now(first)), lasting(now(middle)),
                                              lasting(now(last))};
        const json::array take{"occupation", "national_id"};
        const auto one = merge(middle, first, take);
        const auto two = merge(last, middle, take);
        EXPECT_EQ(now(last).text("national_id"), number);
        EXPECT_EQ(now(last).text("occupation"), "couture");
        undo(first_first ? one : two);
        if (first_first) {
            EXPECT_EQ(now(last).text("occupation"), "broderie");
            EXPECT_TRUE(now(last).at("national_id").is_null());
        }
        undo(first_first ? two : one);
        EXPECT_EQ(lasting(now(first)), before[0]);
        EXPECT_EQ(lasting(now(middle)), before[1]);
        EXPECT_EQ(lasting(now(last)), before[2]);
    }
}

TEST_P(MergesApi, ThatTookWhatWasThereAlreadyStandForIt)
{
    const auto file = [&](const char* marital_status) {
        return register_one({{"marital_status", marital_status}});
    };
    const auto kept = file("married");
    const auto first = file("widowed");
    const auto second = file("married");
    const auto into_second = file("widowed");
    const json::array take{"marital_status"};
    const auto one = merge(kept, first, take);
    const auto two = merge(second, into_second, take);
    const auto three = merge(kept, second, take);
    undo(one);
    EXPECT_EQ(now(kept).text("marital_status"), "widowed"); // the third merge says so
    undo(two);
    EXPECT_EQ(now(kept).text("marital_status"), "married");
    undo(three);
    EXPECT_EQ(now(kept).text("marital_status"), "married");
    EXPECT_EQ(now(second).text("marital_status"), "married");
}

TEST_P(MergesApi, FollowTheMergedFilesOtherPairs)
{
    const auto one = register_one();
    const auto two = register_one();
    const auto three = register_one();
    const auto further = pair_of(two, three, 0.8);
    const auto done = merge(one, two);
    const auto left = queue(administrator);
    ASSERT_THAT(left, SizeIs(1));
    EXPECT_NE(left[0], further);
    const auto detail = server.get(administrator, left[0]);
    EXPECT_EQ(detail.text("a/id"), one.text("id"));
    EXPECT_EQ(detail.text("b/id"), three.text("id"));
    EXPECT_EQ(server.post(administrator, further + "/merge", choice(two, three)).slug(),
              "file_merged");
}

/// Files of one woman whose places in the same edition came to different phases.
class MergesOfPhases : public MergesApi
{
  protected:
    /// Her file, with a place that came so far.
    Answer woman_in(registry::Phase phase)
    {
        const auto woman = register_one();
        write([&](service::WriteContext& context) -> core::Result<void> {
            const auto row = TRY(registry::find_registration(context.reader, place_of(woman)));
            TRY(registry::change_phase(context, *row, {phase, "phase", "test"}));
            return {};
        });
        return now(woman);
    }

    static core::Id place_of(const Answer& woman)
    {
        return *core::Id::parse(woman.text("registrations/0/id"));
    }

    /// "phase state" of the places that the file shows.
    std::vector<std::string> places(const Answer& woman)
    {
        std::vector<std::string> shown;
        const auto file = now(woman);
        for (const auto& place : file.at("registrations").as_array())
            shown.push_back(std::string(place.at("phase").as_string()) + " " +
                            std::string(place.at("state").as_string()));
        return shown;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, MergesOfPhases, kEngines, engine_name);

TEST_P(MergesOfPhases, KeepThePlaceThatCameFurthestAndGiveBackBoth)
{
    for (const bool further_is_kept : {true, false}) {
        const auto near = woman_in(registry::Phase::Eligible);
        const auto far = woman_in(registry::Phase::Selected);
        const auto& kept = further_is_kept ? far : near;
        const auto& merged = further_is_kept ? near : far;
        const auto before = std::pair(lasting(now(kept)), lasting(now(merged)));
        const auto done = merge(kept, merged);
        EXPECT_THAT(places(kept), testing::ElementsAre("selected active")) << further_is_kept;
        EXPECT_EQ(now(kept).text("registrations/0/id"), place_of(far).str());
        undo(done);
        EXPECT_EQ(std::pair(lasting(now(kept)), lasting(now(merged))), before);
        ASSERT_EQ(server.post(administrator, path_of(kept) + "/withdraw", {{"reason", "x"}}).status,
                  200);
    }
}

TEST_P(MergesOfPhases, OfThreeFilesAreUndoneInEitherOrder)
{
    for (const bool first_first : {true, false}) {
        const auto last = woman_in(registry::Phase::Registered);
        const auto middle = woman_in(registry::Phase::Eligible);
        const auto first = woman_in(registry::Phase::Selected);
        std::vector<json::value> before;
        for (const auto* file : {&first, &middle, &last})
            before.push_back(lasting(now(*file)));
        const auto one = merge(middle, first);
        const auto two = merge(last, middle);
        EXPECT_THAT(places(last), testing::ElementsAre("selected active"));
        undo(first_first ? one : two);
        EXPECT_THAT(places(last),
                    testing::ElementsAre(first_first ? "eligible active" : "registered active"));
        undo(first_first ? two : one);
        std::vector<json::value> after;
        for (const auto* file : {&first, &middle, &last})
            after.push_back(lasting(now(*file)));
        EXPECT_EQ(after, before) << first_first;
    }
}

TEST_P(MergesOfPhases, WithdrawnAndRestoredHaveOnePlaceAsBefore)
{
    const auto kept = woman_in(registry::Phase::Eligible);
    const auto merged = woman_in(registry::Phase::Trained);
    const auto done = merge(kept, merged);
    for (const auto& [what, state] :
         {std::pair("/withdraw", "trained withdrawn"), {"/restore", "trained active"}}) {
        ASSERT_EQ(server.post(administrator, path_of(kept) + what, {{"reason", "x"}}).status, 200);
        EXPECT_THAT(places(kept), testing::ElementsAre(state));
    }
    EXPECT_EQ(women_in(edition, 1), "1");
    undo(done);
    EXPECT_THAT(places(kept), testing::ElementsAre("eligible active"));
    EXPECT_THAT(places(merged), testing::ElementsAre("trained active"));
}

TEST_P(MergesOfPhases, GiveNoPlaceBackThatSheGaveUpAndTakeNoneFromHer)
{
    const std::string second = another_edition(server);
    const auto kept = woman_in(registry::Phase::Registered);
    const auto merged = woman_in(registry::Phase::Selected);
    ASSERT_EQ(
        server.post(administrator, path_of(merged) + "/registrations", {{"edition_id", second}})
            .status,
        201);
    const auto file = now(merged);
    for (const auto& place : file.at("registrations").as_array()) {
        const auto given_up = server.post(administrator,
                                          "/api/v1/registrations/" +
                                              std::string(place.at("id").as_string()) + "/withdraw",
                                          {{"reason", "she declined"}});
        ASSERT_EQ(given_up.status, 200) << given_up.body;
    }
    const auto before = std::pair(lasting(now(kept)), lasting(now(merged)));
    const auto done = merge(kept, merged);
    EXPECT_THAT(places(kept),
                testing::UnorderedElementsAre("registered active", "registered withdrawn"));
    undo(done);
    EXPECT_EQ(std::pair(lasting(now(kept)), lasting(now(merged))), before);
}

/// Everything that merges move, apart from how often it was written.
struct Everything
{
    std::map<core::Id, std::string> persons;
    std::map<core::Id, std::string> registrations;
    std::map<core::Id, std::string> attachments;
    auto operator<=>(const Everything&) const = default;
};

class MergesAtRandom : public MergesApi
{
  protected:
    void register_some(int count)
    {
        registry::FictionalPersons drawn(7);
        using enum registry::Phase;
        const std::array phases{Registered, Selected, Eligible};
        const auto editions =
            std::array{*core::Id::parse(edition), *core::Id::parse(another_edition(server))};
        write([&](service::WriteContext& context) -> core::Result<void> {
            for (int i = 0; i < count; ++i) {
                auto draft = drawn.next("10", context.clock.today());
                draft.edition_id = editions[static_cast<std::size_t>(i) % 2];
                const auto person = TRY(registry::enter_person(context, draft)).person;
                for (const auto& row : TRY(registry::registration_rows(context.reader, person.id)))
                    TRY(registry::change_phase(context, row, {phases[i % 3], "phase", "test"}));
                if (i % 3 == 0)
                    TRY(registry::enter_registration(context, person, editions[(i + 1) % 2]));
                const registry::Attachment paper{.id = core::Id::make(), .person_id = person.id};
                TRY(registry::insert_attachment(context.writer, paper, "%PDF-"));
                files.push_back(person.id);
            }
            return {};
        });
    }

    Everything everything()
    {
        Everything now;
        EXPECT_TRUE(server.services().database.read([&](db::Reader& reader) -> core::Result<void> {
            for (const auto& id : files) {
                auto person = TRY(registry::get_person(reader, id));
                person.version = 0;
                person.updated_at = {};
                now.persons[id] = core::json_text(person);
                for (auto row : TRY(registry::registration_rows(reader, id))) {
                    row.version = 0;
                    now.registrations[row.id] = core::json_text(row);
                }
                for (const auto& paper : TRY(registry::attachments_of(reader, id)))
                    now.attachments[paper.id] = core::json_text(paper);
            }
            return {};
        }));
        return now;
    }

    /// Two files as they come, some fields of the second; what cannot be is refused whole.
    void try_to_merge()
    {
        std::optional<core::Id> done;
        const auto kept = files[random() % files.size()];
        const auto merged = files[random() % files.size()];
        const auto order_of =
            [&](service::WriteContext& context) -> core::Result<registry::MergeOrder> {
            registry::MergeOrder order;
            order.kept = TRY(registry::get_person(context.reader, kept));
            order.merged = TRY(registry::get_person(context.reader, merged));
            order.pair = registry::new_pair(kept, merged, 0.9, registry::FoundIn::Dedupe,
                                            context.clock.now());
            TRY(registry::insert_pair(context.writer, order.pair));
            order.pair = *TRY(registry::find_pair(context.reader, kept, merged));
            core::for_each_member<registry::PersonFields>([&](std::string_view name, auto) {
                if (random() % 4 == 0)
                    order.take.emplace_back(name);
            });
            return order;
        };
        if (kept == merged)
            return;
        const auto written = service::write_as(
            server.services(), service::Actor::system("test"),
            [&](service::WriteContext& context) -> core::Result<void> {
                done = TRY(registry::merge_files(context, TRY(order_of(context)))).id;
                return {};
            });
        if (written) {
            standing.push_back(*done);
            ++merged_in_all;
        } else
            EXPECT_LT(written.error().status, 500) << written.error().cause;
    }

    void undo_some()
    {
        const auto at = standing.begin() + static_cast<int>(random() % standing.size());
        write([&](service::WriteContext& context) -> core::Result<void> {
            const auto merge = TRY(registry::get_merge(context.reader, *at));
            TRY(registry::undo_merge(context, merge, "two women"));
            return {};
        });
        standing.erase(at);
    }

    /// Of each edition, every person has one place that counts if any of her files had one.
    void expect_one_place_each()
    {
        std::map<std::pair<core::Id, core::Id>, int> counted;
        std::set<std::pair<core::Id, core::Id>> due;
        EXPECT_TRUE(server.services().database.read([&](db::Reader& reader) -> core::Result<void> {
            for (const auto& id : files)
                for (const auto& row : TRY(registry::registration_rows(reader, id))) {
                    const auto made_for = row.moved_from.value_or(id);
                    const auto holder = TRY(
                        registry::holder_of(reader, TRY(registry::get_person(reader, made_for))));
                    due.emplace(row.edition_id, holder.id);
                    if (row.state == registry::RegistrationState::Active)
                        ++counted[{row.edition_id, id}];
                }
            return {};
        }));
        EXPECT_EQ(counted.size(), due.size());
        for (const auto& [place, times] : counted) {
            EXPECT_EQ(times, 1);
            EXPECT_TRUE(due.contains(place));
        }
    }

    std::mt19937 random{3};
    std::vector<core::Id> files;
    std::vector<core::Id> standing; ///< merges
    int merged_in_all = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, MergesAtRandom, kEngines, engine_name);

// Whatever was merged in whatever order, undone in whatever order, leaves nothing behind.
TEST_P(MergesAtRandom, AllUndoneLeaveEverythingAsItWas)
{
    register_some(7);
    const auto before = everything();
    for (int round = 0; round < 12; ++round) {
        for (int step = 0; step < 14; ++step) {
            if (random() % 3 == 0 && !standing.empty())
                undo_some();
            else
                for (int attempt = 0; attempt < 4; ++attempt)
                    try_to_merge();
            expect_one_place_each();
        }
        while (!standing.empty())
            undo_some();
        const auto after = everything();
        ASSERT_EQ(after.persons, before.persons) << round;
        ASSERT_EQ(after.registrations, before.registrations) << round;
        ASSERT_EQ(after.attachments, before.attachments) << round;
    }
    EXPECT_GT(merged_in_all, 40);
}

} // namespace
} // namespace jisr::tests
