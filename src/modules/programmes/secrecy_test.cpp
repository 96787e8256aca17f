#include "core/equations.hpp"
#include "modules/programmes/drawn_year.hpp"

#include <gtest/gtest.h>

#include <map>

namespace jisr::programmes {
namespace {

/// Everything that one reader was told by the progress and by the reports, and all that she could
/// reckon from it.
class Knowledge
{
  public:
    using Cell = std::pair<std::string, std::string>;    ///< a place and what is counted there
    using Relation = std::pair<Cell, std::vector<Cell>>; ///< a whole and its parts

    void hear(const std::string& place, const std::string& what, std::optional<std::int64_t> number)
    {
        const auto [at, is_new] = told_.try_emplace({place, what}, number);
        EXPECT_TRUE(is_new || at->second == number)
            << place << " " << what << " was told in one answer and not in another";
    }

    void relate(Cell whole, std::vector<Cell> parts)
    {
        relations_.emplace_back(std::move(whole), std::move(parts));
    }

    [[nodiscard]] const std::map<Cell, std::optional<std::int64_t>>& told() const { return told_; }

    /// What she was not told and still knows for certain.
    [[nodiscard]] std::vector<Cell> reckoned()
    {
        auto found = from_equations();
        const auto more = from_bounds();
        found.insert(found.end(), more.begin(), more.end());
        return found;
    }

  private:
    [[nodiscard]] std::optional<std::int64_t> known(const Cell& cell) const
    {
        const auto found = told_.find(cell);
        return found == told_.end() ? std::nullopt : found->second;
    }

    std::vector<Cell> from_equations()
    {
        std::map<Cell, std::size_t> numbers;
        for (const auto& [whole, parts] : relations_) {
            numbers.emplace(whole, 0);
            for (const auto& part : parts)
                numbers.emplace(part, 0);
        }
        std::vector<Cell> unknown;
        for (auto& [cell, number] : numbers)
            if (!known(cell)) {
                number = unknown.size();
                unknown.push_back(cell);
            }
        std::vector<core::Equation> equations;
        for (const auto& [whole, parts] : relations_) {
            std::map<std::size_t, std::int64_t> terms;
            if (!known(whole))
                terms[numbers[whole]] = -1;
            for (const auto& part : parts)
                if (!known(part))
                    terms[numbers[part]] = 1;
            auto& equation = equations.emplace_back();
            for (const auto& [number, times] : terms)
                equation.terms.push_back({number, times});
        }
        const auto is_known = core::determined(equations, unknown.size());
        std::vector<Cell> found;
        for (std::size_t i = 0; i < unknown.size(); ++i)
            if (is_known[i])
                found.push_back(unknown[i]);
        return found;
    }

    /// What is left out is not nobody, and what was not asked for is no less than nobody: the
    /// bounds that follow from sum to sum.
    std::vector<Cell> from_bounds()
    {
        bounds_.clear();
        for (int round = 0, changed = 1; changed != 0 && round < 50; ++round) {
            changed = 0;
            for (const auto& [whole, parts] : relations_)
                changed += narrow(whole, parts) ? 1 : 0;
        }
        std::vector<Cell> found;
        for (const auto& [cell, bound] : bounds_)
            if (!known(cell) && bound.first == bound.second)
                found.push_back(cell);
        return found;
    }

    using Bound = std::pair<std::int64_t, std::int64_t>;

    Bound& bound(const Cell& cell)
    {
        const auto found = bounds_.find(cell);
        if (found != bounds_.end())
            return found->second;
        const auto told = told_.find(cell);
        if (told != told_.end() && told->second)
            return bounds_[cell] = {*told->second, *told->second};
        return bounds_[cell] = {told == told_.end() ? 0 : 1, 1'000'000};
    }

    static bool narrow(Bound& bound, std::int64_t least, std::int64_t most)
    {
        const auto before = bound;
        bound.first = std::max(bound.first, least);
        bound.second = std::min(bound.second, most);
        return bound != before;
    }

