#include "documents/pdf_testing.hpp"
#include "selection_support.hpp"

#include <gmock/gmock.h>

/// Who may take part, and what becomes of whom the rules rejected.
namespace jisr::tests {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::ContainsRegex;
using testing::ElementsAre;

class SelectionEligibility : public SelectionTest
{
};

INSTANTIATE_TEST_SUITE_P(Engines, SelectionEligibility, kEngines, engine_name);

TEST_P(SelectionEligibility, WhomTheRulesRejectedIsReconsideredOnceHerFileSaysOtherwise)
{
    put_plan(plan(), 0);
    const auto corrected = enter({{"birth_date", "2010-01-01"}});
    const auto silent = enter({{"commits_to_training", false}});
    const auto still = enter({{"birth_date", "2011-01-01"}});
    const auto by_hand = enter();
    check_eligibility(true);
    server.post(administrator, "/api/v1/phases",
                {{"registrations", json::array{by_hand}}, {"to", "rejected"}, {"reason", "fraud"}});
    correct(corrected, {{"birth_date", "1990-01-01"}});
    correct(silent, {{"commits_to_training", nullptr}});

    const auto told = check_eligibility(false);
    EXPECT_EQ(told.text("eligible"), "1") << told.body;
    EXPECT_EQ(told.text("reconsidered"), "1");
    EXPECT_EQ(told.text("incomplete"), "1"); // what the file does not say refuses nobody
    EXPECT_EQ(told.text("reopened"), "1");
    EXPECT_EQ(told.text("rejected"), "0"); // nothing new of whom they reject as before
    EXPECT_EQ(phase_of(corrected), "rejected");
    const auto applied = check_eligibility(true);
    EXPECT_EQ(phase_of(corrected), "eligible");
    EXPECT_EQ(phase_of(silent), "registered");
    EXPECT_EQ(phase_of(still), "rejected");
    EXPECT_EQ(phase_of(by_hand), "rejected"); // a person said why
    const std::string path = "/api/v1/registrations/" + corrected;
    const auto history = server.get(administrator, path + "/history");
    const auto& last = history.at("items").as_array().back();
    EXPECT_EQ(last.at("operation").as_string(), "admit") << history.body;
    EXPECT_EQ(last.at("reason").as_string(), "reconsidered");
    EXPECT_EQ(check_eligibility(true).at("moves").as_array().size(), 0U);

    for (const auto& move : applied.at("moves").as_array())
        server.call(administrator, "POST",
                    "/api/v1/phase-moves/" + std::string(move.as_string()) + "/undo");
    EXPECT_EQ(server.get(administrator, path).text("phase_reason"), "rules: age");
    EXPECT_EQ(phase_of(silent), "rejected");
}

TEST_P(SelectionEligibility, WhoWasRejectedIsFoundEligibleByHandWithAReason)
{
    put_plan(plan(), 0);
    const auto young = enter({{"birth_date", "2010-01-01"}});
    check_eligibility(true);
    json::object order{{"registrations", json::array{young}}, {"to", "eligible"}};
    const auto preview = server.post(administrator, "/api/v1/phases/preview", order);
    EXPECT_EQ(preview.text("lines/0/doubt"), "selection.move.rules_not_met") << preview.body;
    EXPECT_THAT(server.post(administrator, "/api/v1/phases", order).errors(),
                ElementsAre("/reason required"));
    order["reason"] = "exception of the committee";
    EXPECT_EQ(server.post(administrator, "/api/v1/phases", order).status, 201);
    EXPECT_EQ(phase_of(young), "eligible");
}

TEST_P(SelectionEligibility, AnAcceptedAppealAgainstARefusalMakesHerEligible)
{
    put_plan(plan(), 0);
    const auto young = enter({{"birth_date", "2010-01-01"}});
    const auto by_hand = enter();
    const auto refused = enter({{"birth_date", "2010-02-01"}});
    check_eligibility(true);
    EXPECT_EQ(move(by_hand, "rejected").status, 201);
    accept_appeal(young);
    accept_appeal(by_hand);
    const auto recorded = server.post(
        administrator, "/api/v1/registrations/" + refused + "/appeals", {{"complaint", "?"}});
    server.post(administrator, "/api/v1/appeals/" + recorded.text("id") + "/answer",
                {{"accepted", false}, {"answer", "The date is right."}});
    EXPECT_EQ(phase_of(young), "eligible");
    EXPECT_EQ(phase_of(by_hand), "eligible");
    EXPECT_EQ(phase_of(refused), "rejected");
    EXPECT_EQ(told_as(young, "answer", "queued"), 1);
    const auto history = server.get(administrator, "/api/v1/registrations/" + young + "/history");
    EXPECT_EQ(history.at("items").as_array().back().at("reason").as_string(), "appeal_accepted")
        << history.body;
    check_eligibility(true); // a committee's word stands against the rules
    EXPECT_EQ(phase_of(young), "eligible");
}

TEST_P(SelectionEligibility, AfterASelectionAnAcceptedAppealLeavesARefusalByHandToTheNextOne)
{
    confirmed_run(2, 1);
    EXPECT_EQ(move(women[1], "rejected").status, 201);
    accept_appeal(women[1]);
    EXPECT_EQ(phase_of(women[1]), "rejected");
}

TEST_P(SelectionEligibility, WhoeverIsNotOnAListIsCountedBesideIt)
{
    set_places(1);
    put_plan(plan(), 0);
    enter();
    enter();
    enter({{"commits_to_training", nullptr}});
    enter({{"birth_date", "2010-01-01"}});
    check_eligibility(true);
    enter(); // of whom the rules were not asked
    close_scoring();
    const auto listed = close_list();
    EXPECT_EQ(listed.text("candidates"), "2") << listed.body;
    EXPECT_EQ(listed.text("undecided"), "2");
    EXPECT_EQ(listed.text("rejected"), "1");
    enter(); // after it was closed
    const auto drawn = draw_lots(listed.text("id"));
    EXPECT_EQ(drawn.text("undecided"), "2") << drawn.body;
    const auto list = "/api/v1/selections/" + listed.text("id") + "/list";
    const documents::testing::PdfFile pdf(server.get(administrator, list).body);
    EXPECT_THAT(pdf.text(1),
                AllOf(ContainsRegex("Inscrites[^0-9]*5"), ContainsRegex("non décidée[^0-9]*2")));
}

} // namespace
} // namespace jisr::tests
