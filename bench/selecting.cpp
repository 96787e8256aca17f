#include "cli/application.hpp"
#include "db/seal.hpp"
#include "figures.hpp"
#include "http/client.hpp"
#include "load.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/registering.hpp"
#include "modules/selection/run.hpp"
#include "modules/territory/territory.hpp"
#include "service/response.hpp"
#include "support/database.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <stdexcept>
#include <thread>

namespace jisr::bench {

namespace {

using namespace selection;
using core::json::array;
using core::json::object;
using core::json::value;

constexpr std::size_t kCandidates = 100'000;
constexpr std::size_t kChunk = 1'000;
constexpr auto* kRegion = "06"; // of the most people and, with another, of the most provinces: nine
constexpr std::int64_t kPlaces = 3'000; // of each province
constexpr std::size_t kDraws = 5;
constexpr std::size_t kWithdrawals = 200;
constexpr auto kLongest = std::chrono::minutes(5); // to confirm
constexpr auto kPatience = std::chrono::seconds(10);

void require(const core::Result<void>& outcome)
{
    if (!outcome)
        throw std::runtime_error(outcome.error().slug + ": " + outcome.error().cause);
}

template <class F>
double milliseconds(F&& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    return took.count();
}

/// Eight reserves, which in nine provinces make 72 quotas, as many as twelve times six; and a sheet
/// whose points follow from the file.
PlanFields some_plan()
{
    PlanFields plan;
    plan.scoring_open = false;
    plan.rules = {{.field = RuleField::Age, .least = 18}};
    plan.criteria = {
        {.code = "age",
         .name_ar = "السن",
         .name_fr = "Âge",
         .weight = 1,
         .most = 20,
         .bands = {{{.field = RuleField::Age, .most = 35}, 20},
                   {{.field = RuleField::Age, .most = 50}, 10}}},
        {.code = "schooling",
         .name_ar = "المستوى الدراسي",
         .name_fr = "Scolarité",
         .weight = 2,
         .most = 20,
         .bands = {{{.field = RuleField::Schooling, .any_of = {"none", "literacy"}}, 20},
                   {{.field = RuleField::Schooling, .any_of = {"primary"}}, 12}}}};
    plan.reserves = {{{.field = RuleField::Rural, .is = true}, 30},
                     {{.field = RuleField::Disability, .is = true}, 5},
                     {{.field = RuleField::PriorityGroups, .any_of = {"illiterate"}}, 10},
                     {{.field = RuleField::PriorityGroups, .any_of = {"single_mother"}}, 5},
                     {{.field = RuleField::MaritalStatus, .any_of = {"widowed", "divorced"}}, 10},
                     {{.field = RuleField::Age, .most = 25}, 10},
                     {{.field = RuleField::Age, .least = 50}, 5},
                     {{.field = RuleField::Schooling, .any_of = {"none"}}, 5}};
    return plan;
}

core::Result<void> enter_some(service::WriteContext& context, registry::FictionalPersons& persons,
                              const core::Id& edition)
{
    for (std::size_t i = 0; i < kChunk; ++i) {
        auto draft = persons.next(kRegion, context.clock.today());
        draft.edition_id = edition;
        const auto entered = TRY(registry::enter_person(context, draft));
        TRY(registry::change_phase(context, entered.registration,
                                   {registry::Phase::Eligible, "admit", {}}));
    }
    return {};
}

/// Registers a hundred thousand eligible women of the region.
void fill(const std::string& database, const std::filesystem::path& folder, const core::Id& edition)
{
    auto application = cli::Application::make(database, {.data_folder = folder});
    if (!application)
        throw std::runtime_error(application.error().cause);
    registry::FictionalPersons persons(3);
    for (std::size_t done = 0; done < kCandidates; done += kChunk)
        require(service::write_as(
            (*application)->services(), service::Actor::system("bench"),
            [&](auto& context) { return enter_some(context, persons, edition); }));
    while (true) { // or the server would still be doing it
        const auto sealed = db::seal((*application)->database());
        if (!sealed || *sealed == 0)
            return;
    }
}

/// Who is asked for everything here: the program itself, over HTTP.
class Asking
{
  public:
    Asking(std::uint16_t port, const tests::Access& access)
        : client_("127.0.0.1", port, kLongest), headers_(headers_of(access))
    {
    }

