#include "cli/application.hpp"
#include "figures.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/registering.hpp"
#include "modules/selection/run_store.hpp"
#include "modules/selection/settling.hpp"
#include "service/crud.hpp"
#include "support/database.hpp"

#include <chrono>
#include <iostream>
#include <random>
#include <stdexcept>

namespace jisr::bench {

namespace {

using namespace selection;

constexpr std::size_t kCandidates = 100'000;
constexpr std::size_t kChunk = 1'000;
constexpr auto* kRegion = "06"; // the most populous

void require(const core::Result<void>& outcome)
{
    if (!outcome)
        throw std::runtime_error(outcome.error().slug + ": " + outcome.error().cause);
}

template <class T>
T got(core::Result<T> outcome)
{
    if (!outcome)
        throw std::runtime_error(outcome.error().slug + ": " + outcome.error().cause);
    return std::move(*outcome);
}

template <class F>
double milliseconds(F&& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    return took.count();
}

/// Six reserves, and a sheet whose points follow from the file.
Plan some_plan(const core::Id& edition)
{
    Plan plan;
    plan.id = edition;
    plan.version = 1;
    plan.scoring_open = false;
    plan.rules = {{.field = RuleField::Age, .least = 18}};
    plan.criteria = {
        {.code = "age",
         .weight = 1,
         .most = 20,
         .bands = {{{.field = RuleField::Age, .most = 35}, 20},
                   {{.field = RuleField::Age, .most = 50}, 10}}},
        {.code = "schooling",
         .weight = 2,
         .most = 20,
         .bands = {{{.field = RuleField::Schooling, .any_of = {"none", "literacy"}}, 20},
                   {{.field = RuleField::Schooling, .any_of = {"primary"}}, 12}}}};
    plan.reserves = {{{.field = RuleField::Rural, .is = true}, 30},
                     {{.field = RuleField::Disability, .is = true}, 5},
                     {{.field = RuleField::PriorityGroups, .any_of = {"illiterate"}}, 10},
                     {{.field = RuleField::PriorityGroups, .any_of = {"single_mother"}}, 5},
                     {{.field = RuleField::MaritalStatus, .any_of = {"widowed", "divorced"}}, 10},
                     {{.field = RuleField::Age, .most = 25}, 10}};
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

/// A region with a hundred thousand eligible women, and its selection step by step.
class ManyCandidates
{
  public:
    explicit ManyCandidates(const std::string& folder)
        : application_(
              got(cli::Application::make("sqlite:" + folder + "/jisr.db", {.data_folder = folder})))
    {
        edition_ =
            got(services().database.ask([&](db::Reader& reader) {
                return programmes::find_current_edition(reader, "bridge", services().clock.today());
            })).value();
        registry::FictionalPersons persons(3);
        for (std::size_t done = 0; done < kCandidates; done += kChunk)
            require(service::write_as(services(), actor_, [&](auto& context) {
                return enter_some(context, persons, edition_.id);
            }));
    }

    service::Services& services() { return application_->services(); }

    Inputs inputs(const Plan& plan)
    {
        return got(services().database.ask([&](db::Reader& reader) {
            return inputs_of(reader, edition_.id, kRegion, plan,
                             programmes::year_of(edition_, {}, services().clock.today()));
        }));
    }

    RunRow run()
    {
        return {.id = core::Id::make(),
                .edition_id = edition_.id,
                .region_code = kRegion,
                .seed = "bench",
                .as_of = services().clock.today(),
                .state = RunState::Confirming,
                .plan = some_plan(edition_.id),
                .made_at = services().clock.now(),
                .made_by = "bench",
                .made_by_name = "bench"};
    }

    void keep(const RunRow& run, const std::vector<Entry>& entries)
    {
        require(service::write_as(services(), actor_,
                                  [&](service::WriteContext& context) -> core::Result<void> {
                                      TRY(service::create_record(context, "selection_run", run));
                                      return insert_entries(context.writer, entries);
                                  }));
    }

    void confirm(const core::Id& run) { got(settle_run(services(), actor_, run)); }

    /// From a withdrawal that is committed to the next who is selected.
    double promotion(const RunRow& run, const Entry& leaves)
    {
        require(service::write_as(
            services(), actor_, [&](service::WriteContext& context) -> core::Result<void> {
                const auto row =
                    TRY(registry::find_registration(context.writer, leaves.registration_id));
                TRY(registry::change_standing(context, *row, registry::RegistrationState::Withdrawn,
                                              "bench"));
                return {};
            }));
        return milliseconds([&] { require(fill_quota(services(), run.id, leaves.quota)); });
    }

  private:
    std::unique_ptr<cli::Application> application_;
    programmes::Edition edition_;
    service::Actor actor_ = service::Actor::system("bench");
};

/// The choice alone, under 12 quotas of 6 reserves each.
double choice_alone()
{
    std::mt19937 random(5);
    std::vector<std::vector<Contender>> quotas(12);
    for (std::size_t i = 0; i < kCandidates; ++i)
        quotas[i % quotas.size()].push_back(
            {static_cast<std::int64_t>(random() % 10'000), random(), random() & 63U});
    return milliseconds([&] {
        for (const auto& quota : quotas)
            choose(quota, 3'000, {900, 150, 300, 150, 300, 300});
    });
}

} // namespace

Figures selecting()
{
    const tests::TemporaryFolder folder;
    ManyCandidates candidates(folder.path().string());
    auto run = candidates.run();
    Inputs inputs;
    std::vector<Entry> entries;
    const double reading = milliseconds([&] { inputs = candidates.inputs(run.plan); });
    const double drawing = milliseconds([&] { entries = draw_up(run, inputs); });
    const double keeping = milliseconds([&] { candidates.keep(run, entries); });
    const double confirming = milliseconds([&] { candidates.confirm(run.id); });
    std::vector<double> promotions;
    for (std::size_t i = 0; i < 200; ++i)
        promotions.push_back(candidates.promotion(run, entries[i]));
    std::ranges::sort(promotions);
    return {
        at_most("selection among 100,000 under 12 × 6 quotas: choice alone", choice_alone() / 1000,
                2, "s"),
        at_most("selection among 100,000 in a region, 6 reserves: read, scored, chosen",
                (reading + drawing) / 1000, 2, "s"),
        {"… kept as a draft", std::to_string(keeping / 1000) + " s", ""},
        {"… confirmed, 100,000 registrations moved", std::to_string(confirming / 1000) + " s", ""},
        at_most("promotion from the waiting list, p99", promotions[197], 50, "ms")};
}

} // namespace jisr::bench
