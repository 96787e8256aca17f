#pragma once

#include "core/record.hpp"
#include "core/text.hpp"
#include "db/value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jisr::service {

enum class Role {
    NationalAdministrator,
    RegionalCoordinator,
    ProvincialDelegate,
    CentreDirector,
    RegistrationAgent,
    SocialWorker,
    Trainer,
    AccompanimentOfficer,
    Auditor,
    Partner
};
BOOST_DESCRIBE_ENUM(Role, NationalAdministrator, RegionalCoordinator, ProvincialDelegate,
                    CentreDirector, RegistrationAgent, SocialWorker, Trainer, AccompanimentOfficer,
                    Auditor, Partner)

enum class ScopeLevel { Nation, Region, Province, Centre, Organisation };
BOOST_DESCRIBE_ENUM(ScopeLevel, Nation, Region, Province, Centre, Organisation)

/// What an actor may do; which role may do what stands in one table in actor.cpp.
enum class Permission {
    ManageUsers,
    ManageTokens,
    ManageCentres,
    ManageProgrammes,
    ManageTargets,
    ViewProgress,
    RegisterRegistrants,
    ViewRegistrants,
    ViewSensitive, ///< identity numbers, health, family and hardship of those one may view
    EditRegistrants,
    WithdrawRegistrants,
    ExportRegistrants,
    ImportRegistrants,
    MergeRegistrants,
    ViewSelection,
    ManageSelection,
    ScoreCandidates,
    RecordTraining,
    RecordAccompaniment,
    RecordFinancing,
    ViewAgreements,
    ManageAgreements,
    ViewMessages,
    ManageMessages,
    ViewAudit
};
BOOST_DESCRIBE_ENUM(Permission, ManageUsers, ManageTokens, ManageCentres, ManageProgrammes,
                    ManageTargets, ViewProgress, RegisterRegistrants, ViewRegistrants,
                    ViewSensitive, EditRegistrants, WithdrawRegistrants, ExportRegistrants,
                    ImportRegistrants, MergeRegistrants, ViewSelection, ManageSelection,
                    ScoreCandidates, RecordTraining, RecordAccompaniment, RecordFinancing,
                    ViewAgreements, ManageAgreements, ViewMessages, ManageMessages, ViewAudit)

/// Where something stands; empty members are unknown, and no scope below them covers it.
struct Place
{
    std::string region_code;   ///< "10"
    std::string province_code; ///< "10.581"
    std::optional<core::Id> centre_id;
    std::optional<core::Id> organisation_id;
};

struct Scope
{
    ScopeLevel level = ScopeLevel::Nation;
    std::string
        code; ///< region or province code, id of the centre or organisation; empty for the nation

    [[nodiscard]] bool covers(const Place& place) const;
    bool operator==(const Scope&) const = default;
};

struct Assignment
{
    Role role = Role::Partner;
    Scope scope;

    bool operator==(const Assignment&) const = default;
};

bool allows(Role role, Permission permission);

/// Who asks: a person by her session, a program by its token, or the system itself (command line,
/// jobs).
struct Actor
{
    std::string id; ///< of the user or token; "system", or what of it works: "import"
    std::string name;
    core::Language language = core::Language::Ar;
    std::vector<Assignment> assignments;
    bool by_cookie = false; ///< then writes need the CSRF token
    std::string csrf_token;
    std::optional<core::Id> session_id;
    /// Signed in with a password that must be changed first: only routes marked `restricted()`
    /// answer.
    bool restricted = false;

    /// The program itself, or the command `name` of it; `core.actor.<name>` says it to readers.
    static Actor system(std::string name = "system");

    /// In any scope that the permission can be used in.
    [[nodiscard]] bool may(Permission permission) const;
    [[nodiscard]] bool may(Permission permission, const Place& place) const;
    /// 403 unless `may`.
    [[nodiscard]] core::Result<void> require(Permission permission, const Place& place) const;
    /// What the actor may do anywhere, for the page.
    [[nodiscard]] std::vector<Permission> permissions() const;

    /// The condition that keeps a list to what the actor may see, over columns region_code,
    /// province_code, centre_id of `alias`; "true" for the nation, "false" without the permission.
    /// Appends to `params`, which borrow from this actor.
    [[nodiscard]] std::string scope_condition(Permission permission, std::string_view alias,
                                              std::vector<db::Param>& params) const;
};

} // namespace jisr::service
