#include "documents/pdf_testing.hpp"
#include "selection_support.hpp"

#include <set>

/// The lists of a selection as they are put up, and as those read them who may not know by which
/// place a woman came in.
namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;

class SelectionPutUp : public SelectionTest
{
  protected:
    /// Five places, one of them kept: the last of seven has it, and the fifth and sixth wait.
    std::string run_with_a_reserve()
    {
        set_places(5);
        EXPECT_EQ(put_plan(plan(), 0).status, 200);
        for (int i = 0; i < 7; ++i)
            women.push_back(
                enter(i == 6 ? json::object{{"disability_declared", true}} : json::object{}));
        for (int i = 0; i < 7; ++i)
            score(women[i], 20 - i);
        EXPECT_EQ(check_eligibility(true).status, 200);
        close_scoring();
        const auto run = draw().text("id");
        EXPECT_EQ(confirm(run).text("state"), "confirmed");
        return "/api/v1/selections/" + run;
    }

    std::string reference_of(const std::string& registration)
    {
        return server.get(administrator, "/api/v1/registrations/" + registration).text("reference");
    }

    /// Of who is selected in the order of the references, then of who waits in that of the ranking.
    std::vector<std::string> references_put_up()
    {
        std::vector<std::string> references;
        for (const int i : {0, 1, 2, 3, 6})
            references.push_back(reference_of(women[i]));
        std::ranges::sort(references);
        references.push_back(reference_of(women[4]));
        references.push_back(reference_of(women[5]));
        return references;
    }

    /// Read two at a time.
    std::vector<json::object> entries(const Caller& reader, const std::string& run)
    {
        std::vector<json::object> all;
        std::string next;
        do {
            const auto page = server.get(reader, run + "/entries?limit=2" +
                                                     (next.empty() ? "" : "&cursor=" + next));
            EXPECT_EQ(page.status, 200) << page.body;
            for (const auto& item : page.at("items").as_array())
                all.push_back(item.as_object());
            next = page.at("next").is_null() ? "" : page.text("next");
        } while (!next.empty());
        return all;
    }

    const Caller officer = server.as(Role::AccompanimentOfficer, ScopeLevel::Region, "10");
};

INSTANTIATE_TEST_SUITE_P(Engines, SelectionPutUp, kEngines, engine_name);

TEST_P(SelectionPutUp, WhoMayNotKnowReadsTheSelectedByReferenceAndWhoWaitsByTurn)
{
    const auto run = run_with_a_reserve();
    std::vector<std::string> told;
    json::array places;
    for (const auto& entry : entries(officer, run)) {
        told.emplace_back(entry.at("reference").as_string());
        places.push_back(entry.at("place"));
        EXPECT_TRUE(entry.at("score").is_null());
        EXPECT_EQ(entry.at("seat").as_int64(), places.size() > 5 ? -2 : -1);
    }
    EXPECT_EQ(told, references_put_up());
    EXPECT_EQ(places, (json::array{nullptr, nullptr, nullptr, nullptr, nullptr, 1, 2}));
    json::array ranked;
    for (const auto& entry : entries(administrator, run)) {
        EXPECT_EQ(entry.at("registration_id").as_string(), women[ranked.size()]);
        ranked.push_back(entry.at("place"));
    }
    EXPECT_EQ(ranked, (json::array{1, 2, 3, 4, 5, 6, 7}));
    const auto waiting = server.get(officer, run + "/entries?selected=false");
    EXPECT_EQ(waiting.text("items/0/place"), "1"); // whatever is filtered
    EXPECT_EQ(server.get(officer, run + "/entries?cursor=x").status, 422);
}

TEST_P(SelectionPutUp, HerPageTellsARankToWhoMayKnowItAlone)
{
    run_with_a_reserve();
    const auto listed = [&](const Caller& reader, int woman) {
        return server.get(reader, "/api/v1/registrations/" + women[woman]).at("listed/place");
    };
    EXPECT_EQ(listed(administrator, 6), json::value(7));
    EXPECT_TRUE(listed(officer, 6).is_null());
    EXPECT_EQ(listed(administrator, 4), json::value(5));
    EXPECT_EQ(listed(officer, 4), json::value(1));

    accept_appeal(women[6]);
    accept_appeal(women[5]);
    server.clock().advance(std::chrono::minutes(1));
    const auto effects = "/api/v1/selections/" + draw(false).text("id") + "/appeal-effects";
    const auto told = server.get(officer, effects);
    EXPECT_EQ(told.at("items").as_array().size(), 2U) << told.body;
    for (const auto& effect : told.at("items").as_array()) {
        const bool waits = effect.at("registration_id").as_string() == women[5];
        EXPECT_EQ(effect.at("place_before"), waits ? json::value(2) : json::value());
        EXPECT_EQ(effect.at("place_after"), waits ? json::value(2) : json::value());
        EXPECT_TRUE(effect.at("score_before").is_null());
    }
    for (const auto* const place : {"items/0/place_before", "items/1/place_before"})
        EXPECT_FALSE(server.get(administrator, effects).at(place).is_null());
}

TEST_P(SelectionPutUp, ThePublicListNamesTheSelectedInAnOrderThatTellsNothing)
{
    const auto run = run_with_a_reserve();
    const auto order_in = [&](const Caller& reader, const std::string& list) {
        const documents::testing::PdfFile pdf(server.get(reader, run + list).body);
        const auto text = pdf.text(1) + pdf.text(2);
        std::map<std::size_t, std::string> found;
        for (const auto& woman : women)
            found[text.find(reference_of(woman))] = reference_of(woman);
        std::vector<std::string> references;
        for (const auto& [at, reference] : found)
            references.push_back(reference);
        EXPECT_FALSE(found.contains(std::string::npos)) << text;
        return references;
    };
    EXPECT_EQ(order_in(administrator, "/list?is_public=true"), references_put_up());
    EXPECT_EQ(order_in(officer, "/list"), references_put_up());
    EXPECT_EQ(order_in(administrator, "/list").back(), reference_of(women[5]));
    EXPECT_EQ(order_in(administrator, "/list")[4], reference_of(women[6]));
}

TEST_P(SelectionPutUp, TheBalanceHasNoFiguresOfFewWomenForWhoMayNotKnow)
{
    const auto run = run_with_a_reserve();
    const auto groups = [&](const Caller& reader) {
        std::set<std::string> told;
        const auto shown = server.get(reader, run);
        for (const auto& item : shown.at("balance").as_array())
            told.emplace(item.at("group").as_string());
        return told;
    };
    EXPECT_EQ(groups(officer), (std::set<std::string>{"all", "rural", "urban", "under_35"}));
    const auto all = groups(administrator);
    EXPECT_TRUE(all.contains("disability") && all.contains("reserve_0"));
    EXPECT_TRUE(all.contains("priority_illiterate"));
    EXPECT_EQ(server.get(officer, run).text("plan/reserves/0/group/field"), "hidden");
    const auto runs = server.get(officer, edition_path + "/selections");
    EXPECT_EQ(runs.text("items/0/plan/reserves/0/group/field"), "hidden");

    server.post(administrator, "/api/v1/registrations/" + women[6] + "/withdraw",
                {{"reason", "found work"}});
    EXPECT_EQ(phase_once(women[4], "selected"), "selected"); // before a list is closed beside it
    const auto further = "/api/v1/selections/" + draw().text("id");
    EXPECT_EQ(server.get(administrator, further).text("quotas/1/unfilled/0"), "1");
    EXPECT_EQ(server.get(officer, further).text("quotas/1/unfilled/0"), "0");
}

} // namespace
} // namespace jisr::tests