    bool narrow(const Cell& whole, const std::vector<Cell>& parts)
    {
        Bound sum{0, 0};
        for (const auto& part : parts) {
            sum.first += bound(part).first;
            sum.second += bound(part).second;
        }
        bool changed = narrow(bound(whole), sum.first, sum.second);
        for (const auto& part : parts) {
            const auto mine = bound(part);
            changed = narrow(bound(part), bound(whole).first - (sum.second - mine.second),
                             bound(whole).second - (sum.first - mine.first)) ||
                      changed;
        }
        return changed;
    }

    std::map<Cell, std::optional<std::int64_t>> told_;
    std::vector<Relation> relations_;
    std::map<Cell, Bound> bounds_;
};

/// A reader of a year, who asks for all that there is to ask for.
class Asking
{
  public:
    Asking(const Snapshot& year, View view) : year_(year), view_(std::move(view)) {}

    Knowledge ask_everything()
    {
        ask_progress();
        ask_reports();
        relate();
        return std::move(knowledge_);
    }

  private:
    void ask_progress()
    {
        hear(progress_of(year_, view_), view_.visible.nation());
        for (const auto& region : territory::regions()) {
            auto view = view_;
            view.region = region.code;
            if (view.region_seen(region.code))
                hear(progress_of(year_, view), false);
        }
    }

    void hear(const Progress& progress, bool is_nation)
    {
        if (is_nation)
            hear("", progress);
        for (const auto& region : progress.regions) {
            hear(region.region_code, region);
            knowledge_.hear(region.region_code, "disabled", region.persons_with_disabilities);
            knowledge_.hear(region.region_code, "self_employed", region.self_employed);
            knowledge_.hear(region.region_code, "company", region.companies);
            for (const auto& province : region.provinces)
                hear(province.province_code, province);
        }
    }

    template <class Place>
    void hear(const std::string& code, const Place& place)
    {
        knowledge_.hear(code, "woman", place.women.registered);
        knowledge_.hear(code, "today woman", place.women.today);
        knowledge_.hear(code, "cooperative", place.cooperatives.registered);
        knowledge_.hear(code, "today cooperative", place.cooperatives.today);
    }

    void ask_reports()
    {
        if (view_.visible.nation()) {
            ask({});
            for (const auto& [query, what] : sorts())
                ask(query, what);
        }
        for (const auto& region : territory::regions())
            if (view_.visible.region(region.code))
                ask({.region = region.code});
        for (const auto& province : territory::provinces())
            if (view_.visible.province(province.region_code, province.code))
                ask({.region = province.region_code, .province = province.code});
    }

    static std::vector<std::pair<ReportQuery, std::string>> sorts()
    {
        std::vector<std::pair<ReportQuery, std::string>> sorts;
        for (const auto& [group, code] : core::enum_codes<PriorityGroup>())
            sorts.push_back({{.group = group}, "group " + std::string(code)});
        for (const auto& [area, code] : core::enum_codes<Area>())
            sorts.push_back({{.area = area}, code});
        for (const auto& [phase, code] : core::enum_codes<Phase>())
            sorts.push_back({{.phase = phase}, code});
        sorts.push_back({{.disability = true}, "with"});
        sorts.push_back({{.disability = false}, "without"});
        return sorts;
    }

    /// The year by months, and with one sort or all.
    void ask(const ReportQuery& query, const std::string& sort = "")
    {
        const auto report = report_of(year_, query, view_.open).value();
        hear(report.total, sort);
        for (const auto& place : report.places)
            if (is_seen(place.code))
                hear(place, sort);
        if (!sort.empty())
            return;
        const auto& code = report.total.code;
        for (const auto& cell : report.groups)
            knowledge_.hear(code, "group " + cell.code, cell.registered);
        for (const auto* cells : {&report.kinds, &report.areas, &report.disability, &report.phases})
            for (const auto& cell : *cells)
                knowledge_.hear(code, cell.code, cell.registered);
        for (int month = 1; month <= 12; ++month)
            ask_month(query, month);
    }