    value get(const std::string& target) { return ask("GET", target, {}, {}); }

    value post(const std::string& target, const value& body)
    {
        return ask("POST", target, {{"Idempotency-Key", core::Id::make().str()}}, body);
    }

    value put(const std::string& target, const value& body, const std::string& version)
    {
        return ask("PUT", target, {{"If-Match", version}}, body);
    }

  private:
    value ask(std::string_view method, const std::string& target, http::Fields more,
              const value& body)
    {
        more.insert(more.end(), headers_.begin(), headers_.end());
        const auto answer =
            client_.request(method, "/api/v1" + target, more,
                            body.is_null() ? std::string() : core::json::serialize(body));
        if (!answer || answer->status >= 300)
            throw std::runtime_error(target + ": " +
                                     (answer ? answer->body : answer.error().cause));
        return core::json::parse(answer->body);
    }

    http::Client client_;
    http::Fields headers_;
};

/// A region with a hundred thousand eligible women, and its selection over HTTP.
class ManyCandidates
{
  public:
    ManyCandidates()
    {
        url_ = "sqlite:" + (folder_.path() / "jisr.db").string();
        access_ = tests::access_to(url_, folder_.path());
        fill(url_, folder_.path(), access_.edition);
        program_.emplace(url_, folder_.path());
        asking_.emplace(program_->port(), access_);
        plan_and_targets();
    }

    /// Everything that drawing up does: reading, rules, scoring, choosing, keeping the draft, and
    /// the answer with its balance. In milliseconds.
    double draw_up()
    {
        return milliseconds([&] {
            run_ = asking_->post(edition() + "/selections", object{{"region_code", kRegion}});
            run_ = asking_->post(run() + "/draw", nullptr);
        });
    }

    double confirm()
    {
        return milliseconds([&] { run_ = asking_->post(run() + "/confirm", nullptr); });
    }

    [[nodiscard]] double candidates() const { return run_.at("candidates").to_number<double>(); }

    [[nodiscard]] std::size_t quotas() const
    {
        return run_.at("quotas").as_array().size() *
               run_.at("plan").at("reserves").as_array().size();
    }

    /// From the answer to each withdrawal to the next woman's being selected: by then the change
    /// feed has told the promoter, who has given her the place.
    std::vector<double> promotions()
    {
        const auto quota = largest_quota();
        // Of those who hold a place that is open to all: the first who waits follows each.
        auto leaving = entries(quota, true);
        std::erase_if(leaving, [](const value& entry) { return entry.at("seat") != kOpenSeat; });
        const auto waiting = entries(quota, false);
        std::vector<double> took;
        for (std::size_t i = 0; i < kWithdrawals; ++i)
            took.push_back(promotion(leaving.at(i), waiting.at(i)));
        return took;
    }

    /// The page of who waits last in the largest quota; the fastest of several, as others work
    /// here.
    double page_of_the_last()
    {
        const auto quota = largest_quota();
        const auto& quotas = run_.at("quotas").as_array();
        const auto own = std::ranges::find_if(
            quotas, [&](const value& one) { return one.at("code").as_string() == quota; });
        const auto all = own->at("candidates").to_number<std::int64_t>();
        const auto cursor =
            service::encode_cursor({quota, std::to_string(all - 1)}); // those of the ranking
        const auto last =
            asking_->get(run() + "/entries?limit=1&quota=" + quota + "&cursor=" + cursor);
        double fastest = 1e9;
        for (int i = 0; i < 20; ++i)
            fastest = std::min(fastest, milliseconds([&] {
                                   asking_->get(registration(last.at("items").as_array().at(0)));
                               }));
        return fastest;
    }

  private:
    [[nodiscard]] std::string edition() const { return "/editions/" + access_.edition.str(); }

    [[nodiscard]] std::string run() const
    {
        return "/selections/" + std::string(run_.at("id").as_string());
    }

    static std::string registration(const value& entry)
    {
        return "/registrations/" + std::string(entry.at("registration_id").as_string());
    }

