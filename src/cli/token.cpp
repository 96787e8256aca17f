#include "cli/with_application.hpp"
#include "modules/identity/identity.hpp"

#include <iomanip>
#include <iostream>

namespace jisr::cli {

namespace {

struct NewTokenOptions
{
    std::string name = "command line";
    std::string role;
    std::string scope = "nation";
    std::string expires_on;
};

core::Result<void> create(Application& application, const NewTokenOptions& options)
{
    const auto assignment = TRY(identity::read_assignment(options.role, options.scope));
    identity::TokenDraft draft{options.name, assignment.role, assignment.scope_level,
                               assignment.scope_code, core::Date::parse_iso(options.expires_on)};
    if (!options.expires_on.empty() && !draft.expires_on)
        return core::fail(core::problems::invalid("--expires-on", "no_such_date"));
    draft = TRY(core::from_json<identity::TokenDraft>(core::to_json(draft))); // the API's rules
    const auto made = TRY(identity::create_token(application.services(),
                                                 service::Actor::system("command_line"), draft));
    std::cerr << "Token " << made.id.str() << ". Its text is not shown again:\n";
    std::cout << made.token << '\n'; // alone, so that a script can take it
    return {};
}

std::string state_of(const identity::Token& token, core::Instant now)
{
    if (token.revoked_at)
        return "revoked";
    return token.expires_at && *token.expires_at <= now ? "expired" : "active";
}

core::Result<void> list(Application& application)
{
    auto& services = application.services();
    for (const auto& token : TRY(identity::all_tokens(services)))
        std::cout << std::left << token.id.str() << "  " << std::setw(9)
                  << state_of(token, services.clock.now()) << core::code_of(token.role) << '@'
                  << core::code_of(token.scope.level) << (token.scope.code.empty() ? "" : ":")
                  << token.scope.code << "  "
                  << (token.last_used_at ? token.last_used_at->to_iso() : "never used") << "  "
                  << token.name << '\n';
    return {};
}

core::Result<void> revoke(Application& application, const std::string& text)
{
    const auto id = core::Id::parse(text);
    if (!id)
        return core::fail(core::problems::invalid("id", "not_an_id"));
    return identity::revoke_token(application.services(), service::Actor::system("command_line"),
                                  *id);
}

void add_create(CLI::App& token, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = token.add_subcommand("create", "Make a token and print it, once");
    const auto options = std::make_shared<NewTokenOptions>();
    command->add_option("--role", options->role, "What the program may do")
        ->envname("JISR_ROLE")
        ->check(CLI::IsMember(identity::role_codes()))
        ->required();
    command->add_option("--scope", options->scope, identity::kScopeForms)
        ->envname("JISR_SCOPE")
        ->capture_default_str();
    command->add_option("--name", options->name, "What uses it")
        ->envname("JISR_TOKEN_NAME")
        ->capture_default_str();
    command->add_option("--expires-on", options->expires_on, "Its last day, yyyy-mm-dd")
        ->envname("JISR_TOKEN_EXPIRES_ON");
    runs(*command, common, run, Missing::Made,
         [options](Application& app) { return create(app, *options); });
}

void add_list(CLI::App& token, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = token.add_subcommand("list", "Every token with its state and last use");
    runs(*command, common, run, Missing::Refused, list);
}

void add_revoke(CLI::App& token, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = token.add_subcommand("revoke", "End a token for good");
    const auto id = std::make_shared<std::string>();
    command->add_option("id", *id, "As `jisr token list` shows it")
        ->required()
        ->envname("JISR_TOKEN_ID");
    runs(*command, common, run, Missing::Refused,
         [id](Application& app) { return revoke(app, *id); });
}

} // namespace

void add_token_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* token = app.add_subcommand("token", "Make, list and revoke the tokens of programs");
    token->require_subcommand(1);
    add_create(*token, common, run);
    add_list(*token, common, run);
    add_revoke(*token, common, run);
}

} // namespace jisr::cli