    void ask_month(ReportQuery query, int month)
    {
        query.from = core::Date::make(2026, month, 1);
        query.to = core::Date::from_days(
            (month < 12 ? core::Date::make(2026, month + 1, 1) : core::Date::make(2027, 1, 1))
                ->days_since_epoch() -
            1);
        const auto report = report_of(year_, query, view_.open).value();
        const auto hear = [&](const ReportPlace& place) {
            knowledge_.hear(place.code, std::to_string(month) + " woman", place.women);
            knowledge_.hear(place.code, std::to_string(month) + " cooperative", place.cooperatives);
        };
        hear(report.total);
        for (const auto& place : report.places)
            if (is_seen(place.code))
                hear(place);
    }

    [[nodiscard]] bool is_seen(const std::string& code) const
    {
        const std::string region(territory::region_code_of(code));
        if (code == region)
            return view_.visible.region(code);
        return view_.visible.province(region, std::string(territory::province_code_of(code)));
    }

    void hear(const ReportPlace& place, const std::string& sort)
    {
        knowledge_.hear(place.code, sort.empty() ? "woman" : sort, place.women);
        if (sort.empty())
            knowledge_.hear(place.code, "cooperative", place.cooperatives);
    }

    void relate()
    {
        relate_places("", territory::regions(), {});
        for (const auto& region : territory::regions()) {
            relate_places(region.code, territory::provinces(), region.code);
            relate_sorts(region.code);
        }
        for (const auto& province : territory::provinces()) {
            relate_places(province.code, territory::communes(), province.code);
            relate_sorts(province.code);
        }
        relate_sorts("");
    }

    template <class Place>
    void relate_places(const std::string& whole, const std::vector<Place>& places,
                       const std::string& within)
    {
        const bool are_communes = std::is_same_v<Place, territory::Commune>;
        for (const auto& what :
             are_communes ? std::vector<std::string>{"woman", "cooperative"} : all_counted()) {
            std::vector<Knowledge::Cell> parts;
            for (const auto& place : places)
                if (within.empty() || place.code.starts_with(within + "."))
                    parts.emplace_back(place.code, what);
            knowledge_.relate({whole, what}, std::move(parts));
        }
    }

    static std::vector<std::string> all_counted()
    {
        std::vector<std::string> all{"disabled", "self_employed", "company", "woman",
                                     "cooperative"};
        for (const auto& [query, what] : sorts())
            all.push_back(what);
        for (const auto* kind : {" woman", " cooperative"}) {
            for (int month = 1; month <= 12; ++month)
                all.push_back(std::to_string(month) + kind);
            all.push_back(std::string("today") + kind);
        }
        return all;
    }

    void relate_sorts(const std::string& place)
    {
        const auto relate = [&](const std::string& whole, const std::vector<std::string>& parts) {
            std::vector<Knowledge::Cell> cells;
            for (const auto& part : parts)
                cells.emplace_back(place, part);
            knowledge_.relate({place, whole}, std::move(cells));
        };
        relate("woman", {"urban", "rural"});
        relate("woman", {"with", "without"});
        relate("disabled", {"with", "with, no woman"});
        std::vector<std::string> phases;
        for (const auto& [phase, code] : core::enum_codes<Phase>())
            phases.push_back(code);
        relate("woman", phases);
        for (const std::string kind : {"woman", "cooperative"}) {
            std::vector<std::string> months;
            for (int month = 1; month <= 12; ++month)
                months.push_back(std::to_string(month) + " " + kind);
            relate(kind, months);
            relate("11 " + kind, {"today " + kind, "earlier " + kind});
        }
    }

