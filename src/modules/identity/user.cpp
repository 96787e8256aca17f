#include "modules/identity/user.hpp"

#include "tabular/text.hpp"

#include <algorithm>

namespace jisr::identity {

namespace {

constexpr std::size_t kShortestUserName = 3;

bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_user_name(std::string_view name)
{
    return name.size() >= kShortestUserName && is_letter_or_digit(name.front()) &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_';
           });
}

} // namespace

std::string folded_user_name(std::string_view typed)
{
    std::string name(typed);
    for (char& c : name)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return name;
}

core::Result<AssignmentDraft> read_assignment(std::string_view role, std::string_view scope)
{
    const auto known_role = core::from_code<service::Role>(role);
    if (!known_role)
        return core::fail(core::problems::invalid("--role", "unknown_role"));
    const auto colon = std::min(scope.find(':'), scope.size());
    const auto level = core::from_code<service::ScopeLevel>(scope.substr(0, colon));
    if (!level)
        return core::fail(core::problems::invalid("--scope", "no_such_scope"));
    AssignmentDraft draft{.role = *known_role, .scope_level = *level};
    if (colon + 1 < scope.size())
        draft.scope_code = scope.substr(colon + 1);
    return draft;
}

std::vector<std::string> role_codes()
{
    std::vector<std::string> codes;
    for (const auto& [unused, code] : core::enum_codes<service::Role>())
        codes.push_back(code);
    return codes;
}

core::Result<UserDraft> checked(UserDraft draft)
{
    std::vector<core::FieldError> errors;
    draft.user_name = folded_user_name(draft.user_name);
    if (!is_user_name(draft.user_name))
        errors.push_back({"/user_name", "malformed_user_name", {}});
    draft.full_name = tabular::clean_text(draft.full_name);
    if (draft.full_name.empty())
        errors.push_back({"/full_name", "required", {}});
    if (draft.assignments.empty())
        errors.push_back({"/assignments", "required", {}});
    if (!errors.empty())
        return core::fail(core::problems::invalid(std::move(errors)));
    return draft;
}

} // namespace jisr::identity
