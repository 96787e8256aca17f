#include "modules/identity/authority.hpp"

#include <gtest/gtest.h>

namespace jisr::identity {
namespace {

using service::Actor;
using service::Permission;
using service::Place;
using service::Role;
using service::ScopeLevel;

Actor actor(Role role, ScopeLevel level, std::string code)
{
    Actor one;
    one.assignments.push_back({role, {level, std::move(code)}});
    return one;
}

PlacedRole nation(Role role)
{
    return {role, {}, {}};
}

PlacedRole region(Role role, const std::string& code)
{
    return {role, {ScopeLevel::Region, code}, Place{.region_code = code}};
}

PlacedRole province(Role role, const std::string& region, const std::string& code)
{
    return {
        role, {ScopeLevel::Province, code}, Place{.region_code = region, .province_code = code}};
}

bool may_give(const Actor& giver, const PlacedRole& role)
{
    return require_authority(giver, Permission::ManageUsers, {role}).has_value();
}

const Actor kCoordinator = actor(Role::RegionalCoordinator, ScopeLevel::Region, "10");

TEST(Authority, ANationalAdministratorGivesEveryRoleEverywhere)
{
    const auto administrator = actor(Role::NationalAdministrator, ScopeLevel::Nation, "");
    for (const auto& [role, code] : core::enum_codes<Role>())
        EXPECT_TRUE(may_give(administrator, nation(role))) << code;
}

TEST(Authority, ARegionalCoordinatorGivesTheRolesBelowHersInHerRegion)
{
    for (const Role role :
         {Role::ProvincialDelegate, Role::CentreDirector, Role::RegistrationAgent,
          Role::SocialWorker, Role::Trainer, Role::AccompanimentOfficer, Role::Partner}) {
        EXPECT_TRUE(may_give(kCoordinator, region(role, "10"))) << core::code_of(role);
        EXPECT_TRUE(may_give(kCoordinator, province(role, "10", "10.261"))) << core::code_of(role);
        EXPECT_FALSE(may_give(kCoordinator, region(role, "09"))) << core::code_of(role);
        EXPECT_FALSE(may_give(kCoordinator, nation(role))) << core::code_of(role);
    }
}

TEST(Authority, ARegionalCoordinatorGivesNeitherHerOwnRoleNorOneThatSeesWhatSheMayNot)
{
    for (const Role role : {Role::NationalAdministrator, Role::RegionalCoordinator, Role::Auditor})
        EXPECT_FALSE(may_give(kCoordinator, region(role, "10"))) << core::code_of(role);
}

TEST(Authority, NobodyElseGivesAnyRole)
{
    for (const Role giver : {Role::ProvincialDelegate, Role::CentreDirector,
                             Role::RegistrationAgent, Role::Auditor, Role::Partner})
        EXPECT_FALSE(may_give(actor(giver, ScopeLevel::Nation, ""), nation(Role::Partner)))
            << core::code_of(giver);
}

TEST(Authority, OneRoleOutOfScopeHidesTheWholeUser)
{
    const auto here = province(Role::Trainer, "10", "10.261");
    EXPECT_TRUE(within_scope(kCoordinator, Permission::ManageUsers, {here}));
    EXPECT_FALSE(
        within_scope(kCoordinator, Permission::ManageUsers, {here, region(Role::Trainer, "09")}));
}

} // namespace
} // namespace jisr::identity
