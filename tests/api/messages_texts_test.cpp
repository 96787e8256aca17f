#include "api/identity_support.hpp"
#include "api/messages_support.hpp"

/// The texts of messages, and what staff are told in the app.
namespace jisr::tests {
namespace {

namespace json = boost::json;

class MessageTexts : public IdentityTest
{
  protected:
    const std::string path_ = "/api/v1/message-templates";
    const std::string one_ = path_ + "/promoted";
    const json::object draft_{{"fr", "Appelez-nous[ au {phone}]. Référence {reference}."}};
};

INSTANTIATE_TEST_SUITE_P(Engines, MessageTexts, kEngines, engine_name);

TEST_P(MessageTexts, OnlyTheNationSOfficeWritesThem)
{
    EXPECT_EQ(server.get(TestServer::nobody(), path_).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Trainer), path_).status, 403);
    EXPECT_EQ(server.put(coordinator, one_, draft_, 0).status, 403);
    EXPECT_EQ(server.post(coordinator, one_ + "/preview", draft_).status, 403);
    EXPECT_EQ(server.get(coordinator, one_).status, 200);
    EXPECT_EQ(server.get(administrator, path_ + "/nonsense").status, 404);
    EXPECT_EQ(server.put(administrator, path_ + "/nonsense", draft_, 0).status, 404);
}

TEST_P(MessageTexts, EachIsShownInFourLanguagesWithItsCost)
{
    const auto shown = server.get(coordinator, one_);
    ASSERT_EQ(shown.at("texts").as_array().size(), 4U);
    EXPECT_EQ(shown.text("texts/0/language"), "ar");
    EXPECT_EQ(shown.text("texts/0/sms/coding"), "ucs2");
    EXPECT_EQ(shown.text("texts/1/language"), "fr");
    EXPECT_EQ(shown.text("texts/1/sms/coding"), "gsm7");
    EXPECT_EQ(shown.at("texts/1/sms/parts").as_int64(), 1);
    EXPECT_EQ(shown.text("texts/1/preview").find('{'), std::string::npos);
    EXPECT_FALSE(shown.at("texts/1/changed").as_bool());
    EXPECT_EQ(shown.headers.at("etag"), "\"0\"");
}

TEST_P(MessageTexts, FaultsAreNamedAndNothingIsKept)
{
    const json::object faulty{{"fr", "Bonjour {name}"}, {"ar", "بخصوص العنف"}, {"en", "call ["}};
    const std::vector<std::string> named{"/ar template_tells", "/en template_brackets",
                                         "/fr template_placeholder"};
    EXPECT_EQ(server.put(administrator, one_, faulty, 0).errors(), named);
    EXPECT_EQ(server.post(administrator, one_ + "/preview", faulty).errors(), named);
    EXPECT_EQ(server.put(administrator, one_, {{"fr", std::string(500, 'a')}}, 0).errors(),
              std::vector<std::string>{"/fr template_too_long"});
    EXPECT_EQ(server.call(administrator, "PUT", one_, draft_).status, 428);
    EXPECT_EQ(server.get(administrator, one_).headers.at("etag"), "\"0\"");
}

TEST_P(MessageTexts, ANewTextIsThatOfTheNextMessage)
{
    const auto text_of = [&](const core::Result<core::Id>& id) {
        return server.get(administrator, "/api/v1/messages/" + id->str()).text("text");
    };
    auto draft = some_message("R-1");
    draft.recipient.language = core::Language::Fr;
    draft.params["phone"] = "05 28 00 00 00";
    const auto before = enqueue(server.services(), draft);
    const auto preview = server.post(administrator, one_ + "/preview", draft_);
    EXPECT_EQ(preview.text("texts/1/preview"),
              "Appelez-nous au 0528871234. Référence GON-26-000123-4.");
    ASSERT_EQ(server.put(administrator, one_, draft_, 0).headers.at("etag"), "\"1\"");
    EXPECT_EQ(server.put(administrator, one_, draft_, 0).status, 412);
    draft.occasion = "another";
    EXPECT_EQ(text_of(enqueue(server.services(), draft)),
              "Appelez-nous au 05 28 00 00 00. Référence R-1.");
    EXPECT_NE(text_of(before), text_of(enqueue(server.services(), draft)));
    ASSERT_EQ(server.put(administrator, one_, json::object{}, 1).status, 200); // as it was
    draft.occasion = "a third";
    EXPECT_EQ(text_of(enqueue(server.services(), draft)), text_of(before));
}

TEST_P(MessageTexts, StaffReadWhatTheyAreToldInTheAppAndNobodyElseDoes)
{
    const auto user = settled_user("naima");
    settled_user("samira");
    auto draft = some_message("GON-26-000777-1");
    draft.template_code = "staff_promoted";
    draft.recipient = {.user_id = user.id, .language = core::Language::Fr};
    draft.link = "/persons";
    const auto id = enqueue(server.services(), draft);
    ASSERT_TRUE(id);
    const std::string read = "/api/v1/inbox/" + id->str() + "/read";

    EXPECT_EQ(server.get(TestServer::nobody(), "/api/v1/inbox").status, 401);
    Browser stranger{server, {}, {}};
    ASSERT_EQ(stranger.sign_in("samira", kPassword).status, 201);
    EXPECT_TRUE(stranger.call("GET", "/api/v1/inbox").at("items").as_array().empty());
    EXPECT_EQ(stranger.call("POST", read).status, 404);
    EXPECT_EQ(stranger.call("POST", "/api/v1/inbox/x/read").status, 404);
    const auto seen = server.get(administrator, "/api/v1/messages/" + id->str());
    EXPECT_EQ(seen.body.find("777"), std::string::npos);
    EXPECT_EQ(seen.text("recipient_name"), user.full_name); // to whom, not what
    EXPECT_EQ(server.get(administrator, "/api/v1/messages").text("items/0/recipient_name"),
              user.full_name);

    ASSERT_EQ(browser.sign_in("naima", kPassword).status, 201);
    const auto inbox = browser.call("GET", "/api/v1/inbox");
    EXPECT_EQ(inbox.at("total").as_int64(), 1);
    EXPECT_NE(inbox.text("items/0/text").find("GON-26-000777-1"), std::string::npos);
    EXPECT_EQ(inbox.text("items/0/link"), "/persons");
    EXPECT_EQ(browser.call("POST", read).status, 204);
    EXPECT_EQ(browser.call("POST", read).status, 204);
    EXPECT_EQ(browser.call("GET", "/api/v1/inbox").at("total").as_int64(), 0);
    EXPECT_EQ(log().find("GON-26-000777-1"), std::string::npos);
}

} // namespace
} // namespace jisr::tests
