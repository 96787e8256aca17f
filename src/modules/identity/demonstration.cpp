#include "modules/centres/centres.hpp"
#include "modules/identity/accounts.hpp"
#include "service/crud.hpp"

namespace jisr::identity {

using service::Role;
using service::ScopeLevel;

namespace {

struct DemonstrationAccount
{
    DemonstrationUser user;
    std::string_view full_name; ///< fictional, of names in data/names.tsv
    ScopeLevel level;
    std::string scope;
};

constexpr const char* kRegion = "10";       // Guelmim-Oued Noun
constexpr const char* kProvince = "10.261"; // Guelmim

/// The first fictional centre of the region.
std::string centre_id()
{
    return service::named_id("centre", "DEMO-10-1").str();
}

const std::vector<DemonstrationAccount>& accounts()
{
    static const std::vector<DemonstrationAccount> list{
        {{"admin", "demo-national-2026", Role::NationalAdministrator},
         "نادية العلوي",
         ScopeLevel::Nation,
         ""},
        {{"coordinator", "demo-region-2026", Role::RegionalCoordinator},
         "رشيدة أوبلا",
         ScopeLevel::Region,
         kRegion},
        {{"delegate", "demo-province-2026", Role::ProvincialDelegate},
         "كريمة بوزيد",
         ScopeLevel::Province,
         kProvince},
        {{"director", "demo-centre-2026", Role::CentreDirector},
         "مليكة الإدريسي",
         ScopeLevel::Centre,
         centre_id()},
        {{"agent", "demo-registration-2026", Role::RegistrationAgent},
         "حنان آيت علي",
         ScopeLevel::Region,
         kRegion},
        {{"social", "demo-listening-2026", Role::SocialWorker},
         "سعيدة الناصري",
         ScopeLevel::Centre,
         centre_id()},
        {{"trainer", "demo-training-2026", Role::Trainer},
         "بشرى التازي",
         ScopeLevel::Centre,
         centre_id()},
        {{"officer", "demo-support-2026", Role::AccompanimentOfficer},
         "إيمان بنجلون",
         ScopeLevel::Region,
         kRegion},
        {{"auditor", "demo-control-2026", Role::Auditor}, "لطيفة الفاسي", ScopeLevel::Nation, ""},
        {{"partner", "demo-funding-2026", Role::Partner},
         "هند العمراني",
         ScopeLevel::Region,
         kRegion}};
    return list;
}

core::Result<void> add_missing(service::Services& services, const DemonstrationAccount& account)
{
    const auto known = TRY(services.database.ask(
        [&](db::Reader& reader) { return find_user_id(reader, account.user.user_name); }));
    if (known)
        return {};
    AssignmentDraft assignment{.role = account.user.role, .scope_level = account.level};
    if (!account.scope.empty())
        assignment.scope_code = account.scope;
    TRY(create_user(
        services, service::Actor::system(),
        {account.user.user_name, std::string(account.full_name), core::Language::Ar, {assignment}},
        account.user.password, true));
    return {};
}

} // namespace

const std::vector<DemonstrationUser>& demonstration_users()
{
    static const auto users = [] {
        std::vector<DemonstrationUser> list;
        for (const auto& account : accounts())
            list.push_back(account.user);
        return list;
    }();
    return users;
}

core::Result<void> create_demonstration_users(service::Services& services)
{
    TRY(centres::seed_demonstration_centres(services)); // some of the users work there
    for (const auto& account : accounts())
        TRY(add_missing(services, account));
    return {};
}

} // namespace jisr::identity
