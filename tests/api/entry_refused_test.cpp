#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::ElementsAre;
using testing::IsEmpty;

/// Entries that are refused for where, when or how they are made.
class EntryRefused : public testing::TestWithParam<Engine>
{
  protected:
    Answer register_with(const json::object& answers)
    {
        auto person = another_person(edition);
        for (const auto& answer : answers)
            person[answer.key()] = answer.value();
        return server.post(administrator, "/api/v1/persons", person);
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller administrator = server.administrator();
};

INSTANTIATE_TEST_SUITE_P(Engines, EntryRefused, kEngines, engine_name);

TEST_P(EntryRefused, WhileTheProgrammeIsNotOpen)
{
    for (const auto* state : {"draft", "closed", "open"}) {
        const auto code = std::string("of-") + state;
        const auto programme = server.post(
            administrator, "/api/v1/programmes",
            json::object{
                {"code", code}, {"name_ar", "برنامج"}, {"name_fr", "Programme"}, {"state", state}});
        ASSERT_EQ(programme.status, 201) << programme.body;
        const auto made =
            server.post(administrator, "/api/v1/programmes/" + programme.text("id") + "/editions",
                        json::object{{"code", "2026"},
                                     {"name_ar", "دورة 2026"},
                                     {"name_fr", "Édition 2026"},
                                     {"starts_on", "2026-01-01"},
                                     {"ends_on", "2027-12-31"}});
        ASSERT_EQ(made.status, 201) << made.body;
        const auto entered = register_with({{"edition_id", made.text("id")}});
        EXPECT_EQ(entered.status, std::string_view(state) == "open" ? 201 : 409) << entered.body;
    }
}

TEST_P(EntryRefused, AtACentreThatIsClosed)
{
    const auto centre = server.post(administrator, "/api/v1/centres",
                                    json::object{{"name_ar", "مركز"},
                                                 {"name_fr", "Centre"},
                                                 {"kind", "social_centre"},
                                                 {"commune_code", "10.261.01.01"}});
    ASSERT_EQ(centre.status, 201) << centre.body;
    const json::object there{{"centre_id", centre.text("id")}};
    EXPECT_EQ(register_with(there).status, 201);
    server.call(administrator, "POST", "/api/v1/centres/" + centre.text("id") + "/close");
    EXPECT_THAT(register_with(there).errors(), ElementsAre("/centre_id centre_closed"));
}

TEST_P(EntryRefused, WithAConsentFromBeforeHerBirth)
{
    const auto errors = [&](const json::object& answers) {
        return register_with(answers).errors();
    };
    EXPECT_THAT(errors({{"birth_date", "1980-05-04"}, {"consent_on", "1980-05-03"}}),
                ElementsAre("/consent_on before_birth"));
    EXPECT_THAT(
        errors({{"birth_date", nullptr}, {"birth_year", 1980}, {"consent_on", "1979-12-31"}}),
        ElementsAre("/consent_on before_birth"));
    EXPECT_THAT(errors({{"birth_date", "1980-05-04"}, {"consent_on", "2026-01-03"}}), IsEmpty());
}

TEST_P(EntryRefused, AReasonThatShowsNothing)
{
    const auto path = "/api/v1/persons/" + register_with({}).text("id") + "/withdraw";
    for (const auto* nothing : {"\u200f\u200b", "\u00a0\u3000", "\ufeff"})
        EXPECT_THAT(server.post(administrator, path, json::object{{"reason", nothing}}).errors(),
                    ElementsAre("/reason required"));
    EXPECT_EQ(server.post(administrator, path, json::object{{"reason", "\u200fغادرت"}}).status,
              200);
}

TEST_P(EntryRefused, OnlyWhatIsNoJson)
{
    const auto sent_as = [&](const std::string& type) {
        return server
            .send(administrator, "POST", "/api/v1/persons",
                  json::serialize(another_person(edition)), {{"Content-Type", type}})
            .status;
    };
    EXPECT_EQ(sent_as("Application/JSON; charset=UTF-8"), 201);
    EXPECT_EQ(sent_as("text/plain"), 415);
    EXPECT_EQ(sent_as("application/js"), 415);
}

} // namespace jisr::tests
