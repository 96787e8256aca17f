#include "api/duplicates_support.hpp"

namespace jisr::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Four files of which each is like the first.
class DuplicateGroups : public DuplicatesTest
{
  protected:
    void SetUp() override
    {
        for (const auto* occupation : {"couture", "broderie", "tissage", "cuisine"})
            files.push_back(register_one({{"occupation", occupation}}));
        for (std::size_t i = 1; i < files.size(); ++i)
            add_pair(files[0], files[i], 0.95 - 0.01 * static_cast<double>(i));
    }

    void add_pair(const Answer& a, const Answer& b, double probability)
    {
        auto pair =
            registry::new_pair(*core::Id::parse(a.text("id")), *core::Id::parse(b.text("id")),
                               probability, registry::FoundIn::Dedupe, server.clock().now());
        pair.cluster = *core::Id::parse(files[0].text("id"));
        write([&](service::WriteContext& context) -> core::Result<void> {
            TRY(registry::insert_pair(context.writer, pair));
            return service::log_new(context, "duplicate_pair", pair);
        });
    }

    json::object seen(const Answer& file)
    {
        return {{"id", file.text("id")}, {"version", now(file).at("version")}};
    }

    /// The first file kept, the second merged, the third and fourth another's.
    json::object decision()
    {
        return {{"kept", seen(files[0])},
                {"merged", json::array{seen(files[1])}},
                {"apart", json::array{seen(files[2]), seen(files[3])}},
                {"reason", "cousins"}};
    }

    Answer decide(const json::object& given)
    {
        return server.post(administrator, path() + "/decide", given);
    }

    std::string path() const { return groups + "/" + files[0].text("id"); }

    std::vector<Answer> files;
    const std::string groups = "/api/v1/duplicate-groups";
};

INSTANTIATE_TEST_SUITE_P(Engines, DuplicateGroups, kEngines, engine_name);

TEST_P(DuplicateGroups, AreForThoseWhoMayMergeAllThatTheySee)
{
    const auto agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    for (const auto& one : {groups, path()}) {
        EXPECT_EQ(server.get(TestServer::nobody(), one).status, 401) << one;
        EXPECT_EQ(server.get(agent, one).status, 403) << one;
    }
    EXPECT_EQ(server.post(TestServer::nobody(), path() + "/decide", decision()).status, 401);
    EXPECT_EQ(server.post(agent, path() + "/decide", decision()).status, 403);
    EXPECT_THAT(server.get(elsewhere, groups).at("items").as_array(), IsEmpty());
    const auto refused = server.get(elsewhere, path());
    EXPECT_EQ(refused.status, 404);
    EXPECT_THAT(refused.body, Not(HasSubstr("Bougrine")));
    EXPECT_EQ(server.post(elsewhere, path() + "/decide", decision()).status, 404);
    EXPECT_EQ(server.get(administrator, groups + "/" + core::Id::make().str()).status, 404);
}

TEST_P(DuplicateGroups, NameEveryFaultAndChangeNothing)
{
    EXPECT_THAT(decide({}).errors(), ElementsAre("/kept required"));
    const auto stranger = register_one();
    auto wrong = decision();
    wrong["kept"] = seen(stranger);
    wrong["apart"] = json::array{seen(files[1])};
    wrong.erase("reason");
    EXPECT_THAT(
        decide(wrong).errors(),
        ElementsAre("/apart/0/id named_twice", "/kept/id not_of_the_group", "/reason required"));
    EXPECT_THAT(decide({{"kept", seen(files[0])}}).errors(), ElementsAre("/merged required"));
    auto late = decision();
    late["apart"].as_array()[1].as_object()["version"] = 7;
    EXPECT_EQ(decide(late).status, 412);
    EXPECT_EQ(now(files[1]).text("state"), "active");
    EXPECT_THAT(queue(administrator), SizeIs(3));
}

TEST_P(DuplicateGroups, ShowAllTheirFilesTogether)
{
    pair_of(register_one(), register_one()); // two files are a pair
    const auto list = server.get(administrator, groups);
    ASSERT_THAT(list.at("items").as_array(), SizeIs(1));
    EXPECT_THAT(list.at("items/0/files").as_array(), SizeIs(4));
    EXPECT_EQ(list.at("items/0/probability").to_number<double>(), 0.94);
    const auto detail = server.get(administrator, path());
    ASSERT_THAT(detail.at("files").as_array(), SizeIs(4));
    EXPECT_EQ(detail.text("files/0/id"), files[0].text("id"));
    EXPECT_EQ(detail.text("files/0/occupation"), "couture");
}

TEST_P(DuplicateGroups, AreDecidedAtOnceAndTheDecisionIsTakenBack)
{
    const auto before = lasting(now(files[1]));
    const auto done = decide(decision());
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(now(files[1]).text("merged_into"), files[0].text("id"));
    EXPECT_EQ(now(files[2]).text("state"), "active");
    EXPECT_THAT(queue(administrator), IsEmpty());
    EXPECT_THAT(server.get(administrator, groups).at("items").as_array(), IsEmpty());
    // Of both files that are hers: what is said of one cannot be forgotten with the other.
    EXPECT_THAT(queue(administrator, "?state=different"), SizeIs(4));

    ASSERT_THAT(done.at("merges").as_array(), SizeIs(1));
    server.post(administrator, "/api/v1/merges/" + done.text("merges/0") + "/undo",
                {{"reason", "test"}});
    for (const auto& pair : done.at("apart").as_array())
        EXPECT_EQ(
            server
                .call(administrator, "POST", all + "/" + std::string(pair.as_string()) + "/reopen")
                .status,
            200);
    EXPECT_EQ(lasting(now(files[1])), before);
    EXPECT_THAT(server.get(administrator, path()).at("files").as_array(), SizeIs(4));
}

TEST_P(DuplicateGroups, WhatOnlyAMergedFileSaysIsTakenOver)
{
    files.push_back(register_one({{"occupation", "couture"}, {"schooling", "primary"}}));
    add_pair(files[1], files[4], 0.9);
    const json::object all_hers{
        {"kept", seen(files[0])},
        {"merged", json::array{seen(files[1]), seen(files[2]), seen(files[3]), seen(files[4])}}};
    const auto done = decide(all_hers);
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_THAT(done.at("merges").as_array(), SizeIs(4));
    EXPECT_EQ(now(files[0]).text("schooling"), "primary");
    EXPECT_EQ(now(files[0]).text("occupation"), "couture");
    EXPECT_THAT(queue(administrator), IsEmpty());
}

TEST_P(DuplicateGroups, AreDecidedWholeOrNotAtAll)
{
    const auto pair = pair_of(files[1], files[2]);
    ASSERT_EQ(server.post(administrator, pair + "/different", {{"reason", "sisters"}}).status, 200);
    auto both = decision();
    both["merged"].as_array().push_back(seen(files[2]));
    both["apart"].as_array().erase(both["apart"].as_array().begin());
    EXPECT_EQ(decide(both).slug(), "told_apart");
    EXPECT_EQ(now(files[1]).text("state"), "active");
    EXPECT_THAT(queue(administrator), SizeIs(3));
}

} // namespace
} // namespace jisr::tests
