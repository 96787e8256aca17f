#pragma once

#include "support/server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace jisr::tests {

/// A province of region 10 with five places, and its women.
class SelectionTest : public testing::TestWithParam<Engine>
{
  protected:
    static boost::json::object plan()
    {
        return boost::json::parse(R"({
            "rules": [{"field": "age", "least": 20, "most": 50},
                      {"field": "commits_to_training", "is": true}],
            "criteria": [{"code": "schooling", "name_ar": "المستوى", "name_fr": "Scolarité",
                          "weight": 1, "most": 10, "bands": [
                            {"when": {"field": "schooling", "any_of": ["none"]}, "points": 10}]},
                         {"code": "project", "name_ar": "المشروع", "name_fr": "Projet",
                          "weight": 3, "most": 20}],
            "reserves": [{"group": {"field": "disability", "is": true}, "percent": 20}],
            "reason": "commission du 22 novembre"})")
            .as_object();
    }

    Answer put_plan(boost::json::object body, std::int64_t version)
    {
        return server.put(administrator, edition_path + "/selection-plan", body, version);
    }

    void set_places(std::int64_t places)
    {
        const auto set = server.call(administrator, "PUT", edition_path + "/targets",
                                     {{"items", boost::json::array{{{"region_code", "10"},
                                                                    {"province_code", "10.261"},
                                                                    {"year", 2026},
                                                                    {"measure", "women"},
                                                                    {"value", places}}}},
                                      {"reason", "test"}},
                                     {{"If-Match", "*"}});
        EXPECT_EQ(set.status, 200) << set.body;
    }

    /// The id of her registration.
    std::string enter(boost::json::object more = {})
    {
        auto woman = another_person(edition);
        woman["commits_to_training"] = true;
        woman["birth_date"] = core::Date::from_days(3652 + 41 * static_cast<int>(persons.size()))
                                  .to_iso(); // from 1980
        for (const auto& [key, value] : more)
            woman[key] = value;
        const auto entered = server.post(administrator, "/api/v1/persons", woman);
        EXPECT_EQ(entered.status, 201) << entered.body;
        persons[entered.text("registrations/0/id")] = entered.text("id");
        woman.erase("edition_id");
        woman.erase("consent_given");
        files[entered.text("registrations/0/id")] = woman;
        return entered.text("registrations/0/id");
    }

    /// What her file says, corrected.
    void correct(const std::string& registration, const boost::json::object& fields)
    {
        auto& file = files[registration];
        for (const auto& [key, value] : fields)
            file[key] = value;
        const auto path = "/api/v1/persons/" + persons[registration];
        const auto version = server.get(administrator, path).at("version").as_int64();
        const auto saved = server.put(administrator, path, file, version);
        EXPECT_EQ(saved.status, 200) << saved.body;
    }

    void score(const std::string& registration, std::int64_t points)
    {
        const auto scored = server.post(
            administrator, "/api/v1/registrations/" + registration + "/points",
            {{"points", boost::json::array{{{"criterion", "project"}, {"points", points}}}}});
        EXPECT_EQ(scored.status, 200) << scored.body;
    }

    Answer check_eligibility(bool apply)
    {
        return server.post(administrator, edition_path + "/eligibility",
                           {{"region_code", "10"}, {"apply", apply}});
    }

    /// An appeal of hers, accepted.
    void accept_appeal(const std::string& registration)
    {
        const auto recorded =
            server.post(administrator, "/api/v1/registrations/" + registration + "/appeals",
                        {{"complaint", "Her project was not read."}});
        EXPECT_EQ(recorded.status, 201) << recorded.body;
        const auto answered =
            server.post(administrator, "/api/v1/appeals/" + recorded.text("id") + "/answer",
                        {{"accepted", true}, {"answer", "Read again."}});
        EXPECT_EQ(answered.text("state"), "accepted") << answered.body;
    }

    Answer move(const std::string& registration, const std::string& to)
    {
        return server.post(
            administrator, "/api/v1/phases",
            {{"registrations", boost::json::array{registration}}, {"to", to}, {"reason", "test"}});
    }

    void close_scoring()
    {
        auto closed = plan();
        closed["scoring_open"] = false;
        const auto version = server.get(administrator, edition_path + "/selection-plan");
        EXPECT_EQ(put_plan(closed, version.at("version").as_int64()).status, 200);
    }

    Answer close_list(bool keeps_selected = true)
    {
        return server.post(administrator, edition_path + "/selections",
                           {{"region_code", "10"}, {"keeps_selected", keeps_selected}});
    }

    Answer draw_lots(const std::string& run)
    {
        return server.call(administrator, "POST", "/api/v1/selections/" + run + "/draw");
    }

    /// A draft, or why there is none.
    Answer draw(bool keeps_selected = true)
    {
        auto listed = close_list(keeps_selected);
        return listed.status == 201 ? draw_lots(listed.text("id")) : listed;
    }

    Answer confirm(const std::string& run)
    {
        return server.call(administrator, "POST", "/api/v1/selections/" + run + "/confirm");
    }

    std::string phase_of(const std::string& registration)
    {
        return server.get(administrator, "/api/v1/registrations/" + registration).text("phase");
    }

    /// Waits for what the waiting list does by itself.
    std::string phase_once(const std::string& registration, const std::string& wanted)
    {
        for (int i = 0; i < 500 && phase_of(registration) != wanted; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return phase_of(registration);
    }

    /// `count` women scored 20, 19, 18 …, found eligible and selected among; the run's id.
    std::string confirmed_run(std::size_t count, std::int64_t places)
    {
        set_places(places);
        EXPECT_EQ(put_plan(plan(), 0).status, 200);
        for (std::size_t i = 0; i < count; ++i)
            women.push_back(enter());
        for (std::size_t i = 0; i < count; ++i)
            score(women[i], 20 - static_cast<std::int64_t>(i));
        EXPECT_EQ(check_eligibility(true).status, 200);
        close_scoring();
        const auto drawn = draw();
        EXPECT_EQ(drawn.status, 200) << drawn.body;
        const auto confirmed = confirm(drawn.text("id"));
        EXPECT_EQ(confirmed.text("state"), "confirmed") << confirmed.body;
        return drawn.text("id");
    }

    /// How often she was told something, by the template's code.
    std::int64_t told(const std::string& registration, std::string_view template_code)
    {
        const auto outbox = server.get(administrator, "/api/v1/messages?limit=200");
        return std::ranges::count_if(
            outbox.at("items").as_array(), [&](const boost::json::value& item) {
                return item.at("template_code").as_string() == template_code &&
                       item.at("person_id").as_string() == persons[registration];
            });
    }

    /// The same in one state of the message.
    std::int64_t told_as(const std::string& registration, std::string_view template_code,
                         std::string_view state)
    {
        const auto outbox = server.get(administrator, "/api/v1/messages?limit=200");
        return std::ranges::count_if(
            outbox.at("items").as_array(), [&](const boost::json::value& item) {
                return item.at("template_code").as_string() == template_code &&
                       item.at("state").as_string() == state &&
                       item.at("person_id").as_string() == persons[registration];
            });
    }

    /// What waits in the outbox by a template is sent, as if there were a gateway.
    void hand_over(std::string_view template_code)
    {
        EXPECT_TRUE(server.services().database.write([&](db::Writer& writer) -> core::Result<void> {
            TRY(writer.keep("update message set state = 'sent' where state = 'queued' "
                            "and template_code = :code",
                            {{"code", template_code}}));
            return {};
        }));
    }

    /// A user's id.
    std::string user(const std::string& name, const std::string& role, const std::string& level,
                     const boost::json::value& code)
    {
        return server
            .post(administrator, "/api/v1/users",
                  {{"user_name", name},
                   {"full_name", name},
                   {"language", "fr"},
                   {"assignments",
                    boost::json::array{
                        {{"role", role}, {"scope_level", level}, {"scope_code", code}}}}})
            .text("user/id");
    }

    /// What a user was told in the app, by the template's code.
    std::int64_t told_staff(const std::string& user_id, std::string_view template_code)
    {
        const auto count = server.services().database.ask([&](db::Reader& reader) {
            return reader.count("select count(*) from message where user_id = :user "
                                "and template_code = :code and channel = 'in_app'",
                                {{"user", *core::Id::parse(user_id)}, {"code", template_code}});
        });
        return count ? *count : -1;
    }

    std::map<std::string, std::int64_t> phases()
    {
        std::map<std::string, std::int64_t> count;
        const auto list =
            server.get(administrator, edition_path + "/candidates?region=10&limit=200");
        for (const auto& item : list.at("items").as_array())
            ++count[std::string(item.at("phase").as_string())];
        return count;
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const std::string edition_path = "/api/v1/editions/" + edition;
    const Caller administrator = server.administrator();
    std::vector<std::string> women; ///< registrations, the best first
    std::map<std::string, std::string> persons;
    std::map<std::string, boost::json::object> files; ///< by registration, as they were typed
};

} // namespace jisr::tests
