#include "modules/registry/import_desk.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;

constexpr auto* kHeadings = "Nom;Prénom;Date de naissance;CIN;Téléphone;Province;Commune\n";
constexpr auto* kHers = "Bougrine;Jalila;27/02/1969;JB445566;0612345678;Guelmim;Bouizakarne\n";

/// A woman of the region 01 whom a list of the region 10 names.
class ListTraces : public testing::TestWithParam<Engine>
{
  protected:
    ListTraces()
    {
        auto person = some_person(edition);
        person["commune_code"] = "01.511.01.01";
        person["national_id"] = "JB445566";
        const auto made = server.post(administrator, "/api/v1/persons", person);
        EXPECT_EQ(made.status, 201) << made.body;
        path = "/api/v1/persons/" + made.text("id");
    }

    /// The list once it is gone through.
    std::string sent(const Caller& caller, const std::string& target, const std::string& rows)
    {
        const auto started = server.send(caller, "POST", target, kHeadings + rows);
        EXPECT_EQ(started.status, 202) << started.body;
        const auto location = started.headers.at("location");
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (server.get(administrator, location).text("state") == "running" &&
               std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        return location;
    }

    std::string imported(const Caller& caller, const std::string& rows, const std::string& dry_run)
    {
        std::string target = "/api/v1/imports?region=10&edition=";
        target.append(edition).append("&dry_run=").append(dry_run);
        return sent(caller, target, rows);
    }

    std::string handed_over(const Caller& caller, const std::string& rows)
    {
        const auto all = server.get(administrator, "/api/v1/convergence/programmes");
        return sent(caller,
                    "/api/v1/convergence/lists?region=10&programme=" + all.text("items/0/id"),
                    rows);
    }

    /// How often her history says that somebody met her who may not see her.
    std::int64_t met()
    {
        const auto history = server.get(administrator, path + "/history");
        const auto& lines = history.at("items").as_array();
        return std::count_if(lines.begin(), lines.end(), [](const auto& line) {
            return line.at("operation").as_string() == "meet";
        });
    }

    std::size_t participations()
    {
        return server.get(administrator, path + "/other-programmes").at("items").as_array().size();
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller administrator = server.administrator();
    const Caller coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    std::string path;
};

INSTANTIATE_TEST_SUITE_P(Engines, ListTraces, kEngines, engine_name);

TEST_P(ListTraces, AnImportLeavesOneHoweverManyRowsNameHerAndATrialToo)
{
    const std::string likely = "Bougrine;Jalila;27/02/1969;;0612345678;Guelmim;Bouizakarne\n";
    const auto tried = imported(coordinator, kHers + likely, "true");
    EXPECT_EQ(server.get(coordinator, tried).text("duplicates"), "2");
    EXPECT_EQ(met(), 1);
    imported(coordinator, kHers + likely, "false");
    EXPECT_EQ(met(), 2);
    // Whoever sees the file anyway leaves none.
    imported(administrator, std::string(kHers) + kHers, "true");
    EXPECT_EQ(met(), 2);
}

TEST_P(ListTraces, AnImportThatGoesOnAfterAStopLeavesNoSecond)
{
    const auto file = server.folder() / "long.csv";
    {
        std::ofstream csv(file);
        csv << kHeadings << kHers;
        for (int i = 0; i < 600; ++i)
            csv << "Debbagh;Ghizlane;31/02/1971;;;Guelmim;Bouizakarne\n";
        csv << kHers;
    }
    auto importer = service::Actor::system("import");
    importer.assignments = {{Role::RegionalCoordinator, {ScopeLevel::Region, "10"}}};
    auto& desk = *server.application().import_desk();
    const auto run = desk.accept({.file = file,
                                  .file_name = "long.csv",
                                  .edition_id = *core::Id::parse(edition),
                                  .region_code = "10"},
                                 importer);
    ASSERT_TRUE(run) << run.error().slug;
    std::atomic<bool> stopping{false};
    ASSERT_TRUE(desk.run(run->id, stopping, [&](const auto&) { stopping = true; }));
    EXPECT_EQ(met(), 1);
    stopping = false;
    const auto done = desk.run(run->id, stopping);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->duplicates, 2);
    EXPECT_EQ(met(), 1);
}

TEST_P(ListTraces, TellingARowApartLeavesOneWhenHerNumberIsHeldElsewhere)
{
    auto here = some_person(edition);
    here["given_name_latin"] = "Souad";
    here["family_name_latin"] = "Bennani";
    here["phone"] = "0655555555";
    ASSERT_EQ(server.post(administrator, "/api/v1/persons", here).status, 201);
    const auto import = imported(
        coordinator, "Bennani;Souad;27/02/1969;JB990011;0655555555;Guelmim;Bouizakarne\n", "false");
    EXPECT_EQ(met(), 0);
    // Meanwhile the number is written into the file elsewhere.
    auto fields = some_person(edition);
    fields.erase("edition_id");
    fields.erase("consent_given");
    fields["commune_code"] = "01.511.01.01";
    fields["national_id"] = "JB990011";
    ASSERT_EQ(server.put(administrator, path, fields, 1).status, 200);
    const auto apart =
        server.post(coordinator, import + "/rows/2/another", {{"reason", "both were here"}});
    EXPECT_EQ(apart.slug(), "likely_duplicate") << apart.body;
    EXPECT_EQ(met(), 1);
}

TEST_P(ListTraces, AListOfAnotherProgrammeLeavesOneAndSettlesNothingOfHer)
{
    const auto list = handed_over(coordinator, std::string(kHers) + kHers);
    EXPECT_EQ(met(), 1);
    EXPECT_EQ(participations(), 0U);
    const auto rows = server.get(coordinator, list + "/rows");
    EXPECT_EQ(rows.text("items/0/outcome"), "open") << rows.body;
    EXPECT_TRUE(rows.at("items/0/matches/0/person").is_null());
    const json::object hers{{"person_id", path.substr(path.rfind('/') + 1)}};
    EXPECT_EQ(server.post(coordinator, list + "/rows/2/same", hers).status, 404);
    EXPECT_EQ(server.post(administrator, list + "/rows/2/same", hers).status, 200);
    EXPECT_EQ(participations(), 1U);
    // Handed over again by somebody who may see her, what is still open is settled.
    EXPECT_EQ(handed_over(administrator, std::string(kHers) + kHers), list);
    EXPECT_EQ(server.get(administrator, list).text("counts/open"), "0");
    EXPECT_EQ(met(), 1);
}

} // namespace
} // namespace jisr::tests
