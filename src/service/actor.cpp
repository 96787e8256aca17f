#include "service/actor.hpp"

#include <algorithm>
#include <array>

namespace jisr::service {

namespace {

using enum Permission;

/// Role by role, what it may do inside its scope. Whoever is not named may not.
const std::vector<Permission>& permissions_of(Role role)
{
    static const std::vector<Permission> kNational{
        ManageUsers,       ManageTokens,     ManageCentres,       ManageProgrammes,
        ManageTargets,     ViewProgress,     RegisterRegistrants, ViewRegistrants,
        ViewSensitive,     EditRegistrants,  WithdrawRegistrants, ExportRegistrants,
        ImportRegistrants, MergeRegistrants, ViewSelection,       ManageSelection,
        ScoreCandidates,   RecordTraining,   RecordAccompaniment, RecordFinancing,
        ViewAgreements,    ManageAgreements, ViewMessages,        ManageMessages,
        ViewAudit};
    static const std::vector<Permission> kRegional{
        ManageUsers,      ManageTokens,        ManageCentres,     ManageTargets,
        ViewProgress,     RegisterRegistrants, ViewRegistrants,   ViewSensitive,
        EditRegistrants,  WithdrawRegistrants, ExportRegistrants, ImportRegistrants,
        MergeRegistrants, ViewSelection,       ManageSelection,   ScoreCandidates,
        RecordTraining,   RecordAccompaniment, RecordFinancing,   ViewAgreements,
        ManageAgreements, ViewMessages};
    static const std::vector<Permission> kProvincial{
        ManageCentres,     ViewProgress,        RegisterRegistrants, ViewRegistrants,
        ViewSensitive,     EditRegistrants,     WithdrawRegistrants, ExportRegistrants,
        ImportRegistrants, MergeRegistrants,    ViewSelection,       ScoreCandidates,
        RecordTraining,    RecordAccompaniment, ViewAgreements,      ViewMessages};
    static const std::vector<Permission> kDirector{
        ViewProgress,        RegisterRegistrants, ViewRegistrants,   ViewSensitive,
        EditRegistrants,     WithdrawRegistrants, ExportRegistrants, ImportRegistrants,
        MergeRegistrants,    ViewSelection,       ScoreCandidates,   RecordTraining,
        RecordAccompaniment, ViewMessages};
    static const std::vector<Permission> kAgent{ViewProgress,    RegisterRegistrants,
                                                ViewRegistrants, ViewSensitive,
                                                EditRegistrants, WithdrawRegistrants};
    static const std::vector<Permission> kSocialWorker{ViewProgress, ViewRegistrants,
                                                       ViewSensitive};
    static const std::vector<Permission> kTrainer{ViewProgress, ViewRegistrants, RecordTraining};
    static const std::vector<Permission> kOfficer{ViewProgress, ViewRegistrants, ViewSelection,
                                                  ScoreCandidates, RecordAccompaniment};
    static const std::vector<Permission> kAuditor{ViewProgress, ViewAgreements, ViewAudit};
    static const std::vector<Permission> kPartner{ViewProgress, ViewAgreements};
    switch (role) {
    case Role::NationalAdministrator:
        return kNational;
    case Role::RegionalCoordinator:
        return kRegional;
    case Role::ProvincialDelegate:
        return kProvincial;
    case Role::CentreDirector:
        return kDirector;
    case Role::RegistrationAgent:
        return kAgent;
    case Role::SocialWorker:
        return kSocialWorker;
    case Role::Trainer:
        return kTrainer;
    case Role::AccompanimentOfficer:
        return kOfficer;
    case Role::Auditor:
        return kAuditor;
    case Role::Partner:
        break;
    }
    return kPartner;
}

/// The change log is of the whole nation: a role in less of it gives no sight of it, whatever else
/// it gives there.
bool reaches(const Assignment& held, Permission permission)
{
    return permission != ViewAudit || held.scope.level == ScopeLevel::Nation;
}

std::string_view column_of(ScopeLevel level)
{
    switch (level) {
    case ScopeLevel::Region:
        return "region_code";
    case ScopeLevel::Province:
        return "province_code";
    case ScopeLevel::Centre:
        return "centre_id";
    default:
        return {};
    }
}

/// Names must outlive the statement; no actor has more assignments than this in use.
constexpr std::array<std::string_view, 8> kScopeNames{"scope_0", "scope_1", "scope_2", "scope_3",
                                                      "scope_4", "scope_5", "scope_6", "scope_7"};

db::Value scope_value(const Scope& scope)
{
    if (scope.level == ScopeLevel::Centre)
        return core::Id::parse(scope.code).value_or(core::Id{});
    return std::string_view(scope.code);
}

} // namespace

bool Scope::covers(const Place& place) const
{
    switch (level) {
    case ScopeLevel::Nation:
        return true;
    case ScopeLevel::Region:
        return !code.empty() && place.region_code == code;
    case ScopeLevel::Province:
        return !code.empty() && place.province_code == code;
    case ScopeLevel::Centre:
        return place.centre_id && place.centre_id->str() == code;
    case ScopeLevel::Organisation:
        return place.organisation_id && place.organisation_id->str() == code;
    }
    return false;
}

bool allows(Role role, Permission permission)
{
    const auto& allowed = permissions_of(role);
    return std::find(allowed.begin(), allowed.end(), permission) != allowed.end();
}

Actor Actor::system(std::string name)
{
    Actor actor;
    const std::string key = "core.actor." + name;
    actor.name = core::text(core::Language::Ar, key) + " – " + core::text(core::Language::Fr, key);
    actor.id = std::move(name);
    actor.assignments.push_back({Role::NationalAdministrator, {}});
    return actor;
}

bool Actor::may(Permission permission) const
{
    return std::any_of(assignments.begin(), assignments.end(), [&](const Assignment& held) {
        return allows(held.role, permission) && reaches(held, permission);
    });
}

bool Actor::may(Permission permission, const Place& place) const
{
    return std::any_of(assignments.begin(), assignments.end(), [&](const Assignment& held) {
        return allows(held.role, permission) && held.scope.covers(place);
    });
}

core::Result<void> Actor::require(Permission permission, const Place& place) const
{
    if (!may(permission, place))
        return core::fail(core::problems::forbidden());
    return {};
}

std::vector<Permission> Actor::permissions() const
{
    std::vector<Permission> held;
    for (const auto& [permission, unused] : core::enum_codes<Permission>())
        if (may(permission))
            held.push_back(permission);
    return held;
}

std::string Actor::scope_condition(Permission permission, std::string_view alias,
                                   std::vector<db::Param>& params) const
{
    std::string condition;
    std::size_t used = 0;
    for (const auto& held : assignments) {
        if (!allows(held.role, permission))
            continue;
        if (held.scope.level == ScopeLevel::Nation)
            return "true";
        const auto column = column_of(held.scope.level);
        if (column.empty() || used == kScopeNames.size())
            continue;
        condition.append(condition.empty() ? "(" : " or ")
            .append(alias)
            .append(alias.empty() ? "" : ".");
        condition.append(column).append(" = :").append(kScopeNames[used]);
        params.push_back({kScopeNames[used], scope_value(held.scope)});
        ++used;
    }
    return condition.empty() ? "false" : condition + ")";
}

} // namespace jisr::service
