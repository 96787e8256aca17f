#include "support/server.hpp"

#include "core/log.hpp"
#include "http/client.hpp"
#include "modules/identity/identity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cctype>

namespace jisr::tests {

namespace json = boost::json;

const json::value& Answer::at(std::string_view path) const
{
    static const json::value kNothing;
    boost::system::error_code error;
    const auto* found = json.find_pointer("/" + std::string(path), error);
    return found != nullptr ? *found : kNothing;
}

std::string Answer::text(std::string_view path) const
{
    const auto& value = at(path);
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

std::vector<std::string> Answer::errors() const
{
    std::vector<std::string> list;
    if (const auto* errors = at("errors").if_array())
        for (const auto& error : *errors)
            list.push_back(std::string(error.at("pointer").as_string()) + " " +
                           std::string(error.at("code").as_string()));
    std::sort(list.begin(), list.end());
    return list;
}

TestServer::TestServer(Engine engine, service::Settings settings, http::ServerOptions options,
                       messages::SendingOptions sending)
    : database_(engine)
{
    core::set_log_level("off");
    settings.data_folder = folder_.path();
    auto application = cli::Application::make(database_.url(), std::move(settings), {}, clock_,
                                              std::move(sending));
    if (!application)
        throw std::runtime_error("no application: " + application.error().cause);
    application_ = std::move(*application);
    options.port = 0;
    options.upload_folder = folder_.path();
    server_ = std::make_unique<cli::WebServer>(*application_, options);
    if (!server_->listen())
        throw std::runtime_error("the server does not listen");
    application_->sender()->report_to("http://127.0.0.1:" + std::to_string(server_->port()));
    if (!application_->start_following())
        throw std::runtime_error("the server does not start");
    thread_ = std::thread([this] { server_->run(); });
}

TestServer::~TestServer()
{
    server_->stop();
    thread_.join();
}

Answer TestServer::send(const Caller& caller, std::string_view method, std::string_view target,
                        std::string body, std::vector<std::pair<std::string, std::string>> headers)
{
    headers.emplace_back("Accept-Language", caller.language);
    if (!caller.token.empty())
        headers.emplace_back("Authorization", "Bearer " + caller.token);
    http::Client client("127.0.0.1", port());
    auto response = client.request(method, target, headers, body);
    if (!response)
        throw std::runtime_error("no answer");
    Answer answer;
    answer.status = response->status;
    answer.body = std::move(response->body);
    for (auto& [name, value] : response->headers) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        answer.headers[lower] = value;
    }
    boost::system::error_code error;
    answer.json = json::parse(answer.body, error);
    return answer;
}

Answer TestServer::call(const Caller& caller, std::string_view method, std::string_view target,
                        const json::value& body,
                        std::vector<std::pair<std::string, std::string>> headers)
{
    if (body.is_null())
        return send(caller, method, target, {}, std::move(headers));
    headers.emplace_back("Content-Type", "application/json");
    return send(caller, method, target, json::serialize(body), std::move(headers));
}

Answer TestServer::put(const Caller& caller, std::string_view target, const json::value& body,
                       std::int64_t version)
{
    return call(caller, "PUT", target, body, {{"If-Match", '"' + std::to_string(version) + '"'}});
}

Caller TestServer::as(service::Role role, service::ScopeLevel level, std::string code)
{
    auto token = identity::issue_token(services(), "test", role, {level, std::move(code)});
    if (!token)
        throw std::runtime_error("no token: " + token.error().slug);
    return {.token = *token};
}

std::string TestServer::bridge_edition()
{
    const auto programmes = get(administrator(), "/api/v1/programmes");
    for (const auto& programme : programmes.at("items").as_array())
        if (programme.at("code").as_string() == "bridge")
            return std::string(programme.at("editions").at(0).at("id").as_string());
    throw std::runtime_error("programme bridge has no edition");
}

std::string TestServer::add_cooperative()
{
    const auto made =
        post(administrator(), "/api/v1/organisations",
             {{"edition_id", bridge_edition()},
              {"kind", "cooperative"},
              {"name_latin", "Amal"},
              {"commune_code", "10.261.01.01"},
              {"members", json::array{json::object{{"full_name", "Jalila Bougrine"}}}},
              {"consent_given", true}});
    EXPECT_EQ(made.status, 201) << made.body;
    return made.text("id");
}

json::object some_person(const std::string& edition_id)
{
    return {{"edition_id", edition_id},
            {"given_name_latin", "Jalila"},
            {"family_name_latin", "Bougrine"},
            {"birth_date", "1969-02-27"},
            {"commune_code", "10.261.01.01"},
            {"phone", "06 12 34 56 78"},
            {"consent_given", true}};
}

json::object another_person(const std::string& edition_id)
{
    static std::atomic<int> made = 0;
    static constexpr const char* kGiven[]{"Amina",   "Touria", "Widad", "Ghizlane",
                                          "Bouchra", "Hanane", "Souad"};
    static constexpr const char* kFamily[]{"Lahbabi", "Zerouali", "Mokhtari", "Ouazzani", "Tazi"};
    const int number = made++;
    auto person = some_person(edition_id);
    person["given_name_latin"] = kGiven[number % 7];
    person["family_name_latin"] = kFamily[number % 5];
    person["birth_date"] =
        core::Date::from_days(3 * number % 10'000 - 5'000).to_iso(); // 1956 to 1983
    person["phone"] = "06" + std::to_string(10'000'000 + number * 7'654'321LL % 89'999'999);
    return person;
}

} // namespace jisr::tests
