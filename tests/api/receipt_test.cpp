#include "documents/pdf_testing.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {
namespace {

using documents::testing::PdfFile;
using service::Role;
using service::ScopeLevel;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
namespace json = boost::json;

class ReceiptApi : public testing::TestWithParam<Engine>
{
  protected:
    json::object someone()
    {
        auto person = some_person(edition);
        person["given_name_ar"] = "جليلة";
        person["family_name_ar"] = "بوكرين";
        person["participation"] = "cooperative_member";
        return person;
    }

    /// The path of what `draft` registers.
    std::string registered(const std::string& all, const json::object& draft)
    {
        const auto answer = server.post(administrator, all, draft);
        EXPECT_EQ(answer.status, 201) << answer.body;
        reference = answer.text("reference");
        return all + "/" + answer.text("id");
    }

    std::string registered_person() { return registered("/api/v1/persons", someone()); }

    Caller agent(const std::string& region)
    {
        return server.as(Role::RegistrationAgent, ScopeLevel::Region, region);
    }

    TestServer server{GetParam()};
    Caller administrator = server.administrator();
    std::string edition = server.bridge_edition();
    std::string reference; ///< of the last one registered
};

INSTANTIATE_TEST_SUITE_P(Engines, ReceiptApi, kEngines, engine_name);

TEST_P(ReceiptApi, PrintsWhatAPersonTakesHome)
{
    const auto path = registered_person();
    const auto receipt = server.get(agent("10"), path + "/receipt.pdf");
    ASSERT_EQ(receipt.status, 200) << receipt.body;
    EXPECT_EQ(receipt.headers.at("content-type"), "application/pdf");
    EXPECT_EQ(receipt.headers.at("content-disposition"),
              "inline; filename=\"" + reference + ".pdf\"");
    EXPECT_EQ(receipt.headers.at("cache-control"), "no-store");
    EXPECT_THAT(receipt.body, StartsWith("%PDF"));
    const PdfFile file(receipt.body);
    const auto text = file.text(1);
    for (const std::string words :
         {reference.c_str(), "Jalila Bougrine", "جليلة بوكرين", "Membre d’une coopérative",
          "عضوية في تعاونية", "22/11/2026", "Guelmim-Oued Noun", "وصل التسجيل", "09.08"})
        EXPECT_THAT(text, HasSubstr(words));
    EXPECT_THAT(text, Not(HasSubstr("receipt."))) << "a text is missing";
    EXPECT_THAT(text, Not(HasSubstr("12 34 56"))) << "it may be seen by others at home";
    EXPECT_EQ(file.scanned(), reference + "\n");
}

TEST_P(ReceiptApi, OpensHerOwnFileWhereTheServerHasAnAddress)
{
    TestServer reached{GetParam(), {.public_url = "https://jisr.example.ma/"}};
    const auto staff = reached.administrator();
    auto draft = someone();
    draft["edition_id"] = reached.bridge_edition();
    const auto person = reached.post(staff, "/api/v1/persons", draft);
    ASSERT_EQ(person.status, 201) << person.body;
    const auto receipt =
        reached.get(staff, "/api/v1/persons/" + person.text("id") + "/receipt.pdf");
    EXPECT_EQ(PdfFile(receipt.body).scanned(),
              "https://jisr.example.ma/s/file#" + person.text("reference") + "\n");
}

TEST_P(ReceiptApi, PrintsWhatAnOrganisationKeeps)
{
    const auto path = registered("/api/v1/organisations",
                                 {{"edition_id", edition},
                                  {"kind", "cooperative"},
                                  {"name_ar", "تعاونية النور"},
                                  {"name_latin", "Coopérative Ennour"},
                                  {"commune_code", "10.261.01.01"},
                                  {"members", json::array{json::object{{"full_name", "Jalila"}}}},
                                  {"consent_given", true}});
    const auto receipt = server.get(agent("10"), path + "/receipt.pdf");
    ASSERT_EQ(receipt.status, 200) << receipt.body;
    const auto text = PdfFile(receipt.body).text(1);
    for (const std::string words :
         {reference.c_str(), "تعاونية النور", "Coopérative Ennour", "Dénomination"})
        EXPECT_THAT(text, HasSubstr(words));
    EXPECT_THAT(text, Not(HasSubstr("receipt.")));
    EXPECT_EQ(server.get(agent("09"), path + "/receipt.pdf").status, 404);
    EXPECT_EQ(server.get(Caller{}, path + "/receipt.pdf").status, 401);
}

TEST_P(ReceiptApi, IsForThoseWhoMaySeeTheFile)
{
    const auto receipt = registered_person() + "/receipt.pdf";
    EXPECT_EQ(server.get(Caller{}, receipt).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Partner), receipt).slug(), "forbidden");
    EXPECT_EQ(server.get(agent("09"), receipt).slug(), "not_found");
    const auto unknown = "/api/v1/persons/" + core::Id::make().str() + "/receipt.pdf";
    EXPECT_EQ(server.get(administrator, unknown).slug(), "not_found");
    EXPECT_EQ(server.get(administrator, "/api/v1/persons/7/receipt.pdf").slug(), "not_found");
}

TEST_P(ReceiptApi, IsForOneEditionThatSheIsRegisteredInto)
{
    const auto receipt = registered_person() + "/receipt.pdf?edition=";
    EXPECT_EQ(server.get(administrator, receipt + edition).status, 200);
    EXPECT_EQ(server.get(administrator, receipt + core::Id::make().str()).slug(), "not_found");
    EXPECT_EQ(server.get(administrator, receipt + "first").status, 422);
}

TEST_P(ReceiptApi, IsNotGivenForAWithdrawnRegistration)
{
    const auto path = registered_person();
    ASSERT_EQ(server.post(administrator, path + "/withdraw", {{"reason", "She moved"}}).status,
              200);
    const auto refused = server.get(administrator, path + "/receipt.pdf");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.slug(), "registration_withdrawn");
    ASSERT_EQ(server.post(administrator, path + "/restore", {{"reason", "She is back"}}).status,
              200);
    EXPECT_EQ(server.get(administrator, path + "/receipt.pdf").status, 200);
}

} // namespace
} // namespace jisr::tests