    const Snapshot& year_;
    View view_;
    Knowledge knowledge_;
};

/// The numbers as they are.
class Truth
{
  public:
    explicit Truth(const Snapshot& year)
        : numbers_(Asking(year, view_from({{service::Role::NationalAdministrator, {}}}))
                       .ask_everything()
                       .told())
    {
        hear("", year.tally.nation);
        for (std::size_t i = 0; i < year.tally.regions.size(); ++i)
            hear(territory::regions()[i].code, year.tally.regions[i]);
        for (std::size_t i = 0; i < year.tally.provinces.size(); ++i)
            hear(territory::provinces()[i].code, year.tally.provinces[i]);
    }

    [[nodiscard]] const std::map<Knowledge::Cell, std::optional<std::int64_t>>& numbers() const
    {
        return numbers_;
    }

    [[nodiscard]] std::int64_t of(const Knowledge::Cell& cell) const
    {
        const auto found = numbers_.find(cell);
        return found == numbers_.end() ? 0 : found->second.value_or(0);
    }

  private:
    /// What nobody is told and follows from what is.
    void hear(const std::string& place, const Counts& counts)
    {
        numbers_[{place, "disabled"}] = counts[column::kDisabled];
        numbers_[{place, "with, no woman"}] = counts[column::kDisabledOthers];
        numbers_[{place, "earlier woman"}] = counts[column::kEarlier];
        numbers_[{place, "earlier cooperative"}] = counts[column::kCooperativesEarlier];
    }

