#include "support/server.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Lists that come again: with headings that somebody explained before, or as a file that this
/// program gave.
class ImportAgain : public testing::TestWithParam<Engine>
{
  protected:
    Answer sent(const Caller& caller, const std::string& bytes, const std::string& region = "10")
    {
        std::string target = "/api/v1/imports?dry_run=false&region=";
        target.append(region).append("&edition=").append(edition);
        const auto started = server.send(caller, "POST", target, bytes);
        EXPECT_EQ(started.status, 202) << started.body;
        return ended(caller, started.headers.at("location"));
    }

    /// As it stands when nothing more comes by itself.
    Answer ended(const Caller& caller, const std::string& location)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (true) {
            auto answer = server.get(caller, location);
            if (answer.text("state") != "running" || std::chrono::steady_clock::now() > until)
                return answer;
            std::this_thread::yield();
        }
    }

    static std::string path_of(const Answer& import)
    {
        return "/api/v1/imports/" + import.text("id");
    }

    /// "heading=field" of each column.
    static std::vector<std::string> columns_of(const Answer& import)
    {
        std::vector<std::string> columns;
        for (const auto& column : import.at("columns").as_array())
            columns.push_back(std::string(column.at("heading").as_string()) + "=" +
                              (column.at("field").is_null()
                                   ? std::string()
                                   : std::string(column.at("field").as_string())));
        return columns;
    }

    Answer mapped(const Caller& caller, const Answer& import, const json::value& columns)
    {
        return server.call(caller, "PUT", path_of(import) + "/mapping",
                           {{"columns", columns}, {"first_row", "headings"}});
    }

    /// What is asked of the first list of the centre, and answered.
    void explain_headings(const Caller& caller)
    {
        const auto first = sent(caller, headings + "Alaoui;Amina;1990;Bouizakarne;coud;x\n");
        ASSERT_EQ(first.text("state"), "needs_mapping") << first.body;
        EXPECT_FALSE(first.at("columns_proposed").as_bool());
        ASSERT_EQ(mapped(caller, first, answers).status, 200);
        EXPECT_EQ(ended(caller, path_of(first)).text("registered"), "1");
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const std::string headings = "Nom;Prénom;Née;Commune;Sait faire;Fiche\n";
    const json::array answers{{{"heading", "Née"}, {"field", "birth_date"}},
                              {{"heading", "Sait faire"}, {"field", "skills"}}};
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Engines, ImportAgain, kEngines, engine_name);

TEST_P(ImportAgain, WhatWasSaidOfTheSameHeadingsIsProposedAndStaysToBeConfirmed)
{
    explain_headings(coordinator);
    // The same headings in another order.
    const auto second = sent(coordinator, "Fiche;Nom;Prénom;Née;Commune;Sait faire\n"
                                          "y;Tazi;Souad;1985;Bouizakarne;brode\n");
    EXPECT_EQ(second.text("state"), "needs_mapping") << "nothing is applied unasked";
    EXPECT_TRUE(second.at("columns_proposed").as_bool());
    EXPECT_THAT(columns_of(second),
                ElementsAre("Fiche=", "Nom=family_name", "Prénom=given_name", "Née=birth_date",
                            "Commune=commune", "Sait faire=skills"));
    EXPECT_EQ(second.at("missing_fields"), json::array());
    EXPECT_THAT(mapped(coordinator, second, json::array()).errors(),
                ElementsAre("/columns columns_missing"))
        << "what nobody said does not hold";
    ASSERT_EQ(mapped(coordinator, second, second.at("columns")).status, 200);
    const auto done = ended(coordinator, path_of(second));
    EXPECT_EQ(done.text("registered"), "1") << done.body;
    EXPECT_FALSE(done.at("columns_proposed").as_bool());
}

TEST_P(ImportAgain, TheLatestAnswersAreProposedWithinTheirRegionAlone)
{
    explain_headings(coordinator);
    server.clock().advance(std::chrono::minutes(1));
    const auto second = sent(coordinator, headings + "Tazi;Souad;1985;Bouizakarne;brode;y\n");
    auto otherwise = second.at("columns").as_array();
    otherwise[4].as_object()["field"] = "notes";
    ASSERT_EQ(mapped(coordinator, second, otherwise).status, 200);
    ended(coordinator, path_of(second));

    const auto third = sent(coordinator, headings + "Fassi;Zineb;1982;Bouizakarne;tisse;z\n");
    EXPECT_THAT(columns_of(third), testing::Contains("Sait faire=notes"));
    const auto one_more =
        sent(coordinator, "Nom;Prénom;Née;Commune;Sait faire;Fiche;Autre\nA;B;1982;C;d;e;f\n");
    EXPECT_FALSE(one_more.at("columns_proposed").as_bool()) << "other headings";
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    const auto theirs = sent(elsewhere, headings + "Fassi;Zineb;1982;Tanger;tisse;z\n", "01");
    ASSERT_EQ(theirs.text("state"), "needs_mapping") << theirs.body;
    EXPECT_FALSE(theirs.at("columns_proposed").as_bool());
}

TEST_P(ImportAgain, OurColumnOfReasonsIsNotAskedAboutBesideUnknownHeadings)
{
    const auto asked = sent(coordinator, "Nom;Prénom;Date de naissance;Commune;Fiche;error\n"
                                         "Alaoui;Amina;1990;Bouizakarne;x;Date non comprise\n");
    EXPECT_EQ(asked.text("state"), "needs_mapping") << asked.body;
    EXPECT_EQ(asked.at("own_columns"), (json::array{"error"}));
    ASSERT_EQ(
        mapped(coordinator, asked, json::array{{{"heading", "Fiche"}, {"field", "notes"}}}).status,
        200);
    const auto done = ended(coordinator, path_of(asked));
    EXPECT_EQ(done.text("registered"), "1") << done.body;
    EXPECT_EQ(done.at("own_columns"), (json::array{"error"}));
}

TEST_P(ImportAgain, AnExportIsUnderstoodWithoutAskingAndItsOwnColumnsAreLeftAside)
{
    ASSERT_EQ(server.post(coordinator, "/api/v1/persons", some_person(edition)).status, 201);
    for (const std::string language : {"ar", "fr", "zgh", "en"}) {
        Caller reader = coordinator;
        reader.language = language;
        const auto file = server.get(reader, "/api/v1/persons/export");
        ASSERT_EQ(file.status, 200) << file.body;
        const auto again = sent(coordinator, file.body);
        EXPECT_EQ(again.text("state"), "done") << language << again.body;
        EXPECT_EQ(again.at("own_columns").as_array().size(), 4U) << language << again.body;
        EXPECT_EQ(again.text("duplicates"), "1") << language << again.body;
    }
}

TEST_P(ImportAgain, AColumnThatOnlySharesANameWithOursIsTheLists)
{
    const auto list = sent(coordinator, "Nom;Prénom;Date de naissance;Commune;الحالة;Référence\n"
                                        "Alaoui;Amina;1990;Bouizakarne;عاطلة;B-12\n");
    EXPECT_EQ(list.text("state"), "needs_mapping") << list.body;
    EXPECT_EQ(list.at("own_columns"), json::array());
    EXPECT_THAT(columns_of(list), testing::IsSupersetOf({"الحالة=situation", "Référence="}));
}

} // namespace jisr::tests