    [[nodiscard]] std::string largest_quota() const
    {
        const auto& quotas = run_.at("quotas").as_array();
        return std::string(
            std::ranges::max(quotas, {},
                             [](const value& quota) { return quota.at("candidates").as_int64(); })
                .at("code")
                .as_string());
    }

    void plan_and_targets()
    {
        asking_->put(edition() + "/selection-plan", core::to_json(some_plan()), "\"0\"");
        array targets;
        for (const auto& province : territory::provinces())
            if (territory::region_code_of(province.code) == kRegion)
                targets.push_back(object{{"region_code", kRegion},
                                         {"province_code", province.code},
                                         {"year", core::system_clock().today().year()},
                                         {"measure", "women"},
                                         {"value", kPlaces}});
        asking_->put(edition() + "/targets", object{{"items", targets}, {"reason", "bench"}}, "*");
    }

    /// At least as many as withdrawals ask for, in the order of the ranking.
    std::vector<value> entries(const std::string& quota, bool selected)
    {
        const std::string from = run() + "/entries?limit=200&quota=" + quota +
                                 "&selected=" + (selected ? "true" : "false");
        std::vector<value> all;
        std::string cursor;
        do {
            auto page = asking_->get(from + cursor);
            for (auto& entry : page.at("items").as_array())
                all.push_back(std::move(entry));
            cursor.clear();
            if (page.at("next").is_string())
                cursor.append("&cursor=").append(page.at("next").as_string());
        } while (!cursor.empty() && all.size() < static_cast<std::size_t>(kPlaces));
        return all;
    }

    double promotion(const value& leaves, const value& follows)
    {
        asking_->post(registration(leaves) + "/withdraw", object{{"reason", "bench"}});
        const auto until = std::chrono::steady_clock::now() + kPatience;
        return milliseconds([&] {
            while (asking_->get(registration(follows)).at("phase") != "selected") {
                if (std::chrono::steady_clock::now() > until)
                    throw std::runtime_error("nobody was promoted");
                std::this_thread::sleep_for(std::chrono::milliseconds(1)); // leaves it the cores
            }
        });
    }

    tests::TemporaryFolder folder_;
    std::string url_;
    tests::Access access_;
    std::optional<tests::ServedProgram> program_;
    std::optional<Asking> asking_;
    value run_;
};

/// The choice alone, under 12 quotas of 6 reserves each.
double choice_alone()
{
    std::mt19937 random(5);
    std::vector<std::vector<Contender>> quotas(12);
    for (std::size_t i = 0; i < kCandidates; ++i)
        quotas[i % quotas.size()].push_back({static_cast<std::int64_t>(random() % 10'000), random(),
                                             static_cast<Groups>(random() & 63U)});
    return milliseconds([&] {
        for (const auto& quota : quotas)
            choose(quota, 3'000, {900, 150, 300, 150, 300, 300});
    });
}

std::string seconds(double milliseconds)
{
    return at_most("", milliseconds / 1000, 0, "s").measured;
}

} // namespace

Figures selecting()
{
    ManyCandidates region;
    std::vector<double> draws;
    for (std::size_t i = 0; i < kDraws; ++i)
        draws.push_back(region.draw_up());
    std::ranges::sort(draws);
    const double confirming = region.confirm();
    const double page = region.page_of_the_last();
    auto promotions = region.promotions();
    std::ranges::sort(promotions);
    const auto p99 = promotions.at(promotions.size() * 99 / 100);
    const std::string among = "selection drawn up over HTTP among " + grouped(region.candidates()) +
                              " under " + std::to_string(region.quotas()) + " quotas";
    return {
        at_most(among + ", slowest of " + std::to_string(kDraws), draws.back() / 1000, 2, "s"),
        {"… fastest", seconds(draws.front()), ""},
        {"… choice alone, 12 × 6 quotas", seconds(choice_alone()), ""},
        {"… confirmed, every registration moved", seconds(confirming), ""},
        at_most("page of who waits last of them all in her province", page, 5, "ms"),
        at_most("promotion, from the withdrawal's answer to the next woman's place, p99", p99, 50,
                "ms"),
        {"… in the middle", at_most("", promotions[promotions.size() / 2], 0, "ms").measured, ""}};
}

} // namespace jisr::bench