    std::map<Knowledge::Cell, std::optional<std::int64_t>> numbers_;
};

bool is_sensitive(const Knowledge::Cell& cell)
{
    return cell.second.starts_with("group ") || cell.second.starts_with("with") ||
           cell.second == "disabled";
}

/// Whether the reader could count them in the list of persons.
bool is_open(const View& view, const Knowledge::Cell& cell)
{
    const std::string province(territory::province_code_of(cell.first));
    const auto column = is_sensitive(cell) ? column::kDisability : column::kWomen;
    return view.open.shows(province.empty() ? cell.first : province, column);
}

/// Of cooperatives and companies, which are no persons.
bool is_public(const Knowledge::Cell& cell)
{
    return cell.second.ends_with("cooperative") || cell.second == "company";
}

/// How many of the number are people whom the reader may not see.
std::int64_t others_of(const Knowledge::Cell& cell, const Truth& truth, const View& view)
{
    if (is_open(view, cell) || is_public(cell))
        return 0;
    // That nobody has a disability is told, and of whom she has the list then all are without.
    if (cell.second == "without" && truth.of({cell.first, "with"}) == 0)
        return others_of({cell.first, "woman"}, truth, view);
    auto number = truth.of(cell);
    for (const auto& province : territory::provinces()) {
        const Knowledge::Cell part{province.code, cell.second};
        if ((cell.first.empty() || cell.first == province.region_code) && is_open(view, part))
            number -= truth.of(part);
    }
    return number;
}

/// True when something was left out at all.
bool expect_secrets(const Snapshot& year, const View& view, const std::string& who)
{
    const Truth truth(year);
    const auto expect_many = [&](const Knowledge::Cell& cell, const std::string& how) {
        const auto number = others_of(cell, truth, view);
        EXPECT_TRUE(number == 0 || number >= core::kSmall)
            << who << how << number << " " << cell.second << " in " << cell.first;
    };
    auto knowledge = Asking(year, view).ask_everything();
    bool hidden = false;
    for (const auto& [cell, told] : knowledge.told()) {
        hidden = hidden || !told;
        EXPECT_TRUE(told || !is_public(cell)) << who << cell.second << " in " << cell.first;
        if (told)
            expect_many(cell, " is told ");
    }
    for (const auto& [cell, number] : truth.numbers())
        if (is_open(view, cell))
            knowledge.hear(cell.first, cell.second, number);
    for (const auto& cell : knowledge.reckoned())
        expect_many(cell, " can reckon ");
    return hidden;
}

using service::Role;
using service::ScopeLevel;

const service::Assignment kNationalPartner{Role::Partner, {}};

TEST(Secrecy, NoNumberBelowFiveIsToldOrCanBeReckonedFromAllAnswersTogether)
{
    const std::vector<std::pair<std::string, Posts>> readers{
        {"a partner", {kNationalPartner}},
        {"a partner of a region", {{Role::Partner, {ScopeLevel::Region, "10"}}}},
        {"a partner of a province", {{Role::Partner, {ScopeLevel::Province, "10.261"}}}},
        {"a delegate", {{Role::ProvincialDelegate, {ScopeLevel::Province, "10.261"}}}},
        {"a delegate who sees the nation's numbers too",
         {kNationalPartner, {Role::ProvincialDelegate, {ScopeLevel::Province, "10.261"}}}},
        {"a trainer", {{Role::Trainer, {}}}},
        {"a trainer of a region", {{Role::Trainer, {ScopeLevel::Region, "10"}}}},
        {"a trainer of a province who sees the nation's numbers too",
         {kNationalPartner, {Role::Trainer, {ScopeLevel::Province, "10.261"}}}},
        {"an officer in the one, a delegate in another",
         {{Role::AccompanimentOfficer, {ScopeLevel::Region, "10"}},
          {Role::ProvincialDelegate, {ScopeLevel::Province, "10.261"}}}},
        {"a coordinator who sees the nation's numbers too",
         {kNationalPartner, {Role::RegionalCoordinator, {ScopeLevel::Region, "10"}}}}};
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        // From a first day to a busy year; all over the country, and in a few communes.
        const auto year = drawn_year(seed, std::size_t{20} << (2 * seed), seed % 2 == 0 ? 0 : 40);
        for (std::size_t i = seed % 2; i < readers.size(); i += 2) // each in two of the years
            expect_secrets(year, view_from(readers[i].second),
                           readers[i].first + " of year " + std::to_string(seed));
    }
    EXPECT_TRUE(expect_secrets(drawn_year(1, 300), view_from({kNationalPartner}), "a partner"));
}

/// The numbers of women that a trainer can count herself tell her nothing of what she may not see.
TEST(Secrecy, TellsATrainerWomenAndNotTheirDisabilities)
{
    std::vector<Registrant> registrants(40);
    for (std::size_t i = 0; i < registrants.size(); ++i) {
        registrants[i].has_disability = i < 3;
        registrants[i].groups = i < 3 ? 2 : 1;
    }
    for (auto& one : registrants)
        one.commune = static_cast<std::uint16_t>(
            std::ranges::find(territory::communes(), "10.261", &territory::Commune::province_code) -
            territory::communes().begin());
    const auto year = snapshot_of({}, 2026, noon_of(kSomeDay), std::move(registrants), {});
    const auto view = view_from({{Role::Trainer, {ScopeLevel::Region, "10"}}});
    const auto told = report_of(year, {.region = "10"}, view.open).value();
    EXPECT_TRUE(told.limited);
    EXPECT_EQ(told.total.women, 40);
    EXPECT_EQ(told.disability[0].registered, std::nullopt);
    EXPECT_EQ(told.disability[1].registered, std::nullopt);
    EXPECT_EQ(told.groups[0].registered, 37);
    EXPECT_EQ(told.groups[1].registered, std::nullopt);
    EXPECT_FALSE(
        report_of(year, {.region = "10", .province = "10.261", .disability = true}, view.open)
            .has_value());
    EXPECT_EQ(progress_of(year, view).regions[0].persons_with_disabilities, std::nullopt);
}

TEST(Secrecy, TellsWhoMaySeeThePersonsEverything)
{
    const auto year = drawn_year(3, 700);
    EXPECT_FALSE(expect_secrets(year, view_from({{Role::NationalAdministrator, {}}}), "she"));
    EXPECT_FALSE(expect_secrets(
        year, view_from({{Role::RegionalCoordinator, {ScopeLevel::Region, "10"}}}), "she"));
}

} // namespace
} // namespace jisr::programmes
