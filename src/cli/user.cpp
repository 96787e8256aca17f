#include "cli/with_application.hpp"
#include "modules/identity/identity.hpp"

#include <algorithm>
#include <iomanip>
#include <iostream>

namespace jisr::cli {

namespace {

struct NewUserOptions
{
    std::string user_name;
    std::string full_name;
    std::string language = "ar";
    std::string role;
    std::string scope = "nation";
    bool password_from_input = false;
};

core::Result<identity::UserDraft> draft_from(const NewUserOptions& options)
{
    auto assignment = TRY(identity::read_assignment(options.role, options.scope));
    const identity::UserDraft draft{
        options.user_name,
        options.full_name.empty() ? options.user_name : options.full_name,
        core::from_code<core::Language>(options.language).value_or(core::Language::Ar),
        {std::move(assignment)}};
    return core::from_json<identity::UserDraft>(core::to_json(draft)); // by the rules of the API
}

/// The page asks for a first administrator while there is no user at all.
core::Result<void> warn_without_administrator(Application& application)
{
    static constexpr auto kRole = service::Role::NationalAdministrator;
    const auto is_administrator = [](const identity::User& user) {
        return std::ranges::find(user.assignments, kRole, &identity::Assignment::role) !=
               user.assignments.end();
    };
    if (std::ranges::none_of(TRY(identity::all_users(application.services())), is_administrator))
        std::cerr << "No user is an administrator, and the page no longer asks for the first one: "
                     "make one with jisr user create NAME --role "
                  << core::code_of(kRole) << ".\n";
    return {};
}

core::Result<void> create(Application& application, const NewUserOptions& options)
{
    const auto draft = TRY(draft_from(options));
    std::string password = identity::new_password();
    if (options.password_from_input)
        std::getline(std::cin, password);
    const auto user =
        TRY(identity::create_user(application.services(), service::Actor::system("command_line"),
                                  draft, password, options.password_from_input));
    std::cout << "user      " << user.user_name << '\n';
    if (!options.password_from_input)
        std::cout << "password  " << password
                  << "\nIt is not shown again, and must be changed at the first sign-in.\n";
    return warn_without_administrator(application);
}

core::Result<void> list(Application& application)
{
    for (const auto& user : TRY(identity::all_users(application.services()))) {
        std::cout << std::left << std::setw(24) << user.user_name << std::setw(12)
                  << core::code_of(user.state);
        for (const auto& held : user.assignments)
            std::cout << ' ' << core::code_of(held.role) << '@' << core::code_of(held.scope.level)
                      << (held.scope.code.empty() ? "" : ":") << held.scope.code;
        std::cout << '\n';
    }
    return {};
}

core::Result<void> reset(Application& application, const std::string& user_name)
{
    const auto password = TRY(identity::reset_password(
        application.services(), service::Actor::system("command_line"), user_name));
    std::cout << "password  " << password
              << "\nIt is not shown again, and must be changed at the next sign-in.\n";
    return {};
}

void add_create(CLI::App& user, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = user.add_subcommand("create", "Make a user, the first administrator too");
    const auto options = std::make_shared<NewUserOptions>();
    command->add_option("user_name", options->user_name, "3 to 40 of a-z, 0-9, . - _")
        ->required()
        ->envname("JISR_USER_NAME");
    command->add_option("--role", options->role, "What she is")
        ->envname("JISR_ROLE")
        ->check(CLI::IsMember(identity::role_codes()))
        ->required();
    command->add_option("--scope", options->scope, identity::kScopeForms)
        ->envname("JISR_SCOPE")
        ->capture_default_str();
    command->add_option("--full-name", options->full_name, "Her name, if it is not the user name")
        ->envname("JISR_FULL_NAME");
    command->add_option("--language", options->language, "Of her pages")
        ->envname("JISR_LANGUAGE")
        ->check(CLI::IsMember(languages()))
        ->capture_default_str();
    command
        ->add_flag("--password-stdin", options->password_from_input,
                   "Read her password from standard input instead of making one")
        ->envname("JISR_PASSWORD_STDIN");
    runs(*command, common, run, Missing::Made,
         [options](Application& app) { return create(app, *options); });
}

void add_list(CLI::App& user, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = user.add_subcommand("list", "Every user with state, roles and scopes");
    runs(*command, common, run, Missing::Refused, list);
}

void add_reset(CLI::App& user, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = user.add_subcommand("reset-password",
                                        "Give a user a first password again and end her sessions");
    const auto user_name = std::make_shared<std::string>();
    command->add_option("user_name", *user_name, "Whose password")
        ->required()
        ->envname("JISR_USER_NAME");
    runs(*command, common, run, Missing::Refused,
         [user_name](Application& app) { return reset(app, *user_name); });
}

} // namespace

void add_user_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* user = app.add_subcommand("user", "Make and list users, and reset their passwords");
    user->require_subcommand(1);
    add_create(*user, common, run);
    add_list(*user, common, run);
    add_reset(*user, common, run);
}

} // namespace jisr::cli
